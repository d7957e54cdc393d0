"""A question of a quiz has points, and may begin a section with a heading

Questions of earlier attempts are worth one point each, as they always were.

Revision: 0013
After: 0012
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("slots") as batch_op:
        batch_op.add_column(sa.Column("points", sa.Double(), server_default="1", nullable=False))
        batch_op.add_column(sa.Column("heading", sa.String(length=200), nullable=True))
        batch_op.create_check_constraint(op.f("ck_slots_points"), "points > 0")


def downgrade() -> None:
    with op.batch_alter_table("slots") as batch_op:
        batch_op.drop_constraint(op.f("ck_slots_points"), type_="check")
        batch_op.drop_column("heading")
        batch_op.drop_column("points")
