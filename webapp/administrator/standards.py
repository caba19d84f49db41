"""The standards of the platform, and the files that they came from."""

from io import BytesIO

from flask import Blueprint, render_template, send_file
from werkzeug.wrappers import Response

from curriculum.icap.queries import find_review_of, get_content, list_waiting_documents
from curriculum.standards.counting import count_parts
from curriculum.standards.parts import list_attitudes, list_indicators, list_outputs
from curriculum.standards.queries import get_standard, list_standards, outline_of
from quizzes.items.counting import count_competencies_with_items
from webapp.administrator import calibrations, critical, imports
from webapp.administrator.review import decision_views
from webapp.extensions import db
from webapp.kit.listing import Listing
from webapp.permissions import Role, requires

pages = Blueprint("standards", __name__, url_prefix="/standards")
pages.register_blueprint(imports.pages)
pages.register_blueprint(calibrations.pages)
pages.register_blueprint(critical.pages)


@pages.get("")
@requires(Role.ADMINISTRATOR)
def index() -> str:
    """List the standards, and the documents whose review is under way."""
    session = db.session()
    standards = list_standards(session)
    return render_template(
        "administrator/standards/index.html",
        listing=Listing(standards, total=len(standards)),
        waiting=list_waiting_documents(session),
        parts=count_parts(session),
        with_items=count_competencies_with_items(session),
    )


@pages.get("/<code>")
@requires(Role.ADMINISTRATOR)
def show(code: str) -> str:
    """Show one standard whole: what it asks, and where it came from."""
    session = db.session()
    standard = get_standard(session, code)
    review = find_review_of(session, standard.id)
    return render_template(
        "administrator/standards/show.html",
        standard=standard,
        outline=outline_of(session, standard),
        indicators=list_indicators(session, standard.id),
        outputs=list_outputs(session, standard.id),
        attitudes=list_attitudes(session, standard.id),
        file=review.file if review else None,
        decisions=decision_views(review) if review else [],
    )


@pages.get("/documents/<public_id>")
@requires(Role.ADMINISTRATOR)
def download(public_id: str) -> Response:
    """Give the file as it was received."""
    filename, content = get_content(db.session(), public_id)
    return send_file(
        BytesIO(content), "application/octet-stream", as_attachment=True, download_name=filename
    )
