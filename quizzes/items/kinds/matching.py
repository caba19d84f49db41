"""配對: each left-hand text has its partner among the right-hand ones."""

from collections.abc import Mapping
from random import Random

from quizzes.items.content import ItemContent
from quizzes.items.folding import folded
from quizzes.items.kinds.options import choices, repeated
from quizzes.items.kinds.raw import is_blank, misfit, typed_text
from quizzes.items.kinds.revealed import Reveal, RevealedPart, joined, rationale, shown_text
from quizzes.items.kinds.shown import (
    Markdown,
    Presentation,
    Question,
    Response,
    situation_and_ask,
)
from quizzes.items.kinds.shuffling import index_of, places
from quizzes.items.problems import Problem, problem


def problems(content: ItemContent) -> list[Problem]:
    """Three to eight pairs with different lefts, at least two rights, real distractors."""
    found = list(repeated("pairs", "left", [pair.left for pair in content.pairs]))
    found += repeated("distractors", "", content.distractors)
    if not 3 <= len(content.pairs) <= 8:
        found.append(problem("pairs", "要有 3 到 8 對", "3 to 8 pairs"))
    if len(content.distractors) > 4:
        found.append(problem("distractors", "最多 4 個", "At most 4"))
    rights = {folded(pair.right) for pair in content.pairs}
    if len(rights) < 2:
        found.append(problem("pairs", "右邊至少要有兩種", "At least two different rights"))
    if len(rights) != len({pair.right for pair in content.pairs}):
        found.append(
            problem("pairs", "相同的右邊要一字不差", "Write the same right letter for letter")
        )
    if rights & {folded(text) for text in content.distractors}:
        found.append(problem("distractors", "和正確的右邊相同", "The same as a right of a pair"))
    return found


def _rights(content: ItemContent) -> list[str]:
    return list(dict.fromkeys([*(pair.right for pair in content.pairs), *content.distractors]))


def chance(content: ItemContent) -> float:
    """One in so many right-hand texts."""
    return 1 / len(_rights(content))


def present(content: ItemContent, random: Random) -> Presentation:
    """Both sides in random order."""
    return {
        "prompts": places(len(content.pairs), random),
        "choices": places(len(_rights(content)), random),
    }


def question(content: ItemContent, presentation: Presentation) -> Question:
    """Return the stem and both sides."""
    situation, ask = situation_and_ask(shown_text(content.stem, presentation))
    lefts = [pair.left for pair in content.pairs]
    return Question(
        kind=content.kind,
        situation=situation,
        ask=ask,
        figures=content.figures,
        prompts=choices(lefts, presentation["prompts"], presentation),
        choices=choices(_rights(content), presentation["choices"], presentation),
    )


def read_response(presentation: Presentation, raw: object) -> Response:
    """Left ids with the right ids that were given to them; some may be left open."""
    if is_blank(raw):
        return {}
    if not isinstance(raw, Mapping):
        raise misfit()
    given = {str(left): typed_text(right) for left, right in raw.items() if not is_blank(right)}
    lefts, rights = index_of(presentation["prompts"]), index_of(presentation["choices"])
    if not (set(given) <= set(lefts) and set(given.values()) <= set(rights)):
        raise misfit()
    return {"pairs": {left: given[left] for left in lefts if left in given}}


def score(content: ItemContent, presentation: Presentation, response: Response) -> float:
    """Return the share of lefts with the right partner."""
    parts = _parts(content, presentation, response)
    return sum(part.is_right for part in parts) / len(parts)


def _parts(
    content: ItemContent, presentation: Presentation, response: Response
) -> tuple[RevealedPart, ...]:
    rights = _rights(content)
    offered = index_of(presentation["choices"])
    given = {left: rights[offered[right]] for left, right in response.get("pairs", {}).items()}
    return tuple(
        _part(content, place["index"], given.get(place["id"], ""), presentation)
        for place in presentation["prompts"]
    )


def _part(content: ItemContent, index: int, given: str, presentation: Presentation) -> RevealedPart:
    pair = content.pairs[index]
    is_right = given == pair.right
    return RevealedPart(
        label=shown_text(pair.left, presentation),
        given=shown_text(given, presentation),
        answer=shown_text(pair.right, presentation),
        is_right=is_right,
        feedback=shown_text("" if is_right or not given else pair.feedback, presentation),
    )


def reveal(content: ItemContent, presentation: Presentation, response: Response) -> Reveal:
    """Each left with what was given to it and what belongs to it."""
    parts = _parts(content, presentation, response)
    return Reveal(
        kind=content.kind,
        score=score(content, presentation, response),
        given=joined([Markdown(f"{p.label}：{p.given}") for p in parts if p.given]),
        answer=joined([Markdown(f"{p.label}：{p.answer}") for p in parts]),
        feedback=tuple(part.feedback for part in parts if part.feedback),
        parts=parts,
        rationale=rationale(content, presentation),
        sources=content.sources,
    )
