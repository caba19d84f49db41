import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

import webapp
from curriculum.icap.models import FindingDecision, SourceDocument
from curriculum.standards.models import Standard
from tests.factories.documents import SHIPPED
from webapp.audit.models import AuditEntry
from webapp.cli.standard_import import import_
from webapp.cli.standard_reading import read

ROOT = Path(webapp.__file__).parent.parent
READ_AND_TELL_WHAT_WAS_LOADED = """
import sys
from webapp.cli import main
sys.argv[1:] = ["standard", "read", sys.argv[1]]
try:
    main()
finally:
    print(*{"sqlalchemy", "webapp.areas", "numpy"} & set(sys.modules), file=sys.stderr)
"""


@pytest.fixture
def command(app, client):
    """Run a command with the application loaded."""

    def run(command, *arguments):
        with app.app_context():
            return CliRunner().invoke(command, [str(each) for each in arguments])

    return run


def test_reading_prints_one_object_and_loads_neither_application_nor_database():
    done = subprocess.run(
        [sys.executable, "-c", READ_AND_TELL_WHAT_WAS_LOADED, SHIPPED],
        capture_output=True,
        check=False,
        cwd=ROOT,
        env={"PATH": os.defpath, "LC_ALL": "C"},
    )
    assert done.returncode == 0
    read = json.loads(done.stdout.decode())
    assert list(read) == ["standard", "findings"]
    assert read["standard"]["code"] == "APA2654-001v2"
    assert {"code", "severity", "place", "text", "message", "proposal"} <= set(read["findings"][0])
    assert done.stderr.split() == []


@pytest.mark.parametrize("command_of", [read, import_])
@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.4 broken", b"PK\x03\x04", bytes(range(256)), "什麼都不是".encode()]
)
def test_an_unreadable_file_gets_one_sentence_and_exit_code_2(
    command, tmp_path, command_of, content
):
    file = tmp_path / "document"
    file.write_bytes(content)
    result = command(command_of, file)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.strip().endswith("。")


@pytest.mark.parametrize("name", ["missing.pdf", "."])
def test_a_file_that_cannot_be_opened_gets_one_sentence_and_exit_code_2(command, tmp_path, name):
    result = command(read, tmp_path / name)
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)


def test_a_very_large_file_is_refused_without_being_read(command, tmp_path):
    file = tmp_path / "large"
    with file.open("wb") as opened:
        opened.truncate(200 * 1024 * 1024)
    result = command(read, file)
    assert result.exit_code == 2
    assert "20 MB" in result.stderr


def test_importing_decides_as_proposed_and_prints_it(command, session):
    result = command(import_, SHIPPED)
    assert result.exit_code == 0, result.output
    assert "S26" in result.stdout
    assert "→ 用「預算掌控能力」" in result.stdout
    assert "行為指標：讀到 18，原文 17" in result.stdout
    assert session.scalar(select(Standard.code)) == "APA2654-001v2"
    assert set(session.scalars(select(FindingDecision.decided_by))) == {"system"}
    entry = session.scalars(select(AuditEntry)).one()
    assert (entry.action, entry.subject) == ("standard.import", "APA2654-001v2")


def test_importing_the_same_file_again_changes_nothing(command, session, tmp_path):
    command(import_, SHIPPED)
    again = tmp_path / "renamed.txt"
    again.write_bytes(SHIPPED.read_bytes())
    result = command(import_, again)
    assert result.exit_code == 0
    assert "沒有要改的地方" in result.stdout
    assert session.scalar(select(func.count(SourceDocument.id))) == 1
    assert session.scalar(select(func.count(AuditEntry.id))) == 1


def test_another_file_with_the_same_standard_is_refused(command, session, tmp_path):
    command(import_, SHIPPED)
    other = tmp_path / "other.txt"
    other.write_bytes(SHIPPED.read_bytes() + b"\n\n")
    result = command(import_, other)
    assert result.exit_code == 1
    assert "已經由「standard.txt」匯入" in result.stderr
    assert session.scalar(select(func.count(SourceDocument.id))) == 1
