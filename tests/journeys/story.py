"""The acts of the story, each as one person does it in a browser."""

import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.journeys.answering import Key, answer_rightly

DOCUMENT = Path("curriculum/courses/APA2654-001v2/standard.txt")


@dataclass
class Person:
    """Somebody with a browser of their own."""

    page: Page
    address: str

    def go(self, path: str) -> Page:
        self.page.goto(f"{self.address}{path}")
        return self.page

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).first.click()
        self.page.wait_for_load_state()

    def see(self, text: str) -> None:
        assert text in self.page.locator("main").inner_text(), self.page.url


def visitor(browser: Browser, address: str) -> Person:
    """A browser in which nobody is signed in."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-TW")
    context.set_default_timeout(20_000)
    return Person(context.new_page(), address)


def sign_in(browser: Browser, address: str, login: str, password: str) -> Person:
    person = visitor(browser, address)
    page = person.go("/sign-in")
    page.get_by_label("帳號").fill(login)
    page.get_by_label("密碼").fill(password)
    person.press("登入")
    assert not page.url.endswith("/sign-in")
    return person


def import_the_standard(administrator: Person) -> None:
    page = administrator.go("/administrator/standards/imports/add")
    page.locator('input[type="file"]').set_input_files(DOCUMENT)
    administrator.press("讀這份文件")
    administrator.see("S26")
    administrator.see("O3.2.1")
    page.get_by_role("button", name=re.compile("都照建議")).click()
    page.wait_for_load_state()
    administrator.press("匯入這個版本")
    administrator.go("/administrator/standards/APA2654-001v2")
    administrator.see("處理各項著作權相關事宜")


def add_person(administrator: Person, name: str, login: str, role: str) -> str:
    """Add a login and return the password that is shown once."""
    page = administrator.go("/administrator/users/add")
    page.locator('input[name="name"]').fill(name)
    page.locator('input[name="login"]').fill(login)
    page.locator(f'input[name="roles"][value="{role}"]').check()
    administrator.press("新增使用者")
    return page.locator(".secret").inner_text()


def open_a_cohort(administrator: Person, name: str, trainee: str) -> tuple[str, str]:
    """Open a cohort with one trainee and one instructor; return the trainee's login."""
    page = administrator.go("/administrator/cohorts/add")
    page.locator('input[name="name"]').fill(name)
    page.locator('input[name="starts_on"]').fill("2026-09-01")
    page.locator('input[name="ends_on"]').fill("2027-01-31")
    administrator.press("建立班級")
    cohort = page.url
    page.locator('form[action$="/staff"] button').click()
    page.wait_for_load_state()
    one = page.locator("section", has=page.locator("#one-h"))
    one.locator('input[name="name"]').fill(trainee)
    one.locator('input[name="has_login"]').check()
    one.get_by_role("button").click()
    page.wait_for_load_state()
    login = page.locator("td .code").first.inner_text()
    password = page.locator(".secret").inner_text()
    page.goto(cohort)
    return login, password


def write_a_question(instructor: Person, code: str, indicator: str) -> None:
    """Write a single-choice question for a competency and publish it."""
    page = instructor.go(f"/instructor/items/new?competency={code}&cognitive=apply")
    page.locator('[name="situation"]').fill(
        "月光劇團請插畫家畫主視覺，合約只寫酬金和交件日，沒有約定著作財產權的歸屬。"
    )
    page.locator('[name="ask"]').fill("演出後要把主視覺印成商品販售，執行製作該先做什麼？")
    options = [
        ("先和插畫家談好重製與販售的授權再開模", "合約沒約定時，權利在受聘人。"),
        ("先請廠商報價開模，賣完再把版稅補給他", "先用後談，已經侵害重製權。"),
        ("先在商品上標示插畫家的名字就可以販售", "標示姓名不等於取得授權。"),
    ]
    page.locator('button[name="do"][value^="remove:options:4"]').click()
    page.locator('[name="options.4.text"]').wait_for(state="detached")
    for number, (text, feedback) in enumerate(options, 1):
        page.locator(f'[name="options.{number}.text"]').fill(text)
        page.locator(f'[name="options.{number}.feedback"]').fill(feedback)
    page.locator('input[name="key"][value="1"]').check()
    page.locator('[name="rationale"]').fill(
        "出資聘人完成的著作，沒有約定時由受聘人享有著作財產權；販售商品超出當初出資的目的。"
    )
    page.locator('[name="sources.1.name"]').fill("著作權法")
    page.locator('[name="sources.1.article"]').fill("第12條")
    page.locator('[name="sources.1.as_of"]').fill("2022-06-15")
    page.locator(f'input[name="indicators"][value="{indicator}"]').check()
    page.locator('input[name="level"][value="4"]').check(force=True)
    instructor.press("上線")
    instructor.see("第 1 版")


def take_the_check(trainee: Person, key: Key, code: str) -> None:
    trainee.go(f"/quizzes/module_check/{code}")
    _take(trainee, key)


def take_the_task_quiz(trainee: Person, key: Key, task: str) -> None:
    trainee.go(f"/quizzes/task_quiz/{task}")
    _take(trainee, key)


def _take(trainee: Person, key: Key) -> None:
    trainee.press("開始")
    page = trainee.page
    for _ in range(20):
        if "/result" in page.url:
            break
        if page.url.endswith("/review"):
            with page.expect_navigation():
                trainee.press("送出")
        else:
            answer_rightly(page, key)
    assert page.url.endswith("/result")


def issue_report_and_certificate(administrator: Person, cohort: str, task: str) -> None:
    """Issue both for a cohort, by the standard of one task."""
    _choose_criterion(administrator, cohort, task)
    administrator.press("核發證書給勾選的人")
    _choose_criterion(administrator, cohort, task)
    administrator.press("產生報告")


def _choose_criterion(administrator: Person, cohort: str, task: str) -> None:
    page = administrator.go("/administrator/completion")
    page.get_by_role("link", name=cohort).click()
    page.wait_for_load_state()
    page.get_by_label("結訓標準").select_option(label=task)
    administrator.press("改用這項")


def check_page_of_the_certificate(administrator: Person, name: str) -> str:
    """Return the path of the page on which anybody can check a person's certificate."""
    page = administrator.go("/administrator/certificates")
    page.locator("main tr", has_text=name).get_by_role("link").first.click()
    page.wait_for_load_state()
    return page.get_by_role("link", name="看查驗頁").get_attribute("href")


def revoke_the_certificate(administrator: Person, name: str) -> None:
    page = administrator.go("/administrator/certificates")
    page.locator("main tr", has_text=name).get_by_role("link").first.click()
    page.wait_for_load_state()
    page.locator("summary", has_text="撤銷").click()
    page.locator('form[action$="/revoke"] textarea').fill("資料登錄有誤")
    administrator.press("撤銷這張證書")
