"""Every rule on every cohort and every scenario, from one seed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import TypeAlias
from zlib import crc32

import numpy as np

from benchmarks.measuring import truth
from benchmarks.measuring.ageing import ageing
from benchmarks.measuring.calibrated import calibrated
from benchmarks.measuring.claiming import claim_figures, claimed
from benchmarks.measuring.learning import learning
from benchmarks.measuring.levels import level_directed
from benchmarks.measuring.outcomes import (
    Figures,
    Flags,
    Results,
    calibration_curve,
    figures,
    items_by_theta,
)
from benchmarks.measuring.panels import panels
from benchmarks.measuring.peers import RULES, elo
from benchmarks.measuring.playing import SHIPPED_BANK, Checked, Sitting, cohort_checked, outcome
from benchmarks.measuring.retakes import isolated_gaps, retakes
from quizzes.blueprints.pools import check_maximum, check_pool
from quizzes.mastery.stopping import ECONOMICAL, RECOMMENDED, StoppingRule

COHORTS = {"weak": 0.34, "mixed": 0.64, "end of training": 0.89}
CALIBRATED = ("mixed", "end of training")
STRONG = {"end of training": 0.89, "strong": 0.95}
OURS, ECONOMY = RECOMMENDED.id, f"{ECONOMICAL.id}, economical"
ONE_CHECK, LONG_CHECK = f"{OURS}, one check only", f"{OURS}, one long check"
DIRECTED = "claim: level 3, directed"
GAPS, RETAKEN, KNOWN_KEYS = "isolated gaps", "ten retakes", "repeats, keys known"
CURVES = "curve: "  # rules whose rows are points of a curve, not cohorts
THETA_EDGES = np.arange(-2.25, 2.3, 0.5)

Row: TypeAlias = tuple[str, str, Figures]  # rule, cohort, figures


@dataclass(frozen=True)
class Cohort:
    """One cohort with its bank and its answers, the same for every rule."""

    name: str
    seed: int
    bank: truth.Bank
    theta: truth.Floats
    right: Flags

    def checked(self, rule: StoppingRule) -> list[Checked]:
        """Take everybody through the checks of all competencies."""
        return cohort_checked(Sitting(self.bank, Random(self.seed)), self.right, rule)

    def part(self, size: int, items: Sequence[int]) -> "Cohort":
        """Return the first trainees, who may be asked some of the items only."""
        bank = truth.part_of(self.bank, items)
        return replace(self, bank=bank, theta=self.theta[:size], right=self.right[:size, :, items])


def run(trainees: int, seed: int) -> Results:
    """Give rule → cohort → figures; the slow scenarios have a part of the trainees."""
    result: Results = {}
    for rule, name, row in _rows(trainees, seed):
        result.setdefault(rule, {})[name] = row
    return result


def stream(seed: int, scenario: str) -> np.random.Generator:
    """Give a scenario chances of its own, which no other scenario can shift."""
    return np.random.default_rng([seed, crc32(scenario.encode())])


def cohort(seed: int, name: str, size: int) -> Cohort:
    """Make a cohort of the standard simulation."""
    rng = stream(seed, name)
    bank = truth.bank(rng, SHIPPED_BANK)
    theta = truth.cohort(rng, size, COHORTS[name])
    return Cohort(name, seed, bank, theta, truth.answers(rng, theta, bank))


def _rows(trainees: int, seed: int) -> Iterator[Row]:
    for name, share in COHORTS.items():
        people = cohort(seed, name, trainees)
        ends = people.checked(RECOMMENDED)
        yield from _of_product(people, ends)
        yield from _one_check(people, trainees // 3)
        yield from _of_peers(people)
        yield from _directed(seed, name, 2 * trainees // 5)
        if name in CALIBRATED:
            rng = stream(seed, f"calibrated, {name}")
            fit = calibrated(rng, Random(seed), trainees // 3, share)
            yield from ((rule, name, row) for rule, row in fit.items())
        if name == "mixed":
            yield from _of_mixed(people, ends)
    yield from _of_gaps(seed, trainees // 2)
    followed = learning(stream(seed, "learning"), Random(seed), trainees // 4, COHORTS["mixed"])
    yield from _all(followed)
    yield from _all(panels(seed, trainees // 5, COHORTS["mixed"]))


def _of_product(people: Cohort, ends: Sequence[Checked]) -> Iterator[Row]:
    said = outcome(ends, RECOMMENDED)
    yield OURS, people.name, figures(said, people.theta)
    if said.stated is not None:
        curve = calibration_curve(said.stated, people.theta >= 0.0)
        yield from _all({f"{CURVES}K/S, {people.name}": curve})
    slices = items_by_theta(said, people.theta, THETA_EDGES)
    yield from _all({f"{CURVES}items, {people.name}": slices})
    for scope, claim in claimed([end.measured for end in ends], people.theta).items():
        yield f"claim: {scope}", people.name, claim_figures(claim)
        curve = calibration_curve(claim.stated, claim.true)
        yield from _all({f"{CURVES}{scope}, {people.name}": curve})


def _of_peers(people: Cohort) -> Iterator[Row]:
    for rule, play in RULES.items():
        yield rule, people.name, figures(play(people.right), people.theta)
    rated = elo(people.right, people.bank.judged_difficulty, people.bank.stated_chance)
    yield "Elo", people.name, figures(rated, people.theta)


def _one_check(people: Cohort, size: int) -> Iterator[Row]:
    """Let everybody take one check of each shipped bank and no second one.

    The platform's checks ask at most a share of what they may ask; a long one is held by the
    rule's maximum alone. A second one would go on where it ended.
    """
    bank = range(SHIPPED_BANK)
    most = check_maximum(bank, minimum=RECOMMENDED.min_items, maximum=RECOMMENDED.max_items)
    part = people.part(size, sorted(check_pool(bank)))
    for name, rule in (
        (ONE_CHECK, replace(RECOMMENDED, max_items=most)),
        (LONG_CHECK, RECOMMENDED),
    ):
        yield name, people.name, figures(outcome(part.checked(rule), rule), part.theta)


def _directed(seed: int, name: str, size: int) -> Iterator[Row]:
    rng = stream(seed, f"directed, {name}")
    bank = truth.bank(rng, SHIPPED_BANK)
    theta = truth.cohort(rng, size, COHORTS[name])
    right = truth.answers(rng, theta, bank)
    row, decided, said = level_directed(Sitting(bank, Random(seed)), theta, right)
    yield DIRECTED, name, row
    yield from _all({f"{CURVES}decided, {name}": decided})
    curve = calibration_curve(said.stated, said.true)
    yield from _all({f"{CURVES}level 3, directed, {name}": curve})


def _of_mixed(people: Cohort, ends: Sequence[Checked]) -> Iterator[Row]:
    economical = outcome(people.checked(ECONOMICAL), ECONOMICAL)
    yield ECONOMY, people.name, figures(economical, people.theta)
    measured = [end.measured for end in ends]
    for rule, knows_keys in ((RETAKEN, False), (KNOWN_KEYS, True)):
        rng, random = stream(people.seed, rule), Random(people.seed)
        reached = retakes(rng, measured, people.theta, random, knows_keys=knows_keys)
        yield rule, people.name, reached
    yield from _all(ageing(stream(people.seed, "ageing"), measured, people.theta))


def _of_gaps(seed: int, size: int) -> Iterator[Row]:
    for name, share in STRONG.items():
        yield GAPS, name, isolated_gaps(stream(seed, name), size, share, Random(seed))


def _all(rules: dict[str, dict[str, Figures]]) -> Iterator[Row]:
    return ((rule, name, row) for rule, cohorts in rules.items() for name, row in cohorts.items())
