"""The order in which modules are best studied."""

from collections.abc import Mapping, Sequence


def study_order(by_task: Sequence[str], requires: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the codes in the order of their first task, each after what it requires.

    A requirement that is not in the course, or that leads in a circle, is passed over.
    """
    known = set(by_task)
    placed: dict[str, None] = {}

    def place(code: str, above: frozenset[str]) -> None:
        if code in placed or code in above:
            return
        for needed in requires.get(code, ()):
            if needed in known:
                place(needed, above | {code})
        placed[code] = None

    for code in by_task:
        place(code, frozenset())
    return list(placed)
