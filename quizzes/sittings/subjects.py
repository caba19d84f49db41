"""What a quiz asks about: its competencies, and for a level how high it asks for each."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from curriculum.standards.queries import StandardOutline
from quizzes.mastery.level_directed import level_competencies
from quizzes.mastery.scopes import block_scopes

if TYPE_CHECKING:
    from quizzes.delivery.models import Quiz


def competency_ids_of(standard: StandardOutline, quiz: "Quiz") -> Sequence[int]:
    """Return the K and S that a quiz asks about, by id, in the order of the document."""
    if quiz.competency_id is not None:
        return (quiz.competency_id,)
    if quiz.level is not None:
        return level_competency_ids(standard, quiz.level)
    return next(task.competency_ids for task in standard.tasks if task.id == quiz.task_id)


def level_competency_ids(standard: StandardOutline, level: int) -> Sequence[int]:
    """Return the K and S of a level and of those below it, by id, in the order of the document."""
    ids = {each.code: each.id for each in standard.competencies.values()}
    return [ids[code] for code in asked_at(standard, level)]


def highest_level(standard: StandardOutline, code: str) -> int:
    """Return the highest level at which a competency is asked for; 0 where nothing asks for it."""
    blocks = block_scopes(standard)
    return max((block.level for block in blocks if code in block.competencies), default=0)


def asked_at(standard: StandardOutline, level: int) -> Mapping[str, int]:
    """Return the codes that a level and those below it ask for, each with its highest level."""
    blocks = [block for block in block_scopes(standard) if block.level <= level]
    return {
        code: max(block.level for block in blocks if code in block.competencies)
        for code in level_competencies(blocks, level)
    }
