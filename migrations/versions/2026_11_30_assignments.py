"""Assignments with their overrides, what these come to for each learner, and attempts at them

After a downgrade an attempt at an assignment is one at a quiz of one's own.

Revision: 0014
After: 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ONE_OPEN = sa.text("assignment_id IS NOT NULL AND finished_at IS NULL AND annulled_at IS NULL")
UNSETTLED = sa.text("assignment_id IS NOT NULL AND finished_at IS NOT NULL AND settled_at IS NULL")
CHECKS = {
    "finished_by": "finished_by IN ('learner', 'time', 'staff')",
    "shows": "shows IN ('practice', 'homework', 'exam', 'sealed')",
    "of_an_assignment": "(assignment_id IS NULL) = (number IS NULL) AND (assignment_id IS NULL) = (shows IS NULL)",
}
COLUMNS = (
    "assignment_id",
    "number",
    "is_preview",
    "shows",
    "released_at",
    "settled_at",
    "finished_by",
    "annulled_at",
    "extra_seconds",
    "points",
    "full_points",
    "to_mark",
)


def upgrade() -> None:
    op.create_table(
        "assignments",
        sa.Column("id", KEY, nullable=False),
        sa.Column("course_id", KEY, nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("instructions", sa.Text(), server_default="", nullable=False),
        sa.Column("bank_id", KEY, nullable=False),
        sa.Column("composition", sa.JSON(), nullable=False),
        sa.Column("quiz_key", sa.String(length=64), nullable=True),
        sa.Column("feedback", sa.String(length=8), nullable=False),
        sa.Column("asks_certainty", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("time_limit", sa.Integer(), nullable=True),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("late", sa.JSON(), server_default="[]", nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=True),
        sa.Column("wait", sa.Integer(), server_default="0", nullable=False),
        sa.Column("counts", sa.String(length=8), nullable=False),
        sa.Column("access_code", sa.String(length=64), nullable=True),
        sa.Column("networks", sa.JSON(), server_default="[]", nullable=False),
        sa.Column("navigation", sa.String(length=8), nullable=False),
        sa.Column("shows", sa.String(length=8), nullable=False),
        sa.Column("release", sa.String(length=8), nullable=False),
        sa.Column("releases_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("results_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("counts IN ('best', 'last', 'first', 'mean')", name=op.f("ck_assignments_counts")),
        sa.CheckConstraint("feedback IN ('each', 'end')", name=op.f("ck_assignments_feedback")),
        sa.CheckConstraint("navigation IN ('free', 'forward')", name=op.f("ck_assignments_navigation")),
        sa.CheckConstraint("release IN ('all-done', 'at', 'by-hand')", name=op.f("ck_assignments_release")),
        sa.CheckConstraint(
            "shows IN ('practice', 'homework', 'exam', 'sealed')", name=op.f("ck_assignments_shows")
        ),
        sa.ForeignKeyConstraint(["bank_id"], ["banks.id"], name=op.f("fk_assignments_bank_id")),
        sa.ForeignKeyConstraint(
            ["course_id"], ["courses.id"], name=op.f("fk_assignments_course_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignments")),
    )
    op.create_index(op.f("ix_assignments_bank_id"), "assignments", ["bank_id"])
    op.create_index(op.f("ix_assignments_course_id"), "assignments", ["course_id"])

    op.create_table(
        "assignment_questions",
        sa.Column("assignment_id", KEY, nullable=False),
        sa.Column("question_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment_id"],
            ["assignments.id"],
            name=op.f("fk_assignment_questions_assignment_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["question_id"], ["questions.id"], name=op.f("fk_assignment_questions_question_id")
        ),
        sa.PrimaryKeyConstraint("assignment_id", "question_id", name=op.f("pk_assignment_questions")),
    )
    op.create_index(op.f("ix_assignment_questions_question_id"), "assignment_questions", ["question_id"])

    op.create_table(
        "learner_terms",
        sa.Column("assignment_id", KEY, nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("holds", sa.String(length=16), nullable=False),
        sa.Column("held_from", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "holds IN ('nothing', 'own-questions', 'whole-pool')", name=op.f("ck_learner_terms_holds")
        ),
        sa.ForeignKeyConstraint(
            ["assignment_id"],
            ["assignments.id"],
            name=op.f("fk_learner_terms_assignment_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_learner_terms_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("assignment_id", "user_id", name=op.f("pk_learner_terms")),
    )
    op.create_index(op.f("ix_learner_terms_user_id"), "learner_terms", ["user_id"])

    op.create_table(
        "overrides",
        sa.Column("id", KEY, nullable=False),
        sa.Column("assignment_id", KEY, nullable=False),
        sa.Column("group_id", KEY, nullable=True),
        sa.Column("membership_id", KEY, nullable=True),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "(group_id IS NULL) <> (membership_id IS NULL)", name=op.f("ck_overrides_for_a_group_or_a_person")
        ),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignments.id"], name=op.f("fk_overrides_assignment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["course_groups.id"], name=op.f("fk_overrides_group_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["membership_id"], ["memberships.id"], name=op.f("fk_overrides_membership_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_overrides")),
        sa.UniqueConstraint("assignment_id", "group_id", name=op.f("uq_overrides_assignment_id_group_id")),
        sa.UniqueConstraint(
            "assignment_id", "membership_id", name=op.f("uq_overrides_assignment_id_membership_id")
        ),
    )
    op.create_index(op.f("ix_overrides_group_id"), "overrides", ["group_id"])
    op.create_index(op.f("ix_overrides_membership_id"), "overrides", ["membership_id"])

    with op.batch_alter_table("attempts") as batch_op:
        batch_op.add_column(sa.Column("assignment_id", KEY, nullable=True))
        batch_op.add_column(sa.Column("number", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("is_preview", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("shows", sa.String(length=8), nullable=True))
        batch_op.add_column(sa.Column("released_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("finished_by", sa.String(length=8), nullable=True))
        batch_op.add_column(sa.Column("annulled_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("extra_seconds", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("points", sa.Double(), nullable=True))
        batch_op.add_column(sa.Column("full_points", sa.Double(), nullable=True))
        batch_op.add_column(sa.Column("to_mark", sa.Integer(), server_default="0", nullable=False))
        for name, rule in CHECKS.items():
            batch_op.create_check_constraint(op.f(f"ck_attempts_{name}"), rule)
        batch_op.create_index(
            "ix_attempts_one_open",
            ["assignment_id", "user_id"],
            unique=True,
            sqlite_where=ONE_OPEN,
            postgresql_where=ONE_OPEN,
        )
        batch_op.create_index(
            "ix_attempts_unsettled", ["user_id"], sqlite_where=UNSETTLED, postgresql_where=UNSETTLED
        )
        batch_op.create_unique_constraint(
            op.f("uq_attempts_assignment_id_user_id_number"), ["assignment_id", "user_id", "number"]
        )
        batch_op.create_foreign_key(
            op.f("fk_attempts_assignment_id"), "assignments", ["assignment_id"], ["id"], ondelete="CASCADE"
        )

    with op.batch_alter_table("audit_events") as batch_op:
        batch_op.add_column(sa.Column("assignment_id", KEY, nullable=True))
        batch_op.create_index(op.f("ix_audit_events_assignment_id"), ["assignment_id"])
        batch_op.create_foreign_key(
            op.f("fk_audit_events_assignment_id"),
            "assignments",
            ["assignment_id"],
            ["id"],
            ondelete="SET NULL",
        )


def downgrade() -> None:
    with op.batch_alter_table("audit_events") as batch_op:
        batch_op.drop_index(op.f("ix_audit_events_assignment_id"))
        batch_op.drop_constraint(op.f("fk_audit_events_assignment_id"), type_="foreignkey")
        batch_op.drop_column("assignment_id")
    with op.batch_alter_table("attempts") as batch_op:
        batch_op.drop_index("ix_attempts_one_open")
        batch_op.drop_index("ix_attempts_unsettled")
        batch_op.drop_constraint(op.f("fk_attempts_assignment_id"), type_="foreignkey")
        batch_op.drop_constraint(op.f("uq_attempts_assignment_id_user_id_number"), type_="unique")
        for name in CHECKS:
            batch_op.drop_constraint(op.f(f"ck_attempts_{name}"), type_="check")
        for column in COLUMNS:
            batch_op.drop_column(column)
    for table in ("overrides", "learner_terms", "assignment_questions", "assignments"):
        op.drop_table(table)
