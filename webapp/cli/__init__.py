"""The command line: `callboard`, with the application loaded."""

from flask import Flask
from flask.cli import FlaskGroup

from webapp import create_app
from webapp.cli import bank, course, mastery, users
from webapp.settings import Settings

GROUPS = (course.group, bank.group, mastery.group, users.group)


def _make_app() -> Flask:
    return create_app(Settings.from_environment())


def main() -> None:
    """Run the command line."""
    cli = FlaskGroup(
        create_app=_make_app,
        load_dotenv=False,
        help="Callboard 練場: from an official competency standard to a certified trainee.",
    )
    for group in GROUPS:
        cli.add_command(group)
    cli(prog_name="callboard")
