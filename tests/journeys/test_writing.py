"""An instructor writes a question in a real browser, and a trainee meets it as it was shown."""

import pytest

from tests.journeys.serving import run, serving
from tests.journeys.story import sign_in

STANDARD = "APA2654-001v2"
SITUATION = "劇團委託作曲家為新戲譜曲，合約只寫酬金與交付日。廣告公司想買其中兩首當配樂。"
OPTIONS = [
    ("酬金付清後，曲子的財產權就屬於劇團", "付酬金不等於移轉權利。"),
    ("曲子仍屬作曲家，先談妥授權再回覆", ""),
    ("出資的劇團是著作人，標示姓名就可以", "出資聘人，原則上以受聘人為著作人。"),
    ("首演已公開發表，廣告公司可以自由用", "公開發表不會使權利消滅。"),
]


@pytest.fixture(scope="module")
def platform(tmp_path_factory):
    """A platform with the shipped standard and one instructor."""
    instance = tmp_path_factory.mktemp("platform")
    run(instance, "db", "upgrade")
    run(instance, "standard", "import", "curriculum/courses/APA2654-001v2/standard.txt")
    password = run(
        instance, "user", "add", "wang", "--name", "王小明", "--role", "instructor"
    ).split()[-1]
    with serving(instance) as address:
        yield address, password


@pytest.fixture
def page(chromium, platform):
    """The browser of the instructor; whatever the console complains of fails the test."""
    address, password = platform
    person = sign_in(chromium, address, "wang", password)
    complaints = []
    person.page.on(
        "console", lambda said: complaints.append(said.text) if said.type == "error" else 0
    )
    person.page.on("pageerror", lambda error: complaints.append(str(error)))
    yield person.go("/instructor/items/new?competency=K29&cognitive=apply")
    assert not [each for each in complaints if "422" not in each]


def write(page):
    page.fill("#situation", SITUATION)
    page.fill("#ask", "執行製作應該怎麼建議？")
    for number, (text, feedback) in enumerate(OPTIONS, 1):
        page.fill(f"#options-{number}-text", text)
        page.fill(f"#options-{number}-feedback", feedback)
    page.check('input[name="key"][value="2"]')


def press(page, name):
    page.locator(".act").get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state()


def test_the_preview_follows_what_is_typed(page):
    page.fill("#ask", "執行製作應該怎麼建議？")
    page.locator("#preview").get_by_text("執行製作應該怎麼建議？").first.wait_for()
    page.fill("#ask", "先打電話給誰？")
    page.locator("#preview").get_by_text("先打電話給誰？").first.wait_for()


def test_markup_in_a_question_stays_text(page):
    page.fill("#ask", "<img src=x onerror=alert(1)><script>alert(1)</script>怎麼辦？")
    page.locator("#preview").get_by_text("怎麼辦？").first.wait_for()
    assert page.locator("#preview img, #preview script").count() == 0


def test_rows_come_go_and_move_without_losing_the_place(page):
    write(page)
    page.get_by_role("button", name="第 2 個選項上移").click()
    page.locator("#options-1-text:focus").wait_for()
    assert page.input_value("#options-1-text") == OPTIONS[1][0]
    assert page.is_checked('input[name="key"][value="1"]')
    page.get_by_role("button", name="加一個選項").click()
    page.locator("#options-5-text:focus").wait_for()
    page.get_by_role("button", name="第 5 個選項刪除").click()
    page.locator("#options-5-text").wait_for(state="detached")
    assert page.input_value("#options-4-text") == OPTIONS[3][0]


def test_a_question_is_written_mended_and_published(page):
    write(page)
    page.fill("#options-4-feedback", "")
    press(page, "上線")
    page.locator(".summary").get_by_text("第 4 個選項還沒寫回饋").click()
    assert page.evaluate("document.activeElement.id") == "options-4-feedback"
    page.fill("#options-4-feedback", OPTIONS[3][1])
    page.fill("#rationale", "出資聘人完成的著作，沒有約定時以受聘人為著作人。")
    page.fill("#sources-1-name", "著作權法")
    page.fill("#sources-1-article", "第12條")
    page.fill("#sources-1-as_of", "2022-06-15")
    page.fill("#ratings-1-4", "70")
    press(page, "存成草稿")
    page.get_by_text("K29-01 已存成草稿").wait_for()
    page.locator('[data-face-button="after"]').click()
    assert page.locator("#preview").get_by_text("正確答案").is_visible()
    assert not page.locator("#situation").is_visible()
    press(page, "上線")
    page.get_by_text("K29-01 第 1 版已上線").wait_for()
    assert page.get_by_text(OPTIONS[1][0]).first.is_visible()
