"""What a stranger may check without signing in."""

from webapp.kit.area import area

PAGES = area("credentials")
