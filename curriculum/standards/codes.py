"""Reading and ordering the codes of a standard: T1.2, O1.2.1, P1.2.1, K01, S100, A01."""

import re

_NUMBER = re.compile(r"\d+")


def code_order(code: str) -> tuple[str, tuple[int, ...]]:
    """Return what codes sort by: the letter, then the numbers as numbers (T1.2 before T1.10)."""
    return code[:1], tuple(int(number) for number in _NUMBER.findall(code))
