"""How a bank is shared out, so that a check does not meet what practice has shown.

One item in six is for practice, where its key is shown at once; the others are asked in checks and
quizzes, and come into practice once the trainee has met them there. One check asks at most a third
of what it may ask: three of them in a row put no item twice. A small bank is not divided.
"""

from collections.abc import Collection

PRACTICE_ONE_IN = 6
DIVIDED_FROM = 24  # items in the bank of a competency
CHECKS_WITHOUT_REPEAT = 3


def practice_pool(bank: Collection[int], met: Collection[int] = ()) -> set[int]:
    """Return the items of one competency, by id, that practice may put to somebody.

    `met` are those that the trainee has met already.
    """
    aside = _set_aside(bank)
    return {item for item in bank if item in met or item in aside} if aside else set(bank)


def check_pool(bank: Collection[int]) -> set[int]:
    """Return the items of one competency, by id, that checks and quizzes may ask."""
    return set(bank) - _set_aside(bank)


def check_maximum(bank: Collection[int], *, minimum: int, maximum: int) -> int:
    """Return how many items one check asks at most, within the bounds that its quiz sets."""
    return max(minimum, min(maximum, len(check_pool(bank)) // CHECKS_WITHOUT_REPEAT))


def _set_aside(bank: Collection[int]) -> set[int]:
    """Return what is for practice: by the id, which never changes, so that no item goes over."""
    if len(bank) < DIVIDED_FROM:
        return set()
    return {item for item in bank if item % PRACTICE_ONE_IN == 0}
