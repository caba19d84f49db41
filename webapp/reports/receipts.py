"""Checking a receipt: whether the records still say what was told at the hand-in."""

from flask import Blueprint, render_template, request

from quizzes.delivery.receipts import is_same_mark
from quizzes.sittings.queries import check_receipt
from webapp.extensions import db
from webapp.permissions import EVERY_ROLE, requires

pages = Blueprint("receipts", __name__, url_prefix="/receipts")
LONGEST = 100  # characters of what is typed


@pages.get("")
@requires(*EVERY_ROLE)
def show() -> str:
    """Ask for number and fingerprint; who has both sees what was handed in, and nothing more."""
    number = request.args.get("number", "").strip()[:LONGEST]
    mark = request.args.get("mark", "").strip()[:LONGEST]
    found = check_receipt(db.session(), number) if number and mark else None
    return render_template(
        "reports/receipts/show.html",
        number=number,
        mark=mark,
        found=found if found and is_same_mark(mark, found[0].fingerprint) else None,
    )
