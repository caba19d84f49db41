"""Logins on the command line."""

import click
from flask.cli import AppGroup

from webapp.accounts.commands import add_user
from webapp.accounts.passwords import random_password
from webapp.audit.commands import record_act
from webapp.clock import now
from webapp.extensions import db
from webapp.permissions import Role

group = AppGroup("user", help="Logins.")


@group.command("add")
@click.argument("login")
@click.option("--name", default="", help="The person's name.")
@click.option(
    "--role", "roles", multiple=True, required=True, type=click.Choice([r.value for r in Role])
)
def add(login: str, name: str, roles: tuple[str, ...]) -> None:
    """Add a login with a random password, printed once."""
    password = random_password()
    user = add_user(
        db.session(),
        login=login,
        name=name,
        password=password,
        roles=[Role(role) for role in roles],
        now=now(),
    )
    record_act(
        db.session(),
        actor="system",
        roles=(),
        action="user.add",
        subject_kind="user",
        subject=user.login,
        detail={"roles": sorted(roles)},
        now=now(),
    )
    db.session.commit()
    click.echo(f"{user.login}  {password}")
