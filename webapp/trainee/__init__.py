"""The pages of the trainee."""

from webapp.kit.area import area

PAGES = area("trainee")
