"""Changes to the item bank: drafts, published versions, whole banks."""

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from statistics import median
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from curriculum.errors import ConflictError, InvalidError
from curriculum.standards.parts import list_indicators
from curriculum.standards.queries import StandardOutline
from quizzes.items.content import ItemContent, to_mapping
from quizzes.items.difficulty import item_difficulty
from quizzes.items.flaws import FlawLevel, item_flaws
from quizzes.items.kinds import chance
from quizzes.items.models import Alignment, Item, ItemVersion, VersionState
from quizzes.items.problems import MalformedItemError, Problem
from quizzes.items.queries import list_published, next_item_code
from quizzes.items.ratings import deciding_ratings
from quizzes.items.reading import item_from_mapping


@dataclass(frozen=True, slots=True)
class LoadedBank:
    """How many items of a bank file were new, changed, or already there."""

    added: int
    changed: int
    unchanged: int


def add_item(
    session: Session, *, competency_id: int, content: ItemContent, by: str, now: datetime
) -> ItemVersion:
    """Add an item with its first version as a draft; it gets the next free code if it has none."""
    code = content.attributes.code or next_item_code(session, competency_id)
    item = _new_item(session, competency_id, code, by, now)
    return _add_version(session, item, number=1, content=content, by=by, now=now)


def revise_item(
    session: Session, *, item: Item, content: ItemContent, by: str, now: datetime
) -> ItemVersion:
    """Write a new wording: over the draft if there is one, else as a new version."""
    newest = item.versions[-1]
    if newest.state is VersionState.DRAFT:
        newest.created_at, newest.created_by = now, by
        _write(session, newest, content)
        return newest
    return _add_version(session, item, number=newest.number + 1, content=content, by=by, now=now)


def save_draft(
    session: Session,
    *,
    competency_id: int,
    item: Item | None,
    mapping: Mapping[str, Any],
    by: str,
    now: datetime,
) -> ItemVersion:
    """Keep what an author has written so far, well formed or not; a published wording stays.

    A draft that is no item yet is stored as it was written; it cannot be published.
    """
    try:
        content = item_from_mapping(mapping)
    except MalformedItemError:
        return _save_unfinished(session, competency_id, item, mapping, by, now)
    if item is None:
        return add_item(session, competency_id=competency_id, content=content, by=by, now=now)
    return revise_item(session, item=item, content=content, by=by, now=now)


def publish_draft(session: Session, *, version: ItemVersion, by: str, now: datetime) -> None:
    """Put a draft into service unless it is malformed or has a flaw that must be mended."""
    content = item_from_mapping(version.content)
    flaws = item_flaws(content, competency=version.item.competency.code or "")
    errors = [Problem(flaw.field, flaw.wording) for flaw in flaws if flaw.level is FlawLevel.ERROR]
    if errors:
        raise MalformedItemError(errors)
    publish_version(session, version=version, by=by, now=now)


def publish_version(session: Session, *, version: ItemVersion, by: str, now: datetime) -> None:
    """Put a draft into service in place of the version that was published before."""
    if version.state is not VersionState.DRAFT:
        raise ConflictError("只有草稿可以上線。", "Only a draft can be published.")
    _require_indicator(version)
    for earlier in version.item.versions:
        if earlier.state is VersionState.PUBLISHED:
            _retire(earlier, by=by, now=now)
    session.flush()
    version.state = VersionState.PUBLISHED
    version.published_at = now
    version.published_by = by
    session.flush()


def retire_item(session: Session, *, item: Item, by: str, now: datetime) -> None:
    """Take an item out of service; attempts that hold it keep it."""
    published = [v for v in item.versions if v.state is VersionState.PUBLISHED]
    if not published:
        raise ConflictError("這一題沒有上線的版本。", "The item has no published version.")
    for version in published:
        _retire(version, by=by, now=now)
    session.flush()


def load_bank(
    session: Session,
    *,
    standard: StandardOutline,
    competency_code: str,
    contents: Sequence[ItemContent],
    by: str,
    now: datetime,
) -> LoadedBank:
    """Publish the items of a bank file; an item that has not changed is left alone."""
    competency_id = standard.competency(competency_code).id
    rows = session.scalars(
        select(Item).where(Item.competency_id == competency_id).options(selectinload(Item.versions))
    )
    held = {item.code: item for item in rows}
    new = [content for content in contents if content.attributes.code not in held]
    changed_count = 0
    for content in contents:
        item = held.get(content.attributes.code)
        if item is not None and item.versions[-1].content_sha256 != content_hash(content):
            version = revise_item(session, item=item, content=content, by=by, now=now)
            publish_version(session, version=version, by=by, now=now)
            changed_count += 1
    _publish_new_items(session, standard.id, competency_id, new, by=by, now=now)
    return LoadedBank(
        added=len(new), changed=changed_count, unchanged=len(contents) - len(new) - changed_count
    )


