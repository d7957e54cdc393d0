"""Courses with their people, groups and invitations, the record of what their staff did; whom a bank is for

Revision: 0012
After: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ACTIONS = "'log-in', 'forgotten', 'sign-up', 'try-out', 'begin', 'download'"


def upgrade() -> None:
    bound_actions(f"action IN ({ACTIONS}, 'join', 'enter')")
    with op.batch_alter_table("banks") as batch_op:
        batch_op.add_column(
            sa.Column("audience", sa.String(length=8), server_default="public", nullable=False)
        )
        batch_op.create_check_constraint(
            op.f("ck_banks_audience"), "audience IN ('public', 'course', 'exam')"
        )
    op.create_table(
        "courses",
        sa.Column("id", KEY, nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("join_code", sa.String(length=16), nullable=False),
        sa.Column("join_token", sa.String(length=64), nullable=False),
        sa.Column("joining_is_open", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_courses")),
        sa.UniqueConstraint("join_code", name=op.f("uq_courses_join_code")),
        sa.UniqueConstraint("join_token", name=op.f("uq_courses_join_token")),
    )
    op.create_table(
        "course_banks",
        sa.Column("course_id", KEY, nullable=False),
        sa.Column("bank_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(["bank_id"], ["banks.id"], name=op.f("fk_course_banks_bank_id")),
        sa.ForeignKeyConstraint(
            ["course_id"], ["courses.id"], name=op.f("fk_course_banks_course_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("course_id", "bank_id", name=op.f("pk_course_banks")),
    )
    op.create_index(op.f("ix_course_banks_bank_id"), "course_banks", ["bank_id"])
    op.create_table(
        "course_groups",
        sa.Column("id", KEY, nullable=False),
        sa.Column("course_id", KEY, nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("name_key", sa.String(length=240), nullable=False),
        sa.ForeignKeyConstraint(
            ["course_id"], ["courses.id"], name=op.f("fk_course_groups_course_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_groups")),
        sa.UniqueConstraint("course_id", "name_key", name=op.f("uq_course_groups_course_id_name_key")),
    )
    op.create_table(
        "memberships",
        sa.Column("id", KEY, nullable=False),
        sa.Column("course_id", KEY, nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("time_factor", sa.Double(), server_default="1", nullable=False),
        sa.Column("extra_minutes", sa.Integer(), server_default="0", nullable=False),
        sa.Column("extra_attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("extra_days", sa.Integer(), server_default="0", nullable=False),
        sa.Column("accommodation_reason", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint(
            "role IN ('owner', 'instructor', 'assistant', 'learner')", name=op.f("ck_memberships_role")
        ),
        sa.CheckConstraint(
            "extra_minutes >= 0 AND extra_attempts >= 0 AND extra_days >= 0",
            name=op.f("ck_memberships_extras"),
        ),
        sa.CheckConstraint("time_factor BETWEEN 1 AND 10", name=op.f("ck_memberships_time_factor")),
        sa.ForeignKeyConstraint(
            ["course_id"], ["courses.id"], name=op.f("fk_memberships_course_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_memberships_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memberships")),
        sa.UniqueConstraint("course_id", "user_id", name=op.f("uq_memberships_course_id_user_id")),
    )
    op.create_index(op.f("ix_memberships_user_id"), "memberships", ["user_id"])
    op.create_table(
        "group_members",
        sa.Column("group_id", KEY, nullable=False),
        sa.Column("membership_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["course_groups.id"], name=op.f("fk_group_members_group_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["membership_id"],
            ["memberships.id"],
            name=op.f("fk_group_members_membership_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("group_id", "membership_id", name=op.f("pk_group_members")),
    )
    op.create_index(op.f("ix_group_members_membership_id"), "group_members", ["membership_id"])
    op.create_table(
        "invitations",
        sa.Column("id", KEY, nullable=False),
        sa.Column("course_id", KEY, nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("email_key", sa.String(length=762), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("group_id", KEY, nullable=True),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("accepted_by_id", KEY, nullable=True),
        sa.CheckConstraint(
            "role IN ('instructor', 'assistant', 'learner')", name=op.f("ck_invitations_role")
        ),
        sa.ForeignKeyConstraint(
            ["accepted_by_id"], ["users.id"], name=op.f("fk_invitations_accepted_by_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["course_id"], ["courses.id"], name=op.f("fk_invitations_course_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["course_groups.id"], name=op.f("fk_invitations_group_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("course_id", "email_key", name=op.f("uq_invitations_course_id_email_key")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invitations_token_hash")),
    )
    op.create_index(op.f("ix_invitations_accepted_by_id"), "invitations", ["accepted_by_id"])
    op.create_index(op.f("ix_invitations_email_key"), "invitations", ["email_key"])
    op.create_index(op.f("ix_invitations_group_id"), "invitations", ["group_id"])
    op.create_table(
        "audit_events",
        sa.Column("id", KEY, nullable=False),
        sa.Column("course_id", KEY, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", KEY, nullable=True),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("subject_id", KEY, nullable=True),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["users.id"], name=op.f("fk_audit_events_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["course_id"], ["courses.id"], name=op.f("fk_audit_events_course_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["users.id"], name=op.f("fk_audit_events_subject_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_events")),
    )
    op.create_index(op.f("ix_audit_events_by_id"), "audit_events", ["by_id"])
    op.create_index(op.f("ix_audit_events_course_id_at"), "audit_events", ["course_id", "at"])
    op.create_index(op.f("ix_audit_events_subject_id"), "audit_events", ["subject_id"])


def downgrade() -> None:
    for table in (
        "audit_events",
        "invitations",
        "group_members",
        "memberships",
        "course_groups",
        "course_banks",
        "courses",
    ):
        op.drop_table(table)
    with op.batch_alter_table("banks") as batch_op:
        batch_op.drop_constraint(op.f("ck_banks_audience"), type_="check")
        batch_op.drop_column("audience")
    op.execute("DELETE FROM log_ins WHERE action IN ('join', 'enter')")
    bound_actions(f"action IN ({ACTIONS})")


def bound_actions(rule: str) -> None:
    with op.batch_alter_table("log_ins") as batch_op:
        batch_op.drop_constraint(op.f("ck_log_ins_action"), type_="check")
        batch_op.create_check_constraint(op.f("ck_log_ins_action"), rule)
