"""Flaws of completeness: what an item must tell before it may be reviewed."""

from collections.abc import Iterator

from curriculum.wording import Wording
from quizzes.items.content import ItemContent, Kind
from quizzes.items.flaws.finding import Flaw, FlawLevel

_MISSING = {
    "no_competency": ("competency", "還沒選職能", "No competency"),
    "no_cognitive": ("cognitive", "還沒選認知層次", "No cognitive level"),
    "no_level": ("level", "還沒選任務級別", "No task level"),
    "no_indicator": ("indicators", "還沒選行為指標", "No indicator"),
    "no_source": ("sources", "還沒寫依據", "No source"),
    "no_rationale": ("rationale", "還沒寫解析", "No rationale"),
    "no_source_date": ("sources", "依據缺少條次或日期", "A source lacks its article or date"),
    "no_angoff": ("angoff", "還沒有人評定難度", "Nobody has rated the difficulty"),
}
CONSENSUS = "專業共識"


def completeness_flaws(content: ItemContent, competency: str) -> Iterator[Flaw]:
    """Yield what is still missing from an item as a whole."""
    attributes = content.attributes
    if not competency:
        yield missing("no_competency")
    if attributes.cognitive is None:
        yield missing("no_cognitive")
    if attributes.level is None:
        yield missing("no_level")
    if not attributes.indicators:
        yield missing("no_indicator")
    if not attributes.angoff:
        yield missing("no_angoff", FlawLevel.INFO)
    yield from _sources(content)


def _sources(content: ItemContent) -> Iterator[Flaw]:
    if not content.sources and not (
        content.questions and all(part.sources for part in content.questions)
    ):
        yield missing("no_source")
    for source in (*content.sources, *(s for part in content.questions for s in part.sources)):
        undated = source.as_of is None and source.title != CONSENSUS
        if undated or (source.law and not source.article):
            yield missing("no_source_date")
            return


def rationale_flaws(content: ItemContent) -> Iterator[Flaw]:
    """Yield the missing rationale of a question; a case has one for each of its questions."""
    if not content.rationale and content.kind is not Kind.CASE:
        yield missing("no_rationale")


def missing(code: str, level: FlawLevel = FlawLevel.ERROR) -> Flaw:
    """Return the flaw of an empty field."""
    field, zh, en = _MISSING[code]
    return Flaw(code, level, field, Wording(zh=zh, en=en))
