"""Reports and certificates as files."""

from webapp.kit.area import area
from webapp.reports import certificates, completion

PAGES = area("reports", completion.pages, certificates.pages, url_prefix="/reports")
