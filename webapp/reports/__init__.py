"""Reports and certificates as files."""

from webapp.kit.area import area

PAGES = area("reports", url_prefix="/reports")
