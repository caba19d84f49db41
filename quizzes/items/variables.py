"""The figures that change from attempt to attempt."""

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import islice, product
from random import Random

from quizzes.items.content import Variable
from quizzes.items.numbers import exact, plain_decimal
from quizzes.items.problems import Problem, problem

MOST_VARIABLES = 8
MOST_CHOICES = 50
MOST_STEPS = 1000
TRIED_DRAWS = 48

_NAME = re.compile(r"[a-z][a-z0-9_]{0,30}", re.ASCII)
_FUNCTIONS = {"min", "max", "round", "floor", "ceil", "abs"}


def possible_values(variable: Variable) -> list[Fraction]:
    """Every figure that may be drawn, in the order written."""
    if variable.choices:
        return [exact(number) for number in variable.choices]
    lowest, highest, step = (exact(number) for number in variable.range)
    return [lowest + step * i for i in range(int((highest - lowest) / step) + 1)]


def drawn(variables: tuple[Variable, ...], random: Random) -> dict[str, str]:
    """One figure for each variable, as exact decimals in text."""
    return {v.name: plain_decimal(random.choice(possible_values(v))) for v in variables}


def exact_values(values: Mapping[str, str]) -> dict[str, Fraction]:
    """Return the drawn figures, ready to calculate with."""
    return {name: Fraction(text) for name, text in values.items()}


def typical_draws(variables: tuple[Variable, ...]) -> Iterator[dict[str, Fraction]]:
    """Every draw where they are few, else the draws from each variable's first and last figure."""
    names = [variable.name for variable in variables]
    figures = [possible_values(variable) for variable in variables]
    count = 1
    for possible in figures:
        count *= len(possible)
    if count > TRIED_DRAWS:
        figures = [[possible[0], possible[-1]] for possible in figures]
    for draw in islice(product(*figures), TRIED_DRAWS):
        yield dict(zip(names, draw, strict=True))


def variable_problems(variables: tuple[Variable, ...]) -> list[Problem]:
    """Why these variables cannot be drawn."""
    found = [each for variable in variables for each in _problems(variable)]
    if len(variables) > MOST_VARIABLES:
        found.append(
            problem(
                "variables", f"變數最多 {MOST_VARIABLES} 個", f"At most {MOST_VARIABLES} variables"
            )
        )
    return found


def _problems(variable: Variable) -> Iterator[Problem]:
    field = f"variables.{variable.name}"
    if not _NAME.fullmatch(variable.name) or variable.name in _FUNCTIONS:
        yield problem(
            field,
            "變數名稱要以小寫英文字母開頭，只用小寫字母、數字和底線，也不能是函數名稱",
            "A variable's name begins with a small letter and holds small letters, digits and _; "
            "it is no function's name",
        )
    if bool(variable.choices) == bool(variable.range):
        yield problem(field, "choices 和 range 要寫其中一個", "Write either choices or range")
    elif len(variable.choices) > MOST_CHOICES:
        yield problem(field, f"choices 最多 {MOST_CHOICES} 個", f"At most {MOST_CHOICES} choices")
    elif variable.range and not _is_range(variable):
        yield problem(
            field,
            f"range 要寫成 [最小, 最大, 間隔]，間隔大於 0，最多 {MOST_STEPS} 個數",
            f"A range is [min, max, step] with step above 0 and at most {MOST_STEPS} figures",
        )


def _is_range(variable: Variable) -> bool:
    if len(variable.range) != 3:
        return False
    lowest, highest, step = (exact(number) for number in variable.range)
    return step > 0 and lowest < highest and (highest - lowest) / step < MOST_STEPS
