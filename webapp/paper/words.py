"""How the states of certificates and the results of trainees are said on pages."""

from flask_babel import lazy_gettext as _l

from quizzes.certification.terms import CertificateEventKind, CertificateState, Result

STATES = {
    CertificateState.VALID: _l("有效"),
    CertificateState.EXPIRED: _l("已過期"),
    CertificateState.REVOKED: _l("已撤銷"),
    CertificateState.SUPERSEDED: _l("已換發"),
    CertificateState.MISMATCH: _l("資料不符"),
}
TONES = {
    CertificateState.VALID: "ok",
    CertificateState.EXPIRED: "warn",
    CertificateState.REVOKED: "bad",
    CertificateState.SUPERSEDED: "warn",
    CertificateState.MISMATCH: "bad",
}
STEPS = {
    CertificateEventKind.ISSUED: _l("核發"),
    CertificateEventKind.REVOKED: _l("撤銷"),
    CertificateEventKind.SUPERSEDED: _l("換發新證書"),
}
RESULTS = {
    Result.GRADUATED.value: _l("結訓"),
    Result.COMPLETED.value: _l("完訓"),
    Result.LEFT.value: _l("未完訓"),
}
