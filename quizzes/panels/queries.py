"""Questions asked of panels."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from curriculum.standards.models import Competency
from quizzes.items.content import Ratings
from quizzes.items.models import Item, ItemVersion, VersionState
from quizzes.items.ratings import stored_ratings
from quizzes.panels.models import Panel, Rating


@dataclass(frozen=True, slots=True)
class PanelView:
    """A panel with the ratings asked for: level → code of the item → in the order of its judges."""

    code: str
    held_on: date
    method: str
    description: str
    judges: tuple[tuple[str, str], ...]  # code, who
    is_provisional: bool
    ratings: Mapping[int, Mapping[str, Sequence[float]]]  # the lowest level first


@dataclass(frozen=True, slots=True)
class RatedVersion:
    """A published item version and what its own content says that judges said of it."""

    competency: str  # K13
    version_id: int
    level: int  # the highest that it can support
    chance: float  # score of one who knows nothing, 0…1
    ratings: Ratings  # in the order of the judges


def list_panels(session: Session, standard_id: int) -> Sequence[PanelView]:
    """Return the panels of a standard with their ratings of what is published, in two selects."""
    return _panels(
        session,
        Panel.standard_id == standard_id,
        ItemVersion.state == VersionState.PUBLISHED,
    )


def find_panel_of(session: Session, version_id: int) -> PanelView | None:
    """Return the newest panel that rated a version, with its ratings of it, in two selects."""
    rated = select(Rating.panel_id).where(Rating.item_version_id == version_id)
    panels = _panels(session, Panel.id.in_(rated), ItemVersion.id == version_id)
    return panels[-1] if panels else None


def list_rated_versions(session: Session, standard_id: int) -> Sequence[RatedVersion]:
    """Return what every published item of a standard was rated, unrated ones too, in one select."""
    rows = session.execute(
        select(
            Competency.code,
            ItemVersion.id,
            ItemVersion.level,
            ItemVersion.chance,
            ItemVersion.content["angoff"],
        )
        .join(Item, ItemVersion.item_id == Item.id)
        .join(Competency, Item.competency_id == Competency.id)
        .where(Competency.standard_id == standard_id, ItemVersion.state == VersionState.PUBLISHED)
        .order_by(Competency.code, Item.code)
    )
    return [
        RatedVersion(code or "", version_id, level, chance, stored_ratings(stored, level))
        for code, version_id, level, chance, stored in rows
    ]


def _panels(
    session: Session, which: ColumnElement[bool], versions: ColumnElement[bool]
) -> list[PanelView]:
    panels = session.scalars(select(Panel).where(which).order_by(Panel.held_on, Panel.id)).all()
    rows = session.execute(
        select(Rating.panel_id, Rating.level, Item.code, Rating.probability)
        .join(ItemVersion, Rating.item_version_id == ItemVersion.id)
        .join(Item, ItemVersion.item_id == Item.id)
        .where(Rating.panel_id.in_([panel.id for panel in panels]), versions)
        .order_by(Rating.level, Item.code, Rating.round, Rating.id)
    )
    said: dict[int, dict[int, dict[str, list[float]]]] = {panel.id: {} for panel in panels}
    for panel_id, level, code, probability in rows:
        said[panel_id].setdefault(level, {}).setdefault(code, []).append(probability)
    return [
        PanelView(
            code=panel.code,
            held_on=panel.held_on,
            method=panel.method,
            description=panel.description,
            judges=tuple((judge["code"], judge["who"]) for judge in panel.judges),
            is_provisional=panel.is_provisional,
            ratings=said[panel.id],
        )
        for panel in panels
    ]
