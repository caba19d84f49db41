"""題庫: the list of items, one item with its versions, taking an item out of service."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from curriculum.standards.queries import get_outline_by_id
from quizzes.grading.queries import ItemUse, list_item_uses
from quizzes.items.commands import retire_item
from quizzes.items.content import Cognitive, Kind
from quizzes.items.flaws import item_flaws
from quizzes.items.queries import ItemFilter, count_by_state, get_item, list_item_page
from quizzes.items.reading import unfinished_item
from quizzes.panels.queries import find_panel_of
from quizzes.remarks.answering import count_remarks
from quizzes.remarks.terms import RemarkState
from webapp.accounts.staff import visible_cohort_ids
from webapp.audit.recording import record_own_act
from webapp.clock import now, today
from webapp.extensions import db
from webapp.instructor.chosen_standard import chosen_standard
from webapp.instructor.item_preview import preview
from webapp.instructor.publishing import measure_whom_it_concerns
from webapp.instructor.words import COGNITIVE, KINDS, STATES
from webapp.kit.listing import Listing
from webapp.permissions import Role, requires

if TYPE_CHECKING:
    from quizzes.items.models import ItemVersion

pages = Blueprint("items", __name__)
DUE_WITHIN = timedelta(days=60)
FEWEST_ANSWERS = 20  # below it no facility is shown


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version with how it was answered."""

    version: "ItemVersion"
    use: ItemUse | None

    @property
    def facility(self) -> float | None:
        """The share that was right, where enough people answered."""
        return self.use.facility if self.use and self.use.answered >= FEWEST_ANSWERS else None


@pages.get("/items")
@requires(Role.INSTRUCTOR, Role.ADMINISTRATOR)
def index() -> str:
    """List the items of a standard's bank."""
    session = db.session()
    chosen = chosen_standard(session)
    standard, asked = chosen.outline, request.args
    competency = asked.get("competency", "")
    is_due = asked.get("state") == "due"
    found = list_item_page(
        session,
        standard_id=standard.id,
        wanted=ItemFilter(
            competency_id=standard.competency(competency).id if competency else None,
            cognitive=asked.get("cognitive", ""),
            state="" if is_due else asked.get("state", ""),
            text=asked.get("q", "").strip()[:100],
            due_before=today() + DUE_WITHIN if is_due else None,
        ),
        after=asked.get("after", ""),
    )
    kept: dict[str, Any] = {
        name: value for name, value in asked.items() if name != "after" and value
    }
    return render_template(
        "instructor/items/index.html",
        standard=standard,
        standards=chosen.others,
        competency=competency,
        asked=asked,
        counts=count_by_state(session, standard.id),
        page=Listing(
            found.items,
            next_url=url_for(".index", **{**kept, "after": found.after}) if found.after else None,
            previous_url=url_for(".index", **kept) if asked.get("after") else None,
        ),
        has_filter=bool(kept.keys() - {"standard"}),
        today=today(),
        due_before=today() + DUE_WITHIN,
        kind_words=KINDS,
        state_words=STATES,
        cognitive_words=COGNITIVE,
    )


@pages.get("/items/<item_id>")
@requires(Role.INSTRUCTOR, Role.ADMINISTRATOR)
def show(item_id: str) -> str:
    """Show one item as trainees meet it, with its versions and how it was answered."""
    session = db.session()
    item = get_item(session, item_id)
    standard = get_outline_by_id(session, item.competency.standard_id)
    newest = item.versions[-1]
    asked = request.args.get("version", type=int)
    shown = next((each for each in item.versions if each.number == asked), newest)
    content, _problems = unfinished_item(shown.content)
    code = item.competency.code or ""
    return render_template(
        "instructor/items/show.html",
        standard=standard,
        item=item,
        tasks=standard.tasks_of(item.competency_id),
        shown=shown,
        content=content,
        preview=preview(content),
        flaws=item_flaws(content, competency=code) if content else [],
        panel=find_panel_of(session, shown.id),
        versions=_versions(session, item.id, item.versions),
        is_published=any(each.state.value == "published" for each in item.versions),
        remarks=_remark_counts(session, item.id),
        fewest=FEWEST_ANSWERS,
        today=today(),
        kind_word=KINDS.get(Kind(shown.kind)) if shown.kind else "",
        cognitive_word=COGNITIVE.get(Cognitive(shown.cognitive)) if shown.cognitive else "–",
        state_words=STATES,
    )


def _versions(
    session: Session, item_id: int, versions: Sequence["ItemVersion"]
) -> list[VersionLine]:
    uses = list_item_uses(session, item_id)
    return [VersionLine(each, uses.get(each.id)) for each in reversed(versions)]


def _remark_counts(session: Session, item_id: int) -> Mapping[RemarkState, int]:
    """Count what trainees say of an item, for those who may answer them; else nothing."""
    if not current_user.has_role(Role.INSTRUCTOR):
        return {}
    cohort_ids = visible_cohort_ids(current_user)
    return count_remarks(session, cohort_ids=cohort_ids, item_id=item_id)


@pages.post("/items/<item_id>/retire")
@requires(Role.INSTRUCTOR)
def take_out(item_id: str) -> Response:
    """Take an item out of service; attempts that hold it keep it."""
    session = db.session()
    item = get_item(session, item_id)
    retire_item(session, item=item, by=current_user.login, now=now())
    record_own_act("item.retire", "item", item.code)
    standard = get_outline_by_id(session, item.competency.standard_id)
    db.session.commit()
    measure_whom_it_concerns(standard.code)
    flash(_("%(code)s 已停用。已經作答的紀錄和分數不變。", code=item.code))
    return redirect(url_for(".show", item_id=item_id), 303)
