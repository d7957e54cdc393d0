"""Hints, certainty, ready quizzes, questions that exclude each other, images, ended sessions

Revision: 0002
After: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "images",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("media_type", sa.String(length=16), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "media_type IN ('image/png', 'image/jpeg', 'image/webp')", name=op.f("ck_images_media_type")
        ),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_images")),
    )
    op.create_table(
        "ended_sessions",
        sa.Column("user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_ended_sessions_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "name", name=op.f("pk_ended_sessions")),
    )
    with op.batch_alter_table("banks") as batch_op:
        batch_op.add_column(sa.Column("quizzes", sa.JSON(), server_default="[]", nullable=False))
        batch_op.add_column(sa.Column("try_out", sa.JSON(), server_default='{"without": []}', nullable=False))
    with op.batch_alter_table("questions") as batch_op:
        batch_op.add_column(sa.Column("excludes", sa.Text(), server_default="", nullable=False))
    with op.batch_alter_table("attempts") as batch_op:
        batch_op.add_column(sa.Column("quiz_key", sa.String(length=64), nullable=True))
        batch_op.add_column(
            sa.Column("asks_certainty", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.add_column(sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_attempts_user_id_closes_at"), ["user_id", "closes_at"], unique=False
        )
    with op.batch_alter_table("slots") as batch_op:
        batch_op.add_column(sa.Column("hints_used", sa.Integer(), server_default="0", nullable=False))
    with op.batch_alter_table("answers") as batch_op:
        batch_op.add_column(sa.Column("certainty", sa.String(length=8), nullable=True))
        batch_op.create_check_constraint(
            op.f("ck_answers_certainty"), "certainty IN ('sure', 'fairly', 'guess')"
        )
        batch_op.create_index(
            "ix_answers_certain",
            ["user_id", "id"],
            unique=False,
            sqlite_where=sa.text("certainty IS NOT NULL"),
            postgresql_where=sa.text("certainty IS NOT NULL"),
        )


def downgrade() -> None:
    with op.batch_alter_table("answers") as batch_op:
        batch_op.drop_index("ix_answers_certain")
        batch_op.drop_constraint(op.f("ck_answers_certainty"), type_="check")
        batch_op.drop_column("certainty")
    with op.batch_alter_table("slots") as batch_op:
        batch_op.drop_column("hints_used")
    with op.batch_alter_table("attempts") as batch_op:
        batch_op.drop_index(batch_op.f("ix_attempts_user_id_closes_at"))
        batch_op.drop_column("closes_at")
        batch_op.drop_column("asks_certainty")
        batch_op.drop_column("quiz_key")
    with op.batch_alter_table("questions") as batch_op:
        batch_op.drop_column("excludes")
    with op.batch_alter_table("banks") as batch_op:
        batch_op.drop_column("try_out")
        batch_op.drop_column("quizzes")
    op.drop_table("ended_sessions")
    op.drop_table("images")
