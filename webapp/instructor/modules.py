"""Modules as trainees see them."""

from flask import Blueprint, render_template

from curriculum.modules.queries import get_module, list_modules
from quizzes.items.queries import count_published
from webapp.extensions import db
from webapp.instructor.chosen_standard import chosen_standard
from webapp.permissions import Role, requires

pages = Blueprint("modules", __name__, url_prefix="/modules")


@pages.get("")
@requires(Role.INSTRUCTOR, Role.ADMINISTRATOR)
def index() -> str:
    """List the modules of a course in the order of study, and what each still lacks."""
    session = db.session()
    chosen = chosen_standard(session)
    return render_template(
        "instructor/modules/index.html",
        standard=chosen.outline,
        standards=chosen.others,
        modules=list_modules(session, chosen.outline),
        published=count_published(session, chosen.outline.id),
    )


@pages.get("/<code>")
@requires(Role.INSTRUCTOR, Role.ADMINISTRATOR)
def show(code: str) -> str:
    """Show one module."""
    session = db.session()
    standard = chosen_standard(session).outline
    return render_template(
        "instructor/modules/show.html",
        standard=standard,
        module=get_module(session, standard, code),
    )
