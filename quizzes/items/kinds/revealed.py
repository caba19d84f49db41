"""What a trainee may see of an item once it has been judged."""

from dataclasses import dataclass

from quizzes.items.content import ItemContent, Kind, Source
from quizzes.items.kinds.shown import NOTHING, Markdown, Presentation
from quizzes.items.placeholders import filled


@dataclass(frozen=True, slots=True)
class RevealedOption:
    """One option: was it chosen, was it right; the feedback only of what was chosen."""

    id: str
    text: Markdown
    is_key: bool
    is_chosen: bool
    feedback: Markdown = NOTHING


@dataclass(frozen=True, slots=True)
class RevealedPart:
    """One gap, step or pair: what was given for it, what belongs there."""

    label: Markdown
    given: Markdown  # empty: nothing was given
    answer: Markdown
    is_right: bool
    feedback: Markdown = NOTHING


@dataclass(frozen=True, slots=True)
class Reveal:
    """The judgement of one response with everything that explains it."""

    kind: Kind
    score: float
    given: Markdown
    answer: Markdown
    feedback: tuple[Markdown, ...] = ()  # the missteps of this response, by name
    options: tuple[RevealedOption, ...] = ()
    parts: tuple[RevealedPart, ...] = ()
    questions: tuple["Reveal", ...] = ()
    rationale: Markdown = NOTHING
    sources: tuple[Source, ...] = ()

    @property
    def is_right(self) -> bool:
        """All of it was right."""
        return self.score == 1.0


def shown_text(text: str, presentation: Presentation) -> Markdown:
    """Return a text of the item with this presentation's figures in it."""
    return Markdown(filled(text, presentation.get("values", {})))


def rationale(content: ItemContent, presentation: Presentation) -> Markdown:
    """Why the key is right, with this presentation's figures."""
    return shown_text(content.rationale, presentation)


def joined(texts: list[Markdown]) -> Markdown:
    """Several answers in one line."""
    return Markdown("、".join(texts))
