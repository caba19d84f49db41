"""Reports and certificates as files."""

from webapp.kit.area import area
from webapp.reports import certificates, completion, receipts

PAGES = area("reports", completion.pages, certificates.pages, receipts.pages, url_prefix="/reports")
