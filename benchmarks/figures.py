"""A measured figure, with the goal that it is held to."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured, and between which bounds it should be."""

    name: str
    value: float
    at_least: float | None = None
    at_most: float | None = None

    @property
    def goal(self) -> str:
        """Say the goal; nothing where there is none."""
        bounds = ((">=", self.at_least), ("<=", self.at_most))
        return " ".join(f"{sign} {bound:g}" for sign, bound in bounds if bound is not None)

    @property
    def is_missed(self) -> bool:
        """Tell whether the value is out of its bounds."""
        is_low = self.at_least is not None and self.value < self.at_least
        return is_low or (self.at_most is not None and self.value > self.at_most)
