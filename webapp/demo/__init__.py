"""The demonstration: a cohort with a history, produced through the platform's own commands."""

from webapp.demo import switching
from webapp.kit.area import area

PAGES = area("demo", switching.pages)
register = switching.register
