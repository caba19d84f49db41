"""Keeping the cards of the reviews in step with the answers."""

from collections.abc import Collection, Mapping
from dataclasses import asdict
from math import isclose
from typing import Any, cast

from sqlalchemy import Insert, Table, delete, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from curriculum.standards.models import Competency
from quizzes.items.models import Item
from quizzes.reviews.models import ReviewCard
from quizzes.reviews.queries import CardKey, replay_cards, stored_cards
from quizzes.reviews.scheduling import CardState

BATCH = 200
SAME_WITHIN = 1e-6


def renew_cards(session: Session, *, trainee_id: int, item_ids: Collection[int]) -> None:
    """Make or move a trainee's cards of these items, as far as they have seen the keys.

    Each card is replayed from its first answer, so that an attempt whose time ran out long ago
    takes its place in the order, and the result is what a rebuild gives.
    """
    cards = replay_cards(session, trainee_ids=[trainee_id], item_ids=item_ids)
    if not cards:
        return
    session.execute(_MOVE[session.connection().dialect.name], _rows(cards))


_CARD = cast("Table", ReviewCard.__table__)
_MOVED = ("stability", "difficulty", "review_count", "last_reviewed_at", "due_at")


def _moving(new: sqlite.Insert | postgresql.Insert) -> Insert:
    return new.on_conflict_do_update(
        index_elements=["trainee_id", "item_id"], set_={name: new.excluded[name] for name in _MOVED}
    )


_MOVE = {
    "sqlite": _moving(sqlite.insert(_CARD)),
    "postgresql": _moving(postgresql.insert(_CARD)),
}


def rebuild_cards(session: Session, *, standard_id: int, trainee_ids: Collection[int]) -> None:
    """Make the cards of these trainees anew from their marks, whatever there was."""
    items = (
        select(Item.id)
        .join(Competency, Item.competency_id == Competency.id)
        .where(Competency.standard_id == standard_id)
    )
    for batch in _batches(trainee_ids):
        session.execute(
            delete(ReviewCard).where(
                ReviewCard.trainee_id.in_(batch), ReviewCard.item_id.in_(items)
            ),
            execution_options={"synchronize_session": False},
        )
        cards = replay_cards(session, trainee_ids=batch, standard_id=standard_id)
        if cards:
            session.execute(insert(_CARD), _rows(cards))


def find_card_differences(
    session: Session, *, standard_id: int, trainee_ids: Collection[int]
) -> list[str]:
    """Name every stored card that replaying the marks does not give again."""
    differences = []
    for batch in _batches(trainee_ids):
        fresh = replay_cards(session, trainee_ids=batch, standard_id=standard_id)
        stored = stored_cards(session, trainee_ids=batch, standard_id=standard_id)
        differences += [
            f"trainee {key[0]}, item {key[1]}: stored {stored.get(key)}, replayed {fresh.get(key)}"
            for key in sorted({*fresh, *stored})
            if not _is_same(stored.get(key), fresh.get(key))
        ]
    return differences


def _batches(trainee_ids: Collection[int]) -> list[list[int]]:
    ordered = sorted(trainee_ids)
    return [ordered[start : start + BATCH] for start in range(0, len(ordered), BATCH)]


def _rows(cards: Mapping[CardKey, CardState]) -> list[dict[str, Any]]:
    return [
        {"trainee_id": trainee_id, "item_id": item_id, **asdict(card)}
        for (trainee_id, item_id), card in cards.items()
    ]


def _is_same(stored: CardState | None, fresh: CardState | None) -> bool:
    """Compare two cards; the last digits of a float may differ between processors."""
    if stored is None or fresh is None:
        return stored is fresh
    return (
        isclose(stored.stability, fresh.stability, rel_tol=SAME_WITHIN)
        and isclose(stored.difficulty, fresh.difficulty, rel_tol=SAME_WITHIN)
        and (stored.review_count, stored.last_reviewed_at, stored.due_at)
        == (fresh.review_count, fresh.last_reviewed_at, fresh.due_at)
    )
