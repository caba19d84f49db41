"""Is this content an item at all? What every kind must hold, and what its own kind asks."""

from quizzes.items.content import ItemContent
from quizzes.items.figures import figure_problems
from quizzes.items.kinds import KINDS
from quizzes.items.placeholders import placeholder_problems
from quizzes.items.problems import Problem, problem
from quizzes.items.texts import texts_of
from quizzes.items.variables import typical_draws, variable_problems


def content_problems(content: ItemContent) -> list[Problem]:
    """Everything that keeps the item from being put to a trainee."""
    found = figure_problems(content.figures) + _source_problems(content)
    for place, part in enumerate(content.questions, 1):
        inner = figure_problems(part.figures) + _source_problems(part)
        found += [Problem(f"questions[{place}].{each.field}", each.wording) for each in inner]
    undrawable = variable_problems(content.variables)
    if undrawable:
        return found + undrawable
    return found + KINDS[content.kind].problems(content) + _text_problems(content)


def _source_problems(content: ItemContent) -> list[Problem]:
    return [
        problem(f"sources[{place}]", "law 和 title 要寫其中一個", "Write either law or title")
        for place, source in enumerate(content.sources, 1)
        if bool(source.law) == bool(source.title)
    ]


def _text_problems(content: ItemContent) -> list[Problem]:
    draws = list(typical_draws(content.variables))
    names = frozenset(variable.name for variable in content.variables)
    return [
        each
        for field, text in texts_of(content)
        for each in placeholder_problems(field, text, draws, names)
    ]
