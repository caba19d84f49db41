"""Every page, for each role that sees it, in each of its states, and the way there."""

from dataclasses import dataclass

from tests.accessibility import steps
from tests.accessibility.people import EMPTY_COHORT, KINDS, STATES
from tests.journeys.pages import COHORT, PAGES, Step, upload_another_version

ENDPOINTS = {
    "sign-in": "accounts.sign_in.show",
    "readiness": "trainee.readiness.show",
    "task": "trainee.tasks.show",
    "module": "trainee.modules.show",
    "why": "trainee.evidence.show",
    "before-quiz": "trainee.quizzes.show",
    "quiz": "trainee.attempts.show",
    "record": "trainee.record.show",
    "result": "trainee.results.show",
    "my-certificates": "reports.certificates.mine",
    "my-account": "accounts.my_account.show",
    "today": "instructor.today.show",
    "matrix": "instructor.cohorts.matrix",
    "person": "instructor.cohorts.person",
    "items": "instructor.items.index",
    "item": "instructor.items.show",
    "writing": "instructor.drafts.new",
    "coverage": "instructor.coverage.show",
    "indicators": "instructor.indicator_coverage.show",
    "lesson": "instructor.modules.show",
    "quiz-settings": "instructor.quizzes.index",
    "quiz-setting": "instructor.quizzes.edit",
    "overview": "administrator.overview.show",
    "standards": "administrator.standards.index",
    "standard": "administrator.standards.show",
    "import": "administrator.standards.imports.add",
    "import-review": "administrator.standards.imports.review",
    "users": "administrator.users.index",
    "cohorts": "administrator.cohorts.index",
    "cohort": "administrator.cohorts.show",
    "completion": "administrator.completion.show",
    "report": "reports.completion.show",
    "certificates": "administrator.certificates.index",
    "certificate": "administrator.certificates.show",
    "certificate-check": "credentials.checks.show",
    "trail": "auditor.trail.index",
}
"""The endpoint of each page that the documentation shows."""


@dataclass(frozen=True, slots=True)
class Screen:
    """A page in a state, as one person sees it."""

    name: str
    person: str  # a role of the demonstration, a login of people.py, or "" for nobody
    endpoint: str
    way: tuple[Step, ...]
    language: str = "zh-TW"


def _pictured() -> list[Screen]:
    return [
        Screen(name, role, ENDPOINTS[name], way)
        for role, pages in PAGES.items()
        for name, way in pages
    ]


def _questions() -> list[Screen]:
    """A question of each kind, before the answer and after a right and a wrong one."""
    return [
        Screen(f"{kind}-{state}", "player", "trainee.attempts.show", (f"at {kind}-{state}",))
        for kind in sorted(KINDS)
        for state in STATES
    ]


