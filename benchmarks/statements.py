"""How many SQL statements each page takes, in the demonstration."""

import re
import secrets
from collections import Counter
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import event
from werkzeug.test import TestResponse

from benchmarks.figures import Figure
from quizzes.trainees.queries import list_cohorts, list_trainees
from webapp import create_app
from webapp.clock import now
from webapp.demo.making import make_cohort, make_courses
from webapp.extensions import db
from webapp.permissions import Role
from webapp.settings import Settings
from webapp.shipped import shipped_document, shipped_standards

MOST = 12
PAGES_OF_A_KIND = 3
TASK = "T1.5"
CLAIM = {"criterion": f"task:{TASK}"}
SKIPPED = ("static", ".download", ".pdf", ".xlsx", ".csv", ".export", ".preview")


def page_statements(folder: Path) -> Iterator[Figure]:
    """Yield the most statements that each page takes of those that links lead people to."""
    app = _demonstration(folder)
    found: dict[str, int] = {}
    for start in ("/", *_papers(app)):
        for role in (None, *Role):
            client = app.test_client()
            if role is not None:
                client.post(f"/demo/{role.value}")
            for endpoint, count in _walk(app, client, start):
                found[endpoint] = max(count, found.get(endpoint, 0))
    for endpoint in sorted(found):
        yield Figure(f"statements.{endpoint}", found[endpoint], at_most=MOST)


def _demonstration(folder: Path) -> Flask:
    settings = Settings(
        f"sqlite:///{folder}/demonstration.db", secrets.token_hex(), folder, is_demo=True
    )
    app = create_app(settings)
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        upgrade()
        session = db.session()
        list(make_courses(session, now=now()))
        list(make_cohort(session, now=now()))
        db.session.commit()
    return app


def _papers(app: Flask) -> list[str]:
    """Put on record what the demonstration begins without; return where it is to be seen."""
    trainee, administrator = app.test_client(), app.test_client()
    trainee.post("/demo/trainee")
    quiz = trainee.post(f"/quizzes/task_quiz/{TASK}")
    administrator.post("/demo/administrator")
    with app.app_context():
        cohort, names = _cohort()
    report = administrator.post(f"/administrator/completion/{cohort}", data=CLAIM)
    path = f"/administrator/certificates/issue/{cohort}"
    for name in names:  # those who are not ready are refused
        administrator.post(path, data={**CLAIM, "trainee": name})
    upload = {"file": (BytesIO(b"\n" + _document()), "anew.txt")}
    review = administrator.post("/administrator/standards/imports/add", data=upload)
    made = (quiz.location, f"{quiz.location}/review", report.location, review.location)
    listed = administrator.get("/administrator/certificates").text
    ids = re.findall(r'/administrator/certificates/([\w-]{22})"', listed)
    return [*made, *(f"/c/{public_id}" for public_id in ids[:1])]


def _cohort() -> tuple[str, list[str]]:
    """Return the cohort of the demonstration and its trainees, by public id."""
    [cohort] = list_cohorts(db.session())
    return cohort.public_id, [each.public_id for each in list_trainees(db.session(), cohort.id)]


def _document() -> bytes:
    return shipped_document(shipped_standards()[0]).read_bytes()


def _walk(app: Flask, client: FlaskClient, start: str) -> Iterator[tuple[str, int]]:
    """Open some pages of each endpoint that links lead to; yield the statements of each."""
    statements: list[str] = []
    with app.app_context():
        engine = db.engine

    def count(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith("BEGIN"):
            statements.append(statement)

    event.listen(engine, "before_cursor_execute", count)
    waiting, known, met = [start], {start}, Counter[str]()
    while waiting:
        path = waiting.pop(0)
        client.get(path)  # a session that was never seen is stored by its first page
        statements.clear()
        reply = client.get(path)
        if reply.status_code == 200 and reply.mimetype == "text/html":
            yield _endpoint(app, path), len(statements)
        for link in sorted(_links(reply) - known):
            endpoint = _endpoint(app, link)
            if endpoint and met[endpoint] < PAGES_OF_A_KIND and not endpoint.endswith(SKIPPED):
                met[endpoint] += 1
                known.add(link)
                waiting.append(link)
    event.remove(engine, "before_cursor_execute", count)


def _links(reply: TestResponse) -> set[str]:
    """Return where a page leads, by its links or at once."""
    links = {unescape(link) for link in re.findall(r'href="(/[^"#]*)"', reply.text)}
    return links | {reply.location or ""}


def _endpoint(app: Flask, path: str) -> str:
    """Return the endpoint that answers an address; empty where none does."""
    try:
        adapter = app.url_map.bind("localhost")
        endpoint, _values = adapter.match(path.partition("?")[0], method="GET")
    except Exception:  # noqa: BLE001 (an address that leads nowhere is passed over)
        return ""
    return str(endpoint)
