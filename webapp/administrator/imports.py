"""Importing an official document: choosing the file, the review, the import."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from werkzeug.wrappers import Response

from curriculum.errors import DomainError
from curriculum.icap.commands import (
    accept_all_proposals,
    accept_differences,
    decide_finding,
    import_document,
    receive_document,
    set_document_aside,
)
from curriculum.icap.correcting import OTHER, Decision
from curriculum.icap.queries import Review, get_review, get_source
from curriculum.icap.readers.limits import MAX_BYTES
from curriculum.icap.reading import read_standard
from webapp.administrator.review import asking, count_views, finding_views, link_counts, tidied
from webapp.audit.recording import record_own_act
from webapp.clock import now
from webapp.courses import open_course
from webapp.extensions import db
from webapp.kit.language import in_language
from webapp.permissions import Role, requires

pages = Blueprint("imports", __name__, url_prefix="/imports")

MEASURED_KINDS = {"knowledge", "skills"}
LONGEST_TEXT = 20_000  # lines shown of a document
Page = str | tuple[str, int] | Response


class FileForm(FlaskForm):
    """The document."""

    file = FileField(_l("職能基準的文件"), [FileRequired(_l("選一個檔案"))])


@pages.get("/add")
@requires(Role.ADMINISTRATOR)
def add() -> str:
    """Ask for the file."""
    return render_template("administrator/standards/imports/add.html", form=FileForm())


@pages.post("/add")
@requires(Role.ADMINISTRATOR)
def receive() -> Page:
    """Read the file and keep it, or say why it cannot be read."""
    form = FileForm()
    if not form.validate_on_submit():
        return render_template("administrator/standards/imports/add.html", form=form), 422
    with form.file.data.stream as stream:
        content = stream.read(MAX_BYTES + 1)
    db.session.rollback()  # reading takes a while: nobody else's writing waits for it
    try:
        reading = read_standard(content, filename=form.file.data.filename)
    except DomainError as error:
        form.file.errors = [in_language(error.wording)]
        return render_template("administrator/standards/imports/add.html", form=form), 422
    source = receive_document(
        db.session(), content=content, reading=reading, by=current_user.login, now=now()
    )
    record_own_act(
        "standard.receive",
        "document",
        source.public_id,
        filename=source.filename,
        sha256=source.sha256,
    )
    db.session.commit()
    if source.standard_id is not None:
        flash(_("和 %(name)s 的內容相同，沒有要改的地方。", name=source.filename))
    return redirect(url_for(".review", public_id=source.public_id))


@pages.get("/<public_id>")
@requires(Role.ADMINISTRATOR)
def review(public_id: str) -> str | Response:
    """Show every finding beside the printed lines, with what was decided."""
    found = get_review(db.session(), public_id)
    if found.file.standard_code:
        return redirect(url_for("administrator.standards.show", code=found.file.standard_code))
    return _review_page(found)


@pages.get("/<public_id>/text")
@requires(Role.ADMINISTRATOR)
def text(public_id: str) -> str:
    """Show the whole text of the document, line by line."""
    found = get_review(db.session(), public_id)
    return render_template(
        "administrator/standards/imports/text.html",
        file=found.file,
        lines=found.reading.lines[:LONGEST_TEXT],
        left_out=max(0, len(found.reading.lines) - LONGEST_TEXT),
    )


@pages.post("/<public_id>")
@requires(Role.ADMINISTRATOR)
def decide(public_id: str) -> Page:
    """Keep what was decided about one finding, and go to the next open one."""
    session = db.session()
    decision = _sent_decision(get_review(session, public_id))
    number = decision.finding
    source = get_source(session, public_id)
    try:
        decide_finding(session, source=source, decision=decision, by=current_user.login, now=now())
    except DomainError as error:
        db.session.rollback()
        found = get_review(session, public_id)
        return _review_page(found, in_language(error.wording), number), 422
    record_own_act("standard.decide", "document", public_id, finding=number, choice=decision.choice)
    db.session.commit()
    return redirect(url_for(".review", public_id=public_id) + _next_anchor(public_id))


@pages.post("/<public_id>/accept")
@requires(Role.ADMINISTRATOR)
def accept(public_id: str) -> Response:
    """Decide what is still open as proposed."""
    session = db.session()
    source = get_source(session, public_id)
    rows = accept_all_proposals(session, source=source, by=current_user.login, now=now())
    record_own_act("standard.accept", "document", public_id, findings=[row.finding for row in rows])
    db.session.commit()
    flash(_("%(n)s 處都照建議，已記下你的名字和時間。", n=len(rows)))
    return redirect(url_for(".review", public_id=public_id))


@pages.post("/<public_id>/import")
@requires(Role.ADMINISTRATOR)
def commit(public_id: str) -> Page:
    """Make the standard and open its course; while something is open, go there first."""
    session = db.session()
    found = get_review(session, public_id)
    if found.open_numbers and found.file.standard_code is None:
        flash(_("還有 %(n)s 處沒決定，先從這一處開始。", n=len(found.open_numbers)), "warning")
        return redirect(url_for(".review", public_id=public_id) + _next_anchor(public_id))
    source = get_source(session, public_id)
    try:
        standard = import_document(session, source=source, by=current_user.login, now=now())
        open_course(session, standard_code=standard.code)
    except DomainError as error:
        db.session.rollback()
        return _review_page(get_review(session, public_id), in_language(error.wording)), 422
    record_own_act(
        "standard.import", "standard", standard.code, document=public_id, sha256=source.sha256
    )
    db.session.commit()
    flash(_("%(code)s 匯入了，每項知識和技能都有了單元。接著寫教材、出題。", code=standard.code))
    return redirect(url_for("administrator.standards.show", code=standard.code))


@pages.post("/<public_id>/differences")
@requires(Role.ADMINISTRATOR)
def explain(public_id: str) -> Page:
    """Keep why counts may differ from the document."""
    session = db.session()
    source = get_source(session, public_id)
    because = request.form.get("because", "")
    try:
        accept_differences(
            session, source=source, because=because, by=current_user.login, now=now()
        )
    except DomainError as error:
        db.session.rollback()
        return _review_page(get_review(session, public_id), in_language(error.wording)), 422
    record_own_act("standard.explain", "document", public_id, because=source.differences_because)
    db.session.commit()
    flash(_("原因記下了，連同你的名字和時間。"))
    return redirect(url_for(".review", public_id=public_id))


@pages.post("/<public_id>/aside")
@requires(Role.ADMINISTRATOR)
def set_aside(public_id: str) -> Response:
    """Give up the import; the same file can be taken up again."""
    source = get_source(db.session(), public_id)
    set_document_aside(db.session(), source=source, now=now())
    record_own_act("standard.set_aside", "document", public_id, filename=source.filename)
    db.session.commit()
    flash(_("放棄了 %(name)s。再上傳同一份檔案，就從上次的決定接著做。", name=source.filename))
    return redirect(url_for("administrator.standards.index"))


def _sent_decision(found: Review) -> Decision:
    """Return what was sent about one finding; a text that was written just now is the answer."""
    name = request.form.get("ok", "")
    number = int(name[1:]) if name[1:].isdecimal() and len(name) < 8 else -1
    written = request.form.get(f"t{number}", "").strip()
    kept = found.decisions.get(number)
    is_new = written and written != (kept.replacement if kept else None)
    return Decision(number, OTHER if is_new else request.form.get(name, ""), written or None)


def _next_anchor(public_id: str) -> str:
    """Return the anchor of the first finding that is still open."""
    found = get_review(db.session(), public_id)
    if not found.open_numbers:
        return ""
    return f"#finding-{asking(found).index(found.open_numbers[0]) + 1}"


def _review_page(found: Review, message: str = "", at: int | None = None) -> str:
    views = finding_views(found, url_for(".text", public_id=found.file.public_id))
    first = found.open_numbers[0] if found.open_numbers else None
    return render_template(
        "administrator/standards/imports/review.html",
        file=found.file,
        document=found.reading.document,
        competency_count=sum(c.read for c in found.reading.counts if c.kind in MEASURED_KINDS),
        views=views,
        is_open=at if at is not None else first,
        open_count=len(found.open_numbers),
        open_places=[view.number for view in views if not view.decided],
        asked_count=len(asking(found)),
        errors=sum(1 for f in found.reading.findings if f.severity == "error"),
        counts=count_views(found.reading.counts),
        is_lost=any(not count.is_explained for count in found.reading.counts),
        links=link_counts(found.reading.counts),
        tidied=tidied(found),
        page_count=found.reading.page_count,
        line_count=len(found.reading.lines),
        message=message,
    )
