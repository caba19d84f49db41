"""The kinds of items: one module each, and the one place that tells them apart."""

from random import Random

from quizzes.items.content import ItemContent, Kind
from quizzes.items.kinds import case
from quizzes.items.kinds.revealed import Reveal
from quizzes.items.kinds.rules import KindRules
from quizzes.items.kinds.shown import Presentation, Question, Response

KINDS: dict[Kind, KindRules] = {**case.QUESTION_KINDS, Kind.CASE: case}


def chance(content: ItemContent) -> float:
    """Return the score of somebody who knows nothing, 0…1."""
    return KINDS[content.kind].chance(content)


def present(content: ItemContent, random: Random) -> Presentation:
    """Draw order, ids and figures for one trainee; kept on the server as JSON."""
    return KINDS[content.kind].present(content, random) | {"kind": content.kind.value}


def question(content: ItemContent, presentation: Presentation) -> Question:
    """Return what the trainee sees before the item is judged."""
    return KINDS[content.kind].question(content, presentation)


def read_response(presentation: Presentation, raw: object) -> Response:
    """Return the normal form of what a form or JSON delivered; else an `InvalidResponseError`."""
    return KINDS[Kind(presentation["kind"])].read_response(presentation, raw)


def score(content: ItemContent, presentation: Presentation, response: Response) -> float:
    """How right the response is, 0…1; a blank is 0."""
    return KINDS[content.kind].score(content, presentation, response)


def reveal(content: ItemContent, presentation: Presentation, response: Response) -> Reveal:
    """Return what may be shown once the item is judged and its quiz reveals."""
    return KINDS[content.kind].reveal(content, presentation, response)
