"""What the product is held to: each target of the design beside what was reached."""

from typing import TypeAlias

from benchmarks.measuring.outcomes import Figures, Results
from benchmarks.measuring.suite import DIRECTED, ECONOMY, GAPS, KNOWN_KEYS, OURS, RETAKEN

Check: TypeAlias = tuple[str, float, float]  # what, reached, at most
END = "end of training"


def targets(result: Results) -> list[Check]:
    """Give each target as (what, reached, at most)."""
    return [*_of_competencies(result), *_of_abuse(result), *_of_level(result)]


def _of_competencies(result: Results) -> list[Check]:
    ours, usual = result[OURS]["mixed"], result["80 % of 8"]["mixed"]
    economical = result[ECONOMY]["mixed"]
    return [
        ("mixed: items per competency", ours["items"], 8.2),
        ("mixed: FC", ours["FC"], 0.11),
        ("mixed: FC of clear gaps", ours["FC_clear"], 0.025),
        ("mixed: FDR", ours["FDR"], 0.08),
        ("mixed: false not yet", ours["false_not_yet"], 0.04),
        ("mixed: FC against 80 % of 8", ours["FC"], 0.6 * usual["FC"]),
        ("mixed: FF against 80 % of 8", ours["FF"], usual["FF"] + 0.05),
        ("mixed: stated against true", ours["calibration_error"], 0.03),
        ("economical: items", economical["items"], 6.5),
        ("economical: FC", economical["FC"], 0.20),
        ("economical: FF", economical["FF"], 0.18),
    ]


def _of_abuse(result: Results) -> list[Check]:
    return [
        ("isolated gaps certified", result[GAPS][END]["FC_clear"], 0.12),
        ("ten retakes: clear gaps certified", result[RETAKEN]["mixed"]["FC_clear"], 0.13),
        ("known keys: certified", result[KNOWN_KEYS]["mixed"]["FC_clear"], 0.10),
    ]


def _of_level(result: Results) -> list[Check]:
    """Give the targets of level 3; a share of few trainees may miss by two standard errors."""
    mixed, ended = result[DIRECTED]["mixed"], result[DIRECTED][END]
    return [
        ("level 3, mixed: items", mixed["items"], 120.0),
        ("level 3, mixed: FC", _surely(mixed, "FC"), 0.06),
        ("level 3, mixed: FDR", _surely(mixed, "FDR"), 0.08),
        ("level 3, mixed: FF", _surely(mixed, "FF"), 0.32),
        ("level 3, end of training: FC", _surely(ended, "FC"), 0.06),
        ("level 3, end of training: FDR", _surely(ended, "FDR"), 0.08),
        ("level 3, end of training: FF", _surely(ended, "FF"), 0.22),
    ]


def _surely(row: Figures, name: str) -> float:
    return max(row[name] - 2.0 * row[f"{name}_se"], 0.0)
