"""The pages of the auditor."""

from webapp.auditor import trail
from webapp.kit.area import area

PAGES = area("auditor", trail.pages, url_prefix="/auditor")
