"""The pages of the administrator."""

from webapp.administrator import (
    certificates,
    cohorts,
    completion,
    overview,
    standards,
    users,
)
from webapp.kit.area import area

PAGES = area(
    "administrator",
    overview.pages,
    standards.pages,
    cohorts.pages,
    completion.pages,
    certificates.pages,
    users.pages,
    url_prefix="/administrator",
)
