import re

import pytest

from tests.factories.items import add_bank
from tests.webapp.statements import MOST, counted
from webapp.permissions import Role


def test_the_map_tells_how_many_banks_are_short_and_what_comes_first(client, instructor):
    page = client.get("/instructor/coverage").text
    assert "3 項題目不夠" in page
    assert "T1.1、T1.2 還不能判就緒" in page
    assert "competency=S01" in page
    assert "14<small>／20</small>" in page


@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ("show=K", ["K01", "K02"], ["S01"]),
        ("show=S", ["S01"], ["K01", "K02"]),
        ("task=T1.1", ["K01", "S01"], ["K02"]),
        ("show=short&task=T1.2", ["K01", "K02", "S01"], []),
    ],
)
def test_the_map_is_narrowed_by_kind_and_task(client, instructor, query, shown, hidden):
    page = client.get(f"/instructor/coverage?{query}").text
    table = page[page.index("<tbody") : page.index("</tbody>")]
    assert all(code in table for code in shown)
    assert not any(code in table for code in hidden)


def test_a_cell_opens_an_item_with_everything_filled_in(client, instructor):
    page = client.get("/instructor/items/new?competency=K02&cognitive=analyse").text
    assert re.search(r'<option value="K02"\s+selected>', page)
    for name, value in (("indicators", "P1.2.1"), ("cognitive", "analyse"), ("level", "4")):
        assert re.search(rf'<input[^>]*name="{name}"[^>]*value="{value}"[^>]*checked', page)


def test_without_a_standard_the_page_says_what_to_wait_for(client, sign_in):
    sign_in(Role.INSTRUCTOR)
    page = client.get("/instructor/coverage")
    assert page.status_code == 404
    assert "管理者匯入之後" in page.text


@pytest.mark.parametrize("role", [Role.TRAINEE, Role.ASSESSOR, Role.AUDITOR])
def test_the_bank_is_closed_to_others(client, standard, sign_in, role):
    sign_in(role)
    for path in ("coverage", "items", "items/new"):
        assert client.get(f"/instructor/{path}").status_code == 403


def test_the_map_takes_few_statements_whatever_the_bank(
    client, session, connection, standard, instructor
):
    for code in ("K02", "S01"):
        add_bank(session, standard, code, count=25)
    session.commit()
    client.get("/instructor/coverage")
    with counted(connection) as statements:
        assert client.get("/instructor/coverage").status_code == 200
    assert len(statements) <= MOST, statements


def test_the_map_by_indicator_names_what_serves_it_and_what_does_not(client, instructor):
    page = client.get("/instructor/coverage/indicators").text
    wanted = re.findall(r'href="([^"]*/items/new[^"]*)"', page)
    assert any("competency=S01" in url and "indicator=P1.1.1" in url for url in wanted)
    assert not any("competency=K01" in url and "indicator=P1.1.1" in url for url in wanted)
    only = client.get("/instructor/coverage/indicators?task=T1.2").text
    table = only[only.index("<tbody") : only.index("</tbody>")]
    assert "P1.2.1" in table
    assert "P1.1.1" not in table
