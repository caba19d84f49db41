"""The web application.

Its parts are imported when an application is made: the command line reads a document in a
fraction of the time that they take to load.
"""

# ruff: noqa: PLC0415

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from webapp.settings import Settings

MIGRATIONS = Path(__file__).parent.parent / "migrations"


def create_app(settings: "Settings") -> "Flask":
    """Build the application from its settings: everything that is wired, in order."""
    from flask import Flask
    from werkzeug.middleware.proxy_fix import ProxyFix

    from webapp import accounts, demo, errors, permissions
    from webapp.areas import AREAS
    from webapp.extensions import csrf, db, migrate
    from webapp.kit import (
        compression,
        language,
        menu,
        plain_text,
        security_headers,
        static_files,
        subjects,
        words,
    )

    app = Flask(__name__)
    app.config.from_mapping(settings.to_flask())
    if settings.proxy_count:
        hops = settings.proxy_count
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops
        )
    db.init_app(app)
    migrate.init_app(app, db, directory=str(MIGRATIONS))
    compression.register(app)
    language.register(app)
    accounts.register(app)
    csrf.init_app(app)
    security_headers.register(app)
    plain_text.register(app)
    static_files.register(app)
    menu.register(app)
    words.register(app)
    subjects.register(app)
    demo.register(app)
    errors.register(app)
    for area in AREAS:
        app.register_blueprint(area.PAGES)
    permissions.register(app)
    return app
