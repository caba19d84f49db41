"""Document → findings: everything that a person should know or decide before it is imported."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from itertools import islice

from curriculum.icap.checks.codes import check_codes
from curriculum.icap.checks.header import check_header
from curriculum.icap.checks.levels import check_levels
from curriculum.icap.checks.names import check_names
from curriculum.icap.checks.numbering import check_numbering
from curriculum.icap.checks.reading import check_reading
from curriculum.icap.checks.subject import Subject
from curriculum.icap.checks.tasks import check_tasks
from curriculum.icap.checks.versions import check_versions
from curriculum.icap.composing import placed_entries
from curriculum.icap.document import StandardDocument
from curriculum.icap.errors import UnreadableDocumentError
from curriculum.icap.findings import Finding, Severity
from curriculum.icap.locating import PrintedLines
from curriculum.icap.parsing import Parse
from curriculum.icap.source import Source

_CHECKS = (
    check_header,
    check_versions,
    check_names,
    check_codes,
    check_levels,
    check_tasks,
    check_numbering,
    check_reading,
)
MAX_FINDINGS = 1_000
_WEIGHT = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def check(parse: Parse, document: StandardDocument, source: Source) -> tuple[Finding, ...]:
    """Report all findings: those to decide first, then by severity, in the order of the checks."""
    lines = PrintedLines(source)
    subject = Subject(parse, document, tuple(placed_entries(parse)), source, lines)
    stream = (finding for check_part in _CHECKS for finding in check_part(subject))
    found = list(islice(stream, MAX_FINDINGS + 1))
    if len(found) > MAX_FINDINGS:
        raise UnreadableDocumentError(
            f"這份文件有超過 {MAX_FINDINGS} 處讀不懂，不像職能基準的文件。",
            f"More than {MAX_FINDINGS} places are not understood; it is hardly a standard.",
        )
    found.sort(key=lambda finding: (not finding.needs_decision, _WEIGHT[finding.severity]))
    return tuple(
        replace(finding, context=lines.context(finding.place)) for finding in _distinct(found)
    )


def _distinct(findings: Iterable[Finding]) -> Iterable[Finding]:
    """Give each finding an id of its own."""
    counts: Counter[str] = Counter()
    for finding in findings:
        counts[finding.id] += 1
        number = counts[finding.id]
        yield finding if number == 1 else replace(finding, id=f"{finding.id}#{number}")
