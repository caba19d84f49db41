"""The audit trail: who did what and when, and whether its seals hold."""

from flask import Blueprint, render_template, request, url_for

from webapp.audit.queries import find_broken_entry, list_entries
from webapp.audit.words import ACTS
from webapp.extensions import db
from webapp.kit.listing import Listing
from webapp.permissions import Role, requires

pages = Blueprint("trail", __name__)

LARGEST_ID = 2**31 - 1


@pages.get("/")
@requires(Role.AUDITOR, Role.ADMINISTRATOR)
def index() -> str:
    """List the entries, newest first, optionally of one actor or one kind of act."""
    actor = request.args.get("actor", "").strip().lower()[:120]
    action = request.args.get("action", "")
    if action not in ACTS:
        action = ""
    older_than = request.args.get("older_than", type=int)
    if older_than is not None:
        older_than = max(0, min(older_than, LARGEST_ID))
    page = list_entries(db.session(), older_than=older_than, actor=actor, action=action)
    older = url_for(
        ".index", older_than=page.older_than, actor=actor or None, action=action or None
    )
    newest = url_for(".index", actor=actor or None, action=action or None)
    return render_template(
        "auditor/trail/index.html",
        listing=Listing(
            page.entries,
            next_url=older if page.older_than else None,
            previous_url=newest if older_than is not None else None,
        ),
        actor=actor,
        action=action,
        acts=ACTS,
    )


@pages.get("/check")
@requires(Role.AUDITOR, Role.ADMINISTRATOR)
def check() -> str:
    """Go through the whole chain and say whether every seal holds."""
    return render_template("auditor/trail/check.html", broken=find_broken_entry(db.session()))
