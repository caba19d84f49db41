"""The pages of the instructor; assessors and administrators read some of them."""

from webapp.instructor import (
    cohorts,
    coverage,
    drafts,
    indicator_coverage,
    items,
    modules,
    quizzes,
    today,
)
from webapp.kit.area import area

PAGES = area(
    "instructor",
    today.pages,
    cohorts.pages,
    coverage.pages,
    indicator_coverage.pages,
    drafts.pages,
    items.pages,
    modules.pages,
    quizzes.pages,
    url_prefix="/instructor",
)
