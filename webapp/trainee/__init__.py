"""The pages of the trainee."""

from webapp.kit.area import area
from webapp.trainee import (
    attempts,
    evidence,
    modules,
    quizzes,
    readiness,
    record,
    results,
    reviews,
    tasks,
)

PAGES = area(
    "trainee",
    readiness.pages,
    tasks.pages,
    modules.pages,
    evidence.pages,
    quizzes.pages,
    reviews.pages,
    attempts.pages,
    results.pages,
    record.pages,
)
