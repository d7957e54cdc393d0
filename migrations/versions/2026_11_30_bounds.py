"""Count what one person begins, changes and downloads, so that no script of theirs fills the tables

Revision: 0011
After: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

ACTIONS = "'log-in', 'forgotten', 'sign-up', 'try-out'"
CHANGED = sa.text("sequence > 1")


def upgrade() -> None:
    bound_actions(f"action IN ({ACTIONS}, 'begin', 'download')")
    op.create_index(
        "ix_answers_changed",
        "answers",
        ["user_id", "answered_at"],
        sqlite_where=CHANGED,
        postgresql_where=CHANGED,
    )


def downgrade() -> None:
    op.drop_index("ix_answers_changed", table_name="answers")
    op.execute("DELETE FROM log_ins WHERE action IN ('begin', 'download')")
    bound_actions(f"action IN ({ACTIONS})")


def bound_actions(rule: str) -> None:
    with op.batch_alter_table("log_ins") as batch_op:
        batch_op.drop_constraint(op.f("ck_log_ins_action"), type_="check")
        batch_op.create_check_constraint(op.f("ck_log_ins_action"), rule)
