"""The four ways in which the domain says no."""

from curriculum.wording import Wording


class DomainError(Exception):
    """A rule of the domain was not met; the message is fit for the user, in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.wording = Wording(zh=zh, en=en)


class NotFoundError(DomainError):
    """There is no such thing."""


class NotAllowedError(DomainError):
    """A person lacks the right to do it."""


class ConflictError(DomainError):
    """Not in the present state."""


class InvalidError(DomainError):
    """The input itself is wrong."""
