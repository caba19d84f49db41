"""簡答: a word or a short phrase that has few forms."""

from random import Random

from quizzes.items.content import ItemContent
from quizzes.items.folding import folded, tidy
from quizzes.items.kinds.cloze import accepted_problems, is_accepted
from quizzes.items.kinds.raw import is_blank, typed_text
from quizzes.items.kinds.revealed import Reveal, rationale, shown_text
from quizzes.items.kinds.shown import Markdown, Presentation, Question, Response, situation_and_ask
from quizzes.items.problems import Problem, problem


def problems(content: ItemContent) -> list[Problem]:
    """One to twenty accepted forms, and missteps that are none of them."""
    found = list(accepted_problems(content.accepted))
    for place, misstep in enumerate(content.missteps, 1):
        field = f"missteps[{place}]"
        if not (folded(misstep.answer) and misstep.feedback):
            found.append(
                problem(field, "answer 和 feedback 都要寫", "Write both answer and feedback")
            )
        elif is_accepted(misstep.answer, content.accepted):
            found.append(
                problem(f"{field}.answer", "這個答案其實是對的", "This answer is in fact right")
            )
    return found


def chance(_content: ItemContent) -> float:
    """Nobody guesses a word."""
    return 0.0


def present(_content: ItemContent, _random: Random) -> Presentation:
    """Return the same for everybody."""
    return {}


def question(content: ItemContent, presentation: Presentation) -> Question:
    """Return the stem alone."""
    situation, ask = situation_and_ask(shown_text(content.stem, presentation))
    return Question(kind=content.kind, situation=situation, ask=ask, figures=content.figures)


def read_response(_presentation: Presentation, raw: object) -> Response:
    """Return what was typed, tidied."""
    text = "" if is_blank(raw) else tidy(typed_text(raw))
    return {"text": text} if text else {}


def score(content: ItemContent, _presentation: Presentation, response: Response) -> float:
    """One of the accepted forms, or not."""
    return float(is_accepted(response.get("text", ""), content.accepted))


def reveal(content: ItemContent, presentation: Presentation, response: Response) -> Reveal:
    """Return the answer, what was typed, and the misstep if it is a known one."""
    given = response.get("text", "")
    return Reveal(
        kind=content.kind,
        score=score(content, presentation, response),
        given=Markdown(given),
        answer=shown_text(content.accepted[0], presentation),
        feedback=tuple(
            shown_text(misstep.feedback, presentation)
            for misstep in content.missteps
            if is_accepted(given, (misstep.answer,))
        ),
        rationale=rationale(content, presentation),
        sources=content.sources,
    )
