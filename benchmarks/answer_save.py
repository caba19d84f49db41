"""How fast an answer is saved, beside the least that such a route can do.

Both are served by gunicorn with the same settings and keep their data in SQLite with
synchronous=FULL; rounds alternate, and the ratio is that of the medians.
"""

import re
import secrets
from hashlib import sha256
from http.cookiejar import CookieJar
from pathlib import Path
from statistics import median
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

from flask_migrate import upgrade
from sqlalchemy import create_engine, insert

from benchmarks.minimal import METADATA, SESSION
from benchmarks.serving import Saver, saves_per_second, served
from curriculum.standards.queries import get_outline
from quizzes.trainees.commands import add_cohort, add_trainee, enrol
from webapp import create_app
from webapp.accounts.commands import add_user
from webapp.clock import now, today
from webapp.demo.making import make_courses
from webapp.extensions import db
from webapp.permissions import Role
from webapp.settings import Settings
from webapp.shipped import shipped_standards

PEOPLE = 8
ROUNDS = 5
SAVES_A_ROUND = 40  # of each person
PASSWORD = "a password for measuring"  # noqa: S105 (of people who are made up)
CODE = "K29"


def answer_save(folder: Path) -> dict[str, float]:
    """Return the ratio of throughputs and both medians in saves a second."""
    ours = {"CALLBOARD_INSTANCE": str(folder)}
    settings = Settings(f"sqlite:///{folder}/callboard.db", secrets.token_hex(), folder)
    logins = _prepare(settings)
    (folder / "secret_key").write_text(settings.secret_key, encoding="ascii")
    address = f"sqlite:///{folder}/minimal.db"
    theirs = _minimal_savers(address)
    rates: dict[str, list[float]] = {"ours": [], "minimal": []}
    with (
        served("wsgi:app", ours) as our_port,
        served("benchmarks.minimal:make_app()", {"BENCHMARK_DATABASE": address}) as minimal_port,
    ):
        savers = [_sign_in(our_port, login) for login in logins]
        sides = {"ours": (our_port, savers), "minimal": (minimal_port, theirs)}
        for number in range(ROUNDS + 1):
            for side, (port, people) in sides.items():
                first = 1 + number * SAVES_A_ROUND
                rate = saves_per_second(port, people, first_seq=first, count=SAVES_A_ROUND)
                if number:  # the first round warms both up
                    rates[side].append(rate)
    medians = {side: median(found) for side, found in rates.items()}
    return {
        "answer_save_ratio": medians["ours"] / medians["minimal"],
        "answer_save_per_second": medians["ours"],
        "answer_save_minimal_per_second": medians["minimal"],
    }


def _prepare(settings: Settings) -> list[str]:
    """Make a platform with the shipped course and some trainees; return their logins."""
    app = create_app(settings)
    with app.app_context():
        upgrade()
        session = db.session()
        list(make_courses(session, now=now()))
        standard = get_outline(session, shipped_standards()[0])
        cohort = add_cohort(
            session,
            standard_id=standard.id,
            name="量測班",
            starts_on=today(),
            ends_on=today(),
            now=now(),
        )
        logins = []
        for number in range(PEOPLE):
            trainee = add_trainee(session, name=f"學員 {number}", now=now())
            enrol(session, cohort=cohort, trainee=trainee, on=today())
            user = add_user(
                session,
                login=f"trainee{number}",
                name=trainee.name,
                password=PASSWORD,
                roles=[Role.TRAINEE],
                trainee_id=trainee.id,
                now=now(),
            )
            logins.append(user.login)
        db.session.commit()
        db.engine.dispose()
    return logins


def _sign_in(port: int, login: str) -> Saver:
    """Sign in, start a practice, and return what a browser then sends with each answer."""
    jar = CookieJar()
    browser = build_opener(HTTPCookieProcessor(jar))
    address = f"http://127.0.0.1:{port}"
    _post(browser, f"{address}/sign-in", login=login, password=PASSWORD)
    page = _post(browser, f"{address}/quizzes/task_quiz/T1.5")
    path = re.search(r'action="(/attempts/[^"]+/\d+)"', page)
    token = re.search(r'name="csrf-token" content="([^"]+)"', page)
    choice = re.search(r'name="(answer[^"]*)"[^>]*value="([^"]+)"', page)
    if not path or not token:
        raise RuntimeError(f"no question for {login}")
    cookie = "; ".join(f"{each.name}={each.value}" for each in jar)
    answer = [choice[2]] if choice and choice[1] == "answer" else None
    return Saver(path[1], {"Cookie": cookie, "X-CSRFToken": token[1]}, answer)


def _post(browser: OpenerDirector, address: str, **fields: str) -> str:
    """Send a form as its page would; return the page that it leads to."""
    with browser.open(address) as reply:
        form = reply.read().decode()
    token = re.search(r'name="csrf_token" value="([^"]+)"', form)
    data = urlencode({**fields, "csrf_token": token[1] if token else ""}).encode()
    with browser.open(address, data) as reply:
        text: str = reply.read().decode()
    return text


def _minimal_savers(address: str) -> list[Saver]:
    engine = create_engine(address)
    METADATA.create_all(engine)
    savers = []
    with engine.begin() as connection:
        for number in range(PEOPLE):
            cookie, token = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
            name = sha256(cookie.encode()).hexdigest()
            connection.execute(insert(SESSION).values(id=name, csrf=token))
            headers = {"Cookie": f"session={cookie}", "X-CSRFToken": token}
            savers.append(Saver(f"/answers/p{number}/1", headers, ["kx7q2m"]))
    engine.dispose()
    return savers
