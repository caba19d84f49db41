from datetime import date

import pytest

from quizzes.mastery.estimation import measurement
from quizzes.mastery.holding import BlockScope
from quizzes.mastery.next_step import NextStep, StepKind, Supply, gaps, next_step
from quizzes.mastery.readiness import Status, competency_status
from quizzes.mastery.stopping import RECOMMENDED, Decision, decision
from tests.quizzes.mastery.answering import evidence_of

TODAY = date(2026, 3, 2)
PLENTY = Supply(unseen=12)


def measured(**scores):
    evidence = {code: evidence_of(code, given) for code, given in scores.items() if given}
    return measurement(list(scores), evidence)


def test_who_is_nearly_there_is_told_how_many_items_are_left():
    step = next_step(measured(K22=[1, 1, 1, 0, 1, 1], K23=[1] * 8), "K22", PLENTY)
    assert step.kind is StepKind.ANSWER
    assert 1 <= step.items <= 6
    assert step.sentence.zh == f"K22 再答對約 {step.items} 題就能判定達標。"


def test_so_many_right_answers_settle_it_and_one_less_does_not():
    others = {"K23": [1] * 8}
    before = measured(K22=[1, 1, 1], **others)
    step = next_step(before, "K22", PLENTY)

    def said(items):
        after = measured(K22=[1, 1, 1] + [1] * items, **others)
        return decision(after.estimates["K22"])

    assert said(step.items) is Decision.MASTERED
    assert said(step.items - 1) is not Decision.MASTERED


def test_at_least_the_minimum_of_the_rule_is_asked():
    assert next_step(measured(K22=[1], K23=[1] * 12), "K22", PLENTY).items >= 4


def test_who_would_not_get_there_by_answering_alone_studies_first():
    step = next_step(measured(K22=[0, 0, 1, 0, 0]), "K22", PLENTY)
    assert step.kind is StepKind.STUDY
    assert step.sentence.en.startswith("Study the module of K22 first")


def test_who_has_not_begun_studies_first():
    assert next_step(measured(K22=[], K23=[1] * 9), "K22", PLENTY).kind is StepKind.STUDY


def test_a_step_never_asks_for_more_than_one_sitting():
    assert next_step(measured(K22=[0] * 12), "K22", PLENTY).items == RECOMMENDED.max_items


def test_a_step_says_when_the_bank_has_too_few_unseen_items():
    step = next_step(measured(K22=[0] * 12), "K22", Supply(unseen=2))
    assert step.missing_items == 16
    assert step.sentence.zh.endswith("題庫還缺 16 題你沒看過的題目。")
    assert step.sentence.en.endswith("The bank lacks 16 items that you have not met.")


def test_a_due_review_is_confirmed_by_a_few_items():
    step = next_step(measured(K22=[1] * 7), "K22", PLENTY, is_review=True)
    assert (step.kind, step.items) == (StepKind.REVIEW, 1)
    assert step.sentence.zh == "K22 複習後再答對約 1 題，就能確認仍然達標。"


def test_gaps_come_in_the_order_of_tasks_moved_then_items_then_code():
    found = measured(K22=[1] * 12, K23=[1, 1, 1, 1], K24=[0] * 8, S05=[], S16=[], S99=[])
    statuses = {
        code: competency_status(estimate, today=TODAY) for code, estimate in found.estimates.items()
    }
    blocks = [
        BlockScope("T1", "T1.1", 3, ("K22", "K24", "S05")),
        BlockScope("T1", "T1.2", 4, ("K23", "K24", "S16")),
        BlockScope("T1", "T1.3", 4, ("K23", "S05", "S16", "S99")),
    ]
    supplies = {code: PLENTY for code in found.competencies if code != "S99"}
    listed = gaps(found, statuses, blocks, supplies)
    assert statuses["K22"] is Status.MET
    assert [gap.competency for gap in listed] == ["K23", "S05", "S16", "K24"]
    assert {len(gap.tasks) for gap in listed} == {2}
    without = gaps(found, statuses, blocks, supplies, ready_tasks=["T1.2"])
    assert [gap.competency for gap in without] == ["S05", "K23", "S16", "K24"]
    assert without[0].tasks == ("T1.1", "T1.3")


@pytest.mark.parametrize("kind", list(StepKind))
def test_every_kind_of_step_has_its_sentence(kind):
    said = NextStep("K22", kind, 4, 0).sentence
    assert "4" in said.zh
    assert "4" in said.en
