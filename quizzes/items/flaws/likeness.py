"""Items that ask the same thing: how alike two of them are in stem and options."""

from collections.abc import Iterator, Mapping, Sequence

from curriculum.wording import Wording
from quizzes.items.content import ItemContent
from quizzes.items.flaws.finding import BankFlaw, FlawLevel
from quizzes.items.flaws.measures import trigrams
from quizzes.items.texts import texts_of

NEAR_DUPLICATE = 0.8
TWINS = 0.6
TWINS_ACROSS_BANKS = 0.7


def near_duplicates(items: Sequence[ItemContent]) -> Iterator[BankFlaw]:
    """Yield each pair of items that are four fifths the same in stem and options."""
    for one, other, share in alike(items, from_share=NEAR_DUPLICATE):
        yield _flaw("near_duplicate", FlawLevel.ERROR, (one, other), share)


def twins(items: Sequence[ItemContent]) -> Iterator[BankFlaw]:
    """Yield each pair of a bank that is much the same, though not a near duplicate."""
    for one, other, share in alike(items, from_share=TWINS):
        if share < NEAR_DUPLICATE:
            yield _flaw("twins", FlawLevel.WARNING, (one, other), share)


def twins_across(banks: Mapping[str, Sequence[ItemContent]]) -> Iterator[BankFlaw]:
    """Yield each pair of items of different banks, by competency, that is nearly the same."""
    bank_of = {item.attributes.code: name for name, items in banks.items() for item in items}
    every = [item for items in banks.values() for item in items]
    for one, other, share in alike(every, from_share=TWINS_ACROSS_BANKS):
        if bank_of[one] != bank_of[other]:
            yield _flaw("near_duplicate", FlawLevel.ERROR, (one, other), share)


def alike(items: Sequence[ItemContent], *, from_share: float) -> Iterator[tuple[str, str, float]]:
    """Yield the codes of each pair and its likeness, the Jaccard index of their 3-grams.

    Sorted by length, the search for the twin of an item ends where all further ones are too long.
    """
    known = sorted(
        ((trigrams(_asked_text(item)), item.attributes.code) for item in items),
        key=lambda entry: len(entry[0]),
    )
    for place, (grams, code) in enumerate(known):
        for other, other_code in known[place + 1 :]:
            if len(grams) < from_share * len(other):
                break
            common = len(grams & other)
            share = common / (len(grams) + len(other) - common)
            if share >= from_share:
                yield min(code, other_code), max(code, other_code), share


def _flaw(code: str, level: FlawLevel, items: tuple[str, str], share: float) -> BankFlaw:
    one, other = items
    return BankFlaw(
        code,
        level,
        items,
        Wording(zh=f"{one} 和 {other} 幾乎相同", en=f"{one} and {other} are nearly the same"),
        Wording(zh=f"相似度 {share:.2f}", en=f"likeness {share:.2f}"),
    )


def _asked_text(item: ItemContent) -> str:
    return "|".join(
        text for field, text in texts_of(item) if not field.endswith(("feedback", "rationale"))
    )
