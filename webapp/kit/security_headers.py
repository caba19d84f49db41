"""The headers that every response carries, and the refusal of other sites' requests."""

from flask import Flask, abort, request
from werkzeug.wrappers import Response

from webapp.extensions import READING_METHODS

_POLICY = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
)
HEADERS = {
    "Content-Security-Policy": "; ".join(_POLICY),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
TLS_HEADERS = {"Strict-Transport-Security": "max-age=63072000; includeSubDomains"}


def register(app: Flask) -> None:
    """Put the headers on every response, errors included."""

    @app.before_request
    def refuse_other_sites() -> None:
        if request.method not in READING_METHODS and (
            request.headers.get("Sec-Fetch-Site") == "cross-site"
        ):
            abort(403)

    @app.after_request
    def add_headers(response: Response) -> Response:
        response.headers.extend(HEADERS)
        if app.config["TLS"]:
            response.headers.extend(TLS_HEADERS)
        if request.endpoint != "static":
            response.headers.setdefault("Cache-Control", "no-store")
        return response
