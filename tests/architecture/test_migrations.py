"""The migrations make exactly the tables that the models describe, on either database."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from webapp import MIGRATIONS
from webapp.tables import METADATA


def test_there_is_one_newest_migration():
    assert len(ScriptDirectory(str(MIGRATIONS)).get_heads()) == 1


def test_the_models_and_the_migrations_say_the_same(connection):
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    assert compare_metadata(context, METADATA) == []


def test_every_migration_is_named_by_its_moment():
    for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions():
        assert script.path.rpartition("/")[2][:4].isdecimal()
