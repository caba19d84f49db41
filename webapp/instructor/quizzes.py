"""測驗設定: one screen for each purpose of a quiz."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from typing_extensions import override
from werkzeug.wrappers import Response
from wtforms import BooleanField, IntegerField, RadioField
from wtforms.validators import InputRequired, NumberRange, Optional

from curriculum.standards.queries import StandardOutline
from quizzes.delivery.commands import set_quiz_settings
from quizzes.delivery.offers import DEFAULTS, QuizSettings
from quizzes.delivery.queries import get_settings
from quizzes.delivery.terms import LatePolicy, Purpose, Reveal
from webapp.audit.recording import record_own_act
from webapp.extensions import db
from webapp.instructor.chosen_standard import chosen_standard
from webapp.instructor.words import PURPOSES
from webapp.kit.choices import choices
from webapp.permissions import Role, requires

pages = Blueprint("quizzes", __name__, url_prefix="/quizzes")
AIMS = {
    Purpose.PRACTICE: _l("學的時候做。每題確認後馬上看解析，要做幾次都可以。"),
    Purpose.MODULE_CHECK: _l("一項職能一份。題目看作答情形挑，足夠判定就停。"),
    Purpose.TASK_QUIZ: _l("一項任務一份。題目平均分到這項任務的每一項職能。"),
    Purpose.LEVEL_QUIZ: _l(
        "一個級別一份，連同以下各級。題目看作答情形挑，可以分好幾次，測到判定就緒或尚未為止。"
    ),
    Purpose.REVIEW: _l("整份職能基準一份。隔幾天再問答過的題目，每題確認後看解析，不計入判定。"),
}


class ReviewForm(FlaskForm):
    """What is decided about the review: its other settings never change."""

    is_offered = BooleanField(_l("開放給學員"))
    item_maximum = IntegerField(
        _l("最多幾題"), [InputRequired(_l("填 1 到 60")), NumberRange(1, 60, _l("填 1 到 60"))]
    )

    def settings(self) -> QuizSettings:
        """Return what was sent as the settings of the review."""
        return replace(
            DEFAULTS[Purpose.REVIEW],
            item_maximum=self.item_maximum.data or 1,
            is_offered=bool(self.is_offered.data),
        )


class SettingsForm(FlaskForm):
    """What is decided about the quizzes of one purpose."""

    is_offered = BooleanField(_l("開放給學員"))
    item_minimum = IntegerField(
        _l("最少幾題"), [InputRequired(_l("填 1 到 60")), NumberRange(1, 60, _l("填 1 到 60"))]
    )
    item_maximum = IntegerField(
        _l("最多幾題"), [InputRequired(_l("填 1 到 60")), NumberRange(1, 60, _l("填 1 到 60"))]
    )
    rule = RadioField(
        _l("判定的規則"),
        choices=choices(
            [
                ("recommended", _l("建議：把握 85% 才判達標，15% 以下判未達標")),
                ("economical", _l("省題：把握 75% 就判達標，25% 以下判未達標；誤判大約多一倍")),
            ]
        ),
    )
    attempts_allowed = IntegerField(
        _l("可以作答幾次"), [Optional(), NumberRange(1, 99, _l("填 1 到 99，不限就留空"))]
    )
    time_limit_minutes = IntegerField(
        _l("時間限制"), [Optional(), NumberRange(1, 600, _l("填 1 到 600，不限就留空"))]
    )
    late_policy = RadioField(
        _l("截止前選好、截止後才送達的答案"),
        choices=choices(
            [
                (LatePolicy.ASK.value, _l("由講師決定要不要計分")),
                (LatePolicy.COUNT.value, _l("一天內送達就計分，更晚的由講師決定")),
                (LatePolicy.REFUSE.value, _l("留下紀錄，不計分")),
            ]
        ),
    )
    reveal = RadioField(
        _l("什麼時候看得到答案和解析"),
        choices=choices(
            [
                (Reveal.AFTER_EACH.value, _l("每題確認後")),
                (Reveal.AFTER_HAND_IN.value, _l("整份送出後")),
                (Reveal.NEVER.value, _l("都不公布")),
            ]
        ),
    )

    @override
    def validate(self, extra_validators: Mapping[str, Sequence[object]] | None = None) -> bool:
        """Also refuse a minimum above the maximum."""
        is_valid = bool(super().validate(extra_validators))
        if (self.item_minimum.data or 1) > (self.item_maximum.data or 1):
            self.item_minimum.errors = [_("最少的題數不能比最多的多")]
            return False
        return is_valid

    def settings(self) -> QuizSettings:
        """Return what was sent as settings."""
        return QuizSettings(
            rule=self.rule.data,
            item_minimum=self.item_minimum.data or 1,
            item_maximum=self.item_maximum.data or 1,
            attempts_allowed=self.attempts_allowed.data,
            time_limit_minutes=self.time_limit_minutes.data,
            reveal=Reveal(self.reveal.data),
            is_offered=bool(self.is_offered.data),
            late_policy=LatePolicy(self.late_policy.data),
        )


@pages.get("")
@requires(Role.INSTRUCTOR, Role.ADMINISTRATOR)
def index() -> str:
    """Say how each purpose is set, in sentences."""
    chosen = chosen_standard(db.session())
    settings = {
        purpose: get_settings(db.session(), standard_id=chosen.outline.id, purpose=purpose)
        for purpose in Purpose
    }
    return render_template(
        "instructor/quizzes/index.html",
        standard=chosen.outline,
        standards=chosen.others,
        settings=settings,
        words=PURPOSES,
        aims=AIMS,
    )


@pages.get("/<any(practice, module_check, task_quiz, level_quiz, review):purpose>")
@requires(Role.INSTRUCTOR, Role.ADMINISTRATOR)
def edit(purpose: str) -> str:
    """Show the settings of one purpose."""
    standard = chosen_standard(db.session()).outline
    kept = get_settings(db.session(), standard_id=standard.id, purpose=Purpose(purpose))
    return _page(standard, _form(Purpose(purpose), kept), Purpose(purpose))


@pages.post("/<any(practice, module_check, task_quiz, level_quiz, review):purpose>")
@requires(Role.INSTRUCTOR, Role.ADMINISTRATOR)
def update(purpose: str) -> Response | tuple[str, int]:
    """Keep the settings of one purpose; attempts under way keep their own."""
    form = _form(Purpose(purpose))
    session = db.session()
    standard = chosen_standard(session).outline
    if not form.validate_on_submit():
        return _page(standard, form, Purpose(purpose)), 422
    set_quiz_settings(
        session, standard_id=standard.id, purpose=Purpose(purpose), settings=form.settings()
    )
    record_own_act("quiz.settings", "standard", standard.code, purpose=purpose)
    db.session.commit()
    flash(_("已儲存。進行中的作答照原來的設定走完。"))
    return redirect(url_for("instructor.quizzes.index", standard=request.args.get("standard")), 303)


def _form(purpose: Purpose, kept: QuizSettings | None = None) -> SettingsForm | ReviewForm:
    return (ReviewForm if purpose is Purpose.REVIEW else SettingsForm)(obj=kept)


def _page(standard: StandardOutline, form: SettingsForm | ReviewForm, purpose: Purpose) -> str:
    return render_template(
        "instructor/quizzes/edit.html",
        standard=standard,
        form=form,
        purpose=purpose,
        word=PURPOSES[purpose],
        aim=AIMS[purpose],
    )