def _publish_new_items(
    session: Session,
    standard_id: int,
    competency_id: int,
    contents: Sequence[ItemContent],
    *,
    by: str,
    now: datetime,
) -> None:
    """Publish the first versions of many items at once."""
    indicators = {row.code: row.id for row in list_indicators(session, standard_id)}
    unrated = _bank_median(session, competency_id)
    for content in contents:
        item = _item(competency_id, content.attributes.code, by, now)
        version = ItemVersion(
            item=item,
            number=1,
            state=VersionState.PUBLISHED,
            created_at=now,
            created_by=by,
            published_at=now,
            published_by=by,
        )
        _fill(version, content, indicators, unrated=unrated)
        _require_indicator(version)
        session.add(item)
    session.flush()


def _require_indicator(version: ItemVersion) -> None:
    if not version.alignments:
        raise InvalidError("至少要選一個行為指標。", "An item serves at least one indicator.")


def content_hash(content: ItemContent) -> str:
    """Return the SHA-256 of an item's content, the same for the same content."""
    return _hash(to_mapping(content))


def _hash(mapping: Mapping[str, Any]) -> str:
    text = json.dumps(mapping, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def _new_item(session: Session, competency_id: int, code: str, by: str, now: datetime) -> Item:
    item = _item(competency_id, code, by, now)
    session.add(item)
    session.flush()
    return item


def _item(competency_id: int, code: str, by: str, now: datetime) -> Item:
    return Item(
        public_id=secrets.token_urlsafe(16),
        competency_id=competency_id,
        code=code,
        created_at=now,
        created_by=by,
    )


def _add_version(
    session: Session, item: Item, *, number: int, content: ItemContent, by: str, now: datetime
) -> ItemVersion:
    version = ItemVersion(number=number, state=VersionState.DRAFT, created_at=now, created_by=by)
    with session.no_autoflush:
        version.item = item
        _write(session, version, content)
    return version


def _write(session: Session, version: ItemVersion, content: ItemContent) -> None:
    """Put content into a draft, with everything that follows from it."""
    rows = list_indicators(session, version.item.competency.standard_id)
    is_rated = bool(content.attributes.angoff)
    unrated = 0.0 if is_rated else _bank_median(session, version.item.competency_id)
    _fill(version, content, {row.code: row.id for row in rows}, unrated=unrated)
    session.add(version)
    session.flush()


def _fill(
    version: ItemVersion, content: ItemContent, indicators: Mapping[str, int], *, unrated: float
) -> None:
    """Give a version its content and what follows from it; `indicators` are ids by code."""
    content = replace(content, attributes=replace(content.attributes, code=version.item.code))
    attributes = content.attributes
    guess = chance(content)
    difficulty = item_difficulty(deciding_ratings(attributes), guess, unrated)
    indicator_ids = _known_indicators(version.item.code, attributes.indicators, indicators)
    mapping = to_mapping(content)
    version.content = mapping
    version.content_sha256 = _hash(mapping)
    version.kind = content.kind.value
    version.cognitive = attributes.cognitive.value if attributes.cognitive else ""
    version.level = attributes.level or 0
    version.chance = guess
    version.difficulty = difficulty.b
    version.difficulty_sd = difficulty.sd
    version.valid_until = attributes.valid_until
    version.alignments = [Alignment(indicator_id=indicator_id) for indicator_id in indicator_ids]


def _save_unfinished(
    session: Session,
    competency_id: int,
    item: Item | None,
    mapping: Mapping[str, Any],
    by: str,
    now: datetime,
) -> ItemVersion:
    item = item or _new_item(
        session, competency_id, next_item_code(session, competency_id), by, now
    )
    newest = item.versions[-1] if item.versions else None
    if newest is None or newest.state is not VersionState.DRAFT:
        number = newest.number + 1 if newest else 1
        newest = ItemVersion(number=number, state=VersionState.DRAFT, created_at=now, created_by=by)
        with session.no_autoflush:
            newest.item = item
    newest.created_at, newest.created_by = now, by
    kept = {"id": item.code, **{key: value for key, value in mapping.items() if key != "id"}}
    newest.content = kept
    newest.content_sha256 = _hash(kept)
    newest.kind = str(mapping.get("kind", ""))
    newest.cognitive = str(mapping.get("cognitive", ""))
    newest.level = 0
    newest.chance = newest.difficulty = newest.difficulty_sd = 0.0
    newest.valid_until = None
    newest.alignments = []
    session.add(newest)
    session.flush()
    return newest


def _bank_median(session: Session, competency_id: int) -> float:
    published = list_published(session, [competency_id])
    return median(item.difficulty for item in published) if published else 0.0


def _known_indicators(item: str, codes: Sequence[str], known: Mapping[str, int]) -> list[int]:
    unknown = [code for code in codes if code not in known]
    if unknown:
        raise InvalidError(
            f"{item}：職能基準裡沒有行為指標 {'、'.join(unknown)}。",
            f"{item}: the standard has no indicator {', '.join(unknown)}.",
        )
    return [known[code] for code in dict.fromkeys(codes)]


def _retire(version: ItemVersion, *, by: str, now: datetime) -> None:
    version.state = VersionState.RETIRED
    version.retired_at = now
    version.retired_by = by
