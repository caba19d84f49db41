"""The areas of the web app, each with the page modules that it offers."""

from webapp import (
    accounts,
    administrator,
    assessor,
    auditor,
    credentials,
    demo,
    instructor,
    reports,
    trainee,
)

AREAS = (
    accounts,
    trainee,
    instructor,
    assessor,
    administrator,
    auditor,
    reports,
    credentials,
    demo,
)
