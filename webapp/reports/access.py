"""Who may see which report and which certificate; whoever may not is told that there is none."""

from collections.abc import Collection

from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.orm import Session

from curriculum.errors import NotFoundError
from quizzes.certification.queries import CertificateView, ReportView
from webapp.accounts.models import CohortStaff
from webapp.accounts.queries import looks_after
from webapp.permissions import Role

SEE_ALL = (Role.ADMINISTRATOR, Role.AUDITOR)
STAFF = (Role.INSTRUCTOR, Role.ASSESSOR)


def my_cohorts(session: Session) -> Collection[int] | None:
    """Return the ids of the cohorts whose reports the person may see; None means all."""
    if current_user.has_role(*SEE_ALL):
        return None
    mine = select(CohortStaff.cohort_id).where(CohortStaff.user_id == current_user.id)
    return session.scalars(mine).all()


def require_report_access(session: Session, report: ReportView) -> None:
    """Refuse a report of a cohort that is not the person's."""
    if not _sees_cohort(session, report.cohort_id):
        raise NotFoundError("找不到這份報告。", "There is no such report.")


def require_certificate_access(session: Session, certificate: CertificateView) -> None:
    """Refuse a certificate that is neither the person's own nor of their cohort."""
    is_own = current_user.has_role(Role.TRAINEE) and (
        current_user.trainee_id == certificate.trainee_id
    )
    if not is_own and not _sees_cohort(session, certificate.cohort_id):
        raise NotFoundError("找不到這張證書。", "There is no such certificate.")


def _sees_cohort(session: Session, cohort_id: int | None) -> bool:
    if current_user.has_role(*SEE_ALL):
        return True
    return (
        cohort_id is not None
        and current_user.has_role(*STAFF)
        and looks_after(session, user_id=current_user.id, cohort_id=cohort_id)
    )
