"""The pages of the administrator."""

from webapp.kit.area import area

PAGES = area("administrator", url_prefix="/administrator")
