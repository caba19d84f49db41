"""What a stranger may check without signing in."""

from webapp.credentials import checks
from webapp.kit.area import area

PAGES = area("credentials", checks.pages)
