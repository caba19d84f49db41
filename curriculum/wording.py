"""Text in both of the platform's languages."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """One statement, said in Traditional Chinese (Taiwan) and in English."""

    zh: str
    en: str
