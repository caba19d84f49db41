"""The worker that shows a kept attempt while there is no network."""

from flask import Blueprint, Response, current_app

from webapp.permissions import public

pages = Blueprint("offline", __name__)


@pages.get("/attempts/worker.js")
@public
def worker() -> Response:
    """Send the worker from among the pages that it is for; browsers ask for a newer one."""
    response = current_app.send_static_file("js/worker.js")
    response.headers["Cache-Control"] = "no-cache"
    return response
