"""The pages of the trainee."""

from webapp.kit.area import area
from webapp.trainee import (
    attempts,
    evidence,
    modules,
    offline,
    quizzes,
    readiness,
    record,
    remarks,
    results,
    reviews,
    tasks,
    waiting,
)

PAGES = area(
    "trainee",
    readiness.pages,
    tasks.pages,
    modules.pages,
    evidence.pages,
    quizzes.pages,
    waiting.pages,
    reviews.pages,
    attempts.pages,
    offline.pages,
    results.pages,
    record.pages,
    remarks.pages,
)
