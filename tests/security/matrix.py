"""The permission matrix as it is checked in: `python -m tests.security.matrix` writes it anew.

One row an endpoint and method, one column a role; read every changed row before committing it.
"""

import csv
import sys
from io import StringIO
from pathlib import Path

from flask import Flask

from tests.security.addresses import method_of, rules
from webapp import create_app
from webapp.permissions import Role, permitted_roles
from webapp.settings import Settings

CHECKED_IN = Path(__file__).parent / "authz_matrix.csv"
ANONYMOUS = "anonymous"
COLUMNS = ("endpoint", "method", "rule", ANONYMOUS, *(role.value for role in Role))


def marks(app: Flask) -> dict[str, dict[str, bool]]:
    """Return endpoint → role → whether its page lets the role in."""
    found = {}
    for rule in rules(app):
        roles = permitted_roles(app, rule.endpoint)
        open_to = {ANONYMOUS, *Role} if roles is None else roles
        found[rule.endpoint] = {who: who in open_to for who in (ANONYMOUS, *Role)}
    return found


def matrix(app: Flask) -> str:
    """Return the matrix of an app as CSV."""
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    allowed = marks(app)
    for rule in rules(app):
        row = ["allowed" if let_in else "denied" for let_in in allowed[rule.endpoint].values()]
        writer.writerow([rule.endpoint, method_of(rule), rule.rule, *row])
    return text.getvalue()


if __name__ == "__main__":
    settings = Settings("sqlite://", "only for the matrix", Path(sys.prefix), is_testing=True)
    CHECKED_IN.write_text(matrix(create_app(settings)), encoding="utf-8")
