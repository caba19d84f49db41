"""What a trainee sees of an item before it is judged: nothing that tells the key."""

from dataclasses import dataclass
from typing import Any, NewType

from quizzes.items.content import Figure, Kind

Markdown = NewType("Markdown", str)
"""Text of the small Markdown subset, unsafe until a page has rendered it through its sanitizer."""

NOTHING = Markdown("")

Presentation = dict[str, Any]
"""How an item was put to one trainee (order, ids, figures): JSON, kept on the server."""

Response = dict[str, Any]
"""What was answered, in one normal form: JSON; the empty one is a blank."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose, to put in order, or to find a partner for."""

    id: str
    text: Markdown


@dataclass(frozen=True, slots=True)
class ShownGap:
    """A gap of a cloze: with choices to choose from, without to be typed."""

    number: int
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One question as it is put: the situation, what is asked, and what one can answer with."""

    kind: Kind
    situation: Markdown
    ask: Markdown
    figures: tuple[Figure, ...] = ()
    choices: tuple[Choice, ...] = ()  # options, steps, or right-hand texts
    prompts: tuple[Choice, ...] = ()  # left-hand texts
    passage: tuple[Markdown, ...] = ()  # the texts between the gaps, one more than gaps
    gaps: tuple[ShownGap, ...] = ()
    unit: str = ""
    document: Markdown = NOTHING
    questions: tuple["Question", ...] = ()


def situation_and_ask(stem: str) -> tuple[Markdown, Markdown]:
    """Split a stem: its last paragraph asks, what goes before is the situation."""
    situation, _, ask = stem.strip().rpartition("\n\n")
    return Markdown(situation.strip()), Markdown(ask.strip())
