"""Writing an item: a new one, or another wording of one that exists."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from curriculum.errors import DomainError
from curriculum.modules.queries import level_of
from curriculum.standards.queries import StandardOutline, get_outline, get_outline_by_id
from quizzes.blueprints.coverage import coverage_of_bank, next_indicator
from quizzes.blueprints.queries import bank_subject, indicators_of
from quizzes.items.commands import publish_draft, save_draft
from quizzes.items.content import HIGHEST_OF_RECALL, Cognitive, ItemContent, Kind
from quizzes.items.queries import get_item, list_bank
from webapp.audit.recording import record_own_act
from webapp.clock import now
from webapp.extensions import db
from webapp.instructor.chosen_standard import chosen_standard
from webapp.instructor.item_checks import Checks, check
from webapp.instructor.item_form import ItemForm, blank_form, form_of, rated_levels
from webapp.instructor.item_form_reading import read_form
from webapp.instructor.item_preview import preview
from webapp.instructor.publishing import measure_whom_it_concerns
from webapp.instructor.row_acts import act_on_rows
from webapp.instructor.words import COGNITIVE, KINDS
from webapp.kit.language import in_language
from webapp.permissions import Role, requires

if TYPE_CHECKING:
    from quizzes.items.models import Item, ItemVersion

pages = Blueprint("drafts", __name__)
CARRIED = ("figures", "language")
FACES = ("edit", "before", "after")


@dataclass(slots=True)
class Writing:
    """What the page shows of an item that is being written."""

    standard: StandardOutline
    item: "Item | None"
    form: ItemForm
    face: str = "edit"
    go_on_at: str = ""  # the id of the field to go on in
    message: str = ""  # what was refused as a whole
    are_errors_listed: bool = False
    may_show_gaps: bool = False  # at the fields: not before the author has once tried to save
    base: str = ""  # the hash of the wording that the author began from
    bank: Sequence[ItemContent] = ()  # the published items of its competency
    checks: Checks = field(default_factory=lambda: Checks(None, None))

    @property
    def newest(self) -> "ItemVersion | None":
        """The newest version that is stored."""
        return self.item.versions[-1] if self.item else None

    @property
    def code(self) -> str:
        """The code of the item; empty for a new one."""
        return self.item.code if self.item else ""


@pages.get("/items/new")
@requires(Role.INSTRUCTOR)
def new() -> str:
    """Begin an item; the address may name competency, cognitive level and indicator."""
    session = db.session()
    standard = chosen_standard(session).outline
    asked = request.args
    kind = asked.get("kind", Kind.SINGLE_CHOICE.value)
    form = blank_form(kind if kind in list(Kind) else Kind.SINGLE_CHOICE.value)
    first = next(iter(standard.competencies.values())).code
    form.competency = standard.competency(asked.get("competency") or first).code
    form.cognitive = asked.get("cognitive", "")
    form.indicators = asked.getlist("indicator")
    return _page(session, Writing(standard, None, form), is_untouched=True)


@pages.get("/items/<item_id>/edit")
@requires(Role.INSTRUCTOR)
def edit(item_id: str) -> str:
    """Open an item for another wording: its draft, or what will become its next version."""
    session = db.session()
    item = get_item(session, item_id)
    standard = get_outline_by_id(session, item.competency.standard_id)
    newest = item.versions[-1]
    form = form_of(newest.content, competency=item.competency.code or "")
    writing = Writing(standard, item, form, may_show_gaps=True, base=newest.content_sha256)
    return _page(session, writing)


@pages.post("/items/new")
@requires(Role.INSTRUCTOR)
def create() -> Response | str | tuple[str, int]:
    """Take the form of a new item."""
    return _take(db.session(), None)


@pages.post("/items/<item_id>/edit")
@requires(Role.INSTRUCTOR)
def update(item_id: str) -> Response | str | tuple[str, int]:
    """Take the form of an item that exists."""
    session = db.session()
    return _take(session, get_item(session, item_id))


@pages.post("/items/preview")
@requires(Role.INSTRUCTOR)
def show_preview() -> str:
    """Render question, checks and remarks of an unsaved form, for the page to take in."""
    session = db.session()
    item_id = request.form.get("item", "")
    writing = _posted(session, get_item(session, item_id) if item_id else None)
    _check(session, writing)
    return render_template("instructor/drafts/show_preview.html", **_shown(writing))


def _posted(session: Session, item: "Item | None") -> Writing:
    standard = (
        get_outline_by_id(session, item.competency.standard_id)
        if item
        else get_outline(session, request.form.get("standard", ""))
    )
    stored: dict[str, Any] = item.versions[-1].content if item else {}
    form = read_form(request.form, {k: stored[k] for k in CARRIED if k in stored})
    if form.kind not in list(Kind):
        form.kind = Kind.SINGLE_CHOICE.value
    if item:
        form.competency = item.competency.code or ""
    face = request.form.get("face", "edit")
    return Writing(
        standard,
        item,
        form,
        face=face if face in FACES else "edit",
        may_show_gaps=bool(request.form.get("tried")),
        base=request.form.get("base", ""),
    )


def _take(session: Session, item: "Item | None") -> Response | str | tuple[str, int]:
    """Do what the pressed button says."""
    writing = _posted(session, item)
    pressed = request.form.get("do", "refresh")
    if pressed not in {"save", "publish"}:
        return _turn(session, writing, pressed)
    _check(session, writing)
    newest = writing.newest
    if newest is not None and newest.content_sha256 != writing.base:
        writing.message = _("你打開之後，這題有人改過。你寫的還在下面；再存一次就會蓋過去。")
        writing.base = newest.content_sha256
        return _page(session, writing, is_checked=True), 409
    if writing.checks.mapping is None or (pressed == "publish" and writing.checks.errors):
        writing.are_errors_listed = writing.may_show_gaps = True
        return _page(session, writing, is_checked=True), 422
    try:
        version = _store(session, writing, is_publishing=pressed == "publish")
    except DomainError as error:
        db.session.rollback()
        writing.message = in_language(error.wording)
        return _page(session, writing, is_checked=True), 422
    db.session.commit()
    if pressed == "publish":
        measure_whom_it_concerns(writing.standard.code)
    return _after(version, is_published=pressed == "publish")


def _turn(session: Session, writing: Writing, pressed: str) -> str:
    """Show the form again with a row added, removed or moved, or another face of it."""
    if pressed.startswith("face:"):
        face = pressed.removeprefix("face:")
        writing.face = face if face in FACES else "edit"
    writing.go_on_at = act_on_rows(writing.form, pressed)
    return _page(session, writing)


def _store(session: Session, writing: Writing, *, is_publishing: bool) -> "ItemVersion":
    mapping = {**(writing.checks.mapping or {})}
    if writing.item:
        mapping["id"] = writing.item.code
    whose: dict[str, Any] = {
        "competency_id": writing.standard.competency(writing.form.competency).id,
        "item": writing.item,
        "mapping": mapping,
        "by": current_user.login,
        "now": now(),
    }
    version = save_draft(session, **whose)
    if is_publishing:
        publish_draft(session, version=version, by=current_user.login, now=now())
    action = "item.publish" if is_publishing else "item.draft"
    record_own_act(action, "item", version.item.code, version=version.number)
    return version


def _after(version: "ItemVersion", *, is_published: bool) -> Response:
    item = version.item
    if is_published:
        flash(_("%(code)s 第 %(n)s 版已上線。", code=item.code, n=version.number))
        return redirect(url_for("instructor.items.show", item_id=item.public_id), 303)
    flash(_("%(code)s 已存成草稿。", code=item.code))
    return redirect(url_for(".edit", item_id=item.public_id), 303)


def _check(session: Session, writing: Writing) -> None:
    competency = writing.standard.competency(writing.form.competency)
    writing.bank = list_bank(session, competency.id)
    writing.checks = check(writing.form, code=writing.code, bank=writing.bank)


def _page(
    session: Session, writing: Writing, *, is_checked: bool = False, is_untouched: bool = False
) -> str:
    if not is_checked:
        _check(session, writing)
    standard, form = writing.standard, writing.form
    competency = standard.competency(form.competency)
    tasks = standard.tasks_of(competency.id)
    indicators = indicators_of(session, standard, competency.id)
    coverage = coverage_of_bank(bank_subject(standard, competency, indicators), writing.bank)
    if is_untouched:
        form.indicators = form.indicators or [next_indicator(coverage)]
        form.level = form.level or _first_level(form, level_of(competency.id, tasks))
        writing.checks = check(form, code="", bank=())
    return render_template(
        "instructor/drafts/edit.html",
        **_shown(writing),
        competency=competency,
        coverage=coverage,
        indicators=indicators,
        tasks=tasks,
        rated_levels=rated_levels(form, _levels(standard)),
        is_untouched=is_untouched,
        kind_words=KINDS,
        cognitive_words=COGNITIVE,
    )


def _levels(standard: StandardOutline) -> frozenset[int]:
    return frozenset(b.level for task in standard.tasks for b in task.blocks if b.level)


def _first_level(form: ItemForm, of_tasks: int | None) -> str:
    """Propose the level of the tasks, as far as what the item asks for can support it."""
    is_recall = form.cognitive == Cognitive.REMEMBER
    level = min(of_tasks, HIGHEST_OF_RECALL) if of_tasks and is_recall else of_tasks
    return str(level or "")


def _shown(writing: Writing) -> dict[str, Any]:
    return {
        "writing": writing,
        "standard": writing.standard,
        "form": writing.form,
        "checks": writing.checks,
        "preview": preview(writing.checks.content),
    }
