"""What a page asks of the database does not grow with what the database holds."""

import pytest

from quizzes.items.commands import add_item, publish_version
from tests.factories.items import choice_content
from tests.factories.people import MOMENT
from tests.factories.readiness import join, make_ready, open_cohort
from tests.factories.remarks import add_remark
from tests.factories.world import PEOPLE, make_world
from tests.security.addresses import addresses
from tests.security.conftest import browser as browser  # noqa: PLC0414 (a fixture)
from tests.security.matrix import marks
from tests.security.test_v01_who_may_call_what import has_right
from tests.webapp.statements import MOST, counted


@pytest.fixture
def world(app, session):
    with app.app_context():
        return make_world(session)


def statements(app, connection, world, browser) -> dict[str, int]:
    """Return the most statements that each page takes, by whoever may see it."""
    allowed = marks(app)
    found = {}
    for address in addresses(app, world.ids):
        if not address.is_reading or address.endpoint == "static":
            continue
        for name, (role, _) in PEOPLE.items():
            if allowed[address.endpoint][role] and has_right(name, address):
                with counted(connection) as run:
                    answer = browser(name).get(address.path)
                if answer.status_code == 200 and answer.mimetype == "text/html":
                    found[address.endpoint] = max(len(run), found.get(address.endpoint, 0))
    return found


def grow(session, world) -> None:
    """Add trainees with their answers to a cohort, cohorts, and items to every bank."""
    for number in range(3):
        trainee = join(session, world.cohorts["a"], f"學員 {number}")
        make_ready(session, world.standard, trainee)
        for text in ("少了條件", "有兩種讀法"):
            add_remark(
                session,
                world.ids["finished attempt"]["a"],
                world.trainees["trainee"],
                text=f"{text} {number}",
                is_answered=text == "少了條件",
            )
        open_cohort(session, world.standard, f"第 {number} 班")
    for code in ("K01", "K02", "S01"):
        for number in range(30, 36):
            content = choice_content(code, number)
            competency_id = world.standard.competency(code).id
            version = add_item(
                session, competency_id=competency_id, content=content, by="test", now=MOMENT
            )
            if number % 2:
                publish_version(session, version=version, by="test", now=MOMENT)
    session.commit()


def test_every_page_takes_few_statements_however_much_there_is(
    app, session, connection, world, browser
):
    for name in PEOPLE:
        browser(name)
    few = statements(app, connection, world, browser)
    assert len(few) > 30
    assert {page: count for page, count in few.items() if count > MOST} == {}
    grow(session, world)
    many = statements(app, connection, world, browser)
    assert {page: (few[page], many[page]) for page in few if many[page] > few[page]} == {}
