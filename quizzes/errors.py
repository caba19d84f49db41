"""What can go wrong with quizzes."""

from curriculum.errors import ConflictError, InvalidError


class NoAttemptsLeftError(ConflictError):
    """The trainee has used every attempt that the quiz allows."""


class AttemptClosedError(ConflictError):
    """The attempt was handed in, or its time is over."""


class AttemptPausedError(ConflictError):
    """The time of the attempt stands still, and nothing goes on until it resumes."""


class NothingToAskError(ConflictError):
    """The bank holds no published item for this quiz."""


class TooManyRemarksError(ConflictError):
    """Enough remarks of this person wait for an answer, or were made within a day."""


class InvalidItemError(InvalidError):
    """An item is not well formed."""


class InvalidResponseError(InvalidError):
    """A response does not fit its item."""
