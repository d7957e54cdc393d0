"""Each review names the parameters that it was computed with, and tells of an event instead of a kind

Revision: 0005
After: 0004
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

BIG_INT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
#: What all reviews so far were computed with, and every learner's until they have others.
FIRST = {
    "model": "fsrs-6",
    "numbers": [
        *(0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796),
        *(1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542),
    ],
}


def upgrade() -> None:
    sets = op.create_table(
        "parameter_sets",
        sa.Column("id", BIG_INT, nullable=False),
        sa.Column("model", sa.String(length=16), nullable=False),
        sa.Column("numbers", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parameter_sets")),
    )
    # Without an id, so that PostgreSQL goes on counting after the first, which is 1.
    op.bulk_insert(sets, [FIRST | {"created_at": datetime.now(UTC)}])
    rename("kind", "event")
    with op.batch_alter_table("reviews") as batch_op:
        batch_op.add_column(sa.Column("parameter_set_id", BIG_INT, server_default="1", nullable=False))
        batch_op.create_foreign_key(
            op.f("fk_reviews_parameter_set_id"), "parameter_sets", ["parameter_set_id"], ["id"]
        )
    with op.batch_alter_table("reviews") as batch_op:
        batch_op.alter_column("parameter_set_id", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("reviews") as batch_op:
        batch_op.drop_constraint(op.f("fk_reviews_parameter_set_id"), type_="foreignkey")
        batch_op.drop_column("parameter_set_id")
    rename("event", "kind")
    op.drop_table("parameter_sets")


def rename(old: str, new: str) -> None:
    """Rename the column that says what an entry tells of, with all that is named after it."""
    op.drop_index(f"ix_reviews_user_id_{old}_study_day", table_name="reviews")
    # Both databases carry the new name into every check.
    op.execute(f"ALTER TABLE reviews RENAME COLUMN {old} TO {new}")
    with op.batch_alter_table("reviews") as batch_op:
        batch_op.drop_constraint(op.f(f"ck_reviews_{old}"), type_="check")
        batch_op.create_check_constraint(op.f(f"ck_reviews_{new}"), f"{new} IN ('review', 'quiz', 'undo')")
    op.create_index(f"ix_reviews_user_id_{new}_study_day", "reviews", ["user_id", new, "study_day"])
