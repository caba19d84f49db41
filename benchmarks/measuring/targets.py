"""What the product is held to: each target of the design beside what was reached."""

from typing import NamedTuple

from benchmarks.measuring.outcomes import Figures, Results
from benchmarks.measuring.suite import DIRECTED, ECONOMY, GAPS, KNOWN_KEYS, OURS, RETAKEN

END = "end of training"


class Target(NamedTuple):
    """What is to be reached; up to two Monte Carlo errors above the limit are no miss."""

    what: str
    reached: float
    at_most: float
    error: float

    @property
    def is_missed(self) -> bool:
        """Tell whether chance cannot explain what was reached."""
        return self.reached > self.at_most + 2.0 * self.error


def targets(result: Results) -> list[Target]:
    """Hold a run to each target of the design."""
    return [*_of_competencies(result), *_of_abuse(result), *_of_level(result)]


def _of_competencies(result: Results) -> list[Target]:
    ours, usual = result[OURS]["mixed"], result["80 % of 8"]["mixed"]
    economical = result[ECONOMY]["mixed"]
    off, error = ours["calibration_error"], ours["stated_minus_true_se"]
    return [
        _of("mixed: items per competency", ours, "items", 8.2),
        _of("mixed: FC", ours, "FC", 0.11),
        _of("mixed: FC of clear gaps", ours, "FC_clear", 0.025),
        _of("mixed: FDR", ours, "FDR", 0.08),
        _of("mixed: false not yet", ours, "false_not_yet", 0.04),
        _of("mixed: FC against 80 % of 8", ours, "FC", 0.6 * usual["FC"]),
        _of("mixed: FF against 80 % of 8", ours, "FF", usual["FF"] + 0.05),
        Target("mixed: stated against true", off, 0.03, error),
        _of("economical: items", economical, "items", 6.5),
        _of("economical: FC", economical, "FC", 0.20),
        _of("economical: FF", economical, "FF", 0.18),
    ]


def _of_abuse(result: Results) -> list[Target]:
    return [
        _of("isolated gaps certified", result[GAPS][END], "FC_clear", 0.12),
        _of("ten retakes: clear gaps certified", result[RETAKEN]["mixed"], "FC_clear", 0.13),
        _of("known keys: certified", result[KNOWN_KEYS]["mixed"], "FC_clear", 0.10),
    ]


def _of_level(result: Results) -> list[Target]:
    mixed, ended = result[DIRECTED]["mixed"], result[DIRECTED][END]
    return [
        _of("level 3, mixed: items", mixed, "items", 120.0),
        _of("level 3, mixed: FC", mixed, "FC", 0.06),
        _of("level 3, mixed: FDR", mixed, "FDR", 0.08),
        _of("level 3, mixed: FF", mixed, "FF", 0.32),
        _of("level 3, end of training: FC", ended, "FC", 0.06),
        _of("level 3, end of training: FDR", ended, "FDR", 0.08),
        _of("level 3, end of training: FF", ended, "FF", 0.22),
    ]


def _of(what: str, row: Figures, name: str, at_most: float) -> Target:
    return Target(what, row[name], at_most, row[f"{name}_se"])
