"""People, their ways to log in, links that work once, and the record of attempts to log in."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.models.base import Base, BigInt, Key


class User(Base):
    """A person. A visitor is one who has tried a quiz but has no account yet.

    Signing up turns the visitor's row into a learner's, so that what they answered stays theirs.
    """

    __tablename__ = "users"
    __table_args__ = (
        CheckConstraint("role IN ('visitor', 'learner', 'instructor', 'administrator')", name="role"),
        CheckConstraint("(role = 'visitor') = (user_name IS NULL)", name="visitors_have_no_name"),
        CheckConstraint("(user_name IS NULL) = (display_name IS NULL)", name="accounts_have_both_names"),
        CheckConstraint("email_confirmed_at IS NULL OR email IS NOT NULL", name="no_email_is_not_confirmed"),
        CheckConstraint(
            "new_email IS NULL OR email_confirmed_at IS NOT NULL", name="a_new_email_replaces_a_confirmed_one"
        ),
        CheckConstraint("day_starts_at BETWEEN 0 AND 23", name="day_starts_at"),
        CheckConstraint("desired_retention BETWEEN 0.7 AND 0.97", name="desired_retention"),
        CheckConstraint("new_per_day BETWEEN 0 AND 999", name="new_per_day"),
        CheckConstraint("reviews_per_day BETWEEN 0 AND 9999", name="reviews_per_day"),
        # By it old visitors are found, and whether there is an administrator.
        Index(None, "role", "created_at"),
        # A confirmed address belongs to one account; an unconfirmed one may be anybody's claim.
        Index(
            "ix_users_confirmed_email",
            "email_key",
            unique=True,
            sqlite_where=text("email_confirmed_at IS NOT NULL"),
            postgresql_where=text("email_confirmed_at IS NOT NULL"),
        ),
    )

    id: Mapped[Key]
    #: What the person logs in with; `user_name_key` is its folded form, which is unique.
    user_name: Mapped[str | None] = mapped_column(String(80))
    user_name_key: Mapped[str | None] = mapped_column(String(240), unique=True)
    #: What the person is called on pages; several may be called the same.
    display_name: Mapped[str | None] = mapped_column(String(80))
    display_name_key: Mapped[str | None] = mapped_column(String(240), index=True)
    email: Mapped[str | None] = mapped_column(String(254))
    email_key: Mapped[str | None] = mapped_column(String(762), index=True)
    #: When the person proved that they read mail at this address; it identifies them from then on.
    email_confirmed_at: Mapped[datetime | None]
    #: The address that takes the place of a confirmed one once it is confirmed itself; until then it counts
    #: for nothing.
    new_email: Mapped[str | None] = mapped_column(String(254))
    new_email_key: Mapped[str | None] = mapped_column(String(762), index=True)
    #: Part of every session cookie: a new token ends all sessions of the person.
    session_token: Mapped[str] = mapped_column(String(64))
    role: Mapped[str] = mapped_column(String(16))
    created_at: Mapped[datetime]
    #: Of the demonstration class: this person and their history are invented.
    made_up: Mapped[bool] = mapped_column(server_default=false())

    #: The language of the interface, as a BCP 47 tag; empty as long as the browser decides.
    language: Mapped[str] = mapped_column(String(35), server_default="")
    time_zone: Mapped[str] = mapped_column(String(64), server_default="UTC")
    day_starts_at: Mapped[int] = mapped_column(server_default="4")
    desired_retention: Mapped[float] = mapped_column(server_default="0.9")
    new_per_day: Mapped[int] = mapped_column(server_default="10")
    reviews_per_day: Mapped[int] = mapped_column(server_default="200")


class Identity(Base):
    """A way in which a person can show who they are: a password, later what another provider vouches for.

    `subject` is what the provider knows the person by. Passwords are our own: there it is the person's key,
    so that nobody has two.
    """

    __tablename__ = "identities"
    __table_args__ = (
        UniqueConstraint("provider", "subject"),
        CheckConstraint("provider <> 'password' OR secret IS NOT NULL", name="passwords_have_a_secret"),
    )

    id: Mapped[Key]
    user_id: Mapped[int] = mapped_column(BigInt, ForeignKey("users.id", ondelete="CASCADE"), index=True)
    provider: Mapped[str] = mapped_column(String(64))
    subject: Mapped[str] = mapped_column(String(255))
    #: The hash of a password; None where the provider keeps the secret.
    secret: Mapped[str | None] = mapped_column(String(255))
    created_at: Mapped[datetime]


class EndedSession(Base):
    """A session that its person has logged out of: a copy of its cookie opens nothing any more.

    Rows go when the person's session token changes, which ends all sessions anyway.
    """

    __tablename__ = "ended_sessions"

    user_id: Mapped[int] = mapped_column(BigInt, ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    #: The random name of the session, from its cookie.
    name: Mapped[str] = mapped_column(String(64), primary_key=True)


class OneTimeLink(Base):
    """A link that works once: for the first administrator, to set a new password, to confirm an address.

    Only the token's hash is stored, so that the database alone lets nobody in.
    """

    __tablename__ = "one_time_links"
    __table_args__ = (CheckConstraint("purpose IN ('administrator', 'password', 'email')", name="purpose"),)

    id: Mapped[Key]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    purpose: Mapped[str] = mapped_column(String(16))
    user_id: Mapped[int | None] = mapped_column(
        BigInt, ForeignKey("users.id", ondelete="CASCADE"), index=True
    )
    #: The address that it was mailed to, which using it proves; None for one that was handed over.
    email: Mapped[str | None] = mapped_column(String(254))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class LogIn(Base):
    """One attempt to log in, or to do something else that can be done only so often.

    That is what takes no authentication (sign up, try out, be mailed a link), and what one person may do
    (begin a quiz, download their data, type the code of a course or an assignment), whom the address names
    then. The throttle counts them. A row holds a
    folded name, not a user: one that nobody has is throttled alike, so that the throttle tells nothing. What
    succeeded tells later where a person usually comes from.
    """

    __tablename__ = "log_ins"
    __table_args__ = (
        CheckConstraint(
            "action IN ('log-in', 'forgotten', 'sign-up', 'try-out', 'begin', 'download', 'join', 'enter')",
            name="action",
        ),
        Index(None, "name_key", "at"),
        Index(None, "address", "at"),
        # For forgetting: what failed goes after a day, what succeeded after a year.
        Index(None, "succeeded", "at"),
    )

    id: Mapped[Key]
    action: Mapped[str] = mapped_column(String(16), server_default="log-in")
    #: The account's user name, by whatever it was asked for; or what was typed, where it is nobody's.
    name_key: Mapped[str] = mapped_column(String(240))
    address: Mapped[str] = mapped_column(String(64))
    #: The hash of the random name in the browser's cookie, where the person came in by it.
    browser: Mapped[str | None] = mapped_column(String(64))
    at: Mapped[datetime]
    succeeded: Mapped[bool]
