"""The pages of the instructor; assessors and administrators read some of them."""

from webapp.instructor import (
    allowances,
    cohorts,
    coverage,
    drafts,
    indicator_coverage,
    items,
    modules,
    quizzes,
    remarks,
    sittings,
    today,
    windows,
)
from webapp.kit.area import area

PAGES = area(
    "instructor",
    today.pages,
    cohorts.pages,
    sittings.pages,
    allowances.pages,
    coverage.pages,
    indicator_coverage.pages,
    drafts.pages,
    items.pages,
    modules.pages,
    windows.pages,
    quizzes.pages,
    remarks.pages,
    url_prefix="/instructor",
)
