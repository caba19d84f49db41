from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import DatabaseError, IntegrityError

from curriculum.errors import InvalidError
from quizzes.items.commands import publish_version, retire_item, revise_item
from quizzes.items.models import ItemVersion
from quizzes.items.reading import stored_item
from quizzes.panels.agreement import agreement
from quizzes.panels.commands import record_panel
from quizzes.panels.models import Panel, Rating
from quizzes.panels.queries import (
    RatedVersion,
    find_panel_of,
    list_panels,
    list_rated_versions,
)
from quizzes.panels.rating_file import Judge, PanelHead, read_panel
from tests.factories.items import add_bank
from tests.factories.people import MOMENT
from tests.factories.standards import add_standard
from tests.webapp.statements import counted

JUDGES = (Judge("J1", "演出製作"), Judge("J2", "舞台監督"), Judge("J3", "會計"))
HEAD = PanelHead("2026-11", date(2026, 11, 28), "Angoff", "docs", JUDGES, is_provisional=True)
FILE = """
panel: 2026-11
held_on: 2026-11-28
method: Angoff
description: docs
provisional: true
judges:
  - {code: J1, who: 演出製作}
  - {code: J2, who: 舞台監督}
  - {code: J3, who: 會計}
"""


@pytest.fixture
def standard(session):
    return add_standard(session)


def record(session, standard, ratings, level=4) -> int:
    """Keep ratings of items by code, for one level."""
    return record_levels(session, standard, {c: {level: said} for c, said in ratings.items()})


def record_levels(session, standard, ratings) -> int:
    return record_panel(
        session, standard_id=standard.id, head=HEAD, ratings=ratings, by="t", now=MOMENT
    )


def test_a_panel_file_says_who_judged():
    assert read_panel(FILE, filename="2026-11.yaml") == HEAD


@pytest.mark.parametrize(
    "change", [("held_on: 2026-11-28", "held_on: 去年"), ("judges:", "people:"), ("J", "[")]
)
def test_a_malformed_panel_file_is_refused_by_name(change):
    with pytest.raises(InvalidError, match=r"2026-11\.yaml"):
        read_panel(FILE.replace(*change), filename="2026-11.yaml")


def test_one_judge_is_no_panel():
    with pytest.raises(InvalidError):
        read_panel("\n".join(FILE.splitlines()[:-2]), filename="2026-11.yaml")


def test_every_rating_is_kept_with_its_judge(session, standard):
    versions = add_bank(session, standard, "K01", count=2)
    assert record(session, standard, {"K01-01": (0.6, 0.7, 0.8), "K01-02": (0.5, 0.5, 0.5)}) == 2
    found = find_panel_of(session, versions[0].id)
    assert found.ratings == {4: {"K01-01": [0.6, 0.7, 0.8]}}
    assert [code for code, _who in found.judges] == ["J1", "J2", "J3"]
    assert found.is_provisional
    assert list_panels(session, standard.id)[0].ratings[4]["K01-02"] == [0.5, 0.5, 0.5]


def test_what_a_panel_said_of_a_version_is_said_once(session, standard):
    add_bank(session, standard, "K01", count=1)
    assert record(session, standard, {"K01-01": (0.6, 0.7, 0.8)}) == 1
    assert record(session, standard, {"K01-01": (0.9, 0.9, 0.9)}) == 0
    assert session.scalars(select(Rating.probability)).all() == [0.6, 0.7, 0.8]
    assert len(session.scalars(select(Panel)).all()) == 1


def test_a_new_version_is_rated_anew_and_the_old_one_keeps_its_ratings(session, standard):
    (version,) = add_bank(session, standard, "K01", count=1)
    record(session, standard, {"K01-01": (0.6, 0.7, 0.8)})
    content = stored_item(version.content)
    revised = revise_item(
        session, item=version.item, content=replace(content, stem="換一個問法，該怎麼做？"),
        by="t", now=MOMENT,
    )  # fmt: skip
    publish_version(session, version=revised, by="t", now=MOMENT)
    assert find_panel_of(session, revised.id) is None
    assert record(session, standard, {"K01-01": (0.5, 0.5, 0.6)}) == 1
    assert find_panel_of(session, version.id).ratings == {4: {"K01-01": [0.6, 0.7, 0.8]}}
    assert find_panel_of(session, revised.id).ratings == {4: {"K01-01": [0.5, 0.5, 0.6]}}


