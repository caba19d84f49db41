"""The review of an import as its page shows it: each finding beside the printed lines."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from flask_babel import gettext as _

from curriculum.icap.correcting import OTHER
from curriculum.icap.counting import Count
from curriculum.icap.excerpts import ExcerptLine, excerpt
from curriculum.icap.findings import Finding, Option
from curriculum.icap.outcomes import OutcomeEntry, outcome
from curriculum.icap.queries import DecisionLine, Review
from webapp.kit.language import in_language

MOST_SHOWN = 200  # findings on one page; those to decide come first
MOST_REASONS = 6


@dataclass(frozen=True, slots=True)
class LineView:
    """A printed line, or a remark about lines that are left out."""

    number: int | None
    text: str
    is_hit: bool
    marked: str
    is_gap: bool


@dataclass(frozen=True, slots=True)
class PartView:
    """One entry of what was read."""

    text: str
    code: str = ""
    was: str = ""
    is_changed: bool = False


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """An answer that can be chosen."""

    value: str
    text: str
    note: str
    is_proposed: bool
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding with its lines, its outcome and its answers."""

    number: int  # as the page counts, from 1
    index: int  # in the reading, from 0
    headline: str
    summary: str
    severity: str
    place: str
    page_url: str
    lines: Sequence[LineView]
    reading: Sequence[tuple[str, Sequence[PartView]]]
    question: str
    choices: Sequence[ChoiceView]
    decided: str  # empty while it is open
    decision: DecisionLine | None
    is_free: bool  # a text of one's own may be written
    replacement: str

    @property
    def name(self) -> str:
        """The name of its choice in the form."""
        return f"f{self.index}"


@dataclass(frozen=True, slots=True)
class CountView:
    """What was read of one kind against what looks like a code."""

    label: str
    read: int
    printed: int
    note: str
    is_explained: bool


def finding_views(review: Review, page_url: str) -> list[FindingView]:
    """Show the findings that ask for a decision; of very many, those that are still open."""
    shown = list(enumerate(asking(review), start=1))
    if len(shown) > MOST_SHOWN:
        open_numbers = set(review.open_numbers)
        shown = [(number, index) for number, index in shown if index in open_numbers]
    mapping = review.reading.document.to_mapping()
    return [
        _finding(review, mapping, number, index, page_url) for number, index in shown[:MOST_SHOWN]
    ]


def asking(review: Review) -> list[int]:
    """List the findings that ask for a decision, by their place in the reading."""
    return [n for n, finding in enumerate(review.reading.findings) if finding.needs_decision]


def _finding(
    review: Review, mapping: Mapping[str, Any], number: int, index: int, page_url: str
) -> FindingView:
    finding = review.reading.findings[index]
    decision = review.decisions.get(index)
    chosen = decision.choice if decision else finding.options[0].key if finding.options else OTHER
    option = next((option for option in finding.options if option.key == chosen), None)
    changes = option.changes if option else ()
    lines = excerpt(review.reading.lines, finding)
    return FindingView(
        number=number,
        index=index,
        headline=_without_stop(in_language(finding.message)),
        summary=in_language(finding.explanation) if finding.explanation else "",
        severity=str(finding.severity),
        place=_place(finding, lines),
        page_url=f"{page_url}#l{finding.place.line}" if finding.place.line else "",
        lines=[_line(line) for line in lines],
        reading=_parts(outcome(mapping, finding, changes)),
        question=_("怎麼處理？"),
        choices=_choices(finding, chosen),
        decided=_decided(option, decision) if decision else "",
        decision=decision,
        is_free=bool(finding.free),
        replacement=decision.replacement or "" if decision else "",
    )


def _without_stop(text: str) -> str:
    return text.removesuffix("。").removesuffix(".")


def _place(finding: Finding, lines: Sequence[ExcerptLine]) -> str:
    pages = sorted({line.page for line in lines if line.is_hit and line.page})
    if pages:
        return str(_("第 %(pages)s 頁", pages="、".join(str(page) for page in pages)))
    if finding.place.line:
        return str(_("第 %(n)s 行", n=finding.place.line))
    return ""


def _line(line: ExcerptLine) -> LineView:
    text = line.text
    if line.is_gap:
        text = _("第 %(first)s–%(last)s 行略", first=line.number, last=line.last)
    return LineView(line.number, text, line.is_hit, line.marked, line.is_gap)


def _choices(finding: Finding, chosen: str) -> list[ChoiceView]:
    choices = [
        ChoiceView(
            option.key,
            in_language(option.label),
            in_language(option.explanation) if option.explanation else "",
            is_proposed=position == 0,
            is_chosen=option.key == chosen,
        )
        for position, option in enumerate(finding.options)
    ]
    if finding.free:
        written = ChoiceView(
            OTHER, _("改成別的"), _("寫在下面"), is_proposed=False, is_chosen=chosen == OTHER
        )
        choices.append(written)
    return choices


