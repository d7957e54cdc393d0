"""Find the attempts whose time is up by an index of those alone that are open and limited

Revision: 0003
After: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

OPEN_AND_LIMITED = sa.text("closes_at IS NOT NULL AND finished_at IS NULL")


def upgrade() -> None:
    op.drop_index("ix_attempts_user_id_closes_at", table_name="attempts")
    op.create_index(
        "ix_attempts_open_and_limited",
        "attempts",
        ["user_id", "closes_at"],
        unique=False,
        sqlite_where=OPEN_AND_LIMITED,
        postgresql_where=OPEN_AND_LIMITED,
    )


def downgrade() -> None:
    op.drop_index("ix_attempts_open_and_limited", table_name="attempts")
    op.create_index("ix_attempts_user_id_closes_at", "attempts", ["user_id", "closes_at"], unique=False)
