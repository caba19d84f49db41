"""What every kind of item can do."""

from random import Random
from typing import Protocol

from quizzes.items.content import ItemContent
from quizzes.items.kinds.revealed import Reveal
from quizzes.items.kinds.shown import Presentation, Question, Response
from quizzes.items.problems import Problem


class KindRules(Protocol):
    """The rules of one kind; each kind's module is one of these."""

    def problems(self, content: ItemContent, /) -> list[Problem]:
        """Why the item is not well formed."""
        ...

    def chance(self, content: ItemContent, /) -> float:
        """Return the score of somebody who knows nothing, 0…1 (the c of the Rasch model)."""
        ...

    def present(self, content: ItemContent, random: Random, /) -> Presentation:
        """Draw order, ids and figures for one trainee."""
        ...

    def question(self, content: ItemContent, presentation: Presentation, /) -> Question:
        """Return what the trainee sees: no key, rationale or feedback."""
        ...

    def read_response(self, presentation: Presentation, raw: object, /) -> Response:
        """Return the normal form of what a form or JSON delivered; a blank is empty."""
        ...

    def score(
        self, content: ItemContent, presentation: Presentation, response: Response, /
    ) -> float:
        """How right the response is, 0…1; a blank is 0."""
        ...

    def reveal(
        self, content: ItemContent, presentation: Presentation, response: Response, /
    ) -> Reveal:
        """Return what may be shown once the item is judged."""
        ...
