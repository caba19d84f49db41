"""Static files under an address that changes with their content, so that browsers keep them."""

import re
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from flask import Flask, request, url_for
from werkzeug.security import safe_join
from werkzeug.wrappers import Response

TEXTS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
# A script is one request: its parts, in the folder of its name, are joined in this order, without
# the lines that only comment and without indentation (so no text of several lines in a script).
SCRIPTS = {
    "js/player.js": (
        "answer",
        "store",
        "clock",
        "live",
        "drag",
        "ordering",
        "matching",
        "figures",
        "zoom",
        "keys",
        "saving",
        "going",
    ),
}
_COMMENT_OR_INDENT = re.compile(rb"^[ \t]*(?://.*)?\n?", re.MULTILINE)
# So is a sheet that begins with another: a list may take four requests, its script among them.
SHEETS = {
    "css/cohorts.css": ("css/staff.css", "css/cohorts.css"),
    "css/marked.css": ("css/quiz.css", "css/marked.css"),
}
# Of a style sheet, browsers need neither the comments nor the layout; strings stay as they are.
LAYOUT = re.compile(r"""("[^"]*"|'[^']*')|/\*.*?\*/|\s*([{};,>])\s*|\s+""", re.DOTALL)


def without_layout(sheet: str) -> str:
    """Return a style sheet that means the same and is shorter."""
    kept = LAYOUT.sub(
        lambda found: found[1] or found[2] or (" " if found[0].isspace() else ""), sheet
    )
    return kept.replace(";}", "}").strip()


@lru_cache(maxsize=256)
def _content(folder: Path, filename: str) -> bytes:
    whole = folder / filename
    if whole.suffix == ".css":
        sheets = (folder / part for part in SHEETS.get(filename, (filename,)))
        return b"".join(without_layout(each.read_text("utf-8")).encode() for each in sheets)
    if filename not in SCRIPTS:
        return whole.read_bytes()
    parts = (whole.with_suffix("") / f"{name}.js" for name in SCRIPTS[filename])
    joined = b"\n".join(part.read_bytes() for part in parts)
    return _COMMENT_OR_INDENT.sub(b"", joined)


@lru_cache(maxsize=256)
def _fingerprint(folder: Path, filename: str) -> str:
    return sha256(_content(folder, filename)).hexdigest()[:12]


def register(app: Flask) -> None:
    """Give templates `static_url`, and let browsers keep what it names for a year."""
    folder = Path(str(app.static_folder))

    @app.template_global()
    def static_url(filename: str) -> str:
        return url_for("static", filename=filename, v=_fingerprint(folder, filename))

    def send(filename: str) -> Response:
        path = Path(safe_join(str(folder), filename) or "")
        if path.suffix in TEXTS and (path.is_file() or filename in SCRIPTS):
            return Response(_content(folder, filename), mimetype=TEXTS[path.suffix])
        return app.send_static_file(filename)

    app.view_functions["static"] = send

    @app.after_request
    def keep_static(response: Response) -> Response:
        if request.endpoint == "static" and "v" in request.args and response.status_code == 200:
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response
