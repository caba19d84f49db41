"""The primary navigation: which pages a person sees in the header, by role."""

from collections.abc import Collection
from dataclasses import dataclass

from flask import Flask, request, url_for
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from webapp.permissions import Role


@dataclass(frozen=True, slots=True)
class Entry:
    """One link of the navigation; it is current on every page below its endpoint's blueprint."""

    endpoint: str
    label: str
    role: Role
    icon: str = ""  # a name of kit/icon.html, shown on phones


@dataclass(frozen=True, slots=True)
class Link:
    """An entry as a template shows it."""

    url: str
    label: str
    is_current: bool
    icon: str


ENTRIES = (
    Entry("trainee.readiness.show", _l("就緒地圖"), Role.TRAINEE, "bridge"),
    Entry("trainee.record.show", _l("學習紀錄"), Role.TRAINEE, "record"),
    Entry("reports.certificates.mine", _l("我的證書"), Role.TRAINEE, "certificate"),
    Entry("administrator.overview.show", _l("總覽"), Role.ADMINISTRATOR, "overview"),
    Entry("administrator.standards.index", _l("職能基準"), Role.ADMINISTRATOR, "standard"),
    Entry("administrator.users.index", _l("使用者"), Role.ADMINISTRATOR, "person"),
    Entry("administrator.cohorts.index", _l("班級"), Role.ADMINISTRATOR, "people"),
    Entry("administrator.completion.index", _l("結訓"), Role.ADMINISTRATOR, "report"),
    Entry("auditor.trail.index", _l("稽核"), Role.ADMINISTRATOR, "audit"),
    Entry("auditor.trail.index", _l("稽核"), Role.AUDITOR, "audit"),
    Entry("administrator.completion.index", _l("結訓"), Role.AUDITOR, "report"),
    Entry("instructor.today.show", _l("今天"), Role.INSTRUCTOR, "today"),
    Entry("instructor.cohorts.index", _l("班級"), Role.INSTRUCTOR, "people"),
    Entry("instructor.cohorts.index", _l("班級"), Role.ASSESSOR, "people"),
    Entry("instructor.cohorts.index", _l("班級就緒度"), Role.AUDITOR, "people"),
    Entry("instructor.items.index", _l("題庫"), Role.INSTRUCTOR, "bank"),
    Entry("instructor.coverage.show", _l("覆蓋圖"), Role.INSTRUCTOR, "coverage"),
    Entry("instructor.quizzes.index", _l("測驗設定"), Role.INSTRUCTOR, "quiz"),
    Entry("reports.completion.index", _l("結訓報告"), Role.INSTRUCTOR, "report"),
    Entry("reports.completion.index", _l("結訓報告"), Role.ASSESSOR, "report"),
)
FOREMOST = (Role.ADMINISTRATOR, Role.INSTRUCTOR, Role.TRAINEE, Role.ASSESSOR, Role.AUDITOR)


def entries_for(roles: Collection[Role]) -> list[Entry]:
    """Return the entries for these roles, without doubles, in the menu's order."""
    found = {entry.endpoint: entry for entry in reversed(ENTRIES) if entry.role in roles}
    return [entry for entry in ENTRIES if found.get(entry.endpoint) is entry]


def home_endpoint(roles: Collection[Role]) -> str:
    """Return the first page of the foremost role that has one."""
    for role in FOREMOST:
        for entry in ENTRIES:
            if role in roles and entry.role == role:
                return entry.endpoint
    return "accounts.my_account.show"


def _links() -> list[Link]:
    if not current_user.is_authenticated:
        return []
    return [
        Link(
            url_for(entry.endpoint),
            entry.label,
            is_current=entry.endpoint.rpartition(".")[0] in request.blueprints,
            icon=entry.icon,
        )
        for entry in entries_for(current_user.role_set)
    ]


def register(app: Flask) -> None:
    """Give every template the navigation as `menu()`."""
    app.add_template_global(_links, "menu")
