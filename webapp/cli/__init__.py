"""The command line: `callboard`, with the application loaded where a command needs it."""

from typing import TYPE_CHECKING

from webapp import create_app
from webapp.cli.loading import LazyFlaskGroup

if TYPE_CHECKING:
    from flask import Flask

GROUPS = {
    "standard": "webapp.cli.standard:group",
    "course": "webapp.cli.course:group",
    "bank": "webapp.cli.bank:group",
    "demo": "webapp.cli.demo:group",
    "mastery": "webapp.cli.mastery:group",
    "review": "webapp.cli.review:group",
    "serve": "webapp.cli.serve:command",
    "user": "webapp.cli.users:group",
}


def _make_app() -> "Flask":
    from webapp.settings import Settings  # noqa: PLC0415 (reading a document needs none)

    return create_app(Settings.from_environment())


def main() -> None:
    """Run the command line."""
    cli = LazyFlaskGroup(
        lazy=GROUPS,
        create_app=_make_app,
        load_dotenv=False,
        help="Callboard 練場: from an official competency standard to a certified trainee.",
    )
    cli(prog_name="callboard")
