"""今天: what waits for an instructor, with zeros where nothing does."""

from flask import Blueprint, render_template
from flask_login import current_user

from quizzes.items.counting import count_waiting_items
from quizzes.items.queries import count_published
from quizzes.late_answers.queries import count_waiting_answers
from quizzes.remarks.answering import count_remarks
from quizzes.remarks.terms import RemarkState
from webapp.accounts.staff import list_visible_cohorts, visible_cohort_ids
from webapp.clock import today
from webapp.extensions import db
from webapp.instructor.chosen_standard import chosen_standard
from webapp.permissions import Role, requires

pages = Blueprint("today", __name__)


@pages.get("/")
@requires(Role.INSTRUCTOR)
def show() -> str:
    """Show what to do first."""
    session = db.session()
    standard = chosen_standard(session).outline
    cohorts = list_visible_cohorts(session, current_user)
    items = count_waiting_items(session, standard.id, on=today())
    late = count_waiting_answers(session, [cohort.id for cohort in cohorts])
    remarks = count_remarks(session, cohort_ids=visible_cohort_ids(current_user))
    return render_template(
        "instructor/today/show.html",
        standard=standard,
        draft_count=items.drafts,
        due_count=items.due,
        empty_count=len(standard.competencies) - len(count_published(session, standard.id)),
        late_count=sum(late.values()),
        late_cohort=next((cohort for cohort in cohorts if cohort.id in late), None),
        cohorts=cohorts,
        remark_count=remarks[RemarkState.OPEN],
    )
