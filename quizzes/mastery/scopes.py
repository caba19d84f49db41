"""What is measured and claimed of a standard: its competencies, blocks, and the names of tasks."""

from collections import Counter
from collections.abc import Mapping

from curriculum.standards.levels import level_of
from curriculum.standards.queries import StandardOutline
from quizzes.mastery.holding import BlockScope


def task_keys(standard: StandardOutline) -> Mapping[int, str]:
    """Name every task for its claims: its code, numbered where a standard prints it twice."""
    met: Counter[str] = Counter()
    keys = {}
    for task in standard.tasks:
        met[task.code] += 1
        keys[task.id] = task.code if met[task.code] == 1 else f"{task.code}·{met[task.code]}"
    return keys


def block_scopes(standard: StandardOutline) -> tuple[BlockScope, ...]:
    """Return every block that asks for a K or S, with its level and their codes."""
    keys = task_keys(standard)
    return tuple(
        BlockScope(
            duty=duty.code,
            task=keys[task.id],
            level=level_of(standard, block),
            competencies=tuple(standard.competencies[c].code for c in block.competency_ids),
        )
        for duty in standard.duties
        for task in duty.tasks
        for block in task.blocks
        if block.competency_ids
    )
