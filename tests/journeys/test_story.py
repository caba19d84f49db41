"""From the official document to a certificate that a stranger checks, in a real browser."""

import pytest

from tests.journeys.answering import Key
from tests.journeys.serving import run, serving
from tests.journeys.story import (
    add_person,
    check_page_of_the_certificate,
    import_the_standard,
    issue_report_and_certificate,
    open_a_cohort,
    revoke_the_certificate,
    sign_in,
    take_the_check,
    take_the_task_quiz,
    visitor,
    write_a_question,
)

STANDARD = "APA2654-001v2"


@pytest.fixture(scope="module")
def platform(tmp_path_factory):
    """An empty platform with one administrator."""
    instance = tmp_path_factory.mktemp("platform")
    run(instance, "db", "upgrade")
    password = run(
        instance, "user", "add", "chief", "--name", "周佳蓉", "--role", "administrator"
    ).split()[-1]
    with serving(instance) as address:
        yield instance, address, password


def test_from_the_document_to_the_checked_certificate(chromium, platform):
    instance, address, password = platform
    administrator = sign_in(chromium, address, "chief", password)
    import_the_standard(administrator)
    outline = run(instance, "course", "outline", STANDARD).splitlines()
    assert len(outline) == 54
    run(instance, "course", "load", STANDARD)
    run(instance, "bank", "load", STANDARD)
    instructor_password = add_person(administrator, "王小明", "wang", "instructor")
    login, secret = open_a_cohort(administrator, "秋季班", "陳堃")
    instructor = sign_in(chromium, address, "wang", instructor_password)
    write_a_question(instructor, "K29", "P1.5.2")
    exported = run(instance, "bank", "export", STANDARD)
    assert "月光劇團" in exported
    key = Key(f"sqlite:///{instance}/callboard.db")
    trainee = sign_in(chromium, address, login, secret)
    take_the_check(trainee, key, "K29")
    trainee.see("達標")
    for _ in range(3):
        take_the_task_quiz(trainee, key, "T1.5")
        trainee.go("/tasks/T1.5")
        if "就緒" in trainee.page.locator(".facts").inner_text():
            break
    trainee.see("就緒")
    issue_report_and_certificate(administrator, "秋季班", "T1.5")
    administrator.see("第 1 號")
    a_stranger_checks(visitor(chromium, address), administrator, "陳堃")
    assert "0 differences" in run(instance, "mastery", "rebuild", "--check")


def a_stranger_checks(stranger, administrator, name):
    path = check_page_of_the_certificate(administrator, name)
    stranger.go(path)
    stranger.see("有效")
    stranger.see("處理各項著作權相關事宜")
    revoke_the_certificate(administrator, name)
    stranger.go(path)
    stranger.see("撤銷")
