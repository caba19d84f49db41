"""The project's own text, as the architecture's tests read it."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOMAIN = ("curriculum", "quizzes")
PRODUCT = (*DOMAIN, "webapp")
TEMPLATES = ROOT / "webapp" / "templates"


def modules(*packages: str) -> list[Path]:
    """Return the Python files of some packages, relative to the project."""
    return sorted(
        path.relative_to(ROOT) for package in packages for path in (ROOT / package).rglob("*.py")
    )


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse((ROOT / path).read_text(encoding="utf-8"))


def imported_names(path: Path) -> set[str]:
    """Return the dotted names that a module imports: `random`, `random.Random`."""
    names = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def templates() -> list[str]:
    """Return the names of all templates."""
    return sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))
