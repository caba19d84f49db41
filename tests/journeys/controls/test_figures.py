"""Figures that are typed are shown as the server reads them; figures that are drawn enlarge."""

import pytest
from playwright.sync_api import expect

from quizzes.items.numbers import printed, typed_number
from tests.journeys.controls.acting import eventually

FIGURES = [
    *(
        "72000",
        "72,000",
        "７２０００",
        "７２，０００．５",
        "72 000",
        "72 0",
        "7。5",
        "10²",
        "1,23,4",
    ),
    *(
        "1.2.3",
        "7.2 萬",
        "7.2公尺",
        "公尺",
        "65%",
        "NT$1,200",
        "$5元整",
        "−3",
        "-3",
        "很多",
        "１２ 公",
    ),
    *("5.", ".5", "3 億 元", "1,234,567.89", "1" * 16, "①", "0.0001%", "+2", "２．５千"),
]


def test_the_page_reads_a_figure_as_the_server_does(browse, desk):
    page = browse(desk.path("numeric"))
    unit = desk.question("numeric").unit
    field, line = page.locator("#answer"), page.locator("[data-figure] + [role=status]")
    said = {}
    for typed in FIGURES:
        field.fill(typed)
        field.dispatch_event("change")
        said[typed] = line.inner_text().strip()
    for typed in FIGURES:
        value = typed_number(typed, unit)
        if value is None:
            assert said[typed] == "讀不成數字，寫成 72,000 這樣就好", typed
        elif said[typed]:
            assert float(said[typed].split()[1].replace(",", "")) == float(value), typed
    assert said["７２，０００．５"] == f"讀成 {printed(typed_number('72000.5'), ',')} {unit}"
    assert not any(said[plain] for plain in ("72000", "72,000", "-3", ".5", "1,234,567.89"))


def test_a_figure_in_full_width_is_kept_as_it_was_read(browse, desk):
    page = browse(desk.path("numeric"))
    page.locator("#answer").press_sequentially("７２，０００ 公尺")
    expect(page.get_by_text("讀成 72,000 公尺")).to_be_visible()
    eventually({"value": "72000"}, lambda: desk.answer("numeric"))


def test_a_figure_is_enlarged_and_the_focus_returns(browse, desk):
    page = browse(desk.path("single_choice"))
    button = page.get_by_role("button", name="放大這張圖")
    for close in ("Escape", "關閉"):
        button.focus()
        page.keyboard.press("Enter")
        dialog = page.get_by_role("dialog", name="放大來看")
        picture = dialog.locator("[role=img]")
        width = picture.bounding_box()["width"]
        assert width > page.locator(".fig svg").first.bounding_box()["width"]
        dialog.get_by_role("button", name="放大").click()
        assert picture.bounding_box()["width"] > 1.4 * width
        dialog.get_by_role("button", name="原尺寸").click()
        assert picture.bounding_box()["width"] == pytest.approx(width)
        if close == "Escape":
            page.keyboard.press("Escape")
        else:
            dialog.get_by_role("button", name="關閉").click()
        expect(dialog).to_be_hidden()
        expect(button).to_be_focused()


def test_a_document_with_a_table_is_enlarged_on_a_phone(browse, desk):
    page = browse(desk.path("case"), width=390, height=800)
    page.get_by_role("button", name="放大資料").click()
    table = page.get_by_role("dialog").get_by_role("table").first
    assert table.bounding_box()["width"] > 390
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
