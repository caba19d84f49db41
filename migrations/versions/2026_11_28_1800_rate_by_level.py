"""rate by level: each rating says for which level it was made."""

import sqlalchemy as sa
from alembic import op

from migrations.protection import keep_rows, release_rows

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

WITHOUT_LEVEL = ["panel_id", "round", "judge", "item_version_id"]
WITH_LEVEL = [*WITHOUT_LEVEL, "level"]
LEVEL_OF_ITEM = "(SELECT level FROM item_version WHERE item_version.id = rating.item_version_id)"


def upgrade() -> None:
    release_rows("rating")
    op.add_column("rating", sa.Column("level", sa.Integer(), nullable=False, server_default="0"))
    op.execute(f"UPDATE rating SET level = {LEVEL_OF_ITEM}")
    with op.batch_alter_table("rating") as table:
        table.alter_column("level", server_default=None)
        _say_once(table, WITHOUT_LEVEL, WITH_LEVEL)
    keep_rows("rating")


def downgrade() -> None:
    other = f"SELECT 1 FROM rating WHERE level <> {LEVEL_OF_ITEM} LIMIT 1"
    if op.get_bind().scalar(sa.text(other)) is not None:
        raise RuntimeError("Items are rated for other levels than their own, so this stays.")
    release_rows("rating")
    with op.batch_alter_table("rating") as table:
        _say_once(table, WITH_LEVEL, WITHOUT_LEVEL)
        table.drop_column("level")
    keep_rows("rating")


def _say_once(table, old: list[str], new: list[str]) -> None:
    table.drop_constraint(f"uq_rating_{'_'.join(old)}", type_="unique")
    table.create_unique_constraint(f"uq_rating_{'_'.join(new)}", new)
