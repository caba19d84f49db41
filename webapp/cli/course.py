"""The course on the command line."""

import json
import sys

import click
from flask.cli import AppGroup

from curriculum.modules.commands import load_lessons
from curriculum.modules.lesson_checks import lesson_problems
from curriculum.modules.queries import list_modules
from curriculum.standards.queries import get_outline
from quizzes.items.queries import count_published
from webapp.clock import now
from webapp.extensions import db
from webapp.shipped import cited_texts, shipped_lessons

group = AppGroup("course", help="Course modules: one for each knowledge and skill.")


@group.command("outline")
@click.argument("standard")
def outline(standard: str) -> None:
    """Print one JSON line for each module, in the order of study."""
    session = db.session()
    read = get_outline(session, standard)
    published = count_published(session, read.id)
    for module in list_modules(session, read):
        line = {
            "code": module.competency.code,
            "kind": module.competency.kind.value,
            "name": module.competency.name,
            "tasks": [task.code for task in module.tasks],
            "level": module.level,
            "lesson_characters": module.lesson_characters,
            "items_published": published.get(module.competency.id, 0),
        }
        click.echo(json.dumps(line, ensure_ascii=False))


@group.command("load")
@click.argument("standard")
def load(standard: str) -> None:
    """Put the shipped lessons of a standard into its modules."""
    session = db.session()
    read = get_outline(session, standard)
    lessons = shipped_lessons(standard)
    changed = load_lessons(session, standard=read, lessons=lessons, now=now())
    db.session.commit()
    click.echo(f"{len(lessons)} lessons, {changed} changed")


@group.command("lint")
@click.argument("standard")
def lint(standard: str) -> None:
    """Name what is to be mended in the shipped lessons; fail where there is anything."""
    texts = cited_texts(standard)
    lessons = shipped_lessons(standard)
    problems = [
        (code, found)
        for code, each in lessons.items()
        for found in lesson_problems(each.text, texts)
    ]
    for code, found in problems:
        click.echo(f"{code}.md: {found.zh}")
    click.echo(f"{len(lessons)} lessons, {len(problems)} problems")
    sys.exit(1 if problems else 0)
