"""Options as the choice kinds and the gaps of a cloze share them."""

from collections.abc import Iterable, Iterator, Sequence

from quizzes.items.content import Option
from quizzes.items.folding import folded
from quizzes.items.kinds.revealed import RevealedOption, shown_text
from quizzes.items.kinds.shown import Choice, Presentation
from quizzes.items.kinds.shuffling import Place
from quizzes.items.problems import Problem, problem


def option_problems(
    options: Sequence[Option], fewest: int, most: int, *, one_key: bool
) -> Iterator[Problem]:
    """Too few or too many options, no key, no distractor."""
    if not fewest <= len(options) <= most:
        yield problem("options", f"要有 {fewest} 到 {most} 個選項", f"{fewest} to {most} options")
    keys = sum(option.key for option in options)
    if one_key and keys != 1:
        yield problem("options", f"要有一個正確選項，現在有 {keys} 個", f"One key, not {keys}")
    if not one_key and not 2 <= keys < len(options):
        yield problem(
            "options",
            f"要有兩個以上的正確選項和至少一個錯誤選項，現在有 {keys} 個正確",
            f"Two keys or more and at least one distractor; {keys} are keys",
        )


def repeated(field: str, part: str, texts: Iterable[str]) -> Iterator[Problem]:
    """Return a text that stands in a list twice."""
    seen: set[str] = set()
    for place, text in enumerate(texts, 1):
        if text and folded(text) in seen:
            where = f"{field}[{place}].{part}" if part else f"{field}[{place}]"
            yield problem(where, "和前面的一項相同", "The same as one before it")
        seen.add(folded(text))


def choices(
    options: Sequence[str], shown: Iterable[Place], presentation: Presentation
) -> tuple[Choice, ...]:
    """Return the texts in the order and with the ids of a presentation."""
    return tuple(
        Choice(place["id"], shown_text(options[place["index"]], presentation)) for place in shown
    )


def revealed_options(
    options: Sequence[Option],
    shown: Iterable[Place],
    chosen: Iterable[str],
    presentation: Presentation,
) -> tuple[RevealedOption, ...]:
    """Each option as it was shown, with what was chosen and what is right."""
    taken = set(chosen)
    return tuple(
        _revealed(
            options[place["index"]], place["id"], presentation, is_chosen=place["id"] in taken
        )
        for place in shown
    )


def _revealed(
    option: Option, name: str, presentation: Presentation, *, is_chosen: bool
) -> RevealedOption:
    return RevealedOption(
        id=name,
        text=shown_text(option.text, presentation),
        is_key=option.key,
        is_chosen=is_chosen,
        feedback=shown_text(option.feedback if is_chosen else "", presentation),
    )
