"""What choosing one and choosing several have in common."""

from random import Random

from quizzes.items.content import ItemContent
from quizzes.items.kinds.options import choices, revealed_options
from quizzes.items.kinds.raw import chosen_ids, is_blank
from quizzes.items.kinds.revealed import Reveal, joined, rationale, shown_text
from quizzes.items.kinds.shown import Presentation, Question, Response, situation_and_ask
from quizzes.items.kinds.shuffling import index_of, places


def presented(content: ItemContent, random: Random) -> Presentation:
    """Options in random order, unless the item keeps its own."""
    return {"options": places(len(content.options), random, shuffle=content.shuffle)}


def asked(content: ItemContent, presentation: Presentation) -> Question:
    """Return the stem and its options."""
    situation, ask = situation_and_ask(shown_text(content.stem, presentation))
    return Question(
        kind=content.kind,
        situation=situation,
        ask=ask,
        figures=content.figures,
        choices=choices(
            [option.text for option in content.options], presentation["options"], presentation
        ),
    )


def chosen(presentation: Presentation, raw: object) -> Response:
    """Return the options that were chosen, in the order shown."""
    if is_blank(raw):
        return {}
    offered = index_of(presentation["options"])
    taken = chosen_ids(raw, offered)
    return {"chosen": [name for name in offered if name in taken]}


def chosen_keys(
    content: ItemContent, presentation: Presentation, response: Response
) -> tuple[int, int]:
    """How many keys and how many distractors were chosen."""
    offered = index_of(presentation["options"])
    taken = [content.options[offered[name]] for name in response.get("chosen", [])]
    keys = sum(option.key for option in taken)
    return keys, len(taken) - keys


def revealed(
    content: ItemContent, presentation: Presentation, response: Response, score: float
) -> Reveal:
    """Every option with what was chosen and what is right."""
    options = revealed_options(
        content.options, presentation["options"], response.get("chosen", []), presentation
    )
    return Reveal(
        kind=content.kind,
        score=score,
        given=joined([option.text for option in options if option.is_chosen]),
        answer=joined([option.text for option in options if option.is_key]),
        feedback=tuple(option.feedback for option in options if option.feedback),
        options=options,
        rationale=rationale(content, presentation),
        sources=content.sources,
    )
