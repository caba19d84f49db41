"""查驗: what a certificate says, and what it is worth today; open to who holds its address."""

from flask import Blueprint, abort, make_response, render_template, request
from werkzeug.wrappers import Response

from curriculum.errors import NotFoundError
from quizzes.certification.policy import MASKS_NAME, masked_name
from quizzes.certification.queries import get_certificate
from webapp.accounts.throttling import certificate_limits, count_failure, is_blocked
from webapp.clock import now, today
from webapp.extensions import db
from webapp.paper.office import sealing_key
from webapp.paper.words import STATES, TONES
from webapp.permissions import public

pages = Blueprint("checks", __name__, url_prefix="/c")


@pages.get("/<public_id>")
@public
def show(public_id: str) -> Response:
    """Show every printed field beside the state, the name masked; count addresses that guess."""
    session = db.session()
    limits = certificate_limits(request.remote_addr or "")
    if is_blocked(session, limits, now=now()):
        abort(429)
    try:
        certificate = get_certificate(session, public_id, key=sealing_key(), today=today())
    except NotFoundError:
        _count_wrong_address()
        return _unlisted("credentials/checks/unknown.html", 404)
    holder = certificate.printed["holder"]
    return _unlisted(
        "credentials/checks/show.html",
        certificate=certificate,
        printed=certificate.printed,
        holder=masked_name(holder) if MASKS_NAME else holder,
        states=STATES,
        tones=TONES,
        checked_at=now(),
    )


def _count_wrong_address() -> None:
    """Count in a transaction of its own: the one of a GET only reads."""
    db.session.rollback()
    session = db.session()
    session.connection(execution_options={"reads_only": False})
    count_failure(session, certificate_limits(request.remote_addr or ""), now=now())
    session.commit()


def _unlisted(template: str, status: int = 200, **values: object) -> Response:
    """Answer with a page that no search engine keeps."""
    response = make_response(render_template(template, **values), status)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
