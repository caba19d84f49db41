"""計算: one figure is right, within a tolerance; its variables differ from attempt to attempt."""

import re
from collections.abc import Iterator
from fractions import Fraction
from random import Random

from quizzes.errors import InvalidItemError, InvalidResponseError
from quizzes.items.content import ItemContent, Variable
from quizzes.items.expressions import ExpressionError, value_of
from quizzes.items.kinds.raw import is_blank, typed_text
from quizzes.items.kinds.revealed import Reveal, rationale, shown_text
from quizzes.items.kinds.shown import Markdown, Presentation, Question, Response, situation_and_ask
from quizzes.items.numbers import plain_decimal, printed, typed_number
from quizzes.items.problems import Problem, problem
from quizzes.items.variables import drawn, exact_values, typical_draws

_TOLERANCE = re.compile(r"(\d{1,12}(?:\.\d{1,12})?)(%?)", re.ASCII)


def problems(content: ItemContent) -> list[Problem]:
    """Require an answer that every draw can give, a tolerance, and missteps that are wrong."""
    return answer_problems(content, content.variables)


def answer_problems(content: ItemContent, variables: tuple[Variable, ...]) -> list[Problem]:
    """Return the same, with variables that may be those of the case around the question."""
    found = []
    if not _TOLERANCE.fullmatch(content.tolerance):
        found.append(
            problem(
                "tolerance",
                "容許誤差要是數字或百分比，例如 500 或 1%",
                "A tolerance is a figure or a percentage: 500 or 1%",
            )
        )
    if not content.answer:
        found.append(problem("answer", "缺少這個欄位", "This field is missing"))
    found += _missing_in_missteps(content)
    return found or list(_failing_draws(content, list(typical_draws(variables))))


def _missing_in_missteps(content: ItemContent) -> list[Problem]:
    return [
        problem(f"missteps[{place}]", "answer 和 feedback 都要寫", "Write both answer and feedback")
        for place, misstep in enumerate(content.missteps, 1)
        if not (misstep.answer and misstep.feedback)
    ]


def _failing_draws(content: ItemContent, draws: list[dict[str, Fraction]]) -> Iterator[Problem]:
    try:
        answers = [value_of(content.answer, draw) for draw in draws]
    except ExpressionError as error:
        yield Problem("answer", error.wording)
        return
    for place, misstep in enumerate(content.missteps, 1):
        field = f"missteps[{place}].answer"
        try:
            wrong = [value_of(misstep.answer, draw) for draw in draws]
        except ExpressionError as error:
            yield Problem(field, error.wording)
            continue
        if all(_is_within(w, a, content.tolerance) for w, a in zip(wrong, answers, strict=True)):
            yield problem(field, "這個數字其實是對的", "This figure is in fact right")


def chance(_content: ItemContent) -> float:
    """Nobody guesses a figure."""
    return 0.0


def present(content: ItemContent, random: Random) -> Presentation:
    """Draw the variables."""
    return {"values": drawn(content.variables, random), "unit": content.unit}


def question(content: ItemContent, presentation: Presentation) -> Question:
    """Return the stem with its figures, and the unit of the answer."""
    situation, ask = situation_and_ask(shown_text(content.stem, presentation))
    return Question(
        kind=content.kind, situation=situation, ask=ask, figures=content.figures, unit=content.unit
    )


def read_response(presentation: Presentation, raw: object) -> Response:
    """Return the figure that was typed, as a plain decimal."""
    if is_blank(raw):
        return {}
    typed = typed_text(raw)
    value = typed_number(typed, presentation["unit"])
    if value is None:
        raise InvalidResponseError(
            f"「{typed}」不是數字，寫成 72,000 這樣就好",
            f"{typed!r} is no figure; write it like 72,000",
        )
    return {"value": plain_decimal(value)}


def score(content: ItemContent, presentation: Presentation, response: Response) -> float:
    """Right within the tolerance, or not."""
    if "value" not in response:
        return 0.0
    answer = _answer(content, presentation)
    return float(_is_within(Fraction(response["value"]), answer, content.tolerance))


def _answer(content: ItemContent, presentation: Presentation) -> Fraction:
    return value_of(content.answer, exact_values(presentation["values"]))


def _is_within(value: Fraction, answer: Fraction, tolerance: str) -> bool:
    found = _TOLERANCE.fullmatch(tolerance)
    if found is None:
        raise InvalidItemError("容許誤差不對", "The tolerance is not well formed")
    width = Fraction(found[1])
    return abs(value - answer) <= (abs(answer) * width / 100 if found[2] else width)


def reveal(content: ItemContent, presentation: Presentation, response: Response) -> Reveal:
    """Return the right figure, the one that was typed, and how people get to it."""
    given = Fraction(response["value"]) if "value" in response else None
    right = score(content, presentation, response)
    return Reveal(
        kind=content.kind,
        score=right,
        given=Markdown("") if given is None else _with_unit(given, content.unit),
        answer=_with_unit(_answer(content, presentation), content.unit),
        feedback=() if right or given is None else _missteps(content, presentation, given),
        rationale=rationale(content, presentation),
        sources=content.sources,
    )


def _with_unit(value: Fraction, unit: str) -> Markdown:
    space = "" if unit in {"%", "％"} else " "
    return Markdown(f"{printed(value, ',')}{space}{unit}".strip())


def _missteps(
    content: ItemContent, presentation: Presentation, given: Fraction
) -> tuple[Markdown, ...]:
    values = exact_values(presentation["values"])
    return tuple(
        shown_text(misstep.feedback, presentation)
        for misstep in content.missteps
        if _is_within(given, value_of(misstep.answer, values), content.tolerance)
    )
