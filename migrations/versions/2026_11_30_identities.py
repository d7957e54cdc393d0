"""Passwords are one way to log in among others; user names, display names and confirmed addresses

Revision: 0007
After: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
CONFIRMED = sa.text("email_confirmed_at IS NOT NULL")
PURPOSES = "purpose IN ('administrator', 'password')"
MORE_PURPOSES = "purpose IN ('administrator', 'password', 'email')"
ACTIONS = "IN ('log-in', 'forgotten', 'sign-up', 'try-out')"


def upgrade() -> None:
    create_identities()
    op.execute(
        "INSERT INTO identities (user_id, provider, subject, secret, created_at) "
        "SELECT id, 'password', CAST(id AS VARCHAR(255)), password_hash, created_at "
        "FROM users WHERE password_hash IS NOT NULL ORDER BY users.id"
    )
    with op.batch_alter_table("users") as batch_op:
        batch_op.drop_constraint(op.f("ck_users_a_name_has_a_password"), type_="check")
        batch_op.drop_constraint(op.f("ck_users_visitors_have_no_name"), type_="check")
        batch_op.drop_constraint(op.f("uq_users_name_key"), type_="unique")
        batch_op.drop_column("password_hash")
        batch_op.add_column(sa.Column("display_name", sa.String(length=80), nullable=True))
        batch_op.add_column(sa.Column("display_name_key", sa.String(length=240), nullable=True))
        batch_op.add_column(sa.Column("email_confirmed_at", MOMENT, nullable=True))
    rename("users", "name", "user_name")
    rename("users", "name_key", "user_name_key")
    op.execute("UPDATE users SET display_name = user_name, display_name_key = user_name_key")
    with op.batch_alter_table("users") as batch_op:
        batch_op.create_unique_constraint(op.f("uq_users_user_name_key"), ["user_name_key"])
        for name, rule in (
            ("visitors_have_no_name", "(role = 'visitor') = (user_name IS NULL)"),
            ("accounts_have_both_names", "(user_name IS NULL) = (display_name IS NULL)"),
            ("no_email_is_not_confirmed", "email_confirmed_at IS NULL OR email IS NOT NULL"),
        ):
            batch_op.create_check_constraint(op.f(f"ck_users_{name}"), rule)
        batch_op.create_index(op.f("ix_users_display_name_key"), ["display_name_key"], unique=False)
        batch_op.create_index(
            "ix_users_confirmed_email",
            ["email_key"],
            unique=True,
            sqlite_where=CONFIRMED,
            postgresql_where=CONFIRMED,
        )
    with op.batch_alter_table("one_time_links") as batch_op:
        batch_op.add_column(sa.Column("email", sa.String(length=254), nullable=True))
        batch_op.drop_constraint(op.f("ck_one_time_links_purpose"), type_="check")
        batch_op.create_check_constraint(op.f("ck_one_time_links_purpose"), MORE_PURPOSES)
    call_it("kind", "action")


def downgrade() -> None:
    call_it("action", "kind")
    op.execute("DELETE FROM one_time_links WHERE purpose = 'email'")
    with op.batch_alter_table("one_time_links") as batch_op:
        batch_op.drop_constraint(op.f("ck_one_time_links_purpose"), type_="check")
        batch_op.create_check_constraint(op.f("ck_one_time_links_purpose"), PURPOSES)
        batch_op.drop_column("email")
    with op.batch_alter_table("users") as batch_op:
        batch_op.drop_index("ix_users_confirmed_email")
        batch_op.drop_index(op.f("ix_users_display_name_key"))
        for name in ("visitors_have_no_name", "accounts_have_both_names", "no_email_is_not_confirmed"):
            batch_op.drop_constraint(op.f(f"ck_users_{name}"), type_="check")
        batch_op.drop_constraint(op.f("uq_users_user_name_key"), type_="unique")
        batch_op.drop_column("display_name")
        batch_op.drop_column("display_name_key")
        batch_op.drop_column("email_confirmed_at")
        batch_op.add_column(sa.Column("password_hash", sa.String(length=255), nullable=True))
    rename("users", "user_name", "name")
    rename("users", "user_name_key", "name_key")
    op.execute(
        "UPDATE users SET password_hash = (SELECT secret FROM identities "
        "WHERE identities.user_id = users.id AND provider = 'password')"
    )
    with op.batch_alter_table("users") as batch_op:
        batch_op.create_unique_constraint(op.f("uq_users_name_key"), ["name_key"])
        batch_op.create_check_constraint(
            op.f("ck_users_visitors_have_no_name"), "(role = 'visitor') = (name IS NULL)"
        )
        batch_op.create_check_constraint(
            op.f("ck_users_a_name_has_a_password"), "(name IS NULL) = (password_hash IS NULL)"
        )
    op.drop_table("identities")


def create_identities() -> None:
    op.create_table(
        "identities",
        sa.Column("id", BIG, nullable=False),
        sa.Column("user_id", BIG, nullable=False),
        sa.Column("provider", sa.String(length=64), nullable=False),
        sa.Column("subject", sa.String(length=255), nullable=False),
        sa.Column("secret", sa.String(length=255), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "provider <> 'password' OR secret IS NOT NULL", name=op.f("ck_identities_passwords_have_a_secret")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_identities_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identities")),
        sa.UniqueConstraint("provider", "subject", name=op.f("uq_identities_provider_subject")),
    )
    op.create_index(op.f("ix_identities_user_id"), "identities", ["user_id"], unique=False)


def rename(table: str, before: str, after: str) -> None:
    # Both databases rename a column in place; a batch would copy the table.
    op.execute(f"ALTER TABLE {table} RENAME COLUMN {before} TO {after}")


def call_it(before: str, after: str) -> None:
    """Rename what says which action an attempt was, and the check of its values."""
    with op.batch_alter_table("log_ins") as batch_op:
        batch_op.drop_constraint(op.f(f"ck_log_ins_{before}"), type_="check")
    rename("log_ins", before, after)
    with op.batch_alter_table("log_ins") as batch_op:
        batch_op.create_check_constraint(op.f(f"ck_log_ins_{after}"), f"{after} {ACTIONS}")