FIRST_ITEM = "css=main tbody a >> nth=0"
STATES_OF_PAGES = [
    Screen("sign-in-refused", "", "accounts.sign_in.submit", ("/sign-in", steps.sign_in_wrongly)),
    Screen("no-certificate", "", "credentials.checks.show", ("/c/nothing",)),
    # a trainee
    Screen("readiness-new", "newcomer", "trainee.readiness.show", ("/readiness",)),
    Screen("readiness-none", "unattached", "trainee.readiness.show", ("/readiness",)),
    Screen("record-new", "newcomer", "trainee.record.show", ("/record",)),
    Screen("certificates-new", "newcomer", "reports.certificates.mine", ("/reports/certificates/mine",)),
    Screen("why-new", "newcomer", "trainee.evidence.show", ("/modules/K01/why",)),
    Screen("task-new", "newcomer", "trainee.tasks.show", ("/tasks/T1.1",)),
    Screen("before-practice", "newcomer", "trainee.quizzes.show", ("/quizzes/practice/K13",)),
    Screen("before-check", "newcomer", "trainee.quizzes.show", ("/quizzes/module_check/K13",)),
    Screen("menu-open", "trainee", "trainee.readiness.show", ("/readiness", steps.open_menu)),
    Screen("account-refused", "newcomer", "accounts.my_account.set_password", ("/account", steps.change_password_wrongly)),
    Screen("quiz-answered", "player", "trainee.attempts.show", ("at quiz",)),
    Screen("quiz-flagged", "player", "trainee.attempts.show", ("at flagged",)),
    Screen("quiz-review", "player", "trainee.attempts.review", ("at review",)),
    Screen("quiz-result", "player", "trainee.results.show", ("at result",)),
    Screen("check-adaptive", "player", "trainee.attempts.show", ("at check",)),
    Screen("question-saved", "player", "trainee.attempts.show", ("at single_choice-blank", steps.choose_the_first)),
    Screen("question-refused", "player", "trainee.attempts.answer", ("at numeric-blank", steps.answer_with_words)),
    *_questions(),
    # an instructor
    Screen("today-idle", "idle", "instructor.today.show", ("/instructor/",)),
    Screen("cohorts-idle", "idle", "instructor.cohorts.index", ("/instructor/cohorts",)),
    Screen("my-cohorts", "instructor", "instructor.cohorts.index", ("/instructor/cohorts",)),
    Screen("matrix-empty", "waiting", "instructor.cohorts.matrix", ("/instructor/cohorts", EMPTY_COHORT)),
    Screen("reports-none", "idle", "reports.completion.index", ("/reports/completion",)),
    Screen("items-none", "instructor", "instructor.items.index", ("/instructor/items?q=沒有這樣的題目",)),
    Screen("modules", "instructor", "instructor.modules.index", ("/instructor/modules",)),
    Screen("coverage-short", "instructor", "instructor.coverage.show", ("/instructor/coverage?show=short",)),
    Screen("draft", "instructor", "instructor.drafts.edit", ("/instructor/items", FIRST_ITEM, "css=main a[href$='/edit'] >> nth=0")),
    Screen("writing-refused", "instructor", "instructor.drafts.create", ("/instructor/items/new?competency=K29&cognitive=apply", steps.publish_a_blank_question)),
    Screen("setting-refused", "instructor", "instructor.quizzes.update", ("/instructor/quizzes/module_check", steps.clear_the_bounds)),
    # an assessor
    Screen("cohorts-assessor", "assessor", "instructor.cohorts.index", ("/instructor/cohorts",)),
    Screen("reports-assessor", "assessor", "reports.completion.index", ("/reports/completion",)),
    # an administrator
    Screen("users-none", "administrator", "administrator.users.index", ("/administrator/users?q=沒有這個人",)),
    Screen("user-new", "administrator", "administrator.users.add", ("/administrator/users/add",)),
    Screen("user-refused", "administrator", "administrator.users.create", ("/administrator/users/add", steps.pressing("新增使用者"))),
    Screen("user", "administrator", "administrator.users.edit", ("/administrator/users", "idle")),
    Screen("user-password", "administrator", "administrator.users.reset_password", ("/administrator/users", steps.open_the_reset)),
    Screen("cohort-new", "administrator", "administrator.cohorts.add", ("/administrator/cohorts/add",)),
    Screen("cohort-change", "administrator", "administrator.cohorts.edit", ("/administrator/cohorts", COHORT, "改名稱和期間")),
    Screen("cohort-refused", "administrator", "administrator.cohorts.change", ("/administrator/cohorts", COHORT, "改名稱和期間", steps.clear_the_name)),
    Screen("cohort-empty", "administrator", "administrator.cohorts.show", ("/administrator/cohorts", EMPTY_COHORT)),
    Screen("list-refused", "administrator", "administrator.cohorts.members.add_list", ("/administrator/cohorts", COHORT, steps.paste_a_wrong_list)),
    Screen("import-refused", "administrator", "administrator.standards.imports.receive", ("/administrator/standards/imports/add", steps.upload_no_standard)),
    Screen("import-open", "administrator", "administrator.standards.imports.review", ("/administrator/standards/imports/add", upload_another_version, steps.open_all_details)),
    Screen("import-text", "administrator", "administrator.standards.imports.text", ("/administrator/standards/imports/add", upload_another_version, "css=main a[href*='/text'] >> nth=0")),
    Screen("completions", "administrator", "administrator.completion.index", ("/administrator/completion",)),
    Screen("completion-empty", "administrator", "administrator.completion.show", ("/administrator/completion", EMPTY_COHORT)),
    # an auditor
    Screen("trail-none", "auditor", "auditor.trail.index", ("/auditor/?actor=nobody-at-all",)),
    Screen("trail-check", "auditor", "auditor.trail.check", ("/auditor/check",)),
    # whoever goes astray
    Screen("not-found", "trainee", "", ("/nowhere",)),
    Screen("not-allowed", "trainee", "administrator.overview.show", ("/administrator/",)),
]  # fmt: skip

IN_ENGLISH = {
    "sign-in", "readiness", "task", "module", "before-quiz", "quiz-answered", "quiz-result", "result", "record",
    "matrix", "items", "writing", "coverage", "overview", "import", "users", "trail",
    "single_choice-wrong", "case-blank", "quiz-review",
}  # fmt: skip

_SCREENS = [*_pictured(), *STATES_OF_PAGES]
SCREENS = [
    *_SCREENS,
    *(
        Screen(f"{each.name}-en", each.person, each.endpoint, each.way, "en-US")
        for each in _SCREENS
        if each.name in IN_ENGLISH and not any(callable(step) for step in each.way)
    ),
]

NO_PAGE = {
    "static": "a file",
    "accounts.sign_in.home": "leads to the first page of the role",
    "trainee.attempts.resume": "leads to the open question or the result",
    "administrator.standards.download": "a download",
    "instructor.cohorts.export": "a download",
    "reports.certificates.pdf": "a download",
    "reports.certificates.preview": "a drawing, shown inside a page",
    "reports.completion.csv": "a download",
    "reports.completion.pdf": "a download",
    "reports.completion.preview": "a drawing, shown inside a page",
    "reports.completion.xlsx": "a download",
}
