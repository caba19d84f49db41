"""The only place that reads the clock."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

TAIPEI = ZoneInfo("Asia/Taipei")


def now() -> datetime:
    """Return the present moment in UTC."""
    return datetime.now(UTC)  # noqa: TID251 (here, and only here)


def today() -> date:
    """Return the present day in Taiwan."""
    return now().astimezone(TAIPEI).date()
