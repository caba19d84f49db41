"""A database that may be taken up and down, for tests of what upgrades do with what is in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import upgrade

from webapp import MIGRATIONS, create_app
from webapp.extensions import db
from webapp.settings import Settings


@contextmanager
def upgraded_app(folder: Path, address: str = "") -> Iterator[Flask]:
    """Give an app, in its context, whose empty database has every table."""
    settings = Settings(
        database_url=address or f"sqlite:///{folder / 'older.db'}",
        secret_key="only for tests",
        instance=folder,
        is_testing=True,
    )
    app = create_app(settings)
    with app.app_context():
        upgrade()
        yield app
        db.session.close()
        db.engine.dispose()


def revision_before(migration: str) -> str:
    """Return where databases stood before a migration, named by the end of its file."""
    scripts = ScriptDirectory(str(MIGRATIONS)).walk_revisions()
    return next(each.down_revision for each in scripts if each.path.endswith(f"_{migration}.py"))
