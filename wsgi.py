"""The application for a WSGI server."""

from webapp import create_app
from webapp.settings import Settings

app = create_app(Settings.from_environment())
