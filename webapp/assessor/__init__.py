"""The pages of the assessor."""

from webapp.kit.area import area

PAGES = area("assessor", url_prefix="/assessor")
