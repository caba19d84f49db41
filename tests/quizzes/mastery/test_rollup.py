import numpy as np
import pytest

from quizzes.mastery.bars import EXACT_BARS, Bar, Bars
from quizzes.mastery.estimation import measurement
from quizzes.mastery.evidence import Evidence
from quizzes.mastery.holding import BlockScope, domain_score
from quizzes.mastery.rollup import (
    ClaimScope,
    ClaimStatus,
    claims,
    expected_false_certifications,
    expected_false_discovery_rate,
)
from tests.quizzes.mastery.answering import drawn, evidence_of

STRONG, WEAK = [1] * 12, [0, 0, 0, 1, 0, 0, 0, 0]


def block(*codes, task="T1.2", level=4, duty="T1"):
    return BlockScope(duty, task, level, codes)


def made(profile, blocks, *, without_items=(), critical=()):
    """Claims for {code: scores}, by (scope, subject)."""
    evidence = {code: evidence_of(code, scores) for code, scores in profile.items() if scores}
    found = claims(
        measurement(list(profile), evidence),
        blocks,
        assessable={code: 6 for code in profile if code not in without_items},
        critical=critical,
    )
    return {(each.scope, each.subject): each for each in found}


def of_task(profile, *, task="T1.2", **options):
    return made(profile, [block(*profile, task=task)], **options)[ClaimScope.TASK, task]


def test_the_domain_score_is_eighty_percent_at_the_bar_and_sixty_five_at_a_clear_gap():
    assert domain_score(np.array([0.0, -0.87, 0.86])) == pytest.approx([0.8, 0.65, 0.9], abs=0.003)


def test_a_task_of_one_competency_is_ready_as_surely_as_that_is_mastered():
    evidence = {"K22": evidence_of("K22", [1, 1, 0, 1, 1])}
    measured = measurement(["K22"], evidence)
    claim = of_task({"K22": [1, 1, 0, 1, 1]})
    assert claim.probability == pytest.approx(measured.estimates["K22"].probability, abs=0.01)


def test_a_task_of_two_competencies_agrees_with_brute_force_integration():
    profile = {"K22": [1, 1, 0, 1, 1], "K23": [1, 1, 1]}
    general, theta = np.linspace(-6, 6, 121), np.arange(-7 + 0.01, 7, 0.02)
    density = np.exp(-(((theta - 0.9 * general[:, None]) / 0.9) ** 2) / 2)
    right = 0.25 + 0.75 / (1 + np.exp(-1.0 - theta))
    first, second = (density * right**n * (1 - right) ** m for n, m in ((4, 1), (3, 0)))
    joint = np.einsum("g,gi,gj->ij", np.exp(-(general**2) / 2), first, second)
    domain = 0.25 + 0.75 / (1 + np.exp(-theta) * 0.2 / 0.55)
    allowed = (domain[:, None] + domain >= 1.6) & ((theta[:, None] > -0.87) & (theta > -0.87))
    expected = joint[allowed].sum() / joint.sum()
    assert of_task(profile).probability == pytest.approx(expected, abs=0.015)


def test_one_clear_gap_keeps_a_small_task_from_being_ready():
    codes = [f"K{n:02d}" for n in range(9)]
    whole = dict.fromkeys(codes, STRONG)
    assert of_task(whole).status is ClaimStatus.READY
    assert of_task(whole | {"K03": [0] * 12}).status is ClaimStatus.NOT_YET


def test_among_ten_competencies_one_clear_gap_is_allowed_unless_it_is_critical():
    profile = {f"K{n:02d}": [1] * 20 for n in range(10)} | {"K03": [0] * 20}
    assert of_task(profile).status is ClaimStatus.READY
    assert of_task(profile, critical=["K03"]).status is ClaimStatus.NOT_YET


