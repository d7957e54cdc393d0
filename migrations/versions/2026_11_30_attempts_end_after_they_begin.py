"""No attempt ends before it began, whatever a server's clock does

Revision: 0009
After: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(sa.text("UPDATE attempts SET finished_at = started_at WHERE finished_at < started_at"))
    with op.batch_alter_table("attempts") as batch_op:
        batch_op.create_check_constraint(op.f("ck_attempts_ends_after_it_began"), "finished_at >= started_at")


def downgrade() -> None:
    with op.batch_alter_table("attempts") as batch_op:
        batch_op.drop_constraint(op.f("ck_attempts_ends_after_it_began"), type_="check")
