"""The demonstration on the command line."""

import os
import sys
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup
from flask_migrate import upgrade

from webapp.clock import now
from webapp.demo.making import (
    DemoLogin,
    is_made,
    make_cohort,
    make_courses,
    renew_passwords,
)
from webapp.extensions import db

group = AppGroup("demo", help="A demonstration with made-up people, on this machine only.")


@group.command("make")
@click.option("--anew", is_flag=True, help="Throw away the SQLite database that is there first.")
def make(*, anew: bool) -> None:
    """Make the shipped course and a cohort with eight weeks of history."""
    if anew:
        _forget_database()
    _make()


@group.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
def serve(host: str, port: int) -> None:
    """Make the demonstration where there is none, and serve it."""
    from webapp.cli.serve import (  # noqa: PLC0415 (gunicorn is needed only here)
        require_loopback,
        run_server,
    )

    require_loopback(host)
    _make()
    logins = renew_passwords(db.session())
    db.session.commit()
    db.engine.dispose()
    _print(logins, f"http://{host}:{port}/")
    os.environ["CALLBOARD_DEMO"] = "1"
    run_server(host, port)


def _make() -> None:
    upgrade()
    session = db.session()
    if is_made(session):
        return
    moment = now()
    for code in make_courses(session, now=moment):
        click.echo(f"  {code}")
    db.session.commit()
    for name in make_cohort(session, now=moment):
        click.echo(f"  {name}")
    db.session.commit()


def _forget_database() -> None:
    path = db.engine.url.database
    if db.engine.dialect.name != "sqlite" or not path:
        click.echo("--anew 只用在 SQLite。 --anew is for SQLite only.", err=True)
        sys.exit(2)
    db.engine.dispose()
    for suffix in ("", "-journal", "-wal", "-shm"):
        Path(path + suffix).unlink(missing_ok=True)


def _print(logins: list[DemoLogin], address: str) -> None:
    click.echo(f"\n練場 Callboard  {address}\n")
    click.echo("示範帳號，密碼只顯示這一次（Demo accounts, passwords shown only now）：")
    for each in logins:
        click.echo(f"  {each.role.value:<14} {each.login:<14} {each.password}   {each.name}")
    click.echo(f"\n資料在 {current_app.config['INSTANCE']}，Ctrl-C 結束。\n")
