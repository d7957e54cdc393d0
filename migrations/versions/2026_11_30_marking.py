"""Marks by the staff, results that they set, late answers, flags, one-way navigation

After a downgrade answers have what they earned when they were given; previews are gone.

Revision: 0015
After: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
WAITING = sa.text("decided_at IS NULL")
ONE_OPEN = "assignment_id IS NOT NULL AND finished_at IS NULL AND annulled_at IS NULL"


def upgrade() -> None:
    op.create_table(
        "markings",
        sa.Column("id", KEY, nullable=False),
        sa.Column("answer_id", KEY, nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("credit", sa.Double(), nullable=False),
        sa.Column("source", sa.String(length=8), nullable=False),
        sa.Column("by_id", KEY, nullable=True),
        sa.Column("comment", sa.Text(), server_default="", nullable=False),
        sa.Column("picks", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("marked_at", MOMENT, nullable=False),
        sa.CheckConstraint("credit BETWEEN 0 AND 1", name=op.f("ck_markings_credit")),
        sa.CheckConstraint("source IN ('staff', 'regrade')", name=op.f("ck_markings_source")),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["answers.id"], name=op.f("fk_markings_answer_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_markings_by_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_markings")),
        sa.UniqueConstraint("answer_id", "sequence", name=op.f("uq_markings_answer_id_sequence")),
    )
    op.create_index(op.f("ix_markings_by_id"), "markings", ["by_id"])

    op.create_table(
        "result_overrides",
        sa.Column("id", KEY, nullable=False),
        sa.Column("assignment_id", KEY, nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("percent", sa.Double(), nullable=True),
        sa.Column("is_excused", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_id", KEY, nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.CheckConstraint("percent BETWEEN 0 AND 100", name=op.f("ck_result_overrides_percent")),
        sa.CheckConstraint("NOT is_excused OR percent IS NULL", name=op.f("ck_result_overrides_excused")),
        sa.ForeignKeyConstraint(
            ["assignment_id"],
            ["assignments.id"],
            name=op.f("fk_result_overrides_assignment_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_result_overrides_user_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["users.id"], name=op.f("fk_result_overrides_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_result_overrides")),
        sa.UniqueConstraint(
            "assignment_id",
            "user_id",
            "sequence",
            name=op.f("uq_result_overrides_assignment_id_user_id_sequence"),
        ),
    )
    op.create_index(op.f("ix_result_overrides_user_id"), "result_overrides", ["user_id"])
    op.create_index(op.f("ix_result_overrides_by_id"), "result_overrides", ["by_id"])

    op.create_table(
        "late_answers",
        sa.Column("id", KEY, nullable=False),
        sa.Column("slot_id", KEY, nullable=False),
        sa.Column("response", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("certainty", sa.String(length=8), nullable=True),
        sa.Column("arrived_at", MOMENT, nullable=False),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("decided_by_id", KEY, nullable=True),
        sa.Column("is_accepted", sa.Boolean(), nullable=True),
        sa.CheckConstraint(
            "certainty IN ('sure', 'fairly', 'guess')", name=op.f("ck_late_answers_certainty")
        ),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (is_accepted IS NULL)", name=op.f("ck_late_answers_decided")
        ),
        sa.ForeignKeyConstraint(
            ["slot_id"], ["slots.id"], name=op.f("fk_late_answers_slot_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["users.id"], name=op.f("fk_late_answers_decided_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_late_answers")),
        sa.UniqueConstraint("slot_id", name=op.f("uq_late_answers_slot_id")),
    )
    op.create_index(op.f("ix_late_answers_decided_by_id"), "late_answers", ["decided_by_id"])
    op.create_index(
        "ix_late_answers_waiting", "late_answers", ["slot_id"], sqlite_where=WAITING, postgresql_where=WAITING
    )

    with op.batch_alter_table("attempts") as batch_op:
        batch_op.add_column(sa.Column("reached", sa.Integer(), server_default="1", nullable=False))
        batch_op.add_column(
            sa.Column("only_forward", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
    put_one_open(f"{ONE_OPEN} AND NOT is_preview")
    with op.batch_alter_table("slots") as batch_op:
        batch_op.add_column(sa.Column("is_flagged", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("marked_credit", sa.Double(), nullable=True))
    with op.batch_alter_table("answers") as batch_op:
        batch_op.alter_column("user_id", existing_type=KEY, nullable=True)


def put_one_open(where: str) -> None:
    """Let one attempt be open of those that fulfil a condition."""
    op.drop_index("ix_attempts_one_open", "attempts")
    op.create_index(
        "ix_attempts_one_open",
        "attempts",
        ["assignment_id", "user_id"],
        unique=True,
        sqlite_where=sa.text(where),
        postgresql_where=sa.text(where),
    )


def downgrade() -> None:
    op.execute("DELETE FROM attempts WHERE is_preview")
    op.execute("DELETE FROM answers WHERE user_id IS NULL")
    with op.batch_alter_table("answers") as batch_op:
        batch_op.alter_column("user_id", existing_type=KEY, nullable=False)
    with op.batch_alter_table("slots") as batch_op:
        batch_op.drop_column("marked_credit")
        batch_op.drop_column("is_flagged")
    put_one_open(ONE_OPEN)
    with op.batch_alter_table("attempts") as batch_op:
        batch_op.drop_column("only_forward")
        batch_op.drop_column("reached")
    for table in ("late_answers", "result_overrides", "markings"):
        op.drop_table(table)