def _decided(option: Option | None, decision: DecisionLine) -> str:
    if option is not None:
        return in_language(option.label)
    return str(_("改成「%(text)s」", text=decision.replacement or ""))


def kind_words() -> dict[str, str]:
    """Say what an entry of the document is."""
    return {
        "duties": _("職責"), "tasks": _("任務"), "outputs": _("產出"), "indicators": _("指標"),
        "level": _("級別"), "knowledge": _("知識"), "skills": _("技能"), "attitudes": _("態度"),
        "code": _("代碼"), "name": _("名稱"), "version": _("版本"), "versions": _("版本表"),
        "description": _("工作描述"), "job_categories": _("職類別"), "occupations": _("職業別"),
        "industries": _("行業別"),
    }  # fmt: skip


def _parts(entries: Sequence[OutcomeEntry]) -> list[tuple[str, Sequence[PartView]]]:
    """Group the entries by what they are; names that are given up follow as aliases."""
    words = kind_words()
    is_whole_task = any(entry.kind == "tasks" for entry in entries)
    rows: list[tuple[str, Sequence[PartView]]] = []
    for kind, group in groupby(entries, key=lambda entry: entry.kind):
        listed = list(group)
        is_aside = is_whole_task and not any(entry.is_changed for entry in listed)
        if kind in {"knowledge", "skills"} and is_aside:
            codes = "、".join(entry.code for entry in listed)
            shown = [PartView(_("%(n)s 項：%(codes)s", n=len(listed), codes=codes))]
        else:
            shown = list(_merged(listed, with_tasks=not is_whole_task))
        rows.append((words.get(kind, kind), shown))
    if is_whole_task and all(entry.kind != "outputs" for entry in entries):
        rows.insert(1, (words["outputs"], [PartView(_("空白"))]))
    return rows


def _merged(entries: Sequence[OutcomeEntry], *, with_tasks: bool) -> Iterator[PartView]:
    """Show entries that read alike once, with their tasks."""
    alike: dict[tuple[str, str, str, str], list[OutcomeEntry]] = {}
    for entry in entries:
        alike.setdefault((entry.code, entry.text, entry.was_code, entry.was_text), []).append(entry)
    for (code, text, was_code, was_text), group in alike.items():
        tasks = "、".join(entry.task for entry in group if entry.task) if with_tasks else ""
        shown = _("（原印「%(name)s」）", name=was_text) if was_text else ""
        removed = _("（拿掉）") if group[0].is_removed else ""
        where = _("（%(tasks)s）", tasks=tasks) if tasks else ""
        is_changed = any(entry.is_changed for entry in group)
        yield PartView(f"{text}{shown}{removed}{where}", code, was_code, is_changed)


def tidied(review: Review) -> list[tuple[str, str]]:
    """Say what was put in order without asking, each with its printed text."""
    told = [f for f in review.reading.findings if not f.needs_decision]
    return [(in_language(f.message), f.text.partition("\n")[0]) for f in told]


def count_views(counts: Sequence[Count]) -> list[CountView]:
    """Show the counts, each difference with its reason."""
    return [
        CountView(
            in_language(each.label), each.read, each.printed, _reasons(each), each.is_explained
        )
        for each in counts
        if not each.kind.endswith("_links")
    ]


def link_counts(counts: Sequence[Count]) -> str:
    """Say in one sentence how many links of tasks were read."""
    links = [c for c in counts if c.kind.endswith("_links")]
    return "，".join(
        _("%(label)s %(read)s 條", label=in_language(c.label), read=c.read)
        if c.is_explained
        else _(
            "%(label)s %(read)s 條，原文 %(printed)s",
            label=in_language(c.label),
            read=c.read,
            printed=c.printed,
        )
        for c in links
    )


def _reasons(count: Count) -> str:
    reasons = [
        in_language(d.reason) if d.reason else _("%(text)s：沒有原因", text=d.text)
        for d in count.differences[:MOST_REASONS]
    ]
    more = len(count.differences) - len(reasons)
    return " ".join(reasons) + (_("還有 %(n)s 處", n=more) if more > 0 else "")


@dataclass(frozen=True, slots=True)
class DecisionView:
    """What was decided, by whom and when, as it stands in the record of an import."""

    finding: str
    answer: str
    decision: DecisionLine


def decision_views(review: Review) -> list[DecisionView]:
    """Show what was decided about an imported document."""
    views = []
    for number, decision in review.decisions.items():
        finding = review.reading.findings[number]
        option = next((o for o in finding.options if o.key == decision.choice), None)
        message = _without_stop(in_language(finding.message))
        views.append(DecisionView(message, _decided(option, decision), decision))
    return views
