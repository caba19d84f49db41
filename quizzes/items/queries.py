"""Questions asked of the item bank."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from curriculum.errors import NotFoundError
from curriculum.standards.models import Competency
from quizzes.items.content import ItemContent
from quizzes.items.models import Alignment, Item, ItemVersion, VersionState
from quizzes.items.reading import stored_item


@dataclass(frozen=True, slots=True)
class PublishedItem:
    """An item that can be asked now, as far as choosing needs it."""

    item_id: int
    version_id: int
    competency_id: int
    kind: str
    cognitive: str
    level: int
    chance: float
    difficulty: float


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item in the list of the bank: its newest version."""

    public_id: str
    code: str
    competency_code: str
    competency_name: str
    kind: str
    cognitive: str
    level: int
    state: VersionState
    version_number: int
    stem: str
    valid_until: date | None
    changed_at: datetime


def next_item_code(session: Session, competency_id: int) -> str:
    """Return the next free code of a competency's bank: K29-17 after K29-16."""
    competency = session.get(Competency, competency_id)
    if competency is None:
        raise NotFoundError("找不到這項職能。", "There is no such competency.")
    used = session.scalars(select(Item.code).where(Item.competency_id == competency_id))
    numbers = [int(found[1]) for code in used if (found := re.search(r"-(\d+)$", code))]
    return f"{competency.code}-{max(numbers, default=0) + 1:02}"


def get_item(session: Session, public_id: str) -> Item:
    """Return an item with its versions, or raise NotFoundError."""
    item = session.scalar(
        select(Item)
        .where(Item.public_id == public_id)
        .options(selectinload(Item.versions), selectinload(Item.competency))
    )
    if item is None:
        raise NotFoundError("找不到這一題。", "There is no such item.")
    return item


def list_published(session: Session, competency_ids: Collection[int]) -> Sequence[PublishedItem]:
    """Return the items of these competencies that can be asked now, in one select."""
    rows = session.execute(
        select(
            Item.id,
            ItemVersion.id,
            Item.competency_id,
            ItemVersion.kind,
            ItemVersion.cognitive,
            ItemVersion.level,
            ItemVersion.chance,
            ItemVersion.difficulty,
        )
        .join(Item, ItemVersion.item_id == Item.id)
        .where(Item.competency_id.in_(competency_ids), ItemVersion.state == VersionState.PUBLISHED)
        .order_by(Item.id)
    )
    return [PublishedItem(*row) for row in rows]


def count_published(session: Session, standard_id: int) -> Mapping[int, int]:
    """Return the number of published items of each competency that has any."""
    rows = session.execute(
        select(Item.competency_id, func.count(ItemVersion.id))
        .join(Item, ItemVersion.item_id == Item.id)
        .join(Competency, Item.competency_id == Competency.id)
        .where(Competency.standard_id == standard_id, ItemVersion.state == VersionState.PUBLISHED)
        .group_by(Item.competency_id)
    )
    return {row[0]: row[1] for row in rows}


def count_by_cognitive(session: Session, standard_id: int) -> Mapping[tuple[int, str], int]:
    """Return the number of published items of each competency and cognitive level."""
    rows = session.execute(
        select(Item.competency_id, ItemVersion.cognitive, func.count(ItemVersion.id))
        .join(Item, ItemVersion.item_id == Item.id)
        .join(Competency, Item.competency_id == Competency.id)
        .where(Competency.standard_id == standard_id, ItemVersion.state == VersionState.PUBLISHED)
        .group_by(Item.competency_id, ItemVersion.cognitive)
    )
    return {(competency_id, cognitive): count for competency_id, cognitive, count in rows}


def count_by_indicator(session: Session, standard_id: int) -> Mapping[tuple[int, int], int]:
    """Return the number of published items of each competency and indicator."""
    rows = session.execute(
        select(Item.competency_id, Alignment.indicator_id, func.count(ItemVersion.id))
        .join(ItemVersion, Alignment.item_version_id == ItemVersion.id)
        .join(Item, ItemVersion.item_id == Item.id)
        .join(Competency, Item.competency_id == Competency.id)
        .where(Competency.standard_id == standard_id, ItemVersion.state == VersionState.PUBLISHED)
        .group_by(Item.competency_id, Alignment.indicator_id)
    )
    return {(competency_id, indicator_id): count for competency_id, indicator_id, count in rows}


def list_items(
    session: Session,
    *,
    standard_id: int,
    competency_id: int | None = None,
    state: VersionState | None = None,
) -> Sequence[ItemLine]:
    """Return the items of a standard's bank, each with its newest version, by code."""
    newest = (
        select(ItemVersion.item_id, func.max(ItemVersion.number).label("number"))
        .group_by(ItemVersion.item_id)
        .subquery()
    )
    wanted = (
        select(ItemVersion, Item, Competency.code, Competency.name)
        .join(
            newest,
            (ItemVersion.item_id == newest.c.item_id) & (ItemVersion.number == newest.c.number),
        )
        .join(Item, ItemVersion.item_id == Item.id)
        .join(Competency, Item.competency_id == Competency.id)
        .where(Competency.standard_id == standard_id)
        .order_by(Competency.position, Item.code)
    )
    if competency_id is not None:
        wanted = wanted.where(Competency.id == competency_id)
    if state is not None:
        wanted = wanted.where(ItemVersion.state == state)
    return [
        ItemLine(
            public_id=item.public_id,
            code=item.code,
            competency_code=code or "",
            competency_name=name,
            kind=version.kind,
            cognitive=version.cognitive,
            level=version.level,
            state=version.state,
            version_number=version.number,
            stem=str(version.content.get("stem", "")),
            valid_until=version.valid_until,
            changed_at=version.published_at or version.created_at,
        )
        for version, item, code, name in session.execute(wanted)
    ]


def list_banks(session: Session, standard_id: int) -> Mapping[int, tuple[ItemContent, ...]]:
    """Return the published contents of each competency of a standard, by code of the item."""
    rows = session.execute(
        select(Item.competency_id, ItemVersion.content)
        .join(Item, ItemVersion.item_id == Item.id)
        .join(Competency, Item.competency_id == Competency.id)
        .where(Competency.standard_id == standard_id, ItemVersion.state == VersionState.PUBLISHED)
        .order_by(Competency.position, Item.code)
    )
    banks: dict[int, list[ItemContent]] = {}
    for competency_id, content in rows:
        banks.setdefault(competency_id, []).append(stored_item(content))
    return {competency_id: tuple(contents) for competency_id, contents in banks.items()}
