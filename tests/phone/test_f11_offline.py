"""F11 and P3: losing the network, the page or the browser costs nothing that was chosen."""

import re

from playwright.sync_api import expect

from tests.phone.cutting import cutting
from tests.phone.people import (
    choose,
    enter,
    keep_pages,
    next_question,
    sign_in,
    start,
    wait_for_line,
    wait_until,
)

QUESTIONS = 12
SENT = re.compile("已存到伺服器|已送出離線時的")


def test_five_answers_survive_offline_a_reload_and_a_killed_browser(phone, person):
    page = phone.open()
    sign_in(page, person)
    attempt = start(page)
    keep_pages(page, QUESTIONS + 1)
    phone.context.set_offline(True)
    for number in range(5):
        choose(page, number % 3)
        wait_for_line(page, f"{number + 1} 題")
        next_question(page)
    wait_for_line(page, "5 題已存在這台裝置")
    page.reload()
    wait_for_line(page, "5 題已存在這台裝置")
    assert person.responses() == []
    phone.kill()

    page = phone.open(offline=True)
    page.goto(f"{attempt}/2")
    expect(page.locator("#sheet .opt input").nth(1)).to_be_checked()
    wait_for_line(page, "5 題已存在這台裝置")
    phone.context.set_offline(False)
    come_back(page, person)
    kept = person.responses()
    assert [response.seq for response in kept] == [1] * 5
    assert len({response.attempt_item_id for response in kept}) == 5
    ids = [response.attempt_item_id for response in kept]
    assert ids == sorted(ids)


def come_back(page, person):
    """See everything sent; a browser that was killed may have lost who was signed in."""
    line = page.locator("[data-save]")
    expect(line).to_contain_text(re.compile("已送出離線時的 5 題|登入已逾時"), timeout=20_000)
    if "登入已逾時" in line.inner_text():
        page.get_by_role("link", name="重新登入").click()
        enter(page, person)
        wait_for_line(page, "已存到伺服器")
        wait_until(page, UNSENT_IS_NONE)


def test_a_hand_in_without_network_happens_when_it_is_back_once(phone, person):
    page = phone.open()
    sign_in(page, person)
    attempt = start(page)
    keep_pages(page, QUESTIONS + 1)
    phone.context.set_offline(True)
    choose(page, 1)
    page.goto(f"{attempt}/review")
    page.get_by_role("button", name="送出", exact=True).click()
    wait_for_line(page, "目前離線")
    assert person.hand_ins() == 0
    phone.context.set_offline(False)
    page.wait_for_url("**/result")
    assert (person.hand_ins(), len(person.responses())) == (1, 1)
    expect(page.locator("main")).to_contain_text("收據")
    assert page.evaluate("caches.keys()") == []
    assert kept_records(page) == 0


def kept_records(page):
    return page.evaluate(
        """() => new Promise((resolve) => {
          const asked = indexedDB.open('callboard');
          asked.onsuccess = () => {
            const all = asked.result.transaction('answers').objectStore('answers').count();
            all.onsuccess = () => resolve(all.result);
          };
        })"""
    )


def test_a_reply_that_is_swallowed_is_asked_for_again_and_changes_nothing(phone, person):
    with cutting(person.address) as wire:
        page = phone.open()
        sign_in(page, person, wire.address)
        start(page)
        wire.swallow(3)
        choose(page, 1)
        expect(page.locator("[data-save]")).to_contain_text(SENT, timeout=30_000)
    assert wire.swallowed == 3
    assert [response.seq for response in person.responses()] == [1]


def test_a_slow_wire_that_drops_one_reply_in_five_loses_nothing(phone, person):
    with cutting(person.address) as wire:
        page = phone.open()
        sign_in(page, person, wire.address)
        start(page)
        wire.delay, wire.drop_every = 0.3, 5
        for number in range(6):
            choose(page, number % 4)
            next_question(page)
        choose(page, 1)
        expect(page.locator("[data-save]")).to_contain_text(SENT, timeout=30_000)
        wait_until(page, UNSENT_IS_NONE)
    assert wire.swallowed > 0
    kept = person.responses()
    assert len({response.attempt_item_id for response in kept}) == 7


UNSENT_IS_NONE = """new Promise((resolve) => {
  const asked = indexedDB.open('callboard');
  asked.onsuccess = () => {
    const all = asked.result.transaction('answers').objectStore('answers').getAll();
    all.onsuccess = () => resolve(all.result.every((each) => each.sent));
  };
})"""


def test_practice_without_network_says_that_it_cannot_mark_and_goes_on(phone, person):
    page = phone.open()
    sign_in(page, person)
    start(page, "/quizzes/practice/K01")
    keep_pages(page, 4)
    phone.context.set_offline(True)
    choose(page, 0)
    page.get_by_role("button", name="確認答案").last.click()
    wait_for_line(page, "目前離線")
    page.get_by_role("link", name="先存著，下一題").click()
    page.wait_for_url("**/2")
    wait_for_line(page, "1 題已存在這台裝置")
    phone.context.set_offline(False)
    wait_for_line(page, "已送出離線時的 1 題")
    assert len(person.responses()) == 1


def test_a_stale_tab_gives_way_and_its_person_may_take_over(phone, person):
    """F2: the later answer of the other tab stays; the blank of the old one never wins."""
    page = phone.open()
    sign_in(page, person)
    attempt = start(page)
    stale = phone.context.new_page()
    stale.goto(f"{attempt}/1")
    choose(page, 1)
    wait_for_line(page, "已存到伺服器")
    choose(page, 2)
    page.wait_for_timeout(300)
    wait_for_line(page, "已存到伺服器")
    choose(stale, 0)
    wait_for_line(stale, "這一頁改為唯讀")
    assert stale.evaluate("document.querySelector('#sheet').inert")
    assert [response.seq for response in person.responses()] == [1, 2]
    stale.get_by_role("button", name="改用這一頁的答案").click()
    wait_for_line(stale, "已存到伺服器")
    assert [response.seq for response in person.responses()] == [1, 2, 3]
