"""What somebody does to bring a page into a state that no address leads to."""

from playwright.sync_api import Page


def press(page: Page, name: str) -> None:
    """Press a button of the page itself."""
    page.locator("main, .act").get_by_role("button", name=name).first.click()
    page.wait_for_load_state()


def pressing(name: str):
    """Return the step that presses this button."""
    return lambda page: press(page, name)


def sign_in_wrongly(page: Page) -> None:
    page.locator('[name="login"]').fill("nobody")
    page.locator('[name="password"]').fill("not the password")
    press(page, "登入")


def change_password_wrongly(page: Page) -> None:
    for number, field in enumerate(page.locator('main [type="password"]').all()):
        field.fill(f"different {number}")
    press(page, "改密碼")


def answer_with_words(page: Page) -> None:
    """Write words where a figure is asked."""
    page.locator("#answer").fill("很多")
    press(page, "確認答案")
    page.locator("main [role=alert]").wait_for()


def choose_the_first(page: Page) -> None:
    page.locator("#sheet input[type=radio]").first.check()
    page.locator("[data-save] b").wait_for()


def open_the_reset(page: Page) -> None:
    page.get_by_role("link", name="spare").first.click()
    page.wait_for_load_state()
    press(page, "重設密碼")


def clear_the_bounds(page: Page) -> None:
    page.locator('[name="item_minimum"]').fill("0")
    page.locator('[name="item_maximum"]').fill("")
    press(page, "儲存設定")


def publish_a_blank_question(page: Page) -> None:
    page.locator(".act").get_by_role("button", name="上線", exact=True).click()
    page.wait_for_load_state()


def clear_the_name(page: Page) -> None:
    page.locator('[name="name"]').fill("")
    press(page, "儲存")


def paste_a_wrong_list(page: Page) -> None:
    """Give a number that belongs to somebody else."""
    page.locator("main textarea").first.fill("別人，115002")
    press(page, "加入名單上的人")


def upload_no_standard(page: Page) -> None:
    page.locator('input[type="file"]').set_input_files(
        {"name": "說明.txt", "mimeType": "text/plain", "buffer": "不是職能基準".encode()}
    )
    press(page, "讀這份文件")


def open_menu(page: Page) -> None:
    page.locator(".me summary").click()


def open_all_details(page: Page) -> None:
    page.evaluate("document.querySelectorAll('main details').forEach((d) => { d.open = true })")
