"""What a simulated trainee answers: right, or wrong in a way that people are wrong."""

from collections.abc import Callable, Sequence
from random import Random
from typing import Any

from quizzes.items.content import ItemContent, Kind, Option
from quizzes.items.expressions import value_of
from quizzes.items.kinds import question
from quizzes.items.kinds.revealed import shown_text
from quizzes.items.kinds.shown import Presentation
from quizzes.items.variables import exact_values

UNSURE = "不確定"


def simulated_answer(
    content: ItemContent, presentation: Presentation, *, knows: bool, random: Random
) -> Any:  # noqa: ANN401 (the raw answer of each kind has its own shape)
    """Return the raw answer of somebody who knows, or who does not."""
    return _ANSWERS[content.kind](content, presentation, knows, random)


def _one(content: ItemContent, presentation: Presentation, knows: bool, random: Random) -> str:
    return random.choice(_chosen(content.options, presentation["options"], keys=knows))


def _several(
    content: ItemContent, presentation: Presentation, knows: bool, random: Random
) -> list[str]:
    keys = _chosen(content.options, presentation["options"], keys=True)
    others = _chosen(content.options, presentation["options"], keys=False)
    return keys if knows else [*keys[1:], random.choice(others)]


def _typed(content: ItemContent, _presentation: Presentation, knows: bool, _random: Random) -> str:
    return content.accepted[0] if knows else UNSURE


def _parts(
    content: ItemContent, presentation: Presentation, knows: bool, random: Random
) -> list[Any]:
    parts = zip(content.questions, presentation["questions"], strict=True)
    return [simulated_answer(part, shown, knows=knows, random=random) for part, shown in parts]


def _ids(shown: Sequence[dict[str, Any]]) -> list[str]:
    return [place["id"] for place in shown]


def _chosen(options: Sequence[Option], shown: Sequence[dict[str, Any]], *, keys: bool) -> list[str]:
    return [place["id"] for place in shown if options[place["index"]].key == keys]


def _figure(content: ItemContent, presentation: Presentation, knows: bool, random: Random) -> str:
    values = exact_values(presentation["values"])
    right = float(value_of(content.answer, values))
    return f"{right if knows else right * random.choice((0.5, 1.2, 2)) + 1:.6f}"


def _order(
    _content: ItemContent, presentation: Presentation, knows: bool, _random: Random
) -> list[str]:
    shown = presentation["steps"]
    right = [place["id"] for place in sorted(shown, key=lambda place: int(place["index"]))]
    return right if knows else [*right[1:], right[0]]


def _pairs(
    content: ItemContent, presentation: Presentation, knows: bool, _random: Random
) -> dict[str, str]:
    shown = question(content, presentation)
    lefts = {choice.text: choice.id for choice in shown.prompts}
    rights = {choice.text: choice.id for choice in shown.choices}
    given = [rights[shown_text(pair.right, presentation)] for pair in content.pairs]
    if not knows:
        given = [*given[1:], given[0]]
    return {
        lefts[shown_text(pair.left, presentation)]: right
        for pair, right in zip(content.pairs, given, strict=True)
    }


def _gaps(
    content: ItemContent, presentation: Presentation, knows: bool, random: Random
) -> list[str]:
    return [
        random.choice(_chosen(gap.options, shown, keys=knows))
        if gap.options
        else gap.accepted[0]
        if knows
        else UNSURE
        for gap, shown in zip(content.gaps, presentation["gaps"], strict=True)
    ]


_ANSWERS: dict[Kind, Callable[[ItemContent, Presentation, bool, Random], Any]] = {
    Kind.SINGLE_CHOICE: _one,
    Kind.MULTIPLE_CHOICE: _several,
    Kind.NUMERIC: _figure,
    Kind.ORDERING: _order,
    Kind.MATCHING: _pairs,
    Kind.CLOZE: _gaps,
    Kind.SHORT_TEXT: _typed,
    Kind.CASE: _parts,
}
