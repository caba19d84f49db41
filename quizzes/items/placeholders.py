"""Figures inside texts: `{seats}`, `{price:,}`, `{= seats * price:,}`, `{rate:%}`."""

import re
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from quizzes.errors import InvalidItemError
from quizzes.items.expressions import ExpressionError, names_in, value_of
from quizzes.items.numbers import is_form, printed
from quizzes.items.problems import Problem, problem
from quizzes.items.variables import exact_values

# Doubled braces are the gaps of a cloze.
_PLACEHOLDER = re.compile(
    r"(?<!\{)\{(?P<computed>=?)(?P<body>[^{}:]+)(?::(?P<form>[^{}]*))?\}(?!\})"
)


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return the text with the drawn figures in it; a text without variables stays as it is."""
    return _filled(text, exact_values(values)) if values else text


def _filled(text: str, values: Mapping[str, Fraction]) -> str:
    return _PLACEHOLDER.sub(
        lambda found: printed(value_of(found["body"], values), found["form"] or ""), text
    )


def placeholder_problems(
    field: str, text: str, draws: Iterable[Mapping[str, Fraction]], names: frozenset[str]
) -> list[Problem]:
    """Why the figures of this text cannot be filled in, tried on some draws."""
    placeholders = list(_PLACEHOLDER.finditer(text))
    malformed = [each for found in placeholders for each in _malformed(field, found, names)]
    if malformed or not placeholders:
        return malformed
    try:
        for draw in draws:
            _filled(text, draw)
    except InvalidItemError as error:
        return [Problem(field, error.wording)]
    return []


def _malformed(field: str, found: re.Match[str], names: frozenset[str]) -> Iterator[Problem]:
    shown = found[0]
    if not names:
        yield problem(field, f"「{shown}」：這題沒有變數", f"{shown!r}: this item has no variables")
        return
    if not is_form(found["form"] or ""):
        yield problem(field, f"「{shown}」的格式不對", f"{shown!r} has no known form")
    if not found["computed"] and found["body"].strip() not in names:
        yield problem(field, f"「{shown}」不是這題的變數", f"{shown!r} is no variable of this item")
        return
    try:
        unknown = names_in(found["body"]) - names
    except ExpressionError as error:
        yield Problem(field, error.wording)
        return
    if unknown:
        listed = ", ".join(sorted(unknown))
        yield problem(
            field, f"「{shown}」用了沒有的變數 {listed}", f"{shown!r} uses unknown {listed}"
        )
