"""Certificates and reports as PDF and as preview: which template, with which data."""

from pathlib import Path

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _

from quizzes.certification.queries import CertificateView, ReportView
from quizzes.certification.terms import CertificateState
from webapp.kit.words import day, moment
from webapp.paper.engine import pdf, svg_pages
from webapp.paper.office import check_address
from webapp.paper.qr import qr_rows
from webapp.paper.words import STATES

TEMPLATES = Path(__file__).parent / "typst"
CERTIFICATE = TEMPLATES / "certificate.typ"
REPORT = TEMPLATES / "report.typ"
PAPER_LANGUAGE = "zh_Hant_TW"  # paper speaks the language of the official forms


def certificate_pdf(certificate: CertificateView) -> bytes:
    """Print a certificate; one that is worth nothing any more says so across its head."""
    return pdf(CERTIFICATE, _certificate_data(certificate), moment=certificate.issued_at)


def certificate_preview(certificate: CertificateView) -> bytes:
    """Draw the certificate as it is printed."""
    return svg_pages(CERTIFICATE, _certificate_data(certificate))[0]


def report_pdf(report: ReportView) -> bytes:
    """Print a completion report."""
    return pdf(REPORT, _report_data(report), moment=report.issued_at)


def report_preview(report: ReportView) -> list[bytes]:
    """Draw the pages of a completion report as they are printed."""
    return svg_pages(REPORT, _report_data(report))


def _certificate_data(certificate: CertificateView) -> dict[str, object]:
    address = check_address(certificate.public_id)
    return {
        "printed": certificate.printed,
        "author": _author(certificate.printed["issuer"]["organisation"]),
        "hash": certificate.shown_hash,
        "qr": qr_rows(address),
        "address": address,
        "emphasis": f"我們有 {certificate.printed['claim']['percent']}% 的把握",
        "ended": _ended(certificate),
    }


def _ended(certificate: CertificateView) -> dict[str, str] | None:
    if certificate.state is CertificateState.VALID:
        return None
    with force_locale(PAPER_LANGUAGE):
        title = str(STATES[certificate.state])
        step = certificate.ended
        if certificate.state is CertificateState.MISMATCH:
            text = _("存檔的內容和核發時的封印不符，不能當作證明。")
        elif step is None:
            text = _("有效期間到 %(day)s。", day=day(certificate.valid_until))
        else:
            text = _("%(day)s，%(reason)s", day=day(step.happened_at), reason=step.reason)
    return {"title": title, "text": text}


def _report_data(report: ReportView) -> dict[str, object]:
    return {
        "content": report.content,
        "title": "結訓報告",
        "author": _author(report.content["issuer"]["organisation"]),
        "hash": report.shown_hash,
        "number": report.number,
        "issued_at": moment(report.issued_at),
    }


def _author(organisation: str) -> str:
    return organisation or str(current_app.config["ORGANISATION"]) or "Callboard 練場"
