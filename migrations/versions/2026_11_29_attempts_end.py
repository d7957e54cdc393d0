"""Attempts end, where windows of assignments will close; and they keep the time limit they were begun with

Revision: 0004
After: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

INDEX = "ix_attempts_open_and_limited"
MOMENT = sa.DateTime(timezone=True)
ATTEMPTS = sa.table(
    "attempts",
    sa.column("id", sa.BigInteger),
    sa.column("started_at", MOMENT),
    sa.column("ends_at", MOMENT),
    sa.column("time_limit", sa.Integer),
)


def upgrade() -> None:
    rename("closes_at", "ends_at")
    op.add_column("attempts", sa.Column("time_limit", sa.Integer(), nullable=True))
    connection = op.get_bind()
    limited = sa.select(ATTEMPTS.c.id, ATTEMPTS.c.started_at, ATTEMPTS.c.ends_at)
    limits = [
        {"attempt": row.id, "minutes": round((row.ends_at - row.started_at).total_seconds() / 60)}
        for row in connection.execute(limited.where(ATTEMPTS.c.ends_at.is_not(None)))
    ]
    if limits:
        of_attempt = sa.update(ATTEMPTS).where(ATTEMPTS.c.id == sa.bindparam("attempt"))
        connection.execute(of_attempt.values(time_limit=sa.bindparam("minutes")), limits)


def downgrade() -> None:
    op.drop_column("attempts", "time_limit")
    rename("ends_at", "closes_at")


def rename(before: str, after: str) -> None:
    op.drop_index(INDEX, table_name="attempts")
    # Both databases rename a column in place; a batch would copy the table.
    op.execute(f"ALTER TABLE attempts RENAME COLUMN {before} TO {after}")
    open_and_limited = sa.text(f"{after} IS NOT NULL AND finished_at IS NULL")
    op.create_index(
        INDEX,
        "attempts",
        ["user_id", after],
        unique=False,
        sqlite_where=open_and_limited,
        postgresql_where=open_and_limited,
    )
