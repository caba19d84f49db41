"""證書: issuing to those who are ready, revoking, issuing anew."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from curriculum.errors import DomainError
from quizzes.certification.commands import (
    REASON_LIMIT,
    issue_certificates,
    reissue_certificate,
    revoke_certificate,
)
from quizzes.certification.queries import (
    get_certificate,
    get_certificate_row,
    list_certificates,
)
from quizzes.certification.terms import CertificateState
from webapp.audit.recording import record_own_act
from webapp.clock import now, today
from webapp.extensions import db
from webapp.kit.language import in_language
from webapp.kit.listing import Listing
from webapp.paper.glyphs import require_printable
from webapp.paper.office import check_address, my_office, sealing_key
from webapp.paper.words import STATES, STEPS, TONES
from webapp.permissions import Role, requires

pages = Blueprint("certificates", __name__, url_prefix="/certificates")

Page = str | tuple[str, int]


class ReasonForm(FlaskForm):
    """Why a certificate ends."""

    reason = TextAreaField(
        _l("原因"),
        [
            InputRequired(_l("寫下原因")),
            Length(max=REASON_LIMIT, message=_l("原因最多 500 個字")),
        ],
    )


@pages.get("")
@requires(Role.ADMINISTRATOR, Role.AUDITOR)
def index() -> str:
    """List the certificates, newest first."""
    certificates = list_certificates(db.session(), key=sealing_key(), today=today())
    return render_template(
        "administrator/certificates/index.html",
        listing=Listing(certificates, total=len(certificates)),
        valid_count=sum(each.state is CertificateState.VALID for each in certificates),
        broken=[each for each in certificates if each.state is CertificateState.MISMATCH],
        states=STATES,
        tones=TONES,
    )


@pages.post("/issue/<cohort_id>")
@requires(Role.ADMINISTRATOR)
def issue(cohort_id: str) -> Response:
    """Certify the chosen trainees of a cohort."""
    criterion = request.form.get("criterion", "")
    issued = issue_certificates(
        db.session(),
        cohort_public_id=cohort_id,
        criterion_key=criterion,
        trainees=request.form.getlist("trainee"),
        office=my_office(),
        by=current_user.login,
        now=now(),
    )
    for certificate in issued:
        holder = certificate.printed["holder"]
        require_printable(certificate.printed, of=_("%(name)s的證書", name=holder))
        record_own_act(
            "certificate.issue", "certificate", certificate.public_id, number=certificate.number
        )
    db.session.commit()
    flash(_("已核發 %(n)s 張證書。", n=len(issued)))
    return redirect(
        url_for("administrator.completion.show", public_id=cohort_id, criterion=criterion)
    )


@pages.get("/<public_id>")
@requires(Role.ADMINISTRATOR, Role.AUDITOR)
def show(public_id: str) -> str:
    """Show one certificate, its life, and the print."""
    return _page(public_id)


@pages.post("/<public_id>/revoke")
@requires(Role.ADMINISTRATOR)
def revoke(public_id: str) -> Page | Response:
    """Take a certificate's worth."""
    form = ReasonForm(prefix="revoke")
    if not form.validate_on_submit():
        return _page(public_id, revoking=form), 422
    row = get_certificate_row(db.session(), public_id)
    try:
        revoke_certificate(
            db.session(),
            certificate=row,
            reason=str(form.reason.data),
            office=my_office(),
            by=current_user.login,
            now=now(),
        )
    except DomainError as error:
        db.session.rollback()
        return _page(public_id, revoking=form, message=in_language(error.wording)), 422
    record_own_act("certificate.revoke", "certificate", public_id, reason=str(form.reason.data))
    db.session.commit()
    flash(_("證書 %(number)s 已撤銷，查驗頁已經看得到。", number=row.number))
    return redirect(url_for(".show", public_id=public_id))


@pages.post("/<public_id>/reissue")
@requires(Role.ADMINISTRATOR)
def reissue(public_id: str) -> Page | Response:
    """Issue a certificate anew in place of this one."""
    form = ReasonForm(prefix="reissue")
    if not form.validate_on_submit():
        return _page(public_id, reissuing=form), 422
    row = get_certificate_row(db.session(), public_id)
    try:
        new = reissue_certificate(
            db.session(),
            certificate=row,
            reason=str(form.reason.data),
            office=my_office(),
            by=current_user.login,
            now=now(),
        )
        require_printable(new.printed, of=_("%(name)s的證書", name=new.printed["holder"]))
    except DomainError as error:
        db.session.rollback()
        return _page(public_id, reissuing=form, message=in_language(error.wording)), 422
    record_own_act(
        "certificate.reissue", "certificate", public_id,
        reason=str(form.reason.data), successor=new.public_id,
    )  # fmt: skip
    db.session.commit()
    flash(_("已換發證書 %(number)s；舊的那張顯示為已換發。", number=new.number))
    return redirect(url_for(".show", public_id=new.public_id))


def _page(
    public_id: str,
    *,
    revoking: ReasonForm | None = None,
    reissuing: ReasonForm | None = None,
    message: str = "",
) -> str:
    certificate = get_certificate(db.session(), public_id, key=sealing_key(), today=today())
    return render_template(
        "administrator/certificates/show.html",
        certificate=certificate,
        printed=certificate.printed,
        address=check_address(public_id),
        revoking=revoking or ReasonForm(formdata=None, prefix="revoke"),
        reissuing=reissuing or ReasonForm(formdata=None, prefix="reissue"),
        message=message,
        states=STATES,
        tones=TONES,
        steps=STEPS,
    )
