"""Small rooms with speaking names, and one place that commits."""

import ast

from tests.architecture.source import DOMAIN, PRODUCT, ROOT, modules, parsed

LONGEST = 300
VAGUE = {
    "base", "common", "helper", "helpers", "manager", "managers", "misc", "service", "services",
    "util", "utils",
}  # fmt: skip
TOP = {"curriculum", "quizzes", "webapp", "migrations", "tests", "benchmarks"}
WHOLE_REQUESTS = ("request.", "form.data", "body")
DANGEROUS = {"eval", "exec", "populate_obj", "render_template_string"}

OWN = [
    path
    for path in modules(*PRODUCT, "tests", "benchmarks", "migrations")
    if "versions" not in path.parts
]


def names_used(path):
    """Return every name and attribute that a module mentions."""
    nodes = list(ast.walk(parsed(path)))
    named = {node.id for node in nodes if isinstance(node, ast.Name)}
    return named | {node.attr for node in nodes if isinstance(node, ast.Attribute)}


def test_no_file_is_longer_than_300_lines():
    lengths = {str(path): (ROOT / path).read_bytes().count(b"\n") for path in OWN}
    longest = {path: 400 if path.startswith("tests/") else LONGEST for path in lengths}
    assert {path: lines for path, lines in lengths.items() if lines > longest[path]} == {}


def test_every_module_is_named_after_its_subject():
    named = {part.removesuffix(".py") for path in OWN for part in path.parts}
    assert not named & VAGUE


def test_python_lives_in_the_known_rooms():
    assert {path.parent.name for path in ROOT.glob("*/__init__.py")} <= TOP
    assert {path.name for path in ROOT.glob("*.py")} == {"wsgi.py"}


def test_only_webapp_commits():
    ending = {str(p): names_used(p) & {"commit", "rollback"} for p in modules(*DOMAIN)}
    assert {path: names for path, names in ending.items() if names} == {}


def test_nothing_is_made_into_code_or_into_a_row_unread():
    """V20 and ASVS 1.3.7: no request names columns, no text becomes a template or a program."""
    found = {str(p): names_used(p) & DANGEROUS for p in modules(*PRODUCT)}
    assert {path: names for path, names in found.items() if names} == {}


def test_no_row_is_made_from_a_whole_request():
    """V20: `Model(**body)` would let a request choose its columns."""
    spread = [
        f"{path}: **{ast.unparse(word.value)}"
        for path in modules("webapp")
        for call in ast.walk(parsed(path))
        if isinstance(call, ast.Call)
        for word in call.keywords
        if word.arg is None and ast.unparse(word.value).startswith(WHOLE_REQUESTS)
    ]
    assert spread == []