def test_a_panel_says_its_share_for_each_level_that_it_rated(session, standard):
    first, _second = add_bank(session, standard, "K01", count=2)
    low, high = (0.5, 0.6, 0.7), (0.7, 0.8, 0.9)
    assert record_levels(session, standard, {"K01-01": {4: high, 3: low}}) == 1
    assert record_levels(session, standard, {"K01-02": {4: high}}) == 1
    assert find_panel_of(session, first.id).ratings == {
        3: {"K01-01": list(low)}, 4: {"K01-01": list(high)},
    }  # fmt: skip
    (panel,) = list_panels(session, standard.id)
    assert list(panel.ratings) == [3, 4]
    assert panel.ratings[4].keys() == {"K01-01", "K01-02"}


def test_a_judge_says_one_share_for_a_level(session, standard):
    (version,) = add_bank(session, standard, "K01", count=1)
    record(session, standard, {"K01-01": (0.6, 0.7, 0.8)})
    said = session.scalars(select(Rating)).first()
    same = {c: getattr(said, c) for c in ("panel_id", "round", "judge", "level", "recorded_at")}
    with pytest.raises(IntegrityError):
        session.execute(insert(Rating).values(item_version_id=version.id, probability=0.1, **same))


def test_every_published_version_comes_with_its_ratings_by_level(session, standard, connection):
    both = {"3": [0.5, 0.6], "4": [0.7, 0.8]}
    (_one,) = add_bank(session, standard, "K01", count=1, angoff=both)
    (two,) = add_bank(session, standard, "K02", count=1, level=3, angoff=[0.7, 0.8])
    (bare,) = add_bank(session, standard, "S01", count=1, angoff=[])
    with counted(connection) as statements:
        found = list_rated_versions(session, standard.id)
    assert len(statements) == 1
    assert [each.competency for each in found] == ["K01", "K02", "S01"]
    assert found[0].ratings == {3: (0.5, 0.6), 4: (0.7, 0.8)}
    assert found[1] == RatedVersion("K02", two.id, 3, 0.25, {3: (0.7, 0.8)})
    assert (found[2].version_id, found[2].ratings) == (bare.id, {})


def test_what_is_out_of_service_has_no_say(session, standard):
    (version,) = add_bank(session, standard, "K01", count=1)
    retire_item(session, item=version.item, by="t", now=MOMENT)
    assert list_rated_versions(session, standard.id) == []


def test_ratings_by_others_are_not_the_panels(session, standard):
    add_bank(session, standard, "K01", count=1)
    assert record(session, standard, {"K01-01": (0.6,), "K99-01": (0.6, 0.7, 0.8)}) == 0


@pytest.mark.parametrize("change", ["UPDATE rating SET probability = 1", "DELETE FROM panel"])
def test_nothing_that_was_said_is_overwritten(session, standard, change):
    add_bank(session, standard, "K01", count=1)
    record(session, standard, {"K01-01": (0.6, 0.7, 0.8)})
    with pytest.raises(DatabaseError, match="history is only added to"):
        session.execute(text(change))


def test_agreement_has_the_cut_and_its_error():
    found = agreement(("J1", "J2"), {"a": (0.5, 0.7), "b": (0.6, 0.8)})
    assert found.judge_means == pytest.approx({"J1": 0.55, "J2": 0.75})
    assert found.cut_score == pytest.approx(0.65)
    assert found.standard_error == pytest.approx(0.1)  # sd .1414 over √2
    assert found.is_small
    assert found.off_judges == ()


def test_agreement_names_what_is_to_be_talked_over():
    ratings = {"wide": (0.3, 0.7, 0.9), "hard": (0.2, 0.25, 0.3), "fine": (0.6, 0.6, 0.65)}
    found = agreement(("J1", "J2", "J3"), ratings)
    assert found.spread_items == ("wide",)
    assert found.extreme_items == ("hard",)
    assert found.off_judges == ("J1", "J3")
    assert agreement(("J1",), {}) is None


def test_a_version_nobody_rated_has_no_panel(session, standard):
    add_bank(session, standard, "K01", count=1)
    version = session.scalar(select(ItemVersion))
    assert find_panel_of(session, version.id) is None
