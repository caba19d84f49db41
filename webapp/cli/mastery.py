"""Mastery on the command line."""

import sys

import click
from flask.cli import AppGroup

from curriculum.standards.queries import get_outline, list_standards
from quizzes.mastery.commands import find_differences, rebuild_mastery
from quizzes.mastery.queries import list_measured_trainees
from webapp.extensions import db

group = AppGroup("mastery", help="The stored projection of mastery and readiness.")


@group.command("rebuild")
@click.option("--check", is_flag=True, help="Change nothing; fail if a stored figure differs.")
def rebuild(*, check: bool) -> None:
    """Measure every trainee anew from the answers."""
    session = db.session()
    differences = []
    trainee_count = 0
    for line in list_standards(session):
        standard = get_outline(session, line.code)
        ids = list_measured_trainees(session, standard_id=line.id)
        trainee_count += len(ids)
        if check:
            differences += find_differences(session, standard=standard, trainee_ids=ids)
        else:
            rebuild_mastery(session, standard=standard, trainee_ids=ids)
    if not check:
        db.session.commit()
        click.echo(f"{trainee_count} trainees measured anew")
        return
    for difference in differences:
        click.echo(difference)
    click.echo(f"{trainee_count} trainees, {len(differences)} differences")
    sys.exit(1 if differences else 0)
