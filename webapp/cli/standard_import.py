"""Importing an official document as proposed."""

import sys
from datetime import datetime
from pathlib import Path

import click
from flask.cli import with_appcontext

from curriculum.errors import DomainError
from curriculum.icap.correcting import OTHER
from curriculum.icap.findings import Finding
from curriculum.icap.queries import DecisionLine
from curriculum.icap.reading import Reading
from webapp.audit.commands import record_act
from webapp.cli.standard_reading import read_file
from webapp.clock import now
from webapp.courses import Imported, import_as_proposed
from webapp.extensions import db

BY = "system"


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--because", default="", help="Why counts may differ from the document.")
@with_appcontext
def import_(file: Path, because: str) -> None:
    """Import a document with every finding decided as proposed, and open its course."""
    content, reading = read_file(file)
    moment = now()
    try:
        imported = import_as_proposed(
            db.session(), content=content, reading=reading, because=because, by=BY, now=moment
        )
    except DomainError as error:
        db.session.rollback()
        click.echo(error.wording.zh, err=True)
        sys.exit(1)
    if imported.is_new:
        _record(imported, moment)
    db.session.commit()
    _print(imported, reading)


def _record(imported: Imported, moment: datetime) -> None:
    record_act(
        db.session(),
        actor=BY,
        roles=(),
        action="standard.import",
        subject_kind="standard",
        subject=imported.standard.code,
        detail={"sha256": imported.review.file.sha256, "accepted": len(imported.accepted)},
        now=moment,
    )


def _print(imported: Imported, reading: Reading) -> None:
    """Print what was decided, what was put in order, and the counts."""
    click.echo(f"{imported.standard.code} {imported.standard.name}")
    if not imported.is_new:
        click.echo(f"和 {imported.review.file.filename} 的內容相同，沒有要改的地方。")
        return
    for number, finding in enumerate(reading.findings):
        decision = imported.review.decisions.get(number)
        answer = f" → {_answer(finding, decision)}" if decision else ""
        click.echo(f"{finding.message.zh}{answer}")
    for each in reading.counts:
        click.echo(f"{each.label.zh}：讀到 {each.read}，原文 {each.printed}")
        for difference in each.differences:
            reason = difference.reason.zh if difference.reason else "沒有原因。"
            click.echo(f"  {difference.text}（{-difference.amount:+d}）{reason}")


def _answer(finding: Finding, decision: DecisionLine) -> str:
    if decision.choice == OTHER:
        return decision.replacement or ""
    return next(option.label.zh for option in finding.options if option.key == decision.choice)
