"""A confirmed address stays in force until the one that is to take its place is confirmed

Revision: 0010
After: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

CHECK = "ck_users_a_new_email_replaces_a_confirmed_one"


def upgrade() -> None:
    with op.batch_alter_table("users") as batch_op:
        batch_op.add_column(sa.Column("new_email", sa.String(length=254), nullable=True))
        batch_op.add_column(sa.Column("new_email_key", sa.String(length=762), nullable=True))
        batch_op.create_check_constraint(op.f(CHECK), "new_email IS NULL OR email_confirmed_at IS NOT NULL")
        batch_op.create_index(op.f("ix_users_new_email_key"), ["new_email_key"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("users") as batch_op:
        batch_op.drop_index(op.f("ix_users_new_email_key"))
        batch_op.drop_constraint(op.f(CHECK), type_="check")
        batch_op.drop_column("new_email_key")
        batch_op.drop_column("new_email")
