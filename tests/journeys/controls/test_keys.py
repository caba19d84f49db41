"""Keys answer questions, where they are wanted."""

import pytest
from playwright.sync_api import expect

from quizzes.delivery.terms import Purpose
from tests.journeys.controls.acting import eventually, soon
from tests.journeys.controls.desk import Desk


def test_keys_choose_flag_and_confirm(browse, desk):
    page = browse(desk.path("multiple_choice"))
    ids = [choice.id for choice in desk.question("multiple_choice").choices]
    for key in "132":
        page.keyboard.press(key)
    page.keyboard.press("3")
    eventually(sorted(ids[:2]), lambda: sorted(desk.answer("multiple_choice").get("chosen", [])))
    page.keyboard.press("f")
    page.locator('[name="flag"][aria-pressed="true"]').wait_for()
    assert desk.is_flagged("multiple_choice")
    page.keyboard.press("Enter")
    soon(lambda: desk.is_confirmed("multiple_choice"))
    page.locator(".marked").wait_for()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{desk.path('numeric')}")


@pytest.mark.parametrize("purpose", [Purpose.PRACTICE, Purpose.TASK_QUIZ])
def test_arrows_change_the_question_and_confirm_nothing(browse, platform, instance, purpose):
    desk = Desk(instance, purpose)
    page = browse(desk.path("single_choice"))
    page.keyboard.press("2")
    chosen = [desk.question("single_choice").choices[1].id]
    eventually({"chosen": chosen}, lambda: desk.answer("single_choice"))
    page.keyboard.press("ArrowRight")
    page.wait_for_url(f"**{desk.path('multiple_choice')}")
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(f"**{desk.path('single_choice')}")
    assert desk.answer("single_choice") == {"chosen": chosen}
    assert not desk.is_confirmed("single_choice")


def test_keys_rest_in_text_fields_and_while_composing(browse, desk):
    page = browse(desk.path("short_text"))
    page.locator("#answer").press_sequentially("f1?")
    page.keyboard.press("ArrowLeft")
    assert page.locator("#answer").input_value() == "f1?"
    assert page.url.endswith(desk.path("short_text"))
    expect(page.locator("[data-help]")).to_be_hidden()
    page = browse(desk.path("single_choice"))
    for init in ("isComposing: true", "ctrlKey: true", "altKey: true", "metaKey: true"):
        page.evaluate(
            "document.body.dispatchEvent(new KeyboardEvent('keydown', "
            f"{{ key: '1', bubbles: true, {init} }}))"
        )
    assert page.locator("input:checked").and_(page.locator("#sheet input")).count() == 0


def test_keys_are_switched_off_for_this_device(browse, desk):
    page = browse(desk.path("single_choice"))
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="快速鍵")
    dialog.get_by_label("使用快速鍵").press("Space")
    page.keyboard.press("Escape")
    page.reload()
    page.keyboard.press("1")
    page.keyboard.press("?")
    expect(dialog).to_be_hidden()
    assert page.locator("#sheet input:checked").count() == 0
    opener = page.get_by_role("button", name="快速鍵")
    opener.click()
    dialog.get_by_label("使用快速鍵").check()
    dialog.get_by_role("button", name="關閉").click()
    expect(opener).to_be_focused()
    page.keyboard.press("1")
    assert page.locator("#sheet input:checked").count() == 1


def test_in_a_case_numbers_answer_the_open_question_or_the_one_with_the_focus(browse, desk):
    page = browse(desk.path("case"))
    parts = page.locator(".q")
    page.keyboard.press("2")
    expect(parts.nth(0).get_by_role("radio").nth(1)).to_be_checked()
    page.keyboard.press("3")
    expect(parts.nth(0).get_by_role("radio").nth(2)).to_be_checked()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("1")
    expect(parts.nth(2).get_by_role("radio").nth(0)).to_be_checked()
    parts.nth(3).get_by_role("radio").nth(0).focus()
    page.keyboard.press("4")
    expect(parts.nth(3).get_by_role("radio").nth(3)).to_be_checked()
