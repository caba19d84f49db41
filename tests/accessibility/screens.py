"""Every page, for each role that sees it, in each of its states, and the way there."""

from collections.abc import Sequence
from dataclasses import dataclass

from tests.accessibility.people import ANSWERS, KINDS
from tests.accessibility.states import STATES
from tests.journeys.pages import PAGES, Step

ENDPOINTS = {
    "sign-in": "accounts.sign_in.show",
    "readiness": "trainee.readiness.show",
    "task": "trainee.tasks.show",
    "module": "trainee.modules.show",
    "why": "trainee.evidence.show",
    "before-quiz": "trainee.quizzes.show",
    "quiz": "trainee.attempts.show",
    "before-level": "trainee.quizzes.show",
    "before-review": "trainee.reviews.show",
    "record": "trainee.record.show",
    "level-result": "trainee.results.show",
    "result": "trainee.results.show",
    "remark-form": "trainee.remarks.add",
    "my-remarks": "trainee.remarks.index",
    "receipt": "reports.receipts.show",
    "my-certificates": "reports.certificates.mine",
    "my-account": "accounts.my_account.show",
    "today": "instructor.today.show",
    "matrix": "instructor.cohorts.matrix",
    "person": "instructor.cohorts.person",
    "sittings": "instructor.sittings.show",
    "allowance": "instructor.allowances.edit",
    "windows": "instructor.windows.index",
    "level-window": "instructor.windows.edit",
    "window": "instructor.windows.edit",
    "remarks": "instructor.remarks.index",
    "remark": "instructor.remarks.show",
    "level-setting": "instructor.quizzes.edit",
    "review-setting": "instructor.quizzes.edit",
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
    "calibrations": "administrator.standards.calibrations.index",
    "calibration": "administrator.standards.calibrations.show",
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
    way: Sequence[Step]
    language: str = "zh-TW"


def _pictured() -> list[Screen]:
    return [
        Screen(name, role, ENDPOINTS[name], way)
        for role, pages in PAGES.items()
        for name, way in pages
    ]


def _other_states() -> list[Screen]:
    return [
        Screen(name, person, endpoint, way)
        for person, screens in STATES.items()
        for name, (endpoint, *way) in screens.items()
    ]


def _questions() -> list[Screen]:
    """A question of each kind, before the answer and after a right and a wrong one."""
    return [
        Screen(f"{kind}-{state}", "player", "trainee.attempts.show", (f"at {kind}-{state}",))
        for kind in sorted(KINDS)
        for state in ANSWERS
    ]


IN_ENGLISH = {
    "sign-in", "readiness", "task", "module", "before-quiz", "quiz-answered", "quiz-result",
    "record",
    "matrix", "items", "writing", "coverage", "overview", "calibration", "import", "users", "trail",
    "single_choice-wrong", "case-blank", "quiz-review",
    "windows", "receipt-asked", "my-remarks", "before-review",
}  # fmt: skip

_SCREENS = [*_pictured(), *_other_states(), *_questions()]
SCREENS = [
    *_SCREENS,
    *(
        Screen(f"{each.name}-en", each.person, each.endpoint, each.way, "en-US")
        for each in _SCREENS
        if each.name in IN_ENGLISH and not any(callable(step) for step in each.way)
    ),
]

NO_PAGE = {
    "trainee.attempts.state": "what the player asks for",
    "trainee.offline.worker": "a script",
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
