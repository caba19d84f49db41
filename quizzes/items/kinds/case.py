"""案例: one document or situation, and several questions on it."""

from collections.abc import Iterator
from random import Random

from quizzes.items.content import ItemContent, Kind
from quizzes.items.kinds import (
    cloze,
    matching,
    multiple_choice,
    numeric,
    ordering,
    short_text,
    single_choice,
)
from quizzes.items.kinds.raw import is_blank, numbered_parts
from quizzes.items.kinds.revealed import Reveal, rationale, shown_text
from quizzes.items.kinds.rules import KindRules
from quizzes.items.kinds.shown import Markdown, Presentation, Question, Response, situation_and_ask
from quizzes.items.problems import Problem, problem, within
from quizzes.items.variables import drawn

QUESTION_KINDS: dict[Kind, KindRules] = {
    Kind.SINGLE_CHOICE: single_choice,
    Kind.MULTIPLE_CHOICE: multiple_choice,
    Kind.NUMERIC: numeric,
    Kind.ORDERING: ordering,
    Kind.MATCHING: matching,
    Kind.CLOZE: cloze,
    Kind.SHORT_TEXT: short_text,
}


def problems(content: ItemContent) -> list[Problem]:
    """Require a document and three to five well-formed questions, none of them a case itself."""
    found = []
    if not content.document:
        found.append(problem("document", "缺少這個欄位", "This field is missing"))
    if not 3 <= len(content.questions) <= 5:
        found.append(problem("questions", "要有 3 到 5 個小題", "3 to 5 questions"))
    for place, question_content in enumerate(content.questions, 1):
        found += within(f"questions[{place}]", _question_problems(content, question_content))
    return found


def _question_problems(content: ItemContent, part: ItemContent) -> list[Problem]:
    if part.kind is Kind.CASE:
        return [problem("kind", "小題不能又是案例", "A question is no case itself")]
    if part.variables:
        return [problem("variables", "變數寫在案例上", "Variables belong to the case")]
    if part.kind is Kind.NUMERIC:
        return numeric.answer_problems(part, content.variables)
    return QUESTION_KINDS[part.kind].problems(part)


def chance(content: ItemContent) -> float:
    """Return the mean over the questions."""
    chances = [QUESTION_KINDS[part.kind].chance(part) for part in content.questions]
    return sum(chances) / len(chances)


def present(content: ItemContent, random: Random) -> Presentation:
    """Draw the figures once, and present each question with them."""
    values = drawn(content.variables, random)
    presented = [QUESTION_KINDS[part.kind].present(part, random) for part in content.questions]
    return {
        "values": values,
        "questions": [
            shown | {"kind": part.kind.value, "values": values}
            for part, shown in zip(content.questions, presented, strict=True)
        ],
    }


def question(content: ItemContent, presentation: Presentation) -> Question:
    """Return the document and its questions."""
    situation, ask = situation_and_ask(shown_text(content.stem, presentation))
    return Question(
        kind=content.kind,
        situation=situation,
        ask=ask,
        figures=content.figures,
        document=shown_text(content.document, presentation),
        questions=tuple(
            QUESTION_KINDS[part.kind].question(part, shown)
            for part, shown in zip(content.questions, presentation["questions"], strict=True)
        ),
    )


def read_response(presentation: Presentation, raw: object) -> Response:
    """One response for each question, those not answered empty."""
    if is_blank(raw):
        return {}
    shown = presentation["questions"]
    return {
        "questions": [
            QUESTION_KINDS[Kind(part["kind"])].read_response(part, answer)
            for part, answer in zip(shown, numbered_parts(raw, len(shown)), strict=True)
        ]
    }


def score(content: ItemContent, presentation: Presentation, response: Response) -> float:
    """Return the mean over the questions."""
    scores = [
        QUESTION_KINDS[part.kind].score(part, shown, answer)
        for part, shown, answer in _answered(content, presentation, response)
    ]
    return sum(scores) / len(scores)


def _answered(
    content: ItemContent, presentation: Presentation, response: Response
) -> Iterator[tuple[ItemContent, Presentation, Response]]:
    answers = response.get("questions") or [{}] * len(content.questions)
    return zip(content.questions, presentation["questions"], answers, strict=True)


def reveal(content: ItemContent, presentation: Presentation, response: Response) -> Reveal:
    """Return the judgement of each question."""
    revealed = tuple(
        QUESTION_KINDS[part.kind].reveal(part, shown, answer)
        for part, shown, answer in _answered(content, presentation, response)
    )
    return Reveal(
        kind=content.kind,
        score=score(content, presentation, response),
        given=_numbered([part.given for part in revealed]),
        answer=_numbered([part.answer for part in revealed]),
        questions=revealed,
        rationale=rationale(content, presentation),
        sources=content.sources,
    )


def _numbered(texts: list[Markdown]) -> Markdown:
    return Markdown("；".join(f"（{n}）{text}" for n, text in enumerate(texts, 1) if text))
