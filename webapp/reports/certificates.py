"""Certificates as files, and a trainee's own certificates."""

from flask import Blueprint, Response, render_template
from flask_babel import gettext as _
from flask_login import current_user

from quizzes.certification.queries import CertificateView, get_certificate, list_certificates
from webapp.clock import today
from webapp.extensions import db
from webapp.kit.spreadsheets import download
from webapp.paper.office import check_address, sealing_key
from webapp.paper.words import STATES, TONES
from webapp.permissions import EVERY_ROLE, Role, requires
from webapp.reports.access import require_certificate_access
from webapp.reports.drawing import certificate_pdf, certificate_preview

pages = Blueprint("certificates", __name__, url_prefix="/certificates")


@pages.get("/mine")
@requires(Role.TRAINEE)
def mine() -> str:
    """List the certificates of the person who is signed in."""
    held = (
        list_certificates(
            db.session(), key=sealing_key(), today=today(), trainee_id=current_user.trainee_id
        )
        if current_user.trainee_id is not None
        else []
    )
    return render_template(
        "reports/certificates/mine.html",
        certificates=held,
        states=STATES,
        tones=TONES,
        check_address=check_address,
    )


@pages.get("/<public_id>.pdf")
@requires(*EVERY_ROLE)
def pdf(public_id: str) -> Response:
    """Send a certificate as PDF."""
    certificate = _certificate(public_id)
    name = _("就緒證明 %(number)s", number=certificate.number) + ".pdf"
    return download(certificate_pdf(certificate), name=name, content_type="application/pdf")


@pages.get("/<public_id>.svg")
@requires(*EVERY_ROLE)
def preview(public_id: str) -> Response:
    """Draw a certificate as it is printed."""
    return Response(certificate_preview(_certificate(public_id)), mimetype="image/svg+xml")


def _certificate(public_id: str) -> CertificateView:
    session = db.session()
    certificate = get_certificate(session, public_id, key=sealing_key(), today=today())
    require_certificate_access(session, certificate)
    return certificate
