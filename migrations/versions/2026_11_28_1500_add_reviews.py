"""add reviews: a card for each item that a trainee has met, and one review for each standard."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

WHOLE_STANDARD = sa.text("competency_id IS NULL AND task_id IS NULL")
QUIZ = sa.table(
    "quiz",
    sa.column("id", sa.Integer()),
    sa.column("public_id", sa.String()),
    sa.column("standard_id", sa.Integer()),
    sa.column("purpose", sa.String()),
    sa.column("rule", sa.String()),
    sa.column("item_minimum", sa.Integer()),
    sa.column("item_maximum", sa.Integer()),
    sa.column("reveal", sa.String()),
    sa.column("is_offered", sa.Boolean()),
)


def upgrade() -> None:
    op.create_table(
        "review_card",
        sa.Column("trainee_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("stability", sa.Double(), nullable=False),
        sa.Column("difficulty", sa.Double(), nullable=False),
        sa.Column("review_count", sa.Integer(), nullable=False),
        sa.Column("last_reviewed_at", sa.DateTime(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["trainee_id"], ["trainee.id"], name=op.f("fk_review_card_trainee_id_trainee")
        ),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_review_card_item_id_item")),
        sa.PrimaryKeyConstraint("trainee_id", "item_id", name=op.f("pk_review_card")),
    )
    op.create_index(op.f("ix_review_card_item_id"), "review_card", ["item_id"], unique=False)
    op.create_index(
        op.f("ix_review_card_trainee_id_due_at"),
        "review_card",
        ["trainee_id", "due_at"],
        unique=False,
    )
    op.create_index(
        "uq_quiz_whole_standard",
        "quiz",
        ["standard_id", "purpose"],
        unique=True,
        sqlite_where=WHOLE_STANDARD,
        postgresql_where=WHOLE_STANDARD,
    )
    offer_reviews()


def offer_reviews() -> None:
    """Offer the review where a course is open already."""
    connection = op.get_bind()
    for standard_id in connection.scalars(sa.select(QUIZ.c.standard_id).distinct()).all():
        connection.execute(
            QUIZ.insert().values(
                public_id=secrets.token_urlsafe(16),
                standard_id=standard_id,
                purpose="review",
                rule="recommended",
                item_minimum=1,
                item_maximum=12,
                reveal="after_each",
                is_offered=True,
            )
        )


def downgrade() -> None:
    op.drop_index("uq_quiz_whole_standard", table_name="quiz")
    op.drop_table("review_card")
    taken_back = "DELETE FROM quiz WHERE purpose = 'review'"
    op.execute(f"{taken_back} AND id NOT IN (SELECT quiz_id FROM attempt)")
    left = op.get_bind().scalar(sa.select(QUIZ.c.id).where(QUIZ.c.purpose == "review").limit(1))
    if left is not None:
        raise RuntimeError("Somebody has sat a review: attempts are kept, so this stays.")
