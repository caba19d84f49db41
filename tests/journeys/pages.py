"""The pages of the platform and the way to each, for every role."""

from playwright.sync_api import Page

Steps = tuple[str, ...]
"""An address, then the texts of links or buttons to press one after the other."""

PAGES: dict[str, list[tuple[str, Steps]]] = {
    "": [("sign-in", ("/sign-in",))],
    "trainee": [
        ("readiness", ("/readiness",)),
        ("task", ("/tasks/T1.2",)),
        ("module", ("/modules/K22",)),
        ("why", ("/modules/K22/why",)),
        ("before-quiz", ("/quizzes/task_quiz/T1.2",)),
        ("quiz", ("/readiness", "繼續作答")),
        ("record", ("/record",)),
        ("result", ("/record", "css=main .record a >> nth=-1")),
        ("my-account", ("/account",)),
    ],
    "instructor": [
        ("today", ("/instructor/",)),
        ("coverage", ("/instructor/coverage",)),
        ("items", ("/instructor/items",)),
        ("cohorts", ("/instructor/cohorts",)),
    ],
    "administrator": [
        ("overview", ("/administrator/",)),
        ("standards", ("/administrator/standards",)),
        ("standard", ("/administrator/standards/APA2654-001v2",)),
        ("import", ("/administrator/standards/imports/add",)),
        ("users", ("/administrator/users",)),
        ("cohorts-of-the-office", ("/administrator/cohorts",)),
        ("cohort", ("/administrator/cohorts", "製作實務 2026 秋季班")),
        ("completion", ("/administrator/completion", "製作實務 2026 秋季班")),
        ("certificates", ("/administrator/certificates",)),
    ],
    "auditor": [("trail", ("/auditor/",))],
}


def reach(page: Page, address: str, role: str, steps: Steps) -> None:
    """Act in a role and walk to a page."""
    if role and not any(cookie["name"] == "session" for cookie in page.context.cookies()):
        page.goto(f"{address}/sign-in")
        page.locator(f'form[action="/demo/{role}"] button').click()
        page.wait_for_load_state()
    start, *presses = steps
    page.goto(f"{address}{start}")
    for press in presses:
        if press.startswith("css="):
            page.locator(press.removeprefix("css=")).click()
        else:
            page.get_by_role("link", name=press).first.click()
        page.wait_for_load_state()
