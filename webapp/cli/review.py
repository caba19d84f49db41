"""Reviews on the command line."""

import sys

import click
from flask.cli import AppGroup

from curriculum.standards.queries import list_standards
from quizzes.mastery.queries import list_measured_trainees
from quizzes.reviews.commands import find_card_differences, rebuild_cards
from webapp.extensions import db

group = AppGroup("review", help="The stored schedule of the reviews.")


@group.command("rebuild")
@click.option("--check", is_flag=True, help="Change nothing; fail if a stored card differs.")
def rebuild(*, check: bool) -> None:
    """Schedule every trainee's reviews anew from their answers."""
    session = db.session()
    differences = []
    trainee_count = 0
    for line in list_standards(session):
        ids = list_measured_trainees(session, standard_id=line.id)
        trainee_count += len(ids)
        if check:
            differences += find_card_differences(session, standard_id=line.id, trainee_ids=ids)
        else:
            rebuild_cards(session, standard_id=line.id, trainee_ids=ids)
    if not check:
        db.session.commit()
        click.echo(f"{trainee_count} trainees scheduled anew")
        return
    for difference in differences:
        click.echo(difference)
    click.echo(f"{trainee_count} trainees, {len(differences)} differences")
    sys.exit(1 if differences else 0)
