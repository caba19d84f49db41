"""version calibrations, and let every figure name the one it was made with."""

import sqlalchemy as sa
from alembic import op

from migrations.protection import keep_rows, release_rows

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calibration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(), nullable=False),
        sa.Column("standard_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("rule_version", sa.String(), nullable=False),
        sa.Column("scale", sa.JSON(), nullable=False),
        sa.Column("difficulties", sa.LargeBinary(), nullable=False),
        sa.Column("exposures", sa.LargeBinary(), nullable=False),
        sa.Column("ratings_sha256", sa.String(), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.Column("trainees", sa.Integer(), nullable=False),
        sa.Column("prior_trainees", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["standard_id"], ["standard.id"], name=op.f("fk_calibration_standard_id_standard")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calibration")),
        sa.UniqueConstraint("public_id", name=op.f("uq_calibration_public_id")),
        sa.UniqueConstraint(
            "standard_id", "number", name=op.f("uq_calibration_standard_id_number")
        ),
    )
    keep_rows("calibration")
    zero = sa.text("0")
    op.add_column(
        "attempt", sa.Column("calibration", sa.Integer(), nullable=False, server_default=zero)
    )
    op.add_column(
        "mastery_record",
        sa.Column("rule", sa.String(), nullable=False, server_default="recommended"),
    )
    op.add_column(
        "mastery_record",
        sa.Column("calibration", sa.Integer(), nullable=False, server_default=zero),
    )
    op.add_column(
        "readiness_record",
        sa.Column("shares_bar", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.add_column(
        "readiness_record",
        sa.Column("calibration", sa.Integer(), nullable=False, server_default=zero),
    )


def downgrade() -> None:
    for table, column in (
        ("readiness_record", "calibration"),
        ("readiness_record", "shares_bar"),
        ("mastery_record", "calibration"),
        ("mastery_record", "rule"),
        ("attempt", "calibration"),
    ):
        op.drop_column(table, column)
    release_rows("calibration")
    op.drop_table("calibration")
