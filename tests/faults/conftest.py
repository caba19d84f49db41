"""Fault tests with real processes: a short form of each for every commit, a long one at night."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.faults.instance import Instance, make_instance

FIGURES = Path(__file__).parent.parent.parent / "benchmarks" / "faults.json"
KEPT = pytest.StashKey[dict]()


@dataclass(frozen=True, slots=True)
class Form:
    """Which form of the tests runs: `short` in the suite, `long` by `make faults`."""

    is_long: bool

    def __call__(self, short, long):
        return long if self.is_long else short


@pytest.fixture(scope="session")
def form(request):
    return Form(request.config.getoption("--faults") == "long")


@pytest.fixture(scope="session")
def figures(request):
    """What was measured: name → figure; the long form prints it and keeps it in a file."""
    return request.config.stash.setdefault(KEPT, {})


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """One platform in a SQLite file, to be copied."""
    folder = tmp_path_factory.mktemp("made")
    return make_instance(folder, f"sqlite:///{folder}/callboard.db")


@pytest.fixture
def instance(made, tmp_path):
    """A platform of the test's own, in a SQLite file."""
    return copy_instance(made, tmp_path)


def copy_instance(made: Instance, folder: Path) -> Instance:
    """Copy a platform that nobody serves."""
    for name in ("secret_key", "callboard.db"):
        shutil.copy(made.folder / name, folder / name)
    return Instance(folder, f"sqlite:///{folder}/callboard.db")


def pytest_terminal_summary(terminalreporter, config):
    kept = config.stash.get(KEPT, {})
    if not kept or config.getoption("--faults") != "long":
        return
    terminalreporter.section("faults")
    for name, figure in sorted(kept.items()):
        terminalreporter.write_line(f"{name:<48} {figure}")
    known = json.loads(FIGURES.read_text(encoding="utf-8")) if FIGURES.exists() else {}
    text = json.dumps({**known, **kept}, indent=2, sort_keys=True)
    FIGURES.write_text(f"{text}\n", encoding="utf-8")
