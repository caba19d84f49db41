"""The only place that reads the clock."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

TAIPEI = ZoneInfo("Asia/Taipei")


def now() -> datetime:
    """Return the present moment in UTC."""
    return datetime.now(UTC)  # noqa: TID251 (here, and only here)


def today() -> date:
    """Return the present day in Taiwan."""
    return now().astimezone(TAIPEI).date()


def end_of_today() -> datetime:
    """Return the last moment of the present day in Taiwan."""
    tomorrow = datetime.combine(today() + timedelta(days=1), time.min, TAIPEI)
    return tomorrow - timedelta.resolution


def days_until(moment: datetime) -> int:
    """Count the days in Taiwan from today to the day of a moment; below 0 for a past one."""
    return (moment.astimezone(TAIPEI).date() - today()).days
