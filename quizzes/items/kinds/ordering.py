"""排序: steps are put in the order of the work."""

from collections.abc import Mapping
from itertools import combinations
from random import Random

from quizzes.errors import InvalidResponseError
from quizzes.items.content import ItemContent
from quizzes.items.kinds.options import choices, repeated
from quizzes.items.kinds.raw import chosen_ids, is_blank, misfit, typed_text
from quizzes.items.kinds.revealed import Reveal, RevealedPart, rationale, shown_text
from quizzes.items.kinds.shown import (
    Markdown,
    Presentation,
    Question,
    Response,
    situation_and_ask,
)
from quizzes.items.kinds.shuffling import disordered_places, index_of
from quizzes.items.problems import Problem, problem


def problems(content: ItemContent) -> list[Problem]:
    """Three to eight different steps."""
    found = list(repeated("steps", "", content.steps))
    if not 3 <= len(content.steps) <= 8:
        found.append(problem("steps", "要有 3 到 8 個步驟", "3 to 8 steps"))
    return found


def chance(_content: ItemContent) -> float:
    """Taken as nobody guessing the whole order."""
    return 0.0


def present(content: ItemContent, random: Random) -> Presentation:
    """Return the steps in random order, never the right one."""
    return {"steps": disordered_places(len(content.steps), random)}


def question(content: ItemContent, presentation: Presentation) -> Question:
    """Return the stem and the steps to be ordered."""
    situation, ask = situation_and_ask(shown_text(content.stem, presentation))
    return Question(
        kind=content.kind,
        situation=situation,
        ask=ask,
        figures=content.figures,
        choices=choices(content.steps, presentation["steps"], presentation),
    )


def read_response(presentation: Presentation, raw: object) -> Response:
    """All ids in order; or each id with its place, as a form without script delivers it."""
    if is_blank(raw):
        return {}
    offered = index_of(presentation["steps"])
    order = _by_place(raw) if isinstance(raw, Mapping) else raw
    taken = chosen_ids(order, offered)
    if len(taken) != len(offered):
        raise InvalidResponseError("每個步驟都要排到", "Every step needs its place")
    return {"order": taken}


def _by_place(raw: Mapping[str, object]) -> list[str]:
    try:
        numbers = {
            str(name): int(typed_text(place)) for name, place in raw.items() if not is_blank(place)
        }
    except ValueError as error:
        raise misfit() from error
    if len(set(numbers.values())) != len(numbers):
        raise InvalidResponseError("有兩個步驟排在同一個位置", "Two steps have the same place")
    return sorted(numbers, key=numbers.__getitem__)


def score(_content: ItemContent, presentation: Presentation, response: Response) -> float:
    """Pairs in the right order less pairs in the wrong one, as a share of all, at least 0.

    Kendall's rank correlation (Kendall 1938), cut at 0.
    """
    right = [a < b for a, b in combinations(_indexes(presentation, response), 2)]
    return max(0, 2 * sum(right) - len(right)) / len(right) if right else 0.0


def _indexes(presentation: Presentation, response: Response) -> list[int]:
    offered = index_of(presentation["steps"])
    return [offered[name] for name in response.get("order", [])]


def reveal(content: ItemContent, presentation: Presentation, response: Response) -> Reveal:
    """Return the right order beside the one that was given."""
    steps = [shown_text(step, presentation) for step in content.steps]
    given = [steps[index] for index in _indexes(presentation, response)]
    beside = given or [Markdown("")] * len(steps)
    return Reveal(
        kind=content.kind,
        score=score(content, presentation, response),
        given=_arrows(given),
        answer=_arrows(steps),
        parts=tuple(
            RevealedPart(Markdown(str(place)), was, step, is_right=was == step)
            for place, (was, step) in enumerate(zip(beside, steps, strict=True), 1)
        ),
        rationale=rationale(content, presentation),
        sources=content.sources,
    )


def _arrows(steps: list[Markdown]) -> Markdown:
    return Markdown(" → ".join(steps))
