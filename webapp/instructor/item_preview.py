"""An item that is being written, put the way the player puts it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from flask_babel import gettext as _

from curriculum.errors import DomainError
from curriculum.wording import Wording
from quizzes.items import kinds
from quizzes.items.content import ItemContent, Kind
from quizzes.items.kinds.revealed import Reveal
from quizzes.items.kinds.shown import Presentation, Question, Response
from quizzes.items.placeholders import filled

SEED = "preview"  # the same order and figures as long as one writes


@dataclass(frozen=True, slots=True)
class Preview:
    """The question before and after marking; or why it cannot be put yet."""

    question: Question | None = None
    reveal: Reveal | None = None
    obstacle: Wording | None = None


def preview(content: ItemContent | None) -> Preview:
    """Put an item, finished or not; what is still empty is named in its place."""
    if content is None:
        return Preview()
    try:
        return _put(_without_blanks(content))
    except DomainError as error:
        return Preview(obstacle=error.wording)
    except (ArithmeticError, LookupError, ValueError):
        return Preview()


def _put(content: ItemContent) -> Preview:
    random = Random(SEED)  # noqa: S311 (an order, not a secret)
    presentation = kinds.present(content, random)
    question = kinds.question(content, presentation)
    try:
        response = telling_response(content, presentation)
        return Preview(question, kinds.reveal(content, presentation, response))
    except DomainError as error:
        return Preview(question, obstacle=error.wording)


def _without_blanks(content: ItemContent) -> ItemContent:
    options = tuple(
        option if option.text else replace(option, text=_("（第 %(n)s 個選項還沒寫）", n=place))
        for place, option in enumerate(content.options, 1)
    )
    return replace(
        content,
        stem=content.stem or _("（還沒寫提問）"),
        options=options,
        questions=tuple(_without_blanks(part) for part in content.questions),
    )


def telling_response(content: ItemContent, presentation: Presentation) -> Response:
    """Return an answer that shows the most after marking: a misstep that people take."""
    answer = _ANSWERS.get(content.kind)
    return answer(content, presentation) if answer else {}


def _one(content: ItemContent, presentation: Presentation) -> Response:
    return {"chosen": _ids(content, presentation, are_keys=False)[:1]}


def _several(content: ItemContent, presentation: Presentation) -> Response:
    right = _ids(content, presentation, are_keys=True)
    return {"chosen": right[:1] + _ids(content, presentation, are_keys=False)[:1]}


def _ids(content: ItemContent, presentation: Presentation, *, are_keys: bool) -> list[str]:
    return [
        place["id"]
        for place in presentation["options"]
        if content.options[place["index"]].key == are_keys
    ]


def _figure(content: ItemContent, presentation: Presentation) -> Response:
    for misstep in content.missteps:
        if misstep.answer:
            shown = filled(f"{{= {misstep.answer}:.4}}", presentation["values"] or {"x": "0"})
            return {"value": shown}
    return {}


def _order(_content: ItemContent, presentation: Presentation) -> Response:
    return {"order": [place["id"] for place in presentation["steps"]]}


_ANSWERS: dict[Kind, Callable[[ItemContent, Any], Response]] = {
    Kind.SINGLE_CHOICE: _one,
    Kind.MULTIPLE_CHOICE: _several,
    Kind.NUMERIC: _figure,
    Kind.ORDERING: _order,
}
