"""Flaws that only a whole bank shows."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from math import sqrt

from curriculum.wording import Wording
from quizzes.items.content import Cognitive, ItemContent, Kind
from quizzes.items.flaws.finding import BankFlaw, FlawLevel
from quizzes.items.flaws.likeness import near_duplicates, twins
from quizzes.items.flaws.measures import centrality, width
from quizzes.items.kinds.shown import situation_and_ask

FEWEST_ITEMS = 20
FEWEST_KINDS = 3
FEWEST_CHOICES = 10  # single-choice items before anything is said of their keys
KEY_LONGEST_SHARE = 0.4
CUE_LIFT = 0.1
HIGHER = {Cognitive.APPLY, Cognitive.ANALYSE, Cognitive.EVALUATE}


def bank_flaws(
    items: Sequence[ItemContent], *, competency: str = "", indicators: Collection[str] = ()
) -> list[BankFlaw]:
    """Return the flaws of a bank; `indicators` are those that it has to serve."""
    return [
        *near_duplicates(items),
        *twins(items),
        *_key_cues([item for item in items if item.kind is Kind.SINGLE_CHOICE]),
        *_composition(items),
        *_situations(items, competency),
        *_unserved(items, indicators),
    ]


def _key_cues(choices: Sequence[ItemContent]) -> Iterator[BankFlaw]:
    if len(choices) < FEWEST_CHOICES:
        return
    chance = sum(1 / len(item.options) for item in choices) / len(choices)
    longest = _expected_share(choices, [[width(o.text) for o in i.options] for i in choices])
    if longest > KEY_LONGEST_SHARE:
        yield _cue(
            "key_longest",
            "正確選項太常是最長的",
            "The key is too often the longest",
            longest,
            chance,
        )
    central = _expected_share(choices, [centrality([o.text for o in i.options]) for i in choices])
    if _is_above_chance(central, chance, len(choices)):
        yield _cue(
            "key_converges",
            "正確選項太常和其他選項最像",
            "The key is too often the option most like the others",
            central,
            chance,
        )
    place, count = Counter(_key_place(item) for item in choices).most_common(1)[0]
    if _is_above_chance(count / len(choices), chance, len(choices)):
        yield _cue(
            "key_position",
            f"正確選項太常寫在第 {place + 1} 個",
            f"The key is too often option {place + 1}",
            count / len(choices),
            chance,
            FlawLevel.WARNING,
        )


def _key_place(item: ItemContent) -> int:
    return next(place for place, option in enumerate(item.options) if option.key)


def _expected_share(choices: Sequence[ItemContent], scores: Sequence[Sequence[float]]) -> float:
    """Return how often the highest score is the key's; ties count in expectation."""
    hits = 0.0
    for item, own in zip(choices, scores, strict=True):
        best = [place for place, score in enumerate(own) if score == max(own)]
        hits += (_key_place(item) in best) / len(best)
    return hits / len(choices)


def _is_above_chance(share: float, chance: float, count: int) -> bool:
    """Say whether a cue helps by more than .10 and more than luck (one-sided 5 %)."""
    return share - chance > max(CUE_LIFT, 1.645 * sqrt(chance * (1 - chance) / count))


def _cue(
    code: str, zh: str, en: str, share: float, chance: float, level: FlawLevel = FlawLevel.ERROR
) -> BankFlaw:
    return BankFlaw(
        code,
        level,
        (),
        Wording(zh=zh, en=en),
        Wording(zh=f"{share:.0%}／猜對率 {chance:.0%}", en=f"{share:.0%} / chance {chance:.0%}"),
    )


def _composition(items: Sequence[ItemContent]) -> Iterator[BankFlaw]:
    count = max(1, len(items))
    if len(items) < FEWEST_ITEMS:
        yield _short("too_few_items", "題數不夠", "Too few items", len(items), FEWEST_ITEMS)
    kinds = len({item.kind for item in items})
    if kinds < FEWEST_KINDS:
        yield _short("few_kinds", "題型太少", "Too few kinds", kinds, FEWEST_KINDS)
    levels = Counter(item.attributes.cognitive for item in items)
    remember = levels[Cognitive.REMEMBER] / count
    if remember > 0.2:
        yield _share("remember_share", "記憶題太多", "Too many remember items", remember, "≤ 20%")
    higher = sum(levels[level] for level in HIGHER) / count
    if higher < 0.5:
        yield _share(
            "higher_share", "應用以上的題太少", "Too few items apply or above", higher, "≥ 50%"
        )


def _situations(items: Sequence[ItemContent], competency: str) -> Iterator[BankFlaw]:
    if not competency.startswith("S") or not items:
        return
    share = sum(_is_situation(item) for item in items) / len(items)
    if share < 0.8:
        yield _share("few_situations", "情境題太少", "Too few situations", share, "≥ 80%")


def _is_situation(item: ItemContent) -> bool:
    situation, ask = situation_and_ask(item.stem)
    return bool(item.document or situation) or width(ask) >= 60


def _unserved(items: Sequence[ItemContent], indicators: Collection[str]) -> Iterator[BankFlaw]:
    served = {code for item in items for code in item.attributes.indicators}
    for code in indicators:
        if code not in served:
            yield BankFlaw(
                "uneven_indicators",
                FlawLevel.WARNING,
                (),
                Wording(zh=f"行為指標 {code} 沒有題目", en=f"Indicator {code} has no item"),
            )


def _short(code: str, zh: str, en: str, have: int, need: int) -> BankFlaw:
    return BankFlaw(
        code,
        FlawLevel.WARNING,
        (),
        Wording(zh=zh, en=en),
        Wording(zh=f"{have}／{need}", en=f"{have} of {need}"),
    )


def _share(code: str, zh: str, en: str, share: float, bound: str) -> BankFlaw:
    text = f"{share:.0%}（{bound}）"
    return BankFlaw(
        code,
        FlawLevel.WARNING,
        (),
        Wording(zh=zh, en=en),
        Wording(zh=text, en=f"{share:.0%} ({bound})"),
    )
