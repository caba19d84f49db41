"""Flaws of options: what gives the key away to somebody who knows nothing."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import inf

from curriculum.wording import Wording
from quizzes.items.content import ItemContent, Kind, Option
from quizzes.items.flaws.finding import Flaw, FlawLevel
from quizzes.items.flaws.measures import (
    centrality,
    characters,
    content_tokens,
    number_and_unit,
    plain,
    width,
)
from quizzes.items.flaws.words import ABSOLUTE, ALL_OR_NONE
from quizzes.items.folding import folded

LONG_KEY_RATIO = 1.3  # Haladyna, Downing & Rodriguez 2002: keep the options' length about equal
LEAST_DIFFERENCE = 4  # columns; below it nobody sees which is longer

_RANGE = re.compile(r"(\d+(?:\.\d+)?)\D{0,4}?(?:[-–—~～至到])\D{0,2}?(\d+(?:\.\d+)?)\D{0,4}")
_OPEN_RANGE = re.compile(r"(?:滿|超過|大於)?(\d+(?:\.\d+)?)\D{0,4}?(以上|以下|以內|內)")


@dataclass(frozen=True, slots=True)
class OptionGroup:
    """Options that are chosen from together, with the text they answer."""

    field: str
    stem: str
    options: tuple[Option, ...]
    keeps_order: bool

    @property
    def keys(self) -> list[Option]:
        """The right ones."""
        return [option for option in self.options if option.key]

    @property
    def distractors(self) -> list[tuple[str, Option]]:
        """The wrong ones, with their fields."""
        return [(self.at(i), option) for i, option in enumerate(self.options) if not option.key]

    def at(self, index: int) -> str:
        """Return the field of an option."""
        return f"{self.field}[{index + 1}]"


def option_groups(content: ItemContent) -> Iterator[OptionGroup]:
    """Yield the options of a choice item, or of each gap of a cloze that has them."""
    if content.options:
        yield OptionGroup("options", content.stem, content.options, not content.shuffle)
    for place, gap in enumerate(content.gaps, 1):
        if gap.options:
            yield OptionGroup(f"gaps[{place}].options", content.text, gap.options, False)  # noqa: FBT003


def option_flaws(content: ItemContent) -> Iterator[Flaw]:
    """Yield the flaws of the options of one question."""
    for group in option_groups(content):
        yield from _all_or_none(group)
        yield from _equal(group)
        yield from _contained(group)
        yield from _overlapping(group)
        yield from _absolute(group)
        yield from _numbers(group)
        yield from _no_feedback(group)
        is_comparable = bool(group.keys and group.distractors)
        if content.kind is not Kind.MULTIPLE_CHOICE and is_comparable:
            yield from _long_key(group)
            yield from _convergence(group)
        if content.kind is Kind.SINGLE_CHOICE and is_comparable:
            yield from _clang(group)


def _all_or_none(group: OptionGroup) -> Iterator[Flaw]:
    for index, option in enumerate(group.options):
        if ALL_OR_NONE.fullmatch(plain(option.text).strip(" 。.")):
            yield Flaw(
                "all_or_none",
                FlawLevel.ERROR,
                f"{group.at(index)}.text",
                Wording(
                    zh="不用「以上皆是」「以上皆非」這類選項",
                    en="No “all of the above”, no “none of the above”",
                ),
            )


def _pairs(group: OptionGroup) -> Iterator[tuple[int, int, str, str]]:
    for (i, a), (j, b) in combinations(enumerate(group.options), 2):
        yield i, j, folded(a.text), folded(b.text)


def _equal(group: OptionGroup) -> Iterator[Flaw]:
    for i, j, a, b in _pairs(group):
        if a and a == b:
            yield Flaw(
                "equal_options",
                FlawLevel.ERROR,
                f"{group.at(j)}.text",
                Wording(zh=f"和第 {i + 1} 個選項相同", en=f"The same as option {i + 1}"),
            )


def _contained(group: OptionGroup) -> Iterator[Flaw]:
    for i, j, a, b in _pairs(group):
        shorter, longer = sorted((a, b), key=len)
        if a != b and len(shorter) >= 4 and shorter in longer and not shorter.isnumeric():
            yield Flaw(
                "contained_option",
                FlawLevel.WARNING,
                f"{group.at(j)}.text",
                Wording(
                    zh=f"第 {i + 1} 個和第 {j + 1} 個選項，一個包含另一個的全部文字",
                    en=f"Of options {i + 1} and {j + 1}, one holds the whole of the other",
                ),
            )


def _span(text: str) -> tuple[float, float] | None:
    narrow = folded(text)
    if found := _RANGE.fullmatch(narrow):
        return float(found[1]), float(found[2])
    if found := _OPEN_RANGE.fullmatch(narrow):
        edge = float(found[1])
        return (edge, inf) if found[2] == "以上" else (-inf, edge)
    return None


def _overlapping(group: OptionGroup) -> Iterator[Flaw]:
    spans = [_span(option.text) for option in group.options]
    for (i, a), (j, b) in combinations(enumerate(spans), 2):
        if a and b and a != b and max(a[0], b[0]) < min(a[1], b[1]):
            yield Flaw(
                "overlapping_range",
                FlawLevel.WARNING,
                f"{group.at(j)}.text",
                Wording(
                    zh=f"和第 {i + 1} 個選項的範圍重疊", en=f"The range overlaps option {i + 1}"
                ),
            )


def _absolute(group: OptionGroup) -> Iterator[Flaw]:
    if any(ABSOLUTE.search(plain(key.text)) for key in group.keys):
        return
    for field, option in group.distractors:
        found = ABSOLUTE.search(plain(option.text))
        if found:
            yield Flaw(
                "absolute_term",
                FlawLevel.WARNING,
                f"{field}.text",
                Wording(
                    zh=f"只有錯的選項用了「{found[0]}」這樣絕對的字眼",
                    en=f"Only wrong options speak absolutely: “{found[0]}”",
                ),
            )


def _numbers(group: OptionGroup) -> Iterator[Flaw]:
    figures = [number_and_unit(option.text) for option in group.options]
    known = [figure for figure in figures if figure]
    if len(known) < len(figures) or len(known) < 2:
        return
    if len({unit for _, unit in known}) > 1:
        yield Flaw(
            "mixed_units",
            FlawLevel.INFO,
            group.field,
            Wording(zh="選項的單位不一致", en="The options have different units"),
        )
    elif not group.keeps_order or not _is_sorted([value for value, _ in known]):
        yield Flaw(
            "unordered_numbers",
            FlawLevel.INFO,
            group.field,
            Wording(
                zh="選項都是數字：由小到大寫，並加上 shuffle: false",
                en="The options are figures: write them in order and add shuffle: false",
            ),
        )


def _is_sorted(values: Sequence[float]) -> bool:
    return list(values) in (sorted(values), sorted(values, reverse=True))


def _no_feedback(group: OptionGroup) -> Iterator[Flaw]:
    for field, option in group.distractors:
        if not option.feedback:
            place = field.rpartition("[")[2].rstrip("]")
            yield Flaw(
                "no_feedback",
                FlawLevel.ERROR,
                f"{field}.feedback",
                Wording(zh=f"第 {place} 個選項還沒寫回饋", en=f"Option {place} has no feedback"),
            )


def _long_key(group: OptionGroup) -> Iterator[Flaw]:
    key, longest = group.keys[0], max((o.text for _, o in group.distractors), key=width)
    own, other = width(key.text), width(longest)
    if other and own > LONG_KEY_RATIO * other and own - other >= LEAST_DIFFERENCE:
        yield Flaw(
            "long_key",
            FlawLevel.WARNING,
            f"{group.at(group.options.index(key))}.text",
            Wording(
                zh=f"正確選項比次長的選項長 {own / other:.1f} 倍",
                en=f"The key is {own / other:.1f} times as long as the next longest option",
            ),
            Wording(
                zh=f"{characters(key.text)} 字／{characters(longest)} 字",
                en=f"{own} / {other} columns",
            ),
        )


def _clang(group: OptionGroup) -> Iterator[Flaw]:
    stem = {token for token in content_tokens(group.stem) if not token[0].isdigit()}
    echoes = [content_tokens(option.text) & stem for option in group.options]
    own = [
        echo.difference(*(other for j, other in enumerate(echoes) if j != i))
        for i, echo in enumerate(echoes)
    ]
    place = group.options.index(group.keys[0])
    if own[place] and len(own[place]) > max(len(e) for i, e in enumerate(own) if i != place):
        shared = sorted(own[place])[:4]
        yield Flaw(
            "clang",
            FlawLevel.WARNING,
            f"{group.at(place)}.text",
            Wording(
                zh="正確選項和題幹用了同樣的字，其他選項沒有",
                en="The key echoes words of the stem that no other option has",
            ),
            Wording(zh="、".join(f"「{word}」" for word in shared), en=", ".join(shared)),
        )


def _convergence(group: OptionGroup) -> Iterator[Flaw]:
    if len(group.options) < 3:
        return
    shares = centrality([option.text for option in group.options])
    place = group.options.index(group.keys[0])
    next_best = max(share for i, share in enumerate(shares) if i != place)
    if shares[place] > 1.25 * next_best and shares[place] > 0.1:
        yield Flaw(
            "convergence",
            FlawLevel.INFO,
            f"{group.at(place)}.text",
            Wording(
                zh="正確選項和其他選項的共同處最多",
                en="The key has most in common with the other options",
            ),
            Wording(
                zh=f"{shares[place]:.2f}／{next_best:.2f}",
                en=f"{shares[place]:.2f} / {next_best:.2f}",
            ),
        )
