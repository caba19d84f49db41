"""結訓標準: which claim has to be ready for a trainee to graduate."""

from collections.abc import Collection
from dataclasses import dataclass

from curriculum.errors import InvalidError
from curriculum.standards.queries import StandardOutline
from curriculum.wording import Wording
from quizzes.certification.statements import claim_text
from quizzes.certification.terms import ReportCriterion, said
from quizzes.mastery.rollup import ClaimScope
from quizzes.mastery.scopes import block_scopes


@dataclass(frozen=True, slots=True)
class Criterion:
    """A claim that may be asked for, and what of it cannot be asked yet."""

    scope: str
    subject: str
    text: Wording
    competencies: tuple[str, ...]
    without_items: tuple[str, ...]

    @property
    def key(self) -> str:
        """Name the criterion in a form: standard, level:4, task:T1.2."""
        return f"{self.scope}:{self.subject}" if self.subject else self.scope

    def frozen(self) -> ReportCriterion:
        """Return the criterion as a report keeps it."""
        return {
            "scope": self.scope,
            "subject": self.subject,
            "text": said(self.text),
            "competency_count": len(self.competencies),
            "without_items": list(self.without_items),
        }


def criteria(standard: StandardOutline, *, assessable: Collection[str]) -> tuple[Criterion, ...]:
    """Return every criterion of a standard, widest first: all of it, its levels, its tasks."""
    blocks = block_scopes(standard)
    members: dict[tuple[str, str], dict[str, None]] = {(ClaimScope.STANDARD.value, ""): {}}
    for level in sorted({block.level for block in blocks}, reverse=True):
        members[ClaimScope.LEVEL.value, str(level)] = {}
    for block in blocks:
        members[ClaimScope.TASK.value, block.task] = {}
    for block in blocks:
        codes = dict.fromkeys(block.competencies)
        members[ClaimScope.STANDARD.value, ""].update(codes)
        members[ClaimScope.TASK.value, block.task].update(codes)
        for (scope, subject), held in members.items():
            if scope == ClaimScope.LEVEL and block.level <= int(subject):
                held.update(codes)
    return tuple(
        Criterion(
            scope,
            subject,
            claim_text(standard, scope, subject),
            tuple(codes),
            tuple(code for code in codes if code not in assessable),
        )
        for (scope, subject), codes in members.items()
    )


def default_criterion(offered: Collection[Criterion]) -> Criterion:
    """Choose the widest criterion whose every competency can be asked; else the whole standard."""
    return next((each for each in offered if not each.without_items), next(iter(offered)))


def chosen_criterion(offered: Collection[Criterion], key: str) -> Criterion:
    """Return the criterion that a form names; the default one where it names none."""
    if not key:
        return default_criterion(offered)
    for each in offered:
        if each.key == key:
            return each
    raise InvalidError("沒有這一項結訓標準。", "There is no such criterion.")
