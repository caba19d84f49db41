"""Rule modules are values in, values out: they know no database, clock, chance or environment."""

import ast

from tests.architecture.source import DOMAIN, ROOT, imported_names, modules, parsed

STATEFUL = {"models.py", "commands.py", "queries.py", "database.py"}
EXCEPTIONS = {
    "curriculum/standards/counting.py": "a query of how much there is",
    "curriculum/standards/parts.py": "queries of what is printed beside the tree of tasks",
    "quizzes/items/counting.py": "a query, beside a queries.py that is full",
    "quizzes/certification/cohorts.py": "queries about a cohort, beside those about certificates",
    "quizzes/certification/issuing.py": "makes the rows that the commands add",
    "quizzes/delivery/record.py": "queries, beside a queries.py that is full",
    "quizzes/delivery/saving.py": "the hot path, beside a commands.py that is full",
    "quizzes/mastery/calibrations.py": "queries, beside a queries.py that is full",
    "quizzes/mastery/drafting.py": "reads what is measured without holding the database",
    "quizzes/mastery/recalibration.py": "a command, beside a commands.py that is full",
    "quizzes/remarks/answering.py": "queries of those who answer, beside those of the trainee",
    "quizzes/sittings/choosing.py": "queries and the choice, beside a commands.py that is full",
    "curriculum/icap/readers/confinement.py": "starts the process that reads a stranger's PDF",
}
WORLD = {
    "asyncio", "http", "multiprocessing", "os", "requests", "secrets", "socket", "sqlalchemy",
    "subprocess", "tempfile", "threading", "time", "urllib", "uuid",
}  # fmt: skip
CLOCK = {"now", "utcnow", "today"}

PURE = [p for p in modules(*DOMAIN) if p.name not in STATEFUL and str(p) not in EXCEPTIONS]


def touches_world(path):
    return {name for name in imported_names(path) if name.partition(".")[0] in WORLD}


def takes_chances(path):
    """Return what a module takes from `random` beside the type of its argument."""
    names = {name for name in imported_names(path) if name.partition(".")[0] == "random"}
    return names - {"random.Random"}


def reads_clock(path):
    return {
        ast.unparse(node)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in CLOCK
    }


def test_rule_modules_are_pure():
    assert len(PURE) > 60
    found = {str(p): touches_world(p) | takes_chances(p) | reads_clock(p) for p in PURE}
    assert {path: names for path, names in found.items() if names} == {}


def test_every_exception_is_still_one():
    assert [path for path in EXCEPTIONS if not touches_world(ROOT / path)] == []


def test_commands_and_queries_are_given_the_moment():
    stateful = [p for p in modules(*DOMAIN) if p.name in STATEFUL]
    assert {str(p): names for p in stateful if (names := reads_clock(p))} == {}
