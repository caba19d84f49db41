"""keep time and late answers."""

import sqlalchemy as sa
from alembic import op

from migrations.protection import keep_rows, release_rows

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ALLOWANCE = sa.Enum("1", "1.25", "1.5", "2", "untimed", name="timeallowance", native_enum=False)
LATE_POLICY = sa.Enum("ask", "count", "refuse", name="latepolicy", native_enum=False)
KIND = sa.Enum("pause", "resume", "extra", name="timeeventkind", native_enum=False)
OPEN = sa.text("state = 'open'")
HISTORY = ("accommodation", "time_change", "late_answer", "late_decision")


def upgrade() -> None:
    op.add_column(
        "quiz", sa.Column("late_policy", LATE_POLICY, nullable=False, server_default="ask")
    )
    for column in (
        sa.Column("late_policy", LATE_POLICY, nullable=False, server_default="ask"),
        sa.Column("time_limit_minutes", sa.Integer(), nullable=True),
        sa.Column("closes_at", sa.DateTime(), nullable=True),
        sa.Column("allowance", ALLOWANCE, nullable=False, server_default="1"),
        sa.Column("paused_at", sa.DateTime(), nullable=True),
    ):
        op.add_column("attempt", column)
    op.add_column("response", sa.Column("chosen_at", sa.DateTime(), nullable=True))
    for setting in ("time_limit_minutes", "closes_at"):
        of_quiz = f"(SELECT quiz.{setting} FROM quiz WHERE quiz.id = attempt.quiz_id)"
        op.execute(f"UPDATE attempt SET {setting} = {of_quiz}")
    op.create_index(
        "ix_attempt_deadline",
        "attempt",
        ["deadline_at"],
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    op.create_table(
        "accommodation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("trainee_id", sa.Integer(), nullable=False),
        sa.Column("allowance", ALLOWANCE, nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["trainee_id"], ["trainee.id"], name=op.f("fk_accommodation_trainee_id_trainee")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accommodation")),
    )
    op.create_index(op.f("ix_accommodation_trainee_id"), "accommodation", ["trainee_id"])
    op.create_table(
        "time_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("kind", KIND, nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("happened_at", sa.DateTime(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempt.id"], name=op.f("fk_time_change_attempt_id_attempt")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_time_change")),
    )
    op.create_index(op.f("ix_time_change_attempt_id"), "time_change", ["attempt_id"])
    op.create_table(
        "late_answer",
        sa.Column("attempt_item_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("response", sa.JSON(), nullable=False),
        sa.Column("chosen_at", sa.DateTime(), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_item_id"],
            ["attempt_item.id"],
            name=op.f("fk_late_answer_attempt_item_id_attempt_item"),
        ),
        sa.PrimaryKeyConstraint("attempt_item_id", "seq", name=op.f("pk_late_answer")),
    )
    op.create_table(
        "late_decision",
        sa.Column("attempt_item_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("counts", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_item_id", "seq"],
            ["late_answer.attempt_item_id", "late_answer.seq"],
            name=op.f("fk_late_decision_attempt_item_id_seq_late_answer"),
        ),
        sa.PrimaryKeyConstraint("attempt_item_id", "seq", name=op.f("pk_late_decision")),
    )
    op.create_index(op.f("ix_late_decision_decided_at"), "late_decision", ["decided_at"])
    for table in HISTORY:
        keep_rows(table)


def downgrade() -> None:
    for table in reversed(HISTORY):
        release_rows(table)
        op.drop_table(table)
    op.drop_index("ix_attempt_deadline", "attempt")
    for table, column in (
        ("response", "chosen_at"),
        ("attempt", "paused_at"),
        ("attempt", "allowance"),
        ("attempt", "closes_at"),
        ("attempt", "time_limit_minutes"),
        ("attempt", "late_policy"),
        ("quiz", "late_policy"),
    ):
        op.drop_column(table, column)
