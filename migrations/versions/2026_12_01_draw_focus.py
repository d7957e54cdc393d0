"""Keep with an attempt which questions it was drawn from first

Revision: 0019
After: 0018
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("attempts") as batch_op:
        batch_op.add_column(sa.Column("focus", sa.String(8), server_default="all", nullable=False))
        batch_op.create_check_constraint(op.f("ck_attempts_focus"), "focus IN ('all', 'unseen', 'weak')")


def downgrade() -> None:
    with op.batch_alter_table("attempts") as batch_op:
        batch_op.drop_constraint(op.f("ck_attempts_focus"), type_="check")
        batch_op.drop_column("focus")
