"""One page of a list, in the shape that kit/table.html shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows with the addresses of the pages before and after; `total` where it is known."""

    rows: Sequence[object]
    next_url: str | None = None
    previous_url: str | None = None
    total: int | None = None
    sort: str = ""
    sort_urls: Mapping[str, str] = field(default_factory=dict)
