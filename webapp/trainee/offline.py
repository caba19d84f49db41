"""The worker that shows a kept attempt while there is no network."""

from pathlib import Path

from flask import Blueprint, Response, current_app

from webapp.permissions import public

pages = Blueprint("offline", __name__)


@pages.get("/attempts/worker.js")
@public
def worker() -> Response:
    """Send the worker from among the pages that it is for; browsers ask for a newer one."""
    script = Path(str(current_app.static_folder)) / "js" / "worker.js"
    return Response(script.read_bytes(), mimetype="text/javascript")
