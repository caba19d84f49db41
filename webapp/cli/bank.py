"""The item bank on the command line."""

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import click
from flask.cli import AppGroup

from curriculum.modules.citations import CitedTexts
from curriculum.standards.queries import get_outline
from quizzes.blueprints.indicators import ITEMS_REQUIRED_FOR_INDICATOR
from quizzes.blueprints.queries import (
    list_coverage,
    list_coverage_cells,
    list_indicator_coverage,
)
from quizzes.items.blind_reading import agrees, paper, printed, read_answers
from quizzes.items.content import Cognitive, ItemContent
from quizzes.items.flaws import item_flaws
from quizzes.items.flaws.bank import bank_flaws
from quizzes.items.flaws.citations import citation_flaws
from quizzes.items.flaws.likeness import twins_across
from quizzes.items.formats.jsonl import choice_lines, item_lines
from quizzes.items.formats.yaml_bank import Bank, BankReading, read_bank, write_bank
from quizzes.items.queries import ItemFilter, list_banks, list_item_page
from quizzes.panels.agreement import agreement
from quizzes.panels.queries import PanelView, list_panels
from webapp.clock import now, today
from webapp.courses import publish_banks
from webapp.extensions import db
from webapp.measuring import measure_everybody
from webapp.shipped import bank_files, cited_texts

MOST_LISTED = 100_000
LINES = {"jsonl": item_lines, "choices": choice_lines}

group = AppGroup("bank", help="Item banks, one YAML file for each competency.")


def _readings(paths: Sequence[Path]) -> Iterator[tuple[Path, BankReading]]:
    for path in paths:
        yield path, read_bank(path.read_text(encoding="utf-8"), file=path.name)


def _chosen_files(standard: str, files: Sequence[Path]) -> Sequence[Path]:
    return files or bank_files(standard)


@group.command("load")
@click.argument("standard")
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def load(standard: str, files: Sequence[Path]) -> None:
    """Publish the items of the shipped banks, or of these files; nothing if one is malformed."""
    session = db.session()
    read = get_outline(session, standard)
    readings = [reading for _path, reading in _readings(_chosen_files(standard, files))]
    problems = [problem for reading in readings for problem in reading.problems]
    for problem in problems:
        click.echo(f"{problem.file}: {problem.item} {problem.field}: {problem.wording.zh}")
    if problems:
        click.echo(f"{len(problems)} problems; nothing was loaded", err=True)
        sys.exit(1)
    banks = [reading.bank for reading in readings]
    loaded = publish_banks(session, standard=read, banks=banks, by="system", now=now())
    for competency, counts in loaded.items():
        click.echo(
            f"{competency}: {counts.added} added, {counts.changed} changed, "
            f"{counts.unchanged} unchanged"
        )
    db.session.commit()
    measure_everybody(standard)


@group.command("lint")
@click.argument("standard")
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def lint(standard: str, files: Sequence[Path]) -> None:
    """Name every malformed field, item-writing flaw and unknown citation; fail on errors."""
    texts = cited_texts(standard)
    told: Counter[str] = Counter()
    banks: dict[str, Sequence[ItemContent]] = {}
    for path, reading in _readings(_chosen_files(standard, files)):
        banks[path.stem] = reading.bank.items
        for problem in reading.problems:
            click.echo(f"E {path.name} {problem.item} {problem.field}: {problem.wording.zh}")
        told["E"] += len(reading.problems)
        told += _lint_bank(path.name, reading.bank, texts)
    for found in twins_across(banks):
        click.echo(f"{found.level} {'、'.join(found.items)}: {found.wording.zh}")
        told[found.level] += 1
    items = sum(len(bank) for bank in banks.values())
    click.echo(f"{len(banks)} banks, {items} items, {told['E']} errors, {told['W']} warnings")
    sys.exit(1 if told["E"] else 0)


def _lint_bank(name: str, bank: Bank, texts: CitedTexts) -> Counter[str]:
    """Print the flaws of a bank and its items; count them by level, without the warnings kept."""
    told: Counter[str] = Counter()
    for item in bank.items:
        flaws = item_flaws(item, competency=bank.competency)
        for flaw in [*flaws, *(citation_flaws(item, texts) if texts else ())]:
            kept = f"（保留：{flaw.kept}）" if flaw.kept else ""
            click.echo(
                f"{flaw.level} {name} {item.attributes.code} {flaw.field}: {flaw.wording.zh}{kept}"
            )
            told[flaw.level] += not flaw.kept
    for found in bank_flaws(bank.items, competency=bank.competency):
        click.echo(f"{found.level} {name} {'、'.join(found.items)}: {found.wording.zh}")
        told[found.level] += 1
    return told


@group.command("due")
@click.argument("standard")
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="A day; today without it.")
@click.option("--within", default=60, show_default=True, help="Days ahead that are looked at too.")
def due(standard: str, day: datetime | None, within: int) -> None:
    """List the published items whose figures hold no longer, or not for long, soonest first."""
    session = db.session()
    read = get_outline(session, standard)
    on = day.date() if day else today()
    wanted = ItemFilter(due_before=on + timedelta(days=within))
    found = list_item_page(session, standard_id=read.id, wanted=wanted, limit=MOST_LISTED).items
    for line in sorted(found, key=lambda line: (line.valid_until or on, line.code)):
        is_due = line.valid_until is not None and line.valid_until < on
        question = line.stem.strip().rpartition("\n")[2]
        state = "due" if is_due else "soon"
        click.echo("\t".join([state, str(line.valid_until), line.code, question]))
    click.echo(f"{len(found)} items")


