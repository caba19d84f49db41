"""Reading the pages of a cohort as a person would."""

import re

from sqlalchemy import select

from webapp.audit.models import AuditEntry


def newest_entry(session):
    return session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()


def address(cohort, person=None):
    page = f"/instructor/cohorts/{cohort.public_id}"
    return f"{page}/trainees/{person.public_id}" if person else page


def text_of(fragment):
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", fragment))


def rows(page):
    """Return name and texts of the cells of every row of the matrix."""
    body = re.search(r'<table class="mx".*?<tbody>(.*?)</tbody>', page, re.DOTALL)[1]
    return [
        [text_of(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)]
        for row in re.findall(r"<tr>.*?</tr>", body, re.DOTALL)
    ]


def foot(page):
    part = re.search(r"<tfoot>(.*?)</tfoot>", page, re.DOTALL)[1]
    return {
        text_of(cells[0]): [text_of(cell) for cell in cells[1:]]
        for row in re.findall(r"<tr>.*?</tr>", part, re.DOTALL)
        if (cells := re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL))
    }
