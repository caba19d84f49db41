"""keep what panels said."""

import sqlalchemy as sa
from alembic import op

from migrations.protection import keep_rows, release_rows

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "panel",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("standard_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("judges", sa.JSON(), nullable=False),
        sa.Column("is_provisional", sa.Boolean(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["standard_id"], ["standard.id"], name=op.f("fk_panel_standard_id_standard")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panel")),
        sa.UniqueConstraint("standard_id", "code", name=op.f("uq_panel_standard_id_code")),
    )
    op.create_table(
        "rating",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("panel_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("judge", sa.String(), nullable=False),
        sa.Column("item_version_id", sa.Integer(), nullable=False),
        sa.Column("probability", sa.Double(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["panel_id"], ["panel.id"], name=op.f("fk_rating_panel_id_panel")),
        sa.ForeignKeyConstraint(
            ["item_version_id"],
            ["item_version.id"],
            name=op.f("fk_rating_item_version_id_item_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rating")),
        sa.UniqueConstraint(
            "panel_id",
            "round",
            "judge",
            "item_version_id",
            name=op.f("uq_rating_panel_id_round_judge_item_version_id"),
        ),
    )
    op.create_index(op.f("ix_rating_item_version_id"), "rating", ["item_version_id"], unique=False)
    keep_rows("panel")
    keep_rows("rating")


def downgrade() -> None:
    release_rows("rating")
    release_rows("panel")
    op.drop_table("rating")
    op.drop_table("panel")
