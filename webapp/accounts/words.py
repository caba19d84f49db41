"""How roles are said."""

from flask_babel import lazy_gettext as _l

from webapp.permissions import Role

ROLES = {
    Role.TRAINEE: _l("學員"),
    Role.INSTRUCTOR: _l("講師"),
    Role.ASSESSOR: _l("評量者"),
    Role.ADMINISTRATOR: _l("管理者"),
    Role.AUDITOR: _l("稽核"),
}
DUTIES = {
    Role.TRAINEE: _l("練習、作答、看自己的就緒度"),
    Role.INSTRUCTOR: _l("出題、看自己班級的就緒度"),
    Role.ASSESSOR: _l("評量自己班級的實作"),
    Role.ADMINISTRATOR: _l("帳號、班級、職能基準、報告和證書"),
    Role.AUDITOR: _l("查閱稽核紀錄，不能更改"),
}
