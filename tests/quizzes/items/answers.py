"""Raw responses as somebody gives them who sees the question and knows the item, or does not."""

from random import Random
from typing import Any

from quizzes.items.content import ItemContent, Kind
from quizzes.items.expressions import value_of
from quizzes.items.kinds import question
from quizzes.items.kinds.shown import Presentation, Question
from quizzes.items.variables import exact_values


def right_raw(content: ItemContent, presentation: Presentation) -> Any:
    return _RIGHT[content.kind](content, presentation, question(content, presentation))


def _ids(choices) -> dict[str, str]:
    return {choice.text: choice.id for choice in choices}


def _keys(content, _presentation, shown):
    return [_ids(shown.choices)[option.text] for option in content.options if option.key]


def _figure(content, presentation, _shown):
    return str(float(value_of(content.answer, exact_values(presentation["values"]))))


def _order(content, _presentation, shown):
    return [_ids(shown.choices)[step] for step in content.steps]


def _pairs(content, _presentation, shown):
    lefts, rights = _ids(shown.prompts), _ids(shown.choices)
    return {lefts[pair.left]: rights[pair.right] for pair in content.pairs}


def _gaps(content, _presentation, shown):
    raw = []
    for gap, shown_gap in zip(content.gaps, shown.gaps, strict=True):
        texts = [option.text for option in gap.options if option.key] or [gap.accepted[-1]]
        raw.append(_ids(shown_gap.choices).get(texts[0], texts[0]))
    return raw


def _parts(content, presentation, _shown):
    parts = zip(content.questions, presentation["questions"], strict=True)
    return [right_raw(part, presented) for part, presented in parts]


_RIGHT = {
    Kind.SINGLE_CHOICE: lambda *known: _keys(*known)[0],
    Kind.MULTIPLE_CHOICE: _keys,
    Kind.NUMERIC: _figure,
    Kind.ORDERING: _order,
    Kind.MATCHING: _pairs,
    Kind.CLOZE: _gaps,
    Kind.SHORT_TEXT: lambda content, *_: content.accepted[-1],
    Kind.CASE: _parts,
}


def guessed_raw(shown: Question, random: Random) -> Any:
    return _GUESS[shown.kind](shown, [choice.id for choice in shown.choices], random)


def _some(_shown, ids, random):
    mask = random.randrange(1, 2 ** len(ids))
    return [name for place, name in enumerate(ids) if mask >> place & 1]


def _any_gaps(shown, _, random):
    return [random.choice([c.id for c in gap.choices] or ["猜"]) for gap in shown.gaps]


_GUESS = {
    Kind.SINGLE_CHOICE: lambda _, ids, random: random.choice(ids),
    Kind.MULTIPLE_CHOICE: _some,
    Kind.NUMERIC: lambda _, __, random: str(random.randrange(100)),
    Kind.ORDERING: lambda _, ids, random: random.sample(ids, len(ids)),
    Kind.MATCHING: lambda shown, ids, random: {p.id: random.choice(ids) for p in shown.prompts},
    Kind.CLOZE: _any_gaps,
    Kind.SHORT_TEXT: lambda *_: "猜",
    Kind.CASE: lambda shown, _, random: [guessed_raw(part, random) for part in shown.questions],
}
