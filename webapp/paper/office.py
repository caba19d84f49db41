"""In whose name paper is issued, with which key it is sealed, and where it is checked."""

from datetime import tzinfo

from flask import current_app, request, url_for
from flask_login import current_user

from quizzes.certification.issuing import Office
from webapp.clock import TAIPEI

ZONE: tzinfo = TAIPEI


def sealing_key() -> bytes:
    """Return the key of certificate seals."""
    return bytes(current_app.config["CERTIFICATE_KEY"])


def my_office() -> Office:
    """Return the office of the person who is signed in."""
    return Office(
        issuer={
            "organisation": str(current_app.config["ORGANISATION"]),
            "name": current_user.name,
        },
        key=sealing_key(),
        zone=ZONE,
    )


def check_address(public_id: str) -> str:
    """Return where a stranger checks a certificate, with the platform's public origin."""
    origin = current_app.config["ORIGIN"] or request.host_url.rstrip("/")
    return origin + url_for("credentials.checks.show", public_id=public_id)
