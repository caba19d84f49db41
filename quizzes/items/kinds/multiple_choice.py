"""複選: several options are right."""

from math import comb
from random import Random

from quizzes.items.content import ItemContent
from quizzes.items.kinds.choosing import asked, chosen, chosen_keys, presented, revealed
from quizzes.items.kinds.options import option_problems
from quizzes.items.kinds.revealed import Reveal
from quizzes.items.kinds.shown import Presentation, Question, Response
from quizzes.items.problems import Problem


def problems(content: ItemContent) -> list[Problem]:
    """Three to eight different options, at least two keys and one distractor."""
    return list(option_problems(content.options, 3, 8, one_key=False))


def chance(content: ItemContent) -> float:
    """Return the mean score over every selection that is not empty."""
    keys = sum(option.key for option in content.options)
    distractors = len(content.options) - keys
    total: float = sum(
        comb(keys, right) * comb(distractors, wrong) * _credit(right, wrong, keys)
        for right in range(keys + 1)
        for wrong in range(distractors + 1)
    )
    return total / ((1 << len(content.options)) - 1)


def present(content: ItemContent, random: Random) -> Presentation:
    """Return the options in random order."""
    return presented(content, random)


def question(content: ItemContent, presentation: Presentation) -> Question:
    """Return the stem and its options."""
    return asked(content, presentation)


def read_response(presentation: Presentation, raw: object) -> Response:
    """Any of the options."""
    return chosen(presentation, raw)


def score(content: ItemContent, presentation: Presentation, response: Response) -> float:
    """Keys chosen less distractors chosen, as a share of the keys, at least 0."""
    right, wrong = chosen_keys(content, presentation, response)
    return _credit(right, wrong, sum(option.key for option in content.options))


def _credit(right: int, wrong: int, keys: int) -> float:
    return max(0, right - wrong) / keys


def reveal(content: ItemContent, presentation: Presentation, response: Response) -> Reveal:
    """Return what was chosen, what is right, and the missteps behind it."""
    return revealed(content, presentation, response, score(content, presentation, response))
