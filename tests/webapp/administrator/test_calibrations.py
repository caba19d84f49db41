import re
from datetime import timedelta

import pytest

from quizzes.mastery.calibrations import list_calibrations
from quizzes.mastery.recalibration import recalibrate
from tests.factories.items import add_bank
from tests.factories.people import MOMENT
from tests.factories.readiness import join, open_cohort, sit_check
from tests.factories.standards import add_standard
from tests.security.snapshots import changed, snapshot
from tests.webapp.statements import MOST, counted
from webapp.administrator import calibrations
from webapp.cli.mastery import calibrate
from webapp.jobs import AT_NIGHT, calibrate_at_night
from webapp.permissions import Role

LIST = "/administrator/standards/XYZ1234-001v1/calibrations"
LATER = MOMENT + timedelta(days=1)


@pytest.fixture
def standard(app, session):
    """A standard calibrated twice: from ratings, and after two people got everything wrong."""
    standard = add_standard(session)
    for code in ("K01", "S01"):
        add_bank(session, standard, code, count=9)
    recalibrate(session, standard=standard, by="system", now=MOMENT)
    cohort = open_cohort(session, standard)
    # one alone, or two who meet the same items, would tell nothing of which item is harder
    for name in ("陳堃", "林予安", "方若瑜"):
        sit_check(session, standard, join(session, cohort, name), "K01", right=False)
    add_bank(session, standard, "K02", count=3)
    recalibrate(session, standard=standard, by=AT_NIGHT, now=LATER)
    session.commit()
    return standard


def text_of(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR])
def test_the_list_says_when_by_whom_and_from_how_much(client, sign_in, standard, role):
    sign_in(role)
    page = client.get(LIST).text
    rows = [text_of(row) for row in page.split("<tr>")[2:]]
    assert "R2.2 使用中 2026/" in rows[0]
    assert "系統，夜間自動校準" in rows[0]
    assert "系統，載入題庫時 0 0 起始假設" in rows[1]
    # only the administrator may go on to the standard
    link = 'href="/administrator/standards/XYZ1234-001v1"'
    assert (link in page) == (role is Role.ADMINISTRATOR)


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR])
def test_a_calibration_says_what_it_holds_and_what_it_moved(client, sign_in, standard, role):
    sign_in(role)
    page = text_of(client.get(f"{LIST}/2").text)
    assert "一般學員剛好在門檻上" in page
    assert "起始假設。滿 30 人、每人答過 30 題以上" in page
    # judges of .60, .65, .70: sd of their b .27, pooled with four of .4: sqrt(.785 / 6 / 3) = .21;
    # times the slope at the bar, .147: 3.1 %
    assert "0.21 logit，所有門檻共有" in page
    assert "大約 3.1 個百分點" in page
    assert "和 R2.1 比" in page
    assert re.search(r"K01-\d\d 預算編列知識 −0\.13 → −0\.\d\d 65% → \d\d%", page)
    assert re.search(r"K01 預算編列知識 同一門檻 0 0\.00 9 0\.\d\d", page)
    assert "K02 票房預估知識 – 0 0.00 3 0.00" in page


def test_the_first_calibration_moves_nothing_without_answers(client, sign_in, standard):
    sign_in(Role.AUDITOR)
    page = text_of(client.get(f"{LIST}/1").text)
    assert "還沒有作答，難度照評定" in page
    assert "沒有題目的難度改變" in page
    assert "K02 票房預估知識 未評定 未評定 0.45 0 –" in page


@pytest.mark.parametrize("role", [Role.TRAINEE, Role.INSTRUCTOR, Role.ASSESSOR])
def test_nobody_else_looks(client, sign_in, standard, role):
    sign_in(role)
    assert {client.get(path).status_code for path in (LIST, f"{LIST}/1")} == {403}


def test_what_was_never_calibrated_is_not_found(client, sign_in, standard):
    sign_in(Role.AUDITOR)
    unknown = LIST.replace("XYZ1234", "ABC1234")
    wrong = [f"{LIST}/0", f"{LIST}/3", f"{LIST}/{2**70}", unknown, f"{unknown}/1"]
    assert [client.get(path).status_code for path in wrong] == [404] * 5


def test_a_standard_without_a_calibration_says_what_results_print(client, sign_in, session):
    add_standard(session)
    session.commit()
    sign_in(Role.AUDITOR)
    assert "結果上印的是 R2.0" in client.get(LIST).text


def test_looking_is_not_an_act_and_takes_few_statements(client, sign_in, standard, connection):
    sign_in(Role.AUDITOR)
    before = snapshot(connection)
    for path in (LIST, f"{LIST}/2"):
        with counted(connection) as statements:
            assert client.get(path).status_code == 200
        assert len(statements) <= MOST, statements
    assert changed(before, snapshot(connection)) == []


def test_a_long_list_is_paged_from_the_newest(client, sign_in, standard, monkeypatch):
    monkeypatch.setattr(calibrations, "PAGE_SIZE", 1)
    sign_in(Role.AUDITOR)
    first = client.get(LIST).text
    assert ">R2.2<" in first
    assert ">R2.1<" not in first
    following = first.partition('rel="next"')[2].partition('href="')[2].partition('"')[0]
    rest = client.get(following).text
    assert ">R2.1<" in rest
    assert 'rel="prev"' in rest
    assert 'rel="next"' not in rest


def test_both_pages_speak_english(client, sign_in, standard):
    sign_in(Role.AUDITOR)
    client.post("/language", data={"language": "en"})
    assert "The system, by night" in client.get(LIST).text
    assert "Compared with R2.1; 20 items at most. The share" in client.get(f"{LIST}/2").text


def test_every_maker_has_words(app, client, session):
    """Whoever makes one of them under another name has no words for it."""
    standard = add_standard(session)
    add_bank(session, standard, "K01", count=3)
    session.commit()
    assert app.test_cli_runner().invoke(calibrate).exit_code == 0
    add_bank(session, standard, "K02", count=3)
    session.commit()
    calibrate_at_night(app)
    makers = {line.made_by for line in list_calibrations(session, standard.id)}
    assert len(makers) == 2
    assert makers <= set(calibrations.MAKERS)
