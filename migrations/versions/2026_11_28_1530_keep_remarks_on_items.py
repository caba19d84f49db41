"""keep remarks on items, and what they were answered."""

import sqlalchemy as sa
from alembic import op

from migrations.protection import keep_rows, release_rows

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TABLES = ("remark", "remark_answer", "answer_reading")


def upgrade() -> None:
    op.create_table(
        "remark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(), nullable=False),
        sa.Column("attempt_item_id", sa.Integer(), nullable=False),
        sa.Column("trainee_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "wrong_key",
                "unclear",
                "misprint",
                "outdated",
                "other",
                name="remarkkind",
                native_enum=False,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_item_id"],
            ["attempt_item.id"],
            name=op.f("fk_remark_attempt_item_id_attempt_item"),
        ),
        sa.ForeignKeyConstraint(
            ["trainee_id"], ["trainee.id"], name=op.f("fk_remark_trainee_id_trainee")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remark")),
        sa.UniqueConstraint("public_id", name=op.f("uq_remark_public_id")),
    )
    op.create_index(op.f("ix_remark_attempt_item_id"), "remark", ["attempt_item_id"], unique=False)
    op.create_index(op.f("ix_remark_trainee_id"), "remark", ["trainee_id"], unique=False)
    op.create_table(
        "remark_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("remark_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum("mended", "no_fault", "passed_on", name="outcome", native_enum=False),
            nullable=False,
        ),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=False),
        sa.Column("answered_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["remark_id"], ["remark.id"], name=op.f("fk_remark_answer_remark_id_remark")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remark_answer")),
        sa.UniqueConstraint("remark_id", "number", name=op.f("uq_remark_answer_remark_id_number")),
    )
    op.create_table(
        "answer_reading",
        sa.Column("remark_answer_id", sa.Integer(), nullable=False),
        sa.Column("read_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["remark_answer_id"],
            ["remark_answer.id"],
            name=op.f("fk_answer_reading_remark_answer_id_remark_answer"),
        ),
        sa.PrimaryKeyConstraint("remark_answer_id", name=op.f("pk_answer_reading")),
    )
    for table in TABLES:
        keep_rows(table)


def downgrade() -> None:
    for table in reversed(TABLES):
        release_rows(table)
        op.drop_table(table)
