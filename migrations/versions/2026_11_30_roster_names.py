"""Keep what the roster calls a member of a course

Who came by an invitation is called as that one called them.

Revision: 0016
After: 0015
"""

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

COLUMNS = {"roster_name": 80, "roster_name_key": 240, "roster_email": 254, "roster_email_key": 762}

invitations = sa.table(
    "invitations",
    *map(sa.column, ("id", "course_id", "accepted_by_id", "name", "email", "email_key")),
)
memberships = sa.table("memberships", *map(sa.column, ("course_id", "user_id", *COLUMNS)))


def upgrade() -> None:
    for name, length in COLUMNS.items():
        op.add_column(
            "memberships", sa.Column(name, sa.String(length=length), server_default="", nullable=False)
        )
    connection = op.get_bind()
    used = sa.select(invitations).where(invitations.c.accepted_by_id.is_not(None)).order_by(invitations.c.id)
    for row in connection.execute(used).all():
        connection.execute(
            sa.update(memberships)
            .where(memberships.c.course_id == row.course_id, memberships.c.user_id == row.accepted_by_id)
            .values(
                roster_name=row.name,
                roster_name_key=key_of(row.name),
                roster_email=row.email,
                roster_email_key=row.email_key,
            )
        )


def downgrade() -> None:
    with op.batch_alter_table("memberships") as batch_op:
        for name in reversed(COLUMNS):
            batch_op.drop_column(name)


def key_of(name: str) -> str:
    """Return the key of a name, as the services made keys when this was written."""
    text = unicodedata.normalize("NFKC", name).casefold()
    return " ".join(unicodedata.normalize("NFKC", text).split())[:240]
