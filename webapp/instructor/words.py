"""How the parts of an item are said."""

from flask_babel import lazy_gettext as _l

from quizzes.delivery.terms import Purpose
from quizzes.items.content import Cognitive, Kind

COGNITIVE = {
    Cognitive.REMEMBER: _l("記憶"),
    Cognitive.UNDERSTAND: _l("理解"),
    Cognitive.APPLY: _l("應用"),
    Cognitive.ANALYSE: _l("分析"),
    Cognitive.EVALUATE: _l("評鑑"),
}
KINDS = {
    Kind.SINGLE_CHOICE: _l("單選"),
    Kind.MULTIPLE_CHOICE: _l("複選"),
    Kind.NUMERIC: _l("計算"),
    Kind.ORDERING: _l("排序"),
    Kind.MATCHING: _l("配對"),
    Kind.CLOZE: _l("填空"),
    Kind.SHORT_TEXT: _l("簡答"),
    Kind.CASE: _l("案例"),
}
STATES = {
    "published": _l("上線"),
    "draft": _l("草稿"),
    "retired": _l("停用"),
}
PURPOSES = {
    Purpose.PRACTICE: _l("練習"),
    Purpose.MODULE_CHECK: _l("單元檢核"),
    Purpose.TASK_QUIZ: _l("任務測驗"),
    Purpose.LEVEL_QUIZ: _l("分級測驗"),
    Purpose.REVIEW: _l("複習"),
}
