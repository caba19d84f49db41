"""The pages of the auditor."""

from webapp.kit.area import area

PAGES = area("auditor", url_prefix="/auditor")
