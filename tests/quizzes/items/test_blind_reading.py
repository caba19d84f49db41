import pytest

from quizzes.items.blind_reading import agrees, paper, printed, read_answers
from quizzes.items.content import Kind
from tests.quizzes.items.answers import right_raw
from tests.quizzes.items.examples import example

ITEMS = [example(kind, id=f"K29-{number:02}") for number, kind in enumerate(Kind)]
SHEETS = {sheet.content.kind: sheet for sheet in paper(ITEMS, seed="one")}


def letters(choices, ids) -> str:
    known = [choice.id for choice in choices]
    return " ".join("ABCDEFGH"[known.index(each)] for each in ids)


def written(question, raw, number) -> dict[str, str]:  # noqa: PLR0911 (one form for each kind)
    """Write a raw answer as a reader does."""
    match question.kind:
        case Kind.CASE:
            parts = zip(question.questions, raw, strict=True)
            lines = [written(q, r, f"{number}.{n}") for n, (q, r) in enumerate(parts, 1)]
            return {key: value for line in lines for key, value in line.items()}
        case Kind.SINGLE_CHOICE:
            return {number: letters(question.choices, [raw])}
        case Kind.MULTIPLE_CHOICE | Kind.ORDERING:
            return {number: letters(question.choices, raw)}
        case Kind.MATCHING:
            pairs = [letters(question.choices, [raw[p.id]]) for p in question.prompts]
            return {number: " ".join(f"{n}{pair}" for n, pair in enumerate(pairs, 1))}
        case Kind.CLOZE:
            gaps = [
                f"{g.number}{letters(g.choices, [r])}" if g.choices else f"{g.number}={r}"
                for g, r in zip(question.gaps, raw, strict=True)
            ]
            return {number: " ".join(gaps)}
    return {number: str(raw)}


@pytest.mark.parametrize("kind", list(Kind))
def test_the_key_agrees_and_nothing_else_does(kind):
    sheet = SHEETS[kind]
    answers = written(
        sheet.question, right_raw(sheet.content, sheet.presentation), str(sheet.number)
    )
    assert agrees(sheet, answers)
    assert not agrees(sheet, {})
    assert not agrees(sheet, dict.fromkeys(answers, "?"))


def test_a_paper_follows_from_its_seed():
    assert [s.content for s in paper(ITEMS, seed="one")] == [
        s.content for s in paper(ITEMS, seed="one")
    ]
    assert [s.content for s in paper(ITEMS, seed="one")] != [
        s.content for s in paper(ITEMS, seed="two")
    ]


def test_a_paper_tells_neither_key_nor_code_nor_reason():
    text = "\n".join(printed(sheet) for sheet in SHEETS.values())
    for item in ITEMS:
        assert item.attributes.code not in text
        for part in (item, *item.questions):
            assert not part.rationale or part.rationale.strip() not in text
            assert not any(o.feedback and o.feedback in text for o in part.options)


def test_answers_are_read_with_their_reasons_left_out():
    text = "1: B # 合約這樣寫\n2.1： A C\n說明\n 3: 1C 2A\n4: 1,760 # 110 × 16\n"
    assert read_answers(text) == {"1": "B", "2.1": "A C", "3": "1C 2A", "4": "1,760"}
