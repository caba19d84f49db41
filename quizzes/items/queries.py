"""Questions asked of the item bank."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, aliased, selectinload

from curriculum.errors import NotFoundError
from curriculum.standards.models import Competency
from quizzes.items.content import ItemContent
from quizzes.items.models import Item, ItemVersion, VersionState
from quizzes.items.reading import stored_item

PAGE_SIZE = 50
_ItemRows: TypeAlias = Select[ItemVersion, Item, str | None, int]


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
    """An item in the list of the bank: its newest version, and which version is in service."""

    public_id: str
    code: str
    competency_code: str
    kind: str
    cognitive: str
    level: int
    state: str  # of the newest version
    version_number: int
    published_number: int | None
    stem: str
    valid_until: date | None
    changed_at: datetime
    changed_by: str


@dataclass(frozen=True, slots=True)
class ItemPage:
    """Some items of a bank, and the code after which the next page begins."""

    items: Sequence[ItemLine]
    after: str | None


@dataclass(frozen=True, slots=True)
class ItemFilter:
    """Which items of a bank are wanted; an empty field does not choose."""

    competency_id: int | None = None
    cognitive: str = ""
    state: str = ""  # published, draft (unpublished changes), retired, due
    text: str = ""  # in stem or code
    due_before: date | None = None


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
    return _of_published(session, standard_id, func.count(ItemVersion.id))


def highest_levels(session: Session, standard_id: int) -> Mapping[int, int]:
    """Return the highest level that the published items of each competency support."""
    return _of_published(session, standard_id, func.max(ItemVersion.level))


def _of_published(
    session: Session, standard_id: int, figure: ColumnElement[int]
) -> Mapping[int, int]:
    """Return one figure of the published items of each competency that has any."""
    rows = session.execute(
        select(Item.competency_id, figure)
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


def list_item_page(
    session: Session,
    *,
    standard_id: int,
    wanted: ItemFilter,
    after: str = "",
    limit: int = PAGE_SIZE,
) -> ItemPage:
    """Return one page of a standard's bank by competency and code, in one select."""
    published = aliased(ItemVersion)
    rows = session.execute(
        _chosen(_newest_versions(published), wanted, published)
        .where(Competency.standard_id == standard_id, *_behind(after, standard_id))
        .order_by(Competency.position, Item.code)
        .limit(limit + 1)
    ).all()
    lines = [_line(version, item, code, number) for version, item, code, number in rows[:limit]]
    return ItemPage(lines, lines[-1].code if len(rows) > limit else None)


def _newest_versions(published: type[ItemVersion]) -> _ItemRows:
    newest = (
        select(ItemVersion.item_id, func.max(ItemVersion.number).label("number"))
        .group_by(ItemVersion.item_id)
        .subquery()
    )
    return (
        select(ItemVersion, Item, Competency.code, published.number)
        .join(
            newest,
            (ItemVersion.item_id == newest.c.item_id) & (ItemVersion.number == newest.c.number),
        )
        .join(Item, ItemVersion.item_id == Item.id)
        .join(Competency, Item.competency_id == Competency.id)
        .outerjoin(
            published,
            (published.item_id == Item.id) & (published.state == VersionState.PUBLISHED),
        )
    )


def _chosen(rows: _ItemRows, wanted: ItemFilter, published: type[ItemVersion]) -> _ItemRows:
    if wanted.competency_id is not None:
        rows = rows.where(Item.competency_id == wanted.competency_id)
    if wanted.cognitive:
        rows = rows.where(ItemVersion.cognitive == wanted.cognitive)
    if wanted.text:
        stem = ItemVersion.content["stem"].as_string()
        rows = rows.where(
            or_(
                stem.icontains(wanted.text, autoescape=True),
                Item.code.icontains(wanted.text, autoescape=True),
            )
        )
    if wanted.due_before is not None:
        rows = rows.where(published.valid_until < wanted.due_before)
    match wanted.state:
        case "published":
            return rows.where(published.id.is_not(None))
        case "draft":
            return rows.where(ItemVersion.state == VersionState.DRAFT)
        case "retired":
            return rows.where(ItemVersion.state == VersionState.RETIRED)
    return rows


def _behind(after: str, standard_id: int) -> list[ColumnElement[bool]]:
    """Return the condition for what comes after an item in the order of the list."""
    if not after:
        return []
    position = (
        select(Competency.position)
        .join(Item, Item.competency_id == Competency.id)
        .where(Competency.standard_id == standard_id, Item.code == after)
        .limit(1)
        .scalar_subquery()
    )
    is_same = Competency.position == position
    return [or_(Competency.position > position, is_same & (Item.code > after))]


def _line(version: ItemVersion, item: Item, code: str | None, published: int | None) -> ItemLine:
    return ItemLine(
        public_id=item.public_id,
        code=item.code,
        competency_code=code or "",
        kind=version.kind,
        cognitive=version.cognitive,
        level=version.level,
        state=version.state.value,
        version_number=version.number,
        published_number=published,
        stem=str(version.content.get("stem", "")),
        valid_until=version.valid_until,
        changed_at=version.published_at or version.created_at,
        changed_by=version.published_by or version.created_by,
    )


def count_by_state(session: Session, standard_id: int) -> Mapping[str, int]:
    """Return the number of item versions of a standard in each state."""
    rows = session.execute(
        select(ItemVersion.state, func.count(ItemVersion.id))
        .join(Item, ItemVersion.item_id == Item.id)
        .join(Competency, Item.competency_id == Competency.id)
        .where(Competency.standard_id == standard_id)
        .group_by(ItemVersion.state)
    )
    return {state.value: count for state, count in rows}


def list_bank(session: Session, competency_id: int) -> Sequence[ItemContent]:
    """Return the published contents of one competency, by code of the item."""
    rows = session.scalars(
        select(ItemVersion.content)
        .join(Item, ItemVersion.item_id == Item.id)
        .where(Item.competency_id == competency_id, ItemVersion.state == VersionState.PUBLISHED)
        .order_by(Item.code)
    )
    return [stored_item(content) for content in rows]


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
