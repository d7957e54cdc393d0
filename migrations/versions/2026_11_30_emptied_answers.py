"""Answers can be emptied, and what can't be read as an answer is kept as a draft

After a downgrade an answer that was emptied reads "I don't know".

Revision: 0008
After: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

CHECK = "NOT emptied OR (response IS NULL AND certainty IS NULL AND credit = 0 AND sequence > 1)"


def upgrade() -> None:
    op.add_column("slots", sa.Column("draft", sa.JSON(), nullable=True))
    with op.batch_alter_table("answers") as batch_op:
        batch_op.add_column(sa.Column("emptied", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.create_check_constraint(op.f("ck_answers_emptied"), CHECK)
    op.create_index(
        "ix_answers_emptied",
        "answers",
        ["user_id"],
        sqlite_where=sa.text("emptied"),
        postgresql_where=sa.text("emptied"),
    )


def downgrade() -> None:
    op.drop_index("ix_answers_emptied", table_name="answers")
    with op.batch_alter_table("answers") as batch_op:
        batch_op.drop_constraint(op.f("ck_answers_emptied"), type_="check")
        batch_op.drop_column("emptied")
    op.drop_column("slots", "draft")
