"""add level quizzes: one for each level at which a standard asks for a K or S."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

OF_NO_PART = "competency_id IS NULL AND task_id IS NULL"
LEVELS_OF_OPEN_COURSES = """
    SELECT DISTINCT standard.id, COALESCE(block.level, standard.level, 3)
    FROM block
    JOIN task ON block.task_id = task.id
    JOIN duty ON task.duty_id = duty.id
    JOIN standard ON duty.standard_id = standard.id
    JOIN block_competency ON block_competency.block_id = block.id
    JOIN competency ON block_competency.competency_id = competency.id
    WHERE competency.kind IN ('K', 'S') AND standard.id IN (SELECT standard_id FROM quiz)
"""
QUIZ = sa.table(
    "quiz",
    sa.column("id", sa.Integer()),
    sa.column("public_id", sa.String()),
    sa.column("standard_id", sa.Integer()),
    sa.column("purpose", sa.String()),
    sa.column("level", sa.Integer()),
    sa.column("rule", sa.String()),
    sa.column("item_minimum", sa.Integer()),
    sa.column("item_maximum", sa.Integer()),
    sa.column("reveal", sa.String()),
    sa.column("is_offered", sa.Boolean()),
)


def upgrade() -> None:
    op.add_column("quiz", sa.Column("level", sa.Integer(), nullable=True))
    index_whole_standards(f"{OF_NO_PART} AND level IS NULL")
    op.create_index("uq_quiz_level", "quiz", ["standard_id", "purpose", "level"], unique=True)
    offer_level_quizzes()


def index_whole_standards(condition: str) -> None:
    """Allow one quiz of a purpose for a whole standard; the condition tells which those are."""
    op.drop_index("uq_quiz_whole_standard", table_name="quiz", if_exists=True)
    op.create_index(
        "uq_quiz_whole_standard",
        "quiz",
        ["standard_id", "purpose"],
        unique=True,
        sqlite_where=sa.text(condition),
        postgresql_where=sa.text(condition),
    )


def offer_level_quizzes() -> None:
    """Offer the quiz of each level where a course is open already."""
    connection = op.get_bind()
    for standard_id, level in connection.execute(sa.text(LEVELS_OF_OPEN_COURSES)).all():
        connection.execute(
            QUIZ.insert().values(
                public_id=secrets.token_urlsafe(16),
                standard_id=standard_id,
                purpose="level_quiz",
                level=level,
                rule="recommended",
                item_minimum=1,
                item_maximum=30,
                reveal="after_hand_in",
                is_offered=True,
            )
        )


def downgrade() -> None:
    taken_back = "DELETE FROM quiz WHERE purpose = 'level_quiz'"
    op.execute(f"{taken_back} AND id NOT IN (SELECT quiz_id FROM attempt)")
    left = op.get_bind().scalar(sa.select(QUIZ.c.id).where(QUIZ.c.purpose == "level_quiz").limit(1))
    if left is not None:
        raise RuntimeError("Somebody has sat a level quiz: attempts are kept, so this stays.")
    op.drop_index("uq_quiz_level", table_name="quiz")
    op.drop_index("uq_quiz_whole_standard", table_name="quiz")
    op.drop_column("quiz", "level")
    index_whole_standards(OF_NO_PART)
