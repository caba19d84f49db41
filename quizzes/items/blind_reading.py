"""The blind second reading: items without key, rationale, feedback or code, and how answers agree.

A paper is the items of some banks in an order of its own, numbered anew, options shuffled, figures
drawn once; all of it follows from a seed, so that the same seed compares what was answered.

An answer is one line: the number, a colon, the answer, and after # the reason. Letters choose
(B, or A C for several), steps are put in order (C A B), partners are found (1C 2A 3B), gaps are
filled (1B 2=10), figures and short texts are typed; question 2 of case 12 is 12.2.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from string import ascii_uppercase

from quizzes.errors import InvalidResponseError
from quizzes.items import kinds
from quizzes.items.content import ItemContent, Kind
from quizzes.items.kinds.shown import Choice, Presentation, Question

_LINE = re.compile(r"\s*(?P<number>\d+(?:\.\d+)?)\s*[:：]\s*(?P<answer>[^#]*)")
_PART = re.compile(r"(\d+)\s*=\s*(\S+)|(\d+)\s*([A-Z])")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One item of a paper, as it is put to the reader."""

    number: int
    content: ItemContent
    presentation: Presentation

    @property
    def question(self) -> Question:
        """What the reader sees."""
        return kinds.question(self.content, self.presentation)


def paper(items: Sequence[ItemContent], *, seed: str) -> list[Sheet]:
    """Put items in an order that tells nothing, each with its options shuffled."""
    order = list(items)
    Random(seed).shuffle(order)  # noqa: S311 (an order, not a secret)
    return [
        Sheet(number, item, kinds.present(item, Random(f"{seed}/{number}")))  # noqa: S311
        for number, item in enumerate(order, 1)
    ]


def printed(sheet: Sheet) -> str:
    """Write one item as Markdown."""
    lines = [f"## {sheet.number}", *_asked(sheet.question)]
    for place, part in enumerate(sheet.question.questions, 1):
        lines += [f"### {sheet.number}.{place}", *_asked(part)]
    return "\n\n".join(line for line in lines if line) + "\n"


def _asked(question: Question) -> Iterator[str]:
    yield question.situation
    yield question.document
    for figure in question.figures:
        yield f"[圖：{figure.alt}]"
        yield figure.svg
    yield question.ask + (f"（單位：{question.unit}）" if question.unit else "")
    if question.passage:
        gaps = [f"［{gap.number}］" for gap in question.gaps]
        text = [part for pair in zip(question.passage, [*gaps, ""], strict=True) for part in pair]
        yield "".join(text)
    yield "\n".join(f"{place}. {prompt.text}" for place, prompt in enumerate(question.prompts, 1))
    yield _lettered(question.choices)
    for gap in question.gaps:
        yield f"［{gap.number}］" + (f"\n{_lettered(gap.choices)}" if gap.choices else "＝＿＿")


def _lettered(choices: Sequence[Choice]) -> str:
    return "\n".join(
        f"{letter}. {each.text}" for letter, each in zip(ascii_uppercase, choices, strict=False)
    )


def read_answers(text: str) -> dict[str, str]:
    """Return the answers of a reader by number, 12 or 12.2, without their reasons."""
    found = (_LINE.match(line) for line in text.splitlines())
    return {line["number"]: line["answer"].strip() for line in found if line}


def agrees(sheet: Sheet, answers: Mapping[str, str]) -> bool:
    """Tell whether a reader's answer is the key in every part; an unreadable one is not."""
    try:
        raw = _raw(sheet.question, str(sheet.number), answers)
        response = kinds.read_response(sheet.presentation, raw)
    except (InvalidResponseError, KeyError, IndexError, ValueError):
        return False
    return kinds.score(sheet.content, sheet.presentation, response) == 1.0


def _raw(question: Question, number: str, answers: Mapping[str, str]) -> object:
    """Return what a form would send for an answer; the letters are those of the paper."""
    if question.kind is Kind.CASE:
        parts = enumerate(question.questions, 1)
        return [_raw(part, f"{number}.{place}", answers) for place, part in parts]
    answer = answers[number]
    match question.kind:
        case Kind.SINGLE_CHOICE:
            return _chosen(question.choices, answer)[0]
        case Kind.MULTIPLE_CHOICE | Kind.ORDERING:
            return _chosen(question.choices, answer)
        case Kind.MATCHING:
            return _partners(question, answer)
    return _filled(question, answer) if question.kind is Kind.CLOZE else answer


def _chosen(choices: Sequence[Choice], letters: str) -> list[str]:
    return [choices[ascii_uppercase.index(each)].id for each in re.findall("[A-Z]", letters)]


def _partners(question: Question, answer: str) -> dict[str, str]:
    given = {int(left): right for _, _, left, right in _PART.findall(answer) if left}
    return {
        prompt.id: _chosen(question.choices, given[place])[0]
        for place, prompt in enumerate(question.prompts, 1)
    }


def _filled(question: Question, answer: str) -> list[str]:
    typed = {int(gap): text for gap, text, _, _ in _PART.findall(answer) if gap}
    chosen = {int(gap): letter for _, _, gap, letter in _PART.findall(answer) if gap}
    return [
        _chosen(gap.choices, chosen[gap.number])[0] if gap.choices else typed[gap.number]
        for gap in question.gaps
    ]
