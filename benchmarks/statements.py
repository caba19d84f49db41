"""How many SQL statements each page takes, in the demonstration."""

import re
import secrets
from collections.abc import Iterator
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import event

from webapp import create_app
from webapp.clock import now
from webapp.demo.making import make_cohort, make_courses
from webapp.demo.people import LOGINS
from webapp.extensions import db
from webapp.settings import Settings

SKIPPED = ("static", ".download", ".pdf", ".xlsx", ".csv", ".export", ".preview", ".check")


def page_statements(folder: Path) -> dict[str, float]:
    """Return the statements of each page that the demonstration's people can reach by links."""
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
    found: dict[str, int] = {}
    for role, _login, _name in LOGINS:
        client = app.test_client()
        client.post(f"/demo/{role.value}")
        for endpoint, count in _walk(app, client):
            found[endpoint] = max(count, found.get(endpoint, 0))
    return {f"statements.{endpoint}": float(found[endpoint]) for endpoint in sorted(found)}


def _walk(app: Flask, client: FlaskClient) -> Iterator[tuple[str, int]]:
    """Open one page of each endpoint that links lead to; yield its statements."""
    statements: list[str] = []
    with app.app_context():
        engine = db.engine

    def count(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith("BEGIN"):
            statements.append(statement)

    event.listen(engine, "before_cursor_execute", count)
    waiting, met = ["/"], set[str]()
    while waiting:
        path = waiting.pop(0)
        client.get(path)  # a session that was never seen is stored by its first page
        statements.clear()
        reply = client.get(path)
        endpoint = _endpoint(app, path)
        if reply.status_code == 200 and reply.mimetype == "text/html":
            yield endpoint, len(statements)
        for link in [*re.findall(r'href="(/[^"#]*)"', reply.text), reply.location or ""]:
            target = _endpoint(app, link.replace("&amp;", "&"))
            if target and target not in met and not target.endswith(SKIPPED):
                met.add(target)
                waiting.append(link.replace("&amp;", "&"))
    event.remove(engine, "before_cursor_execute", count)


def _endpoint(app: Flask, path: str) -> str:
    """Return the endpoint that answers an address; empty where none does."""
    try:
        adapter = app.url_map.bind("localhost")
        endpoint, _values = adapter.match(path.partition("?")[0], method="GET")
    except Exception:  # noqa: BLE001 (an address that leads nowhere is passed over)
        return ""
    return str(endpoint)
