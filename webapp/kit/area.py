"""An area of the web app: one blueprint that holds the page modules of one kind of person."""

from flask import Blueprint


def area(name: str, *pages: Blueprint, url_prefix: str | None = None) -> Blueprint:
    """Join page modules, so that an endpoint reads area.module.page."""
    joined = Blueprint(name, __name__, url_prefix=url_prefix)
    for page_module in pages:
        joined.register_blueprint(page_module)
    return joined