def test_a_task_with_a_competency_without_items_is_never_ready():
    profile = {"K22": STRONG, "K23": STRONG, "S58": []}
    claim = of_task(profile, without_items=["S58"])
    assert claim.probability > 0.9
    assert (claim.status, claim.without_items) == (ClaimStatus.NO_ITEMS, ("S58",))


def test_a_task_without_any_item_has_no_probability():
    claim = of_task({"S58": []}, without_items=["S58"])
    assert (claim.probability, claim.status) == (None, ClaimStatus.NO_ITEMS)


def test_borrowing_alone_never_makes_a_task_ready():
    profile = {f"K{n:02d}": STRONG for n in range(20)} | {"S05": [1, 1]}
    found = made(profile, [block("K00", "S05")])[ClaimScope.TASK, "T1.2"]
    assert found.probability > 0.9
    assert (found.status, found.thin) == (ClaimStatus.INSUFFICIENT_EVIDENCE, ("S05",))


def test_a_task_on_which_nothing_was_answered_is_not_assessed():
    profile = {"K22": STRONG, "S05": [], "S16": []}
    found = made(profile, [block("S05", "S16")])[ClaimScope.TASK, "T1.2"]
    assert found.status is ClaimStatus.NOT_ASSESSED


def test_not_yet_is_said_early_only_where_the_missing_answers_cannot_change_it():
    certain = of_task({"K22": [0] * 12, "K23": []})
    assert certain.status is ClaimStatus.NOT_YET
    open_ended = of_task({"K22": [1, 1, 1], "K23": [], "K24": []})
    assert open_ended.status is ClaimStatus.INSUFFICIENT_EVIDENCE


def test_a_level_asks_for_every_block_of_it_and_of_the_levels_below():
    profile = {"K22": STRONG, "K23": WEAK}
    blocks = [block("K22", task="T1.1", level=3), block("K23", task="T1.2", level=4)]
    found = made(profile, blocks)
    assert found[ClaimScope.LEVEL, "3"].probability == found[ClaimScope.TASK, "T1.1"].probability
    assert found[ClaimScope.LEVEL, "4"].probability <= found[ClaimScope.TASK, "T1.2"].probability
    assert found[ClaimScope.STANDARD, ""].probability == found[ClaimScope.LEVEL, "4"].probability


def test_a_task_with_two_levels_holds_when_both_of_its_blocks_do():
    profile = {"K22": [1] * 20, "K23": WEAK}
    found = made(profile, [block("K22", level=3), block("K23", level=4)])
    assert found[ClaimScope.BLOCK, "T1.2/3"].status is ClaimStatus.READY
    assert found[ClaimScope.BLOCK, "T1.2/4"].status is ClaimStatus.NOT_YET
    assert found[ClaimScope.TASK, "T1.2"].status is ClaimStatus.NOT_YET


def test_the_whole_is_never_surer_than_a_part_of_it():
    profile = {f"K{n:02d}": [1] * (n % 9) + [0] * (n % 2) for n in range(12)}
    blocks = [
        block(*list(profile)[n : n + 5], task=f"T{n % 2}.{n}", duty=f"T{n % 2}", level=3 + n % 2)
        for n in range(8)
    ]
    found = made(profile, blocks)
    whole = found[ClaimScope.STANDARD, ""].probability
    for each in found.values():
        assert whole <= each.probability
    for each in blocks:
        assert (
            found[ClaimScope.DUTY, each.duty].probability
            <= found[ClaimScope.TASK, each.task].probability
        )


def test_the_same_evidence_gives_the_same_claims():
    profile = {"K22": [1, 1, 0, 1], "K23": [1, 0, 1]}
    assert of_task(profile) == of_task(profile)


def test_the_probability_is_the_share_of_the_joint_draws():
    evidence = {"K22": evidence_of("K22", [1, 1, 0, 1]), "K23": evidence_of("K23", [1, 1, 1])}
    measured = measurement(list(evidence), evidence)
    share = np.mean(
        [
            np.mean(0.25 + 0.75 / (1 + np.exp(-row) * 0.2 / 0.55)) >= 0.8 and row.min() > -0.87
            for row in drawn(measured.posterior)
        ]
    )
    found = claims(measured, [block(*evidence)], assessable=dict.fromkeys(evidence, 6))
    assert found[0].probability == pytest.approx(share)


