"""Changes to the people measured and their cohorts."""

import secrets
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from curriculum.errors import ConflictError, InvalidError
from quizzes.trainees.models import Cohort, Enrolment, Trainee
from quizzes.trainees.rosters import RosterEntry


def add_trainee(
    session: Session, *, name: str, number: str | None = None, now: datetime
) -> Trainee:
    """Add a person who is to be measured."""
    if not name.strip():
        raise InvalidError("姓名不能空白。", "A trainee needs a name.")
    if number and session.scalar(select(Trainee.id).where(Trainee.number == number)):
        raise ConflictError(f"學員編號 {number} 已經有人使用。", f"The number {number} is taken.")
    trainee = Trainee(
        public_id=secrets.token_urlsafe(16),
        name=name.strip(),
        number=number or None,
        created_at=now,
    )
    session.add(trainee)
    session.flush()
    return trainee


def hold_trainees(session: Session, *, trainee_ids: Collection[int]) -> None:
    """Let nobody else begin something for these trainees, or measure them.

    They are held until the transaction ends, in the order of their ids, so that of two who want the
    same ones none waits for the other in a circle.
    """
    wanted = select(Trainee.id).where(Trainee.id.in_(trainee_ids)).order_by(Trainee.id)
    session.execute(wanted.with_for_update(key_share=True))


def add_cohort(
    session: Session, *, standard_id: int, name: str, starts_on: date, ends_on: date, now: datetime
) -> Cohort:
    """Open a cohort that trains for a standard."""
    require_period(starts_on, ends_on)
    if not name.strip():
        raise InvalidError("班級名稱不能空白。", "A cohort needs a name.")
    cohort = Cohort(
        public_id=secrets.token_urlsafe(16),
        standard_id=standard_id,
        name=name.strip(),
        starts_on=starts_on,
        ends_on=ends_on,
        created_at=now,
    )
    session.add(cohort)
    session.flush()
    return cohort


def require_period(starts_on: date, ends_on: date) -> None:
    """Refuse a period that ends before it starts."""
    if ends_on < starts_on:
        raise InvalidError("結訓日不能早於開訓日。", "A cohort cannot end before it starts.")


def change_cohort(
    session: Session, *, cohort: Cohort, name: str, starts_on: date, ends_on: date
) -> None:
    """Give a cohort another name or another period."""
    require_period(starts_on, ends_on)
    if not name.strip():
        raise InvalidError("班級名稱不能空白。", "A cohort needs a name.")
    cohort.name, cohort.starts_on, cohort.ends_on = name.strip(), starts_on, ends_on
    session.flush()


def enrol(session: Session, *, cohort: Cohort, trainee: Trainee, on: date) -> Enrolment:
    """Let a trainee belong to a cohort; one who left comes back."""
    enrolment = session.scalar(
        select(Enrolment).where(
            Enrolment.cohort_id == cohort.id, Enrolment.trainee_id == trainee.id
        )
    )
    if enrolment is None:
        enrolment = Enrolment(cohort_id=cohort.id, trainee_id=trainee.id, enrolled_on=on)
        session.add(enrolment)
    enrolment.left_on = None
    session.flush()
    return enrolment


def leave_cohort(session: Session, *, enrolment: Enrolment, on: date) -> None:
    """Let a trainee leave a cohort; what was measured stays."""
    enrolment.left_on = on
    session.flush()


def enrol_roster(
    session: Session, *, cohort: Cohort, entries: Sequence[RosterEntry], on: date, now: datetime
) -> list[Trainee]:
    """Let the people of a list belong to a cohort; return those who did not before.

    A number that is known stands for the person who has it, and a name without a number for the
    one of that name in the cohort: pasting the same list again adds nobody. Raises ConflictError
    where a known number stands beside another name.
    """
    by_number = _known(session, [entry.number for entry in entries if entry.number])
    _require_same_people(entries, by_number)
    places = session.execute(
        select(Enrolment, Trainee)
        .join(Trainee, Enrolment.trainee_id == Trainee.id)
        .where(Enrolment.cohort_id == cohort.id)
    ).all()
    enrolments = {trainee.id: enrolment for enrolment, trainee in places}
    by_name = {trainee.name: trainee for _, trainee in places}
    joining = []
    for entry in entries:
        known = by_number.get(entry.number) if entry.number else by_name.get(entry.name)
        trainee = known or _newcomer(entry, now)
        enrolment = enrolments.get(trainee.id) if known else None
        if enrolment is None:
            session.add(Enrolment(cohort=cohort, trainee=trainee, enrolled_on=on))
        elif enrolment.left_on is None:
            continue
        else:
            enrolment.left_on = None
        joining.append(trainee)
    session.flush()
    return joining


def _known(session: Session, numbers: Sequence[str]) -> dict[str, Trainee]:
    rows = session.scalars(select(Trainee).where(Trainee.number.in_(numbers)))
    return {trainee.number: trainee for trainee in rows if trainee.number}


def _require_same_people(entries: Sequence[RosterEntry], known: Mapping[str, Trainee]) -> None:
    for entry in entries:
        trainee = known.get(entry.number or "")
        if trainee is not None and trainee.name != entry.name:
            raise ConflictError(
                f"第 {entry.line} 行的編號 {entry.number} 已經是「{trainee.name}」的。",
                f"Line {entry.line}: the number {entry.number} belongs to “{trainee.name}”.",
            )


def _newcomer(entry: RosterEntry, now: datetime) -> Trainee:
    return Trainee(
        public_id=secrets.token_urlsafe(16), name=entry.name, number=entry.number, created_at=now
    )
