"""How the acts of the audit trail are said."""

from flask_babel import lazy_gettext as _l

ACTS = {
    "session.begin": _l("登入"),
    "session.end": _l("登出"),
    "session.refuse": _l("登入失敗"),
    "user.add": _l("新增帳號"),
    "user.change_password": _l("改密碼"),
    "user.change_roles": _l("改角色"),
    "user.set_enabled": _l("啟用或停用帳號"),
    "user.reset_password": _l("重設密碼"),
    "cohort.add": _l("建立班級"),
    "cohort.change": _l("改班級"),
    "cohort.enrol": _l("加入班級"),
    "cohort.leave": _l("離開班級"),
    "cohort.assign_staff": _l("指定班級的老師"),
    "cohort.release_staff": _l("取消班級的老師"),
    "standard.receive": _l("上傳職能基準文件"),
    "standard.decide": _l("決定一處讀法"),
    "standard.accept": _l("其餘讀法都照建議"),
    "standard.explain": _l("說明數量不符的原因"),
    "standard.set_aside": _l("放棄匯入"),
    "standard.import": _l("匯入職能基準"),
    "standard.mark_critical": _l("改關鍵職能"),
    "item.draft": _l("寫題目草稿"),
    "item.publish": _l("題目上線"),
    "item.retire": _l("題目下線"),
    "trainee.look": _l("查看學員的作答"),
    "cohort.export": _l("匯出就緒矩陣"),
    "quiz.settings": _l("改測驗設定"),
    "attempt.begin": _l("開始作答"),
    "attempt.hand_in": _l("送出作答"),
    "attempt.pause": _l("暫停作答"),
    "attempt.resume": _l("讓作答繼續"),
    "attempt.extra": _l("補時"),
    "attempt.decide_late": _l("決定遲到的答案"),
    "trainee.agree_time": _l("改測驗時間"),
    "quiz.window": _l("排定測驗"),
    "remark.make": _l("回報題目問題"),
    "remark.answer": _l("答覆題目回報"),
    "report.issue": _l("產生結訓報告"),
    "certificate.issue": _l("核發證書"),
    "certificate.reissue": _l("換發證書"),
    "certificate.revoke": _l("撤銷證書"),
}


def act(action: str) -> str:
    """Say an act in the language of the page; one without words is shown by its name."""
    return str(ACTS.get(action, action))
