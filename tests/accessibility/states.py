"""The states of pages that the documentation does not show: empty, refused, half done.

For each person (a role of the demonstration, a login of people.py, or nobody): the name of the
screen, then the endpoint and the way to it.
"""

from tests.accessibility import steps
from tests.accessibility.people import EMPTY_COHORT
from tests.journeys.pages import COHORT, STANDARD, Step, upload_another_version

COHORTS = "/administrator/cohorts"
IMPORT = "/administrator/standards/imports/add"
BANK = "/instructor/items"
WRITING = "/instructor/items/new?competency=K29&cognitive=apply"
FIRST_ITEM = "css=main tbody a >> nth=0"
FIRST_EDIT = "css=main a[href$='/edit'] >> nth=0"
FIRST_TEXT = "css=main a[href*='/text'] >> nth=0"

STATES: dict[str, dict[str, tuple[str, *tuple[Step, ...]]]] = {
    "": {
        "sign-in-refused": ("accounts.sign_in.submit", "/sign-in", steps.sign_in_wrongly),
        "no-certificate": ("credentials.checks.show", "/c/nothing"),
    },
    "newcomer": {
        "readiness-new": ("trainee.readiness.show", "/readiness"),
        "record-new": ("trainee.record.show", "/record"),
        "certificates-new": ("reports.certificates.mine", "/reports/certificates/mine"),
        "why-new": ("trainee.evidence.show", "/modules/K01/why"),
        "task-new": ("trainee.tasks.show", "/tasks/T1.1"),
        "before-practice": ("trainee.quizzes.show", "/quizzes/practice/K13"),
        "before-check": ("trainee.quizzes.show", "/quizzes/module_check/K13"),
        "before-level-new": ("trainee.quizzes.show", "/quizzes/level_quiz/3"),
        "account-refused": (
            "accounts.my_account.set_password",
            "/account",
            steps.change_password_wrongly,
        ),
    },
    "unattached": {
        "readiness-none": ("trainee.readiness.show", "/readiness"),
    },
    "trainee": {
        "review-result": (
            "trainee.reviews.result",
            "/record",
            "css=main .record li:has-text('複習') a >> nth=-1",
        ),
        "receipt-asked": ("reports.receipts.show", "/reports/receipts"),
        "receipt-unknown": ("reports.receipts.show", "/reports/receipts?number=x&mark=y"),
        "menu-open": ("trainee.readiness.show", "/readiness", steps.open_menu),
        "not-found": ("", "/nowhere"),
        "not-allowed": ("administrator.overview.show", "/administrator/"),
    },
    "player": {
        "quiz-answered": ("trainee.attempts.show", "at quiz"),
        "quiz-flagged": ("trainee.attempts.show", "at flagged"),
        "quiz-review": ("trainee.attempts.review", "at review"),
        "quiz-result": ("trainee.results.show", "at result"),
        "check-adaptive": ("trainee.attempts.show", "at check"),
        "level-adaptive": ("trainee.attempts.show", "at level"),
        "level-running": ("trainee.quizzes.show", "/quizzes/level_quiz/3"),
        "question-saved": (
            "trainee.attempts.show",
            "at single_choice-blank",
            steps.choose_the_first,
        ),
        "question-refused": (
            "trainee.attempts.answer",
            "at numeric-blank",
            steps.answer_with_words,
        ),
    },
    "idle": {
        "today-idle": ("instructor.today.show", "/instructor/"),
        "cohorts-idle": ("instructor.cohorts.index", "/instructor/cohorts"),
        "reports-none": ("reports.completion.index", "/reports/completion"),
    },
    "instructor": {
        "my-cohorts": ("instructor.cohorts.index", "/instructor/cohorts"),
        "items-none": ("instructor.items.index", "/instructor/items?q=沒有這樣的題目"),
        "modules": ("instructor.modules.index", "/instructor/modules"),
        "coverage-short": ("instructor.coverage.show", "/instructor/coverage?show=short"),
        "draft": ("instructor.drafts.edit", BANK, FIRST_ITEM, FIRST_EDIT),
        "writing-refused": ("instructor.drafts.create", WRITING, steps.publish_a_blank_question),
        "setting-refused": (
            "instructor.quizzes.update",
            "/instructor/quizzes/module_check",
            steps.clear_the_bounds,
        ),
    },
    "waiting": {
        "matrix-empty": ("instructor.cohorts.matrix", "/instructor/cohorts", EMPTY_COHORT),
    },
    "assessor": {
        "cohorts-assessor": ("instructor.cohorts.index", "/instructor/cohorts"),
        "reports-assessor": ("reports.completion.index", "/reports/completion"),
    },
    "administrator": {
        "users-none": ("administrator.users.index", "/administrator/users?q=沒有這個人"),
        "user-new": ("administrator.users.add", "/administrator/users/add"),
        "user-refused": (
            "administrator.users.create",
            "/administrator/users/add",
            steps.pressing("新增使用者"),
        ),
        "user": ("administrator.users.edit", "/administrator/users", "idle"),
        "user-password": (
            "administrator.users.reset_password",
            "/administrator/users",
            steps.open_the_reset,
        ),
        "cohort-new": ("administrator.cohorts.add", "/administrator/cohorts/add"),
        "cohort-change": ("administrator.cohorts.edit", COHORTS, COHORT, "改名稱和期間"),
        "cohort-refused": (
            "administrator.cohorts.change",
            COHORTS,
            COHORT,
            "改名稱和期間",
            steps.clear_the_name,
        ),
        "cohort-empty": ("administrator.cohorts.show", COHORTS, EMPTY_COHORT),
        "list-refused": (
            "administrator.cohorts.members.add_list",
            COHORTS,
            COHORT,
            steps.paste_a_wrong_list,
        ),
        "critical": ("administrator.standards.critical.edit", f"{STANDARD}/critical"),
        "critical-refused": (
            "administrator.standards.critical.change",
            f"{STANDARD}/critical",
            steps.pressing("儲存"),
        ),
        "import-refused": (
            "administrator.standards.imports.receive",
            IMPORT,
            steps.upload_no_standard,
        ),
        "import-open": (
            "administrator.standards.imports.review",
            IMPORT,
            upload_another_version,
            steps.open_all_details,
        ),
        "import-text": (
            "administrator.standards.imports.text",
            IMPORT,
            upload_another_version,
            FIRST_TEXT,
        ),
        "completions": ("administrator.completion.index", "/administrator/completion"),
        "completion-empty": (
            "administrator.completion.show",
            "/administrator/completion",
            EMPTY_COHORT,
        ),
    },
    "auditor": {
        "calibrations-auditor": (
            "administrator.standards.calibrations.index",
            "/administrator/completion",
            COHORT,
            "看量測校準",
        ),
        "trail-none": ("auditor.trail.index", "/auditor/?actor=nobody-at-all"),
        "trail-check": ("auditor.trail.check", "/auditor/check"),
    },
}
