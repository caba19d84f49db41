"""The pages of the platform and the way to each, for every role."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page

Step = str | Callable[[Page], None]
"""The name of a link to follow, a selector after `css=`, or something to do."""

COHORT = "製作實務 2026 秋季班"
OLDEST_CHECK = "css=main .record li:has-text('單元檢核') a >> nth=-1"
STANDARD = "/administrator/standards/APA2654-001v2"
LATEST_LEVEL_QUIZ = "css=main .record li:has-text('分級測驗') a >> nth=0"
DOCUMENT = Path("curriculum/courses/APA2654-001v2/standard.txt")


def upload_another_version(page: Page) -> None:
    """Upload the document as if it were a later version, and stop at its review."""
    text = DOCUMENT.read_text(encoding="utf-8").replace("APA2654-001v2", "APA2654-001v3")
    with TemporaryDirectory() as folder:
        file = Path(folder) / "APA2654-001v3.txt"
        file.write_text(text, encoding="utf-8")
        page.locator('input[type="file"]').set_input_files(file)
        page.get_by_role("button", name="讀這份文件").click()
        page.wait_for_load_state()


def issue_certificates(page: Page) -> None:
    """Issue what can be issued, once."""
    button = page.get_by_role("button", name="核發證書給勾選的人")
    if button.count():
        button.click()
        page.wait_for_load_state()


def issue_a_report(page: Page) -> None:
    """Issue a report of the cohort and open it."""
    page.get_by_role("button", name="產生報告").click()
    page.wait_for_load_state()


def remark_on_the_first_question(page: Page) -> None:
    """Unfold the first question of a result and go to the remark on it."""
    first = page.locator("main .reviewed").first
    first.evaluate("(details) => { details.open = true; }")
    first.get_by_role("link", name="回報題目問題").click()
    page.wait_for_load_state()


PAGES: dict[str, list[tuple[str, tuple[Step, ...]]]] = {
    "": [("sign-in", ("/sign-in",))],
    "trainee": [
        ("readiness", ("/readiness",)),
        ("task", ("/tasks/T1.2",)),
        ("module", ("/modules/K22",)),
        ("why", ("/modules/K22/why",)),
        ("before-quiz", ("/quizzes/task_quiz/T1.2",)),
        ("quiz", ("/readiness", "繼續作答")),
        ("before-level", ("/quizzes/level_quiz/4",)),
        ("before-review", ("/quizzes/review",)),
        ("record", ("/record",)),
        ("result", ("/record", OLDEST_CHECK)),
        ("level-result", ("/record", LATEST_LEVEL_QUIZ)),
        (
            "remark-form",
            ("/record", OLDEST_CHECK, remark_on_the_first_question),
        ),
        ("my-remarks", ("/remarks",)),
        ("receipt", ("/record", OLDEST_CHECK, "用編號和指紋查驗")),
        ("my-certificates", ("/reports/certificates/mine",)),
        ("my-account", ("/account",)),
    ],
    "instructor": [
        ("today", ("/instructor/",)),
        ("matrix", ("/instructor/cohorts", COHORT)),
        (
            "person",
            ("/instructor/cohorts", COHORT, "css=main a[href*='/trainees/']:visible >> nth=0"),
        ),
        ("sittings", ("/instructor/cohorts", COHORT, "監看與補時")),
        ("allowance", ("/instructor/cohorts", COHORT, "監看與補時", "css=main th a >> nth=0")),
        ("windows", ("/instructor/quizzes/windows",)),
        ("window", ("/instructor/quizzes/windows/T1.5",)),
        ("level-window", ("/instructor/quizzes/windows/level:3",)),
        ("items", ("/instructor/items",)),
        ("item", ("/instructor/items", "css=main tbody a >> nth=0")),
        ("writing", ("/instructor/items/new?competency=K29&cognitive=apply",)),
        ("coverage", ("/instructor/coverage",)),
        ("indicators", ("/instructor/coverage/indicators?task=T1.2",)),
        ("lesson", ("/instructor/modules/K22",)),
        ("remarks", ("/instructor/remarks",)),
        ("remark", ("/instructor/remarks", "css=main tbody a >> nth=0")),
        ("quiz-settings", ("/instructor/quizzes",)),
        ("quiz-setting", ("/instructor/quizzes/module_check",)),
        ("level-setting", ("/instructor/quizzes/level_quiz",)),
        ("review-setting", ("/instructor/quizzes/review",)),
    ],
    "administrator": [
        ("overview", ("/administrator/",)),
        ("standards", ("/administrator/standards",)),
        ("standard", (STANDARD,)),
        ("calibrations", (STANDARD, "看量測校準")),
        ("calibration", (f"{STANDARD}/calibrations", "css=main tbody a >> nth=0")),
        ("import", ("/administrator/standards/imports/add",)),
        ("import-review", ("/administrator/standards/imports/add", upload_another_version)),
        ("users", ("/administrator/users",)),
        ("cohorts", ("/administrator/cohorts",)),
        ("cohort", ("/administrator/cohorts", COHORT)),
        ("completion", ("/administrator/completion", COHORT)),
        ("report", ("/administrator/completion", COHORT, issue_certificates, issue_a_report)),
        ("certificates", ("/administrator/certificates",)),
        ("certificate", ("/administrator/certificates", "css=main tbody a >> nth=0")),
        (
            "certificate-check",
            ("/administrator/certificates", "css=main tbody a >> nth=0", "看查驗頁"),
        ),
    ],
    "auditor": [("trail", ("/auditor/",))],
}


def reach(page: Page, address: str, role: str, steps: tuple[Step, ...]) -> None:
    """Act in a role and walk to a page."""
    if role and not any(cookie["name"] == "session" for cookie in page.context.cookies()):
        page.goto(f"{address}/sign-in")
        page.locator(f'form[action="/demo/{role}"] button').click()
        page.wait_for_load_state()
    start, *others = steps
    page.goto(f"{address}{start}")
    for step in others:
        if callable(step):
            step(page)
        elif step.startswith("css="):
            page.locator(step.removeprefix("css=")).click()
        else:
            page.get_by_role("link", name=step).first.click()
        page.wait_for_load_state()
