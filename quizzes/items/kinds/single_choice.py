"""單選: one of the options is right."""

from random import Random

from quizzes.items.content import ItemContent
from quizzes.items.kinds.choosing import asked, chosen, chosen_keys, presented, revealed
from quizzes.items.kinds.options import option_problems
from quizzes.items.kinds.raw import misfit
from quizzes.items.kinds.revealed import Reveal
from quizzes.items.kinds.shown import Presentation, Question, Response
from quizzes.items.problems import Problem


def problems(content: ItemContent) -> list[Problem]:
    """Two to five different options, one of them the key."""
    return list(option_problems(content.options, 2, 5, one_key=True))


def chance(content: ItemContent) -> float:
    """One in so many options."""
    return 1 / len(content.options)


def present(content: ItemContent, random: Random) -> Presentation:
    """Return the options in random order."""
    return presented(content, random)


def question(content: ItemContent, presentation: Presentation) -> Question:
    """Return the stem and its options."""
    return asked(content, presentation)


def read_response(presentation: Presentation, raw: object) -> Response:
    """At most one of the options."""
    response = chosen(presentation, raw)
    if len(response.get("chosen", [])) > 1:
        raise misfit()
    return response


def score(content: ItemContent, presentation: Presentation, response: Response) -> float:
    """Return the key or nothing."""
    return float(chosen_keys(content, presentation, response)[0])


def reveal(content: ItemContent, presentation: Presentation, response: Response) -> Reveal:
    """Return what was chosen, what is right, and the misstep behind it."""
    return revealed(content, presentation, response, score(content, presentation, response))