@group.command("paper")
@click.argument("standard")
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--seed", required=True, help="Order and figures; the same seed compares answers.")
def blind_paper(standard: str, files: Sequence[Path], seed: str) -> None:
    """Print the items of the shipped banks, or of these files, for a blind second reading."""
    for sheet in paper(_items(standard, files), seed=seed):
        click.echo(printed(sheet))


@group.command("agree")
@click.argument("standard")
@click.argument("answers", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--seed", required=True, help="The seed of the paper that was answered.")
def agree(standard: str, answers: Path, files: Sequence[Path], seed: str) -> None:
    """Compare a reader's answers to a paper with the keys: by bank, and each that differs."""
    given = read_answers(answers.read_text(encoding="utf-8"))
    read: Counter[str] = Counter()
    agreed: Counter[str] = Counter()
    for sheet in paper(_items(standard, files), seed=seed):
        code = sheet.content.attributes.code
        bank = code.partition("-")[0]
        read[bank] += 1
        if agrees(sheet, given):
            agreed[bank] += 1
        else:
            click.echo(f"{sheet.number}\t{code}")
    for bank in sorted(read):
        click.echo(f"{bank}: {agreed[bank]} of {read[bank]}")
    click.echo(f"{agreed.total()} of {read.total()} agree")


def _items(standard: str, files: Sequence[Path]) -> list[ItemContent]:
    readings = _readings(_chosen_files(standard, files))
    return [item for _path, reading in readings for item in reading.bank.items]


@group.command("panel")
@click.argument("standard")
def panel(standard: str) -> None:
    """Print how far the judges of each panel agree at each level, and which items stand out."""
    session = db.session()
    read = get_outline(session, standard)
    for each in list_panels(session, read.id):
        state = "provisional" if each.is_provisional else "final"
        click.echo(f"{each.code}\t{each.held_on}\t{state}")
        for level, ratings in each.ratings.items():
            click.echo(f"level {level}")
            _print_agreement(each, ratings)


def _print_agreement(panel: PanelView, ratings: Mapping[str, Sequence[float]]) -> None:
    found = agreement([code for code, _who in panel.judges], ratings)
    if found is None:
        return
    click.echo(f"{found.items} items, cut {found.cut_score:.3f} ± {found.standard_error:.3f}")
    for code, who in panel.judges:
        off = "\toff" if code in found.off_judges else ""
        click.echo(f"{code}\t{found.judge_means[code]:.3f}\t{who}{off}")
    click.echo(f"spread above .15\t{len(found.spread_items)}\t{' '.join(found.spread_items)}")
    click.echo(f"outside .30–.95\t{len(found.extreme_items)}\t{' '.join(found.extreme_items)}")


@group.command("export")
@click.argument("standard")
@click.option("--format", "form", type=click.Choice(["jsonl", "choices", "yaml"]), default="jsonl")
@click.option("--folder", type=click.Path(file_okay=False, path_type=Path), help="For YAML files.")
def export(standard: str, form: str, folder: Path | None) -> None:
    """Write the published items: JSON lines to stdout, or one YAML file for each bank.

    `choices` writes only single choices, those of cases too, for tools that examine options.
    """
    session = db.session()
    read = get_outline(session, standard)
    banks = [
        Bank(standard, read.competencies[competency_id].code, contents)
        for competency_id, contents in list_banks(session, read.id).items()
    ]
    if form in LINES:
        for bank in banks:
            for line in LINES[form](bank):
                click.echo(line)
        return
    target = folder or Path.cwd()
    target.mkdir(parents=True, exist_ok=True)
    for bank in banks:
        (target / f"{bank.competency}.yaml").write_text(write_bank(bank), encoding="utf-8")


@group.command("coverage")
@click.argument("standard")
def coverage(standard: str) -> None:
    """Print K/S × indicator × cognitive level with the published items, and what is missing."""
    session = db.session()
    read = get_outline(session, standard)
    counts = {
        (cell.competency_id, cell.indicator, cell.cognitive): cell.count
        for cell in list_coverage_cells(session, read.id)
    }
    click.echo("\t".join(["code", "indicator", *Cognitive, "items", "required", "missing"]))
    for each in list_coverage(session, read):
        for code in each.indicators:
            row = [counts.get((each.competency_id, code, level), 0) for level in Cognitive]
            click.echo("\t".join([each.code, code, *map(str, row), str(sum(row)), "", ""]))
        totals = [each.counts[level] for level in Cognitive]
        sums = [each.have, each.required, each.missing]
        click.echo("\t".join([each.code, "*", *map(str, totals + sums)]))
    for indicator in list_indicator_coverage(session, read):
        by_level = [sum(bank.counts[level] for bank in indicator.banks) for level in Cognitive]
        sums = [indicator.have, ITEMS_REQUIRED_FOR_INDICATOR, indicator.missing]
        click.echo("\t".join(["*", indicator.code, *map(str, by_level + sums)]))
