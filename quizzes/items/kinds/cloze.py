"""克漏字: a text with gaps, each chosen or typed."""

import re
from collections.abc import Iterator
from random import Random
from typing import cast

from quizzes.items.content import Gap, ItemContent, Option
from quizzes.items.folding import folded, tidy
from quizzes.items.kinds.options import choices, option_problems
from quizzes.items.kinds.raw import chosen_ids, is_blank, misfit, numbered_parts, typed_text
from quizzes.items.kinds.revealed import Reveal, RevealedPart, joined, rationale, shown_text
from quizzes.items.kinds.shown import (
    Markdown,
    Presentation,
    Question,
    Response,
    ShownGap,
    situation_and_ask,
)
from quizzes.items.kinds.shuffling import Place, index_of, places
from quizzes.items.problems import Problem, problem, within

MOST_GAPS = 8
_GAP = re.compile(r"\{\{\s*(\d{1,2})\s*\}\}", re.ASCII)


def problems(content: ItemContent) -> list[Problem]:
    """Require a text with gaps {{1}}, {{2}} … in this order, and what belongs into each."""
    found = []
    numbers = [int(number) for number in _GAP.findall(content.text)]
    if numbers != list(range(1, len(content.gaps) + 1)) or not 1 <= len(numbers) <= MOST_GAPS:
        found.append(
            problem(
                "text",
                f"文中要依序有 {{{{1}}}}、{{{{2}}}}……，和 gaps 一樣多，最多 {MOST_GAPS} 個",
                "The text holds {{1}}, {{2}} … in order, one for each gap",
            )
        )
    for place, gap in enumerate(content.gaps, 1):
        found += within(f"gaps[{place}]", _gap_problems(gap))
    return found


def _gap_problems(gap: Gap) -> Iterator[Problem]:
    if bool(gap.options) == bool(gap.accepted):
        yield problem(
            "options", "options 和 accepted 要寫其中一個", "Write either options or accepted"
        )
    elif gap.options:
        yield from option_problems(gap.options, 2, 5, one_key=True)
    else:
        yield from accepted_problems(gap.accepted)


def accepted_problems(accepted: tuple[str, ...]) -> Iterator[Problem]:
    """One to twenty short forms that are not empty once folded."""
    if not 1 <= len(accepted) <= 20:
        yield problem("accepted", "要有 1 到 20 種寫法", "1 to 20 accepted forms")
    for place, form in enumerate(accepted, 1):
        if not folded(form) or len(form) > 40:
            yield problem(
                f"accepted[{place}]", "要是 1 到 40 個字元的文字", "A text of 1 to 40 characters"
            )


def chance(content: ItemContent) -> float:
    """Return the mean over the gaps: one in so many options, nothing for a typed one."""
    shares = [1 / len(gap.options) if gap.options else 0.0 for gap in content.gaps]
    return sum(shares) / len(shares)


def present(content: ItemContent, random: Random) -> Presentation:
    """Return the options of each gap in random order."""
    return {"gaps": [places(len(gap.options), random) for gap in content.gaps]}


def question(content: ItemContent, presentation: Presentation) -> Question:
    """Return the stem, the text between the gaps, and the choices of each gap."""
    situation, ask = situation_and_ask(shown_text(content.stem, presentation))
    between = _GAP.split(shown_text(content.text, presentation))[::2]
    return Question(
        kind=content.kind,
        situation=situation,
        ask=ask,
        figures=content.figures,
        passage=tuple(Markdown(text) for text in between),
        gaps=tuple(
            ShownGap(number, choices([option.text for option in gap.options], shown, presentation))
            for number, (gap, shown) in enumerate(
                zip(content.gaps, presentation["gaps"], strict=True), 1
            )
        ),
    )


def read_response(presentation: Presentation, raw: object) -> Response:
    """Return what was chosen or typed for each gap; open gaps are None."""
    if is_blank(raw):
        return {}
    gaps = presentation["gaps"]
    parts = numbered_parts(raw, len(gaps))
    return {"gaps": [_read_gap(shown, part) for shown, part in zip(gaps, parts, strict=True)]}


def _read_gap(shown: list[Place], raw: object) -> str | None:
    if is_blank(raw):
        return None
    if not shown:
        return tidy(typed_text(raw))
    taken = chosen_ids(raw, index_of(shown))
    if len(taken) != 1:
        raise misfit()
    return taken[0]


def score(content: ItemContent, presentation: Presentation, response: Response) -> float:
    """Return the share of gaps that are right."""
    parts = _parts(content, presentation, response)
    return sum(part.is_right for part in parts) / len(parts)


def _parts(
    content: ItemContent, presentation: Presentation, response: Response
) -> tuple[RevealedPart, ...]:
    given = cast("list[str | None]", response.get("gaps") or [None] * len(content.gaps))
    return tuple(
        _part(number, gap, shown, answer or "", presentation)
        for number, (gap, shown, answer) in enumerate(
            zip(content.gaps, presentation["gaps"], given, strict=True), 1
        )
    )


def _part(
    number: int, gap: Gap, shown: list[Place], given: str, presentation: Presentation
) -> RevealedPart:
    chosen = gap.options[index_of(shown)[given]] if given and gap.options else None
    is_right = chosen.key if chosen else is_accepted(given, gap.accepted)
    return RevealedPart(
        label=Markdown(str(number)),
        given=shown_text(chosen.text, presentation) if chosen else Markdown(given),
        answer=shown_text(_answer(gap), presentation),
        is_right=is_right,
        feedback=shown_text(_feedback(gap, chosen) if given and not is_right else "", presentation),
    )


def is_accepted(given: str, accepted: tuple[str, ...]) -> bool:
    """Say whether this is one of the accepted forms, once both are folded."""
    return bool(given) and folded(given) in {folded(form) for form in accepted}


def _answer(gap: Gap) -> str:
    return next((option.text for option in gap.options if option.key), "") or gap.accepted[0]


def _feedback(gap: Gap, chosen: Option | None) -> str:
    return (chosen.feedback if chosen else "") or gap.feedback


def reveal(content: ItemContent, presentation: Presentation, response: Response) -> Reveal:
    """Each gap with what was given and what belongs there."""
    parts = _parts(content, presentation, response)
    return Reveal(
        kind=content.kind,
        score=score(content, presentation, response),
        given=joined([part.given for part in parts if part.given]),
        answer=joined([part.answer for part in parts]),
        feedback=tuple(part.feedback for part in parts if part.feedback),
        parts=parts,
        rationale=rationale(content, presentation),
        sources=content.sources,
    )
