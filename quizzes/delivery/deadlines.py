"""The moment at which an attempt ends by itself: one function of quiz, person and incidents."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from quizzes.trainees.allowances import TimeAllowance


@dataclass(frozen=True, slots=True)
class QuizTime:
    """What a quiz says about time; None where it says nothing."""

    limit_minutes: int | None = None
    opens_at: datetime | None = None
    closes_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PersonTime:
    """When a person began, and how much time this person gets."""

    started_at: datetime
    allowance: TimeAllowance = TimeAllowance.STANDARD


class TimeEventKind(StrEnum):
    """What an instructor did to the time of an attempt."""

    PAUSE = "pause"
    RESUME = "resume"
    EXTRA = "extra"


@dataclass(frozen=True, slots=True)
class TimeEvent:
    """One such act, in the order in which they happened."""

    kind: TimeEventKind
    happened_at: datetime
    minutes: int = 0  # of extra time


@dataclass(frozen=True, slots=True)
class Incident:
    """What happened to the time of an attempt while it went on."""

    extra: timedelta = timedelta()
    paused_for: timedelta = timedelta()  # in pauses that are over
    paused_since: datetime | None = None  # of the pause that is not


def incident_of(events: Sequence[TimeEvent]) -> Incident:
    """Add up events; a pause within a pause and a resume without one change nothing."""
    paused_for, since = timedelta(), None
    for event in events:
        if event.kind is TimeEventKind.PAUSE:
            since = since or event.happened_at
        elif event.kind is TimeEventKind.RESUME and since is not None:
            paused_for += max(event.happened_at - since, timedelta())
            since = None
    extra = timedelta(minutes=sum(e.minutes for e in events if e.kind is TimeEventKind.EXTRA))
    return Incident(extra, paused_for, since)


def closing_time(quiz: QuizTime, allowance: TimeAllowance) -> datetime | None:
    """Return until when a person may begin.

    More time moves the closing too: by what the limit grows, and where there is no limit by what
    the period between opening and closing grows. Who is untimed begins before the quiz closes.
    """
    if quiz.closes_at is None or allowance.factor is None:
        return quiz.closes_at
    if quiz.limit_minutes is not None:
        span = timedelta(minutes=quiz.limit_minutes)
    elif quiz.opens_at is not None:
        span = quiz.closes_at - quiz.opens_at
    else:
        return quiz.closes_at
    return quiz.closes_at + span * (allowance.factor - 1)


def effective_deadline(
    quiz: QuizTime, person: PersonTime, incident: Incident = Incident()
) -> datetime | None:
    """Return when the attempt ends by itself; None where it never does, or while it is paused.

    The earlier of the person's own limit and the person's closing time, later by every pause and
    by all extra minutes.
    """
    factor = person.allowance.factor
    if factor is None or incident.paused_since is not None:
        return None
    limit = (
        person.started_at + timedelta(minutes=quiz.limit_minutes) * factor
        if quiz.limit_minutes is not None
        else None
    )
    ends = _earliest((limit, closing_time(quiz, person.allowance)))
    return None if ends is None else ends + incident.extra + incident.paused_for


def _earliest(moments: Iterable[datetime | None]) -> datetime | None:
    return min((moment for moment in moments if moment is not None), default=None)


class Arrival(StrEnum):
    """How an answer arrived."""

    IN_TIME = "in_time"
    LATE = "late"  # chosen before the end, delivered after it
    AFTER_THE_END = "after_the_end"


def arrival(
    *, shown_at: datetime, chosen_at: datetime | None, ends_at: datetime | None, now: datetime
) -> Arrival:
    """Judge by the server's clock when an answer arrived.

    When it was chosen is what the device says. That never makes an answer count: it decides only
    whether one that came after the end is kept for somebody to decide about.
    """
    if ends_at is None or now < ends_at:
        return Arrival.IN_TIME
    if chosen_at is not None and shown_at <= chosen_at < ends_at:
        return Arrival.LATE
    return Arrival.AFTER_THE_END
