"""The pages of the instructor."""

from webapp.kit.area import area

PAGES = area("instructor", url_prefix="/instructor")
