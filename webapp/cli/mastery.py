"""Mastery on the command line."""

import sys

import click
from flask.cli import AppGroup

from curriculum.standards.queries import get_outline, list_standards
from quizzes.mastery.calibrations import list_calibrations
from quizzes.mastery.commands import find_differences
from quizzes.mastery.queries import list_measured_trainees
from webapp.extensions import db
from webapp.measuring import calibrate_where_wanted, measure_everybody
from webapp.measuring_apart import measure_everybody_apart

group = AppGroup("mastery", help="The stored projection of mastery and readiness.")


@group.command("rebuild")
@click.option("--check", is_flag=True, help="Change nothing; fail if a stored figure differs.")
@click.option("--processes", type=click.IntRange(1, 16), default=1, help="Work side by side.")
def rebuild(*, check: bool, processes: int) -> None:
    """Measure every trainee anew from the answers."""
    codes = [line.code for line in list_standards(db.session())]
    if check:
        sys.exit(_check(codes))
    db.session.rollback()
    count = sum(_rebuild(code, processes) for code in codes)
    click.echo(f"{count} trainees measured anew")


def _rebuild(code: str, processes: int) -> int:
    if processes == 1:
        return measure_everybody(code)
    return measure_everybody_apart(code, processes=processes)


@group.command("calibrate")
def calibrate() -> None:
    """Make the next calibration of each standard that wants one, and measure everybody by it."""
    made = calibrate_where_wanted(by="callboard mastery calibrate")
    for name in made:
        click.echo(f"calibration {name} made, everybody measured by it")
    if not made:
        click.echo("nothing to calibrate: ratings, critical K/S and answers are about as they were")


@group.command("calibrations")
@click.argument("standard")
def calibrations(standard: str) -> None:
    """List the calibrations of a standard, the newest first."""
    session = db.session()
    for line in list_calibrations(session, get_outline(session, standard).id):
        prior = (
            f"prior from {line.prior_trainees} trainees" if line.prior_trainees else "start prior"
        )
        click.echo(
            f"{line.version}  {line.made_at:%Y-%m-%d %H:%M}  {line.answers} answers of "
            f"{line.trainees} trainees, {prior}, by {line.made_by}"
        )


def _check(codes: list[str]) -> int:
    session = db.session()
    differences = []
    count = 0
    for code in codes:
        standard = get_outline(session, code)
        ids = list_measured_trainees(session, standard_id=standard.id)
        count += len(ids)
        differences += find_differences(session, standard=standard, trainee_ids=ids)
    for difference in differences:
        click.echo(difference)
    click.echo(f"{count} trainees, {len(differences)} differences")
    return 1 if differences else 0
