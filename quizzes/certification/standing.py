"""What is known of each trainee of a cohort on the day of a report or a certificate."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from quizzes.mastery.estimation import MasteryEstimate
from quizzes.mastery.rollup import Claim, ClaimScope, ClaimStatus

ClaimKey = tuple[str, str]  # scope, subject


@dataclass(frozen=True, slots=True)
class Work:
    """How much a trainee did, and from when to when."""

    check_count: int = 0  # module checks and task quizzes handed in
    practice_count: int = 0
    answered: int = 0  # first exposures that count
    right: float = 0.0
    first_on: date | None = None
    last_on: date | None = None


@dataclass(frozen=True, slots=True)
class TraineeStanding:
    """One trainee of a cohort as the platform knows them on a day."""

    id: int
    public_id: str
    name: str
    number: str | None
    enrolled_on: date
    left_on: date | None
    work: Work
    claims: Mapping[ClaimKey, Claim] = field(default_factory=dict)
    certificates: Mapping[ClaimKey, str] = field(default_factory=dict)  # numbers of valid ones
    estimates: Mapping[str, MasteryEstimate] = field(default_factory=dict)

    def claim(self, scope: str, subject: str) -> Claim | None:
        """Return one claim about the trainee; None when nothing was answered yet."""
        return self.claims.get((scope, subject))

    def is_ready(self, scope: str, subject: str) -> bool:
        """Tell whether a claim about the trainee is ready."""
        claim = self.claim(scope, subject)
        return claim is not None and claim.status is ClaimStatus.READY

    @property
    def level(self) -> int | None:
        """The highest level that is ready."""
        ready = (
            int(subject)
            for scope, subject in self.claims
            if scope == ClaimScope.LEVEL and self.is_ready(scope, subject)
        )
        return max(ready, default=None)
