"""What the checks look at, and the short forms in which they speak."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from curriculum.icap.composing import PlacedEntry
from curriculum.icap.document import StandardDocument
from curriculum.icap.findings import Change, Finding, Option, Severity
from curriculum.icap.locating import PrintedLines
from curriculum.icap.parsing import Parse
from curriculum.icap.source import Place, Source
from curriculum.wording import Wording


@dataclass(frozen=True, slots=True)
class Subject:
    """A document with everything that is known of how it was printed."""

    parse: Parse
    document: StandardDocument
    entries: tuple[PlacedEntry, ...]
    source: Source
    lines: PrintedLines

    def of_kind(self, *kinds: str) -> Iterator[PlacedEntry]:
        """Go through the entries of these kinds."""
        return (placed for placed in self.entries if placed.kind in kinds)

    def place_of(self, placed: PlacedEntry) -> Place:
        """Give the line in which an entry begins."""
        return self.lines.locate(placed.entry.places, placed.entry.first_line)


KIND_NAMES = {
    "duties": Wording(zh="工作職責", en="duty"),
    "tasks": Wording(zh="工作任務", en="task"),
    "outputs": Wording(zh="工作產出", en="output"),
    "indicators": Wording(zh="行為指標", en="indicator"),
    "knowledge": Wording(zh="知識", en="knowledge"),
    "skills": Wording(zh="技能", en="skill"),
    "attitudes": Wording(zh="態度", en="attitude"),
}
TEXT_KEYS = {
    "duties": "title",
    "tasks": "title",
    "outputs": "title",
    "indicators": "text",
    "knowledge": "name",
    "skills": "name",
    "attitudes": "name",
}


def option(
    key: str, zh: str, en: str, changes: Sequence[Change] = (), why: Wording | None = None
) -> Option:
    """Make an option."""
    return Option(key, Wording(zh=zh, en=en), tuple(changes), why)


def keep(why: Wording | None = None) -> Option:
    """Make the option that leaves everything as it was read."""
    return option("keep", "照原文", "Keep as printed", why=why)


def tidied(code: str, place: Place, text: str, message: Wording, *, task: str = "") -> Finding:
    """Make a finding about something that was put in order without asking."""
    return Finding(f"{code}:{text}", code, Severity.INFO, place, text, message, task=task)
