"""Who may be certified for what, for how long, and what a stranger is shown."""

from collections.abc import Collection
from datetime import date, timedelta

from curriculum.errors import ConflictError
from quizzes.certification.terms import CertificateEventKind, CertificateState
from quizzes.mastery.rollup import Claim, ClaimScope, ClaimStatus

# A duty and a block are ways to look at a course, not something that an employer asks for.
CERTIFIABLE = (ClaimScope.STANDARD, ClaimScope.LEVEL, ClaimScope.TASK)
# As long as the quality certification of a course holds (職能導向課程品質認證: three years).
VALID_YEARS = 3
# The check page is open to everybody who holds the address: the paper names its holder, not we.
MASKS_NAME = True
_MASK = "○"


class NotReadyError(ConflictError):
    """A certificate is only for a claim that is ready."""


def require_certifiable(claim: Claim | None, *, name: str) -> float:
    """Return P(claim) of a claim that may be certified; refuse any other."""
    if (
        claim is None
        or claim.scope not in CERTIFIABLE
        or claim.status is not ClaimStatus.READY
        or claim.probability is None
    ):
        raise NotReadyError(
            f"{name}還沒有就緒，不能核發證書。", f"{name} is not ready and cannot be certified."
        )
    return claim.probability


def last_valid_day(issued_on: date) -> date:
    """Return the last day on which a certificate holds: the day before its third birthday."""
    try:
        birthday = issued_on.replace(year=issued_on.year + VALID_YEARS)
    except ValueError:  # issued on a 29 February
        birthday = issued_on.replace(year=issued_on.year + VALID_YEARS, month=3, day=1)
    return birthday - timedelta(days=1)


def certificate_state(
    events: Collection[CertificateEventKind],
    *,
    is_intact: bool,
    valid_until: date,
    today: date,
) -> CertificateState:
    """Say what a certificate is worth today; a broken seal outweighs everything."""
    if not is_intact:
        return CertificateState.MISMATCH
    if CertificateEventKind.REVOKED in events:
        return CertificateState.REVOKED
    if CertificateEventKind.SUPERSEDED in events:
        return CertificateState.SUPERSEDED
    return CertificateState.EXPIRED if today > valid_until else CertificateState.VALID


def masked_name(name: str) -> str:
    """Hide the middle of a name: 林○安, 陳○, 拉○．○幹; signs between its parts stay."""
    letters = [index for index, sign in enumerate(name) if sign.isalnum()]
    shown = {letters[0]} if letters else set()
    if len(letters) > 2:
        shown.add(letters[-1])
    return "".join(
        sign if index in shown or not sign.isalnum() else _MASK for index, sign in enumerate(name)
    )
