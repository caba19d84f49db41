"""Compressed answers.

Who watches the length of compressed pages, and makes a browser fetch pages with guesses in their
address, can learn what else stands on the page (BREACH). So a page that another site made a
signed-in browser fetch goes out as it is, which browsers tell by Sec-Fetch-Site; and where one does
not tell, the one secret that is on every page is masked (webapp/csrf.py). Style sheets and scripts
hold no secret.
"""

import gzip
from functools import lru_cache

from flask import Flask, request
from werkzeug.wrappers import Response

TYPES = {"text/html", "text/css", "text/javascript", "image/svg+xml"}
LEAST = 600  # bytes; less fits into one packet anyway
OTHER_SITES = {"cross-site", "same-site"}


@lru_cache(maxsize=64)
def _packed_well(content: bytes) -> bytes:
    return gzip.compress(content, 9, mtime=0)


def _is_provoked() -> bool:
    """Another site made the browser of a known person ask for this page."""
    return bool(request.cookies) and request.headers.get("Sec-Fetch-Site") in OTHER_SITES


def _pack(response: Response, *, is_static: bool) -> None:
    content = b"" if response.direct_passthrough else response.get_data()  # b"": a file as it is
    if len(content) < LEAST:
        return
    response.set_data(_packed_well(content) if is_static else gzip.compress(content, 6, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    tag, _is_weak = response.get_etag()
    if tag:
        response.set_etag(tag, weak=True)


def register(app: Flask) -> None:
    """Compress what is text, for whoever can read it; the last thing done to an answer."""

    @app.after_request
    def compress(response: Response) -> Response:
        is_static = request.endpoint == "static"
        if response.mimetype in TYPES and response.status_code not in {206, 304}:
            response.vary.add("Accept-Encoding")
            if request.accept_encodings.quality("gzip") > 0 and (is_static or not _is_provoked()):
                _pack(response, is_static=is_static)
        return response
