"""「為什麼？」: every answer that counted towards a competency, and the shortest next step."""

from flask import Blueprint, render_template

from quizzes.items.queries import list_published
from quizzes.mastery.calibration import printed_version
from quizzes.mastery.explanation import competency_sentence
from quizzes.mastery.measuring import Measured
from quizzes.mastery.next_step import NextStep, Supply, next_step, supplies
from quizzes.mastery.queries import measure
from quizzes.mastery.readiness import (
    STATUS_WORDS,
    Status,
    competency_status,
    freshness,
    status_rules,
)
from quizzes.mastery.stopping import rule_of
from quizzes.mastery.weighed import weighed_answers
from webapp.clock import today
from webapp.extensions import db
from webapp.permissions import Role, requires
from webapp.trainee.person import my_standard, my_trainee_id

pages = Blueprint("evidence", __name__)


@pages.get("/modules/<code>/why")
@requires(Role.TRAINEE)
def show(code: str) -> str:
    """Measure the person anew and show each answer with its weight and the reason for it."""
    session = db.session()
    standard = my_standard(session)
    competency = standard.competency(code)
    measured = measure(session, standard=standard, trainee_id=my_trainee_id())
    published = list_published(session, [competency.id])
    estimate = measured.measurement.estimates[code]
    rule = rule_of(estimate)
    status = competency_status(estimate, today=today())
    supply = supplies(published, {answer.item_id for answer in measured.answers})
    return render_template(
        "trainee/evidence/show.html",
        standard=standard,
        competency=competency,
        estimate=estimate,
        status=status,
        status_word=STATUS_WORDS[status],
        rules=[(STATUS_WORDS[each], said) for each, said in status_rules(rule).items()],
        sentence=competency_sentence(code, estimate, status, freshness(estimate, today())),
        answers=weighed_answers(measured, code),
        step=_step(measured, code, status, supply[competency.id]) if published else None,
        rule_version=printed_version(measured.calibration.number, rule.id),
    )


def _step(measured: Measured, code: str, status: Status, supply: Supply) -> NextStep | None:
    if status is Status.MET:
        return None
    return next_step(measured.measurement, code, supply, is_review=status is Status.REVIEW_DUE)
