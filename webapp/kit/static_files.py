"""Static files under an address that changes with their content, so that browsers keep them."""

from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from flask import Flask, request, url_for
from werkzeug.wrappers import Response


@lru_cache(maxsize=256)
def _fingerprint(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()[:12]


def register(app: Flask) -> None:
    """Give templates `static_url`, and let browsers keep what it names for a year."""
    folder = Path(str(app.static_folder))

    @app.template_global()
    def static_url(filename: str) -> str:
        return url_for("static", filename=filename, v=_fingerprint(folder / filename))

    @app.after_request
    def keep_static(response: Response) -> Response:
        if request.endpoint == "static" and "v" in request.args and response.status_code == 200:
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response
