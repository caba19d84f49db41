from sqlalchemy import func, select, update

from quizzes.reviews.models import ReviewCard
from tests.factories.items import add_bank
from tests.factories.people import MOMENT, add_trainee
from tests.factories.readiness import sit_check
from tests.factories.standards import add_standard
from webapp.cli.review import rebuild


def test_reviews_are_scheduled_anew_from_the_answers(app, client, session):
    standard = add_standard(session)
    add_bank(session, standard, "K01")
    sit_check(session, standard, add_trainee(session), "K01")
    session.commit()
    runner = app.test_cli_runner()
    assert runner.invoke(rebuild, ["--check"]).output == "1 trainees, 0 differences\n"
    session.execute(update(ReviewCard).values(due_at=MOMENT))
    session.commit()
    wrong = runner.invoke(rebuild, ["--check"])
    count = session.scalar(select(func.count()).select_from(ReviewCard))
    assert (wrong.exit_code, wrong.output.count("stored")) == (1, count)
    assert runner.invoke(rebuild, []).output == "1 trainees scheduled anew\n"
    assert runner.invoke(rebuild, ["--check"]).exit_code == 0
