"""The token against forged requests, which looks different on every page.

The token of a session never changes. On compressed pages it could be guessed letter by letter from
their length (BREACH); under a mask that is new for each page there is nothing to guess at.
"""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode

from flask import Flask, g
from flask_wtf import CSRFProtect
from flask_wtf.csrf import generate_csrf
from typing_extensions import override


class MaskedTokens(CSRFProtect):
    """The protection of Flask-WTF, with masked tokens."""

    @override
    def init_app(self, app: Flask) -> None:
        super().init_app(app)
        app.jinja_env.globals["csrf_token"] = masked_token
        app.context_processor(lambda: {"csrf_token": masked_token})

    @override
    def _get_csrf_token(self) -> str | None:
        sent = super()._get_csrf_token()
        return unmasked(sent) if sent else None


def masked_token() -> str:
    """Return the token of the session under the mask of this page."""
    if "masked_token" not in g:
        token = generate_csrf().encode()
        mask = secrets.token_bytes(len(token))
        g.masked_token = urlsafe_b64encode(mask + _crossed(mask, token)).decode()
    return str(g.masked_token)


def unmasked(sent: str) -> str:
    """Return the token under a mask; of what was never masked, nothing that fits."""
    try:
        both = urlsafe_b64decode(sent.encode())
    except ValueError:
        return ""
    half = len(both) // 2
    return _crossed(both[:half], both[half:]).decode(errors="replace")


def _crossed(mask: bytes, text: bytes) -> bytes:
    return bytes(one ^ other for one, other in zip(mask, text, strict=False))
