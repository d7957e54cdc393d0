"""People, the links that let them in once, and the record of who tried to log in."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, false
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.models.base import Base, BigInt, Key


class User(Base):
    """A person. A visitor is one who has tried a quiz but has no name and password yet.

    Signing up turns the visitor's row into a learner's, so that what they answered stays theirs.
    """

    __tablename__ = "users"
    __table_args__ = (
        CheckConstraint("role IN ('visitor', 'learner', 'instructor', 'administrator')", name="role"),
        CheckConstraint("(role = 'visitor') = (name IS NULL)", name="visitors_have_no_name"),
        CheckConstraint("(name IS NULL) = (password_hash IS NULL)", name="a_name_has_a_password"),
        CheckConstraint("day_starts_at BETWEEN 0 AND 23", name="day_starts_at"),
        CheckConstraint("desired_retention BETWEEN 0.7 AND 0.97", name="desired_retention"),
        CheckConstraint("new_per_day BETWEEN 0 AND 999", name="new_per_day"),
        CheckConstraint("reviews_per_day BETWEEN 0 AND 9999", name="reviews_per_day"),
        # By it old visitors are found, and whether there is an administrator.
        Index(None, "role", "created_at"),
    )

    id: Mapped[Key]
    #: What the person is called and logs in with; `name_key` is its folded form, which is unique.
    name: Mapped[str | None] = mapped_column(String(80))
    name_key: Mapped[str | None] = mapped_column(String(240), unique=True)
    email: Mapped[str | None] = mapped_column(String(254))
    email_key: Mapped[str | None] = mapped_column(String(762), index=True)
    password_hash: Mapped[str | None] = mapped_column(String(255))
    #: Part of every session cookie: a new token ends all sessions of the person.
    session_token: Mapped[str] = mapped_column(String(64))
    role: Mapped[str] = mapped_column(String(16))
    created_at: Mapped[datetime]
    #: Of the demonstration class: this person and their history are invented.
    made_up: Mapped[bool] = mapped_column(server_default=false())

    time_zone: Mapped[str] = mapped_column(String(64), server_default="UTC")
    day_starts_at: Mapped[int] = mapped_column(server_default="4")
    desired_retention: Mapped[float] = mapped_column(server_default="0.9")
    new_per_day: Mapped[int] = mapped_column(server_default="10")
    reviews_per_day: Mapped[int] = mapped_column(server_default="200")


class EndedSession(Base):
    """A session that its person has logged out of: a copy of its cookie opens nothing any more.

    Rows go when the person's session token changes, which ends all sessions anyway.
    """

    __tablename__ = "ended_sessions"

    user_id: Mapped[int] = mapped_column(BigInt, ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    #: The random name of the session, from its cookie.
    name: Mapped[str] = mapped_column(String(64), primary_key=True)


class OneTimeLink(Base):
    """A link that works once: for the first administrator, or to set a new password.

    Only the token's hash is stored, so that the database alone lets nobody in.
    """

    __tablename__ = "one_time_links"
    __table_args__ = (CheckConstraint("purpose IN ('administrator', 'password')", name="purpose"),)

    id: Mapped[Key]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    purpose: Mapped[str] = mapped_column(String(16))
    user_id: Mapped[int | None] = mapped_column(
        BigInt, ForeignKey("users.id", ondelete="CASCADE"), index=True
    )
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class LogIn(Base):
    """One try to log in, or to do what takes no proof (to sign up, to try out, to be mailed a link).

    The throttle counts them. A row holds the name as typed (folded), not a user: a name nobody has is
    throttled alike, so that the throttle tells nothing. What succeeded tells later where a person
    usually comes from.
    """

    __tablename__ = "log_ins"
    __table_args__ = (
        CheckConstraint("kind IN ('log-in', 'forgotten', 'sign-up', 'try-out')", name="kind"),
        Index(None, "name_key", "at"),
        Index(None, "address", "at"),
        # For forgetting: what failed goes after a day, what succeeded after a year.
        Index(None, "succeeded", "at"),
    )

    id: Mapped[Key]
    kind: Mapped[str] = mapped_column(String(16), server_default="log-in")
    name_key: Mapped[str] = mapped_column(String(240))
    address: Mapped[str] = mapped_column(String(64))
    #: The hash of the random name in the browser's cookie, where the person came in by it.
    browser: Mapped[str | None] = mapped_column(String(64))
    at: Mapped[datetime]
    succeeded: Mapped[bool]
