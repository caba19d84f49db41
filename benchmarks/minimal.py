"""The least that a route saving an answer has to do, with Flask and SQLAlchemy Core.

One session looked up, one CSRF token compared, one upsert, one durable commit.
"""

import hmac
import os
import sqlite3
from hashlib import sha256
from typing import Any

from flask import Flask, abort, request
from sqlalchemy import Column, Integer, MetaData, String, Table, create_engine, event, select
from sqlalchemy.dialects.sqlite import insert

METADATA = MetaData()
SESSION = Table("session", METADATA, Column("id", String, primary_key=True), Column("csrf", String))
RESPONSE = Table(
    "response",
    METADATA,
    Column("person", String, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("seq", Integer),
    Column("answer", String),
)


def make_app() -> Flask:
    """Build the application over the database that BENCHMARK_DATABASE names."""
    app = Flask(__name__)
    engine = create_engine(os.environ["BENCHMARK_DATABASE"])

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:  # noqa: ANN401
        if isinstance(connection, sqlite3.Connection):
            connection.isolation_level = None
            connection.execute("PRAGMA busy_timeout=10000")
            connection.execute("PRAGMA synchronous=FULL")

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:  # noqa: ANN401
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    @app.put("/answers/<person>/<int:position>")
    def save(person: str, position: int) -> dict[str, object]:
        body = request.get_json()
        name = sha256(request.cookies.get("session", "").encode()).hexdigest()
        with engine.begin() as connection:
            token = connection.scalar(select(SESSION.c.csrf).where(SESSION.c.id == name))
            if token is None or not hmac.compare_digest(
                token, request.headers.get("X-CSRFToken", "")
            ):
                abort(400)
            values = {"seq": body["seq"], "answer": str(body["answer"])}
            connection.execute(
                insert(RESPONSE)
                .values(person=person, position=position, **values)
                .on_conflict_do_update(index_elements=["person", "position"], set_=values)
            )
        return {"seq": body["seq"]}

    return app
