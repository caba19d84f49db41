"""The pages of the trainee."""

from webapp.kit.area import area
from webapp.trainee import (
    attempts,
    evidence,
    modules,
    quizzes,
    readiness,
    record,
    remarks,
    results,
    tasks,
)

PAGES = area(
    "trainee",
    readiness.pages,
    tasks.pages,
    modules.pages,
    evidence.pages,
    quizzes.pages,
    attempts.pages,
    results.pages,
    record.pages,
    remarks.pages,
)
