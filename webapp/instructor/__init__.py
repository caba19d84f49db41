"""The pages of the instructor; assessors and administrators read some of them."""

from webapp.instructor import (
    cohorts,
    coverage,
    drafts,
    indicator_coverage,
    items,
    modules,
    quizzes,
    remarks,
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
    remarks.pages,
    url_prefix="/instructor",
)
