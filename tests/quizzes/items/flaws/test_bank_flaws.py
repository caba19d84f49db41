from dataclasses import replace

from quizzes.items.content import ItemContent, Kind
from quizzes.items.flaws.bank import bank_flaws
from tests.quizzes.items.examples import example

WORDS = "場租訂金合約著作公演授權售票行銷預算核銷舞台燈光音響服裝道具保險宿食交通"


def choice(number: int, *, key: int = 0, long: int | None = None, **changes) -> ItemContent:
    """An item unlike its neighbours; option `long` is the longest."""
    mark = WORDS[number] + WORDS[-number - 1]
    texts = [f"{mark}{letter * 3}" for letter in "甲乙丙丁"]
    if long is not None:
        texts[long] += "再多寫幾個字"
    options = [{"text": t, "key": i == key, "feedback": "x"} for i, t in enumerate(texts)]
    stem = f"{mark * 2}遇到{WORDS[number : number + 9]}這件事，第 {number} 天該怎麼做？"
    return example(Kind.SINGLE_CHOICE, id=f"K29-{number:02}", stem=stem, options=options, **changes)


def found(items, **about) -> dict[str, object]:
    return {flaw.code: flaw for flaw in bank_flaws(items, **about)}


def test_two_items_that_are_nearly_the_same_are_named():
    first = choice(1)
    second = replace(choice(1), attributes=choice(2).attributes)
    flaw = found([first, second, choice(3)])["near_duplicate"]
    assert (flaw.level.value, flaw.items) == ("E", ("K29-01", "K29-02"))
    assert "near_duplicate" not in found([choice(1), choice(2), choice(3)])


def test_the_key_may_not_be_the_longest_too_often():
    often = [choice(n, key=n % 4, long=n % 4 if n < 6 else (n + 1) % 4) for n in range(12)]
    flaw = found(often)["key_longest"]
    assert flaw.level.value == "E"
    assert flaw.measure.zh == "50%／猜對率 25%"
    seldom = [choice(n, key=n % 4, long=n % 4 if n < 4 else (n + 1) % 4) for n in range(12)]
    assert "key_longest" not in found(seldom)
    assert "key_longest" not in found(often[:6])


def test_the_key_may_not_be_the_most_alike_too_often():
    def alike(number: int) -> ItemContent:
        a, b, c = (WORDS[number + i : number + i + 2] for i in (0, 3, 6))
        texts = [f"{a}{b}{c}", f"{a}的人", f"{b}的人", f"{c}的人"]
        turn = number % 4
        texts = texts[-turn:] + texts[:-turn]
        options = [{"text": t, "key": i == turn, "feedback": "x"} for i, t in enumerate(texts)]
        return example(Kind.SINGLE_CHOICE, id=f"K29-{number:02}", options=options)

    flaws = found([alike(n) for n in range(12)])
    assert flaws["key_converges"].level.value == "E"
    assert "key_position" not in flaws


def test_the_key_may_not_always_stand_in_one_place():
    assert found([choice(n, key=1) for n in range(12)])["key_position"].level.value == "W"
    assert "key_position" not in found([choice(n, key=n % 4) for n in range(12)])


def test_a_bank_is_large_enough_and_mixed():
    flaws = found([choice(n, cognitive="remember") for n in range(3)], competency="S05")
    assert {
        "too_few_items",
        "few_kinds",
        "remember_share",
        "higher_share",
        "few_situations",
    } <= set(flaws)
    assert flaws["too_few_items"].measure.zh == "3／20"
    full = [choice(n, key=n % 4) for n in range(18)]
    full += [example(Kind.ORDERING, id="K29-30"), example(Kind.CASE, id="K29-31")]
    assert found(full) == {}


def test_every_indicator_is_served():
    flaws = [
        flaw.wording.zh
        for flaw in bank_flaws([choice(1)], indicators=["P1.5.1", "P1.5.2"])
        if flaw.code == "uneven_indicators"
    ]
    assert flaws == ["行為指標 P1.5.1 沒有題目"]
