"""How fast an answer is saved, beside the least that such a route can do.

Both are served by gunicorn with the same settings and keep their data in SQLite with
synchronous=FULL; rounds alternate, and the ratio is that of the medians.
"""

import re
import secrets
from collections.abc import Iterator
from hashlib import sha256
from http.cookiejar import CookieJar
from pathlib import Path
from statistics import median
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

from flask_migrate import upgrade
from sqlalchemy import create_engine, insert

from benchmarks.figures import Figure
from benchmarks.minimal import METADATA, SESSION
from benchmarks.serving import Load, Saver, save_together, served
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
SIDES = ("ours", "minimal")
ROUNDS = 7
SECONDS_A_ROUND = 2.0
MOST_SAVES = 1_000_000  # of one person in one round
PASSWORD = "a password for measuring"  # noqa: S105 (of people who are made up)


def answer_save(folder: Path) -> Iterator[Figure]:
    """Yield the ratios of throughput and of the slowest saves, and both medians a second."""
    loads = _measure(folder)
    ours, minimal = (median(load.per_second for load in loads[side]) for side in SIDES)
    slow, minimal_slow = (median(load.slowest for load in loads[side]) for side in SIDES)
    yield Figure("answer_save_ratio", ours / minimal, at_least=0.6)
    yield Figure("answer_save_p99_ratio", slow / minimal_slow, at_most=3)
    yield Figure("answer_save_per_second", ours)
    yield Figure("answer_save_minimal_per_second", minimal)


def _measure(folder: Path) -> dict[str, list[Load]]:
    """Let people save on both servers in turn; return the rounds of each side."""
    ours = {"CALLBOARD_INSTANCE": str(folder), "DATABASE_URL": "", "SECRET_KEY": ""}
    settings = Settings(f"sqlite:///{folder}/callboard.db", secrets.token_hex(), folder)
    logins = _prepare(settings)
    (folder / "secret_key").write_text(settings.secret_key, encoding="ascii")
    address = f"sqlite:///{folder}/minimal.db"
    theirs = _minimal_savers(address)
    loads: dict[str, list[Load]] = {side: [] for side in SIDES}
    with (
        served("wsgi:app", ours) as our_port,
        served("benchmarks.minimal:make_app()", {"BENCHMARK_DATABASE": address}) as minimal_port,
    ):
        savers = [_sign_in(our_port, login) for login in logins]
        sides = dict(zip(SIDES, ((our_port, savers), (minimal_port, theirs)), strict=True))
        for number in range(ROUNDS + 1):
            for side, (port, people) in sides.items():
                first = 1 + number * MOST_SAVES
                load = save_together(port, people, first_seq=first, seconds=SECONDS_A_ROUND)
                if number:  # the first round warms both up
                    loads[side].append(load)
    return loads


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
