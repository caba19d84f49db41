"""Without JavaScript everything works by plain forms, as often as one likes."""

from playwright.sync_api import expect

from tests.phone.people import choose, sign_in, start


def test_a_quiz_is_taken_and_handed_in_by_forms(phone, person):
    page = phone.open(java_script_enabled=False)
    sign_in(page, person)
    attempt = start(page)
    for number in range(12):
        choose(page, number % 4)
        page.locator(".act .btn-primary:visible").click()
    page.wait_for_url("**/review")
    assert len(person.responses()) == 12
    page.get_by_role("button", name="送出", exact=True).click()
    page.wait_for_url("**/result")
    expect(page.locator("main")).to_contain_text("12 題，已答 12 題")
    page.goto(f"{attempt}/3")
    page.wait_for_url("**/result")
    assert person.hand_ins() == 1