def test_the_expected_false_ones_are_what_is_missing_to_certainty():
    assert expected_false_certifications([0.9, 0.95, 1.0]) == pytest.approx(0.15)
    assert expected_false_discovery_rate([0.9, 0.95, 1.0]) == pytest.approx(0.05)
    assert expected_false_certifications([]) == 0
    assert expected_false_discovery_rate([]) is None


def split_bars(step):
    """Level 3 a step below level 4."""
    return Bars({code: Bar({4: 0.0, 3: -step}) for code in ("K22", "K23")})


def level_claims(evidence, *, bars=EXACT_BARS, assessable=None):
    measured = measurement(("K22", "K23"), evidence, bars=bars)
    found = claims(
        measured,
        [block("K22", "K23", task="T1.1", level=3), block("K22", task="T1.2", level=4)],
        assessable=assessable or {"K22": 4, "K23": 4},
    )
    return {claim.subject: claim for claim in found if claim.scope is ClaimScope.LEVEL}


MIDDLING = {code: evidence_of(code, [1, 1, 1, 1, 0, 1, 1, 0, 1]) for code in ("K22", "K23")}


def test_a_claim_at_level_3_asks_for_the_bar_of_level_3_only():
    one, apart = level_claims(MIDDLING), level_claims(MIDDLING, bars=split_bars(1.0))
    assert apart["3"].probability > one["3"].probability + 0.1
    # Level 4 asks for level 3's blocks too, at their own bar, and for its own at the higher one.
    assert one["3"].probability >= one["4"].probability
    assert apart["4"].probability > one["4"].probability
    assert apart["4"].probability < apart["3"].probability


def test_until_both_are_rated_one_bar_serves_both_and_the_claim_says_so():
    assert {s: c.shares_bar for s, c in level_claims(MIDDLING).items()} == {"3": True, "4": True}
    apart = level_claims(MIDDLING, bars=split_bars(0.8))
    assert {s: c.shares_bar for s, c in apart.items()} == {"3": False, "4": False}


def test_a_standard_of_one_level_shares_nothing():
    measured = measurement(("K22",), {"K22": evidence_of("K22", STRONG)})
    found = claims(measured, [block("K22", level=3)], assessable={"K22": 4})
    assert not any(claim.shares_bar for claim in found)


def test_items_that_support_level_3_only_are_no_evidence_for_level_4():
    answers = evidence_of("K22", STRONG)
    recalled = Evidence(
        "K22", tuple(a._replace(answer=a.answer._replace(level=3)) for a in answers.answers)
    )
    found = level_claims({"K22": recalled, "K23": evidence_of("K23", STRONG)})
    assert found["3"].status is ClaimStatus.READY
    assert found["4"].status is ClaimStatus.INSUFFICIENT_EVIDENCE
    assert found["4"].thin == ("K22",)


def test_a_bank_without_an_item_for_the_level_keeps_it_from_being_ready():
    strong = {code: evidence_of(code, STRONG) for code in ("K22", "K23")}
    found = level_claims(strong, assessable={"K22": 3, "K23": 4})
    assert found["3"].status is ClaimStatus.READY
    assert (found["4"].status, found["4"].without_items) == (ClaimStatus.NO_ITEMS, ("K22",))


def test_a_panel_that_may_be_too_lenient_makes_a_claim_less_sure():
    strong = {code: evidence_of(code, [*STRONG, 1, 1, 1]) for code in ("K22", "K23")}
    sure = level_claims(strong)["3"].probability
    unsure = level_claims(strong, bars=Bars({}, common_error=0.6))["3"].probability
    assert unsure < sure
