"""What a player sends: an answer with its number and the moment, and how it wants the reply."""

from datetime import datetime

from flask import request

from curriculum.errors import InvalidError
from quizzes.delivery.saving import GivenAnswer

MOST_SEQ = 2**31


def wants_json() -> bool:
    """Tell whether a script asks, and not a form."""
    return request.accept_mimetypes.best == "application/json"


def given_answer(body: object) -> GivenAnswer:
    """Read the answer that a player sends, or raise InvalidError."""
    given = body if isinstance(body, dict) else {}
    seq = given.get("seq")
    if not isinstance(seq, int) or isinstance(seq, bool) or not 0 < seq < MOST_SEQ:
        raise InvalidError("缺少答案的順序編號。", "The answer's sequence number is missing.")
    return GivenAnswer(given.get("answer"), seq, _moment(given.get("chosen_at")))


def _moment(text: object) -> datetime | None:
    """Read a moment with its time zone; None where none was sent."""
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise InvalidError("作答的時間讀不懂。", "The moment of the answer cannot be read.")
    return moment
