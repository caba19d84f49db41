"""F12: a session that ends during a quiz loses nothing, and nobody else inherits the answers."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from tests.phone.people import choose, enter, sign_in, start, wait_for_line, wait_until
from webapp.accounts.models import LoginSession, User


def end_session(person):
    with Session(person.engine) as session:
        user_id = session.scalar(select(User.id).where(User.login == person.login))
        session.execute(delete(LoginSession).where(LoginSession.user_id == user_id))
        session.commit()


def test_who_signs_in_again_finds_the_answer_sent(phone, person):
    page = phone.open()
    sign_in(page, person)
    start(page)
    end_session(person)
    choose(page, 2)
    wait_for_line(page, "登入已逾時")
    assert person.responses() == []
    page.get_by_role("link", name="重新登入").click()
    enter(page, person)
    page.wait_for_url("**/attempts/**")
    wait_for_line(page, "已存到伺服器")
    assert page.locator("#sheet .opt input").nth(2).is_checked()
    assert len(person.responses()) == 1


def test_somebody_else_never_inherits_what_waits(phone, person, other):
    page = phone.open()
    sign_in(page, person)
    start(page)
    end_session(person)
    choose(page, 2)
    wait_for_line(page, "登入已逾時")
    page.context.clear_cookies()
    sign_in(page, other)
    start(page)
    choose(page, 0)
    wait_for_line(page, "已存到伺服器")
    assert (len(person.responses()), len(other.responses())) == (0, 1)
    page.context.clear_cookies()
    sign_in(page, person)
    page.goto(f"{person.address}/quizzes/task_quiz/T1.1")
    page.get_by_role("button", name="繼續作答").click()
    wait_for_line(page, "已存到伺服器")
    assert (len(person.responses()), len(other.responses())) == (1, 1)


def test_signing_out_leaves_nothing_on_the_phone(phone, person):
    page = phone.open()
    sign_in(page, person)
    start(page)
    choose(page, 0)
    wait_for_line(page, "已存到伺服器")
    wait_until(page, "caches.keys().then((names) => names.length > 0)")
    page.goto(f"{person.address}/readiness")
    page.locator(".me summary").click()
    page.get_by_role("button", name="登出").click()
    page.wait_for_url("**/sign-in")
    assert page.evaluate("async () => [await caches.keys(), await indexedDB.databases()]") == [
        [],
        [],
    ]
