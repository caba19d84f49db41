"""What a measurement is held against: prior, bars, critical K/S, and the difficulty of each item.

A calibration is never changed, only followed by the next one; every stored figure and every
certificate names the one that it was made with.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any

from quizzes.mastery.bars import Bar, Bars
from quizzes.mastery.policy import BAR_ERROR_UNKNOWN, PRIOR, VERSION, Prior


@dataclass(frozen=True, slots=True, eq=False)
class Calibration:
    """One version of the scale of a standard."""

    number: int  # from 1; 0: none was made, ratings hold as they stand, bars as those of one judge
    prior: Prior
    bars: Bars
    difficulties: Mapping[int, float]  # b in logits by item version, 0 = the highest rated bar
    # By item version: the share of those who answered anything of its competency that met it.
    exposures: Mapping[int, float] = field(default_factory=dict)
    critical: frozenset[str] = frozenset()  # codes in which a clear gap bars every claim

    def difficulty(self, version_id: int, rated: float, code: str, level: int) -> float:
        """Return the b of an item version; one published later counts as its raters said."""
        known = self.difficulties.get(version_id)
        return rated + self.bars.bar(code).at(level) if known is None else known


@dataclass(frozen=True, slots=True)
class ServedVersion:
    """An item version that was ever in service, as its judges rated it."""

    id: int
    item: str  # code
    competency: str  # code
    rated_level: int  # the level that its difficulty speaks of
    chance: float
    difficulty: float  # b in logits, 0 = the bar of that level
    sd: float  # of that b
    retired_at: datetime | None

    def rated(self, bars: Bars) -> float:
        """Its b by its ratings alone, on the scale of a standard."""
        return self.difficulty + bars.bar(self.competency).at(self.rated_level)


def printed_version(calibration: int, rule_id: str = VERSION) -> str:
    """Name the rule with the calibration as results print it: R2.3."""
    return f"{rule_id}.{calibration}"


UNCALIBRATED = Calibration(0, PRIOR, Bars(common_error=BAR_ERROR_UNKNOWN), MappingProxyType({}))


def scale_to_mapping(calibration: Calibration) -> dict[str, Any]:
    """Write prior, bars and critical K/S as JSON."""
    return {
        "prior": asdict(calibration.prior),
        "common_error": calibration.bars.common_error,
        "bars": {
            code: {"error": bar.error, "offsets": {str(k): v for k, v in bar.offsets.items()}}
            for code, bar in calibration.bars.of.items()
        },
        "critical": sorted(calibration.critical),
    }


def calibration_of(
    number: int,
    scale: Mapping[str, Any],
    difficulties: Mapping[str, float],
    exposures: Mapping[str, float],
) -> Calibration:
    """Read a calibration back from what was stored."""
    bars = {
        code: Bar(
            MappingProxyType({int(level): at for level, at in each["offsets"].items()}),
            each["error"],
        )
        for code, each in scale["bars"].items()
    }
    return Calibration(
        number=number,
        prior=Prior(**scale["prior"]),
        bars=Bars(MappingProxyType(bars), scale["common_error"]),
        difficulties=MappingProxyType({int(key): b for key, b in difficulties.items()}),
        exposures=MappingProxyType({int(key): share for key, share in exposures.items()}),
        critical=critical_in(scale),
    )


def critical_in(scale: Mapping[str, Any]) -> frozenset[str]:
    """Read the critical K/S of what was stored; the oldest calibrations name none."""
    return frozenset(scale.get("critical", ()))
