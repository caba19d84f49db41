"""Nothing stands in the product that only tests, or nobody, would miss."""

import re
from pathlib import Path

import pytest
from vulture import Vulture

from tests.architecture.source import ROOT
from tests.architecture.template_names import names_in_templates
from webapp.tables import METADATA

SCANNED = ("curriculum", "quizzes", "webapp", "benchmarks", "wsgi.py")
CALLED_BY_NAME = [
    "@*.get", "@*.post", "@*.put", "@*.command", "@*.errorhandler", "@*.before_request",
    "@*.after_request", "@*.user_loader", "@*.unauthorized_handler", "@event.listens_for",
    "@*.teardown_appcontext", "@*.template_global", "@override",
]  # fmt: skip
WANTED = {
    "isolation_level": "read by the SQLite driver",
    "session_interface": "read by Flask",
    "session_protection": "read by Flask-Login",
    "yaml_implicit_resolvers": "read by PyYAML",
    "FEATURES": "imports every table, which is what it is for",
    "impl": "read by SQLAlchemy",
    "CLASSES": "a label that is recognised by its place among the labels",
    "cache_ok": "read by SQLAlchemy",
    "make_app": "named to gunicorn",
    "CursorResult": "named in a type that is written as text",
}


def columns() -> set[str]:
    """What tables keep is kept for people and for later, whether or not code reads it now."""
    return {column.name for table in METADATA.tables.values() for column in table.columns}


def names_on_paper() -> set[str]:
    """Return the words of the templates that certificates and reports are set with."""
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "webapp").rglob("*.typ")]
    return set(re.findall(r"\w+", " ".join(texts)))


def seemingly_unused():
    vulture = Vulture(ignore_decorators=CALLED_BY_NAME)
    vulture.scavenge([str(ROOT / each) for each in SCANNED])
    return vulture.get_unused_code(min_confidence=60)


@pytest.fixture(scope="module")
def unused():
    return seemingly_unused()


def test_nothing_is_dead(app, unused):
    known = names_in_templates(app) | names_on_paper() | columns() | set(WANTED)
    dead = [
        f"{Path(item.filename).relative_to(ROOT)}:{item.first_lineno} {item.typ} {item.name}"
        for item in unused
        if item.name not in known
    ]
    assert not dead, "\n".join(dead)


def test_every_exception_is_still_one(unused):
    names = {item.name for item in unused}
    assert set(WANTED) <= names
