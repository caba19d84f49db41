"""Flaws of stems: too long, unclear, or asked upside down."""

import re
from collections.abc import Iterator

from curriculum.wording import Wording
from quizzes.items.content import ItemContent, Kind
from quizzes.items.flaws.finding import Flaw, FlawLevel
from quizzes.items.flaws.measures import characters
from quizzes.items.flaws.words import DOUBLE_NEGATIVE, EITHER_OR, INSTRUCTION, NEGATED_ASK
from quizzes.items.kinds.shown import situation_and_ask

SHORTEST = 8
LONGEST = 150

_CLAUSE = re.compile(r"[^。！？!?，,：:；;\n]+")


def stem_flaws(content: ItemContent) -> Iterator[Flaw]:
    """Yield the flaws of one stem."""
    yield from _length(content)
    if content.kind is not Kind.CASE:
        yield from _not_a_question(content)
        yield from _negations(content)


def _length(content: ItemContent) -> Iterator[Flaw]:
    length = characters(content.stem)
    if SHORTEST <= length <= LONGEST:
        return
    short = length < SHORTEST
    yield Flaw(
        "stem_length",
        FlawLevel.WARNING,
        "stem",
        Wording(
            zh="題幹太短，看不出情境" if short else "題幹太長",
            en="The stem is too short" if short else "The stem is too long",
        ),
        Wording(
            zh=f"{length} 字／{SHORTEST}–{LONGEST} 字",
            en=f"{length} of {SHORTEST} to {LONGEST} characters",
        ),
    )


def _not_a_question(content: ItemContent) -> Iterator[Flaw]:
    ask = situation_and_ask(content.stem)[1]
    clauses = [clause.strip("*（( ") for clause in _CLAUSE.findall(ask)]
    if "？" in ask or "?" in ask or any(INSTRUCTION.match(clause) for clause in clauses):
        return
    yield Flaw(
        "not_a_question",
        FlawLevel.WARNING,
        "stem",
        Wording(
            zh="題幹最後一段要是一個問句或指示",
            en="The last paragraph of the stem is neither a question nor an instruction",
        ),
    )


def _negations(content: ItemContent) -> Iterator[Flaw]:
    ask = EITHER_OR.sub(r"\1", situation_and_ask(content.stem)[1])
    double = DOUBLE_NEGATIVE.search(ask.replace("**", ""))
    if double:
        yield Flaw(
            "double_negative",
            FlawLevel.ERROR,
            "stem",
            Wording(zh="問句有雙重否定", en="The question holds a double negative"),
            Wording(zh=f"「{double[0]}」", en=double[0]),
        )
        return
    found = NEGATED_ASK.search(ask)
    if found and not _is_emphasized(ask, found):
        word = found["word"] or found["english"]
        yield Flaw(
            "negative_stem",
            FlawLevel.WARNING,
            "stem",
            Wording(
                zh=f"問的是反面，「{word}」要用粗體標出來，或改問正面",
                en=f"The question asks for the opposite: emphasize “{word}” or ask positively",
            ),
        )


def _is_emphasized(ask: str, found: re.Match[str]) -> bool:
    place = found.start("word") if found["word"] else found.start("english")
    return ask[:place].count("**") % 2 == 1
