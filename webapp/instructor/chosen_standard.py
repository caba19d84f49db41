"""Which standard a page of the bank is about."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import request
from flask_login import current_user
from sqlalchemy.orm import Session

from curriculum.errors import NotFoundError
from curriculum.standards.queries import (
    StandardLine,
    StandardOutline,
    get_outline,
    list_standards,
)
from webapp.accounts.staff import find_own_standard_id


class NoStandardError(NotFoundError):
    """No standard has been imported yet."""


@dataclass(frozen=True, slots=True)
class ChosenStandard:
    """The standard that was chosen, and those that can be."""

    outline: StandardOutline
    others: Sequence[StandardLine]  # empty where there is only one


def chosen_standard(session: Session) -> ChosenStandard:
    """Return the standard named in the address, else that of the person's newest cohort.

    Five selects where there is one standard, six at most.
    """
    lines = list_standards(session)
    if not lines:
        raise NoStandardError(
            "還沒有職能基準。管理者匯入之後，這裡就會有內容。",
            "There is no standard yet. Once an administrator has imported one, it shows here.",
        )
    code = request.args.get("standard") or request.form.get("standard") or _own(session, lines)
    return ChosenStandard(get_outline(session, code), lines if len(lines) > 1 else ())


def _own(session: Session, lines: Sequence[StandardLine]) -> str:
    if len(lines) == 1:
        return lines[0].code
    own = find_own_standard_id(session, current_user)
    return next((line.code for line in lines if line.id == own), lines[0].code)
