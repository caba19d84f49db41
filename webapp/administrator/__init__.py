"""The pages of the administrator."""

from webapp.administrator import cohorts, overview, standards, users
from webapp.kit.area import area

PAGES = area(
    "administrator",
    overview.pages,
    standards.pages,
    cohorts.pages,
    users.pages,
    url_prefix="/administrator",
)
