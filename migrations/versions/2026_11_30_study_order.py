"""Keep the order in which new cards come apart from that of the files

Until a bank is synced again, its new cards come as its files have them.

Revision: 0017
After: 0016
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("questions", sa.Column("study_position", sa.Integer(), server_default="0", nullable=False))
    op.execute("UPDATE questions SET study_position = position")


def downgrade() -> None:
    with op.batch_alter_table("questions") as batch_op:
        batch_op.drop_column("study_position")
