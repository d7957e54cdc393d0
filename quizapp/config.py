"""Every setting: its name, its default and what it means.

A setting is read from `settings.toml` in the instance folder, then from the environment as
`QUIZAPP_<NAME>`; the later wins. One that can't be used stops the app with a sentence, because a
setting that is quietly ignored is worse than none.
"""

import os
import secrets
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from flask import Flask
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

SETTINGS_FILE = "settings.toml"
SECRET_KEY_FILE = "secret_key"  # noqa: S105 -- a file's name
DATABASE_FILE = "quizapp.sqlite"
PREFIX = "QUIZAPP_"
#: Names the folder in which the others are looked for.
INSTANCE_FOLDER = f"{PREFIX}INSTANCE"


def _split(value: object) -> object:
    """Return the parts of what the environment gives as one text, separated by commas."""
    return [part.strip() for part in value.split(",")] if isinstance(value, str) else value


Host = Annotated[str, Field(pattern=r"^\.?[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$|^\[[0-9A-Fa-f:.]+\]$")]
Hosts = Annotated[tuple[Host, ...], Field(min_length=1), BeforeValidator(_split)]
WebSite = Annotated[str, Field(pattern=r"^https?://[^/?#\s@]+/?$")]

#: An example for each setting that has a pattern.
PATTERNED = {
    "PUBLIC_URL": "https://quiz.example.org",
    "TRUSTED_HOSTS": 'quiz.example.org, or [".example.org", "localhost"], without a port',
}


class ConfigurationError(RuntimeError):
    """A setting that can't be used; its text says which and what to do."""


class Settings(BaseModel):
    """What an installation may set."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    #: Where the data lives: an SQLAlchemy address. None is `quizapp.sqlite` in the instance folder;
    #: for PostgreSQL `postgresql+psycopg://user:password@host/name`.
    DATABASE: str | None = None
    #: How careful SQLite is with the disk. FULL survives a loss of power; OFF is for made-up data.
    SQLITE_SYNCHRONOUS: Literal["FULL", "NORMAL", "OFF"] = "FULL"
    #: How long a writer waits for another before the person is asked to try again, in milliseconds.
    DATABASE_PATIENCE: Annotated[int, Field(ge=1, le=600_000)] = 8_000
    #: How long PostgreSQL may take to let the app in, or to show that it is still there, in milliseconds. Its
    #: driver counts whole seconds, from two on.
    DATABASE_CONNECT_PATIENCE: Annotated[int, Field(ge=1, le=600_000)] = 4_000
    #: How long PostgreSQL may take over one statement of a page before the person is asked to try again, in
    #: milliseconds. Commands and background work aren't bound by it.
    DATABASE_STATEMENT_PATIENCE: Annotated[int, Field(ge=1, le=600_000)] = 8_000

    #: Signs sessions. None is the instance's own, in the file `secret_key`.
    SECRET_KEY: Annotated[str, Field(min_length=16)] | None = None

    #: When a session ends: unused, and in any case. One of somebody who chose to stay logged in lasts longer.
    SESSION_IDLE_HOURS: Annotated[int, Field(ge=1, le=24 * 365)] = 48
    SESSION_LONGEST_DAYS: Annotated[int, Field(ge=1, le=365)] = 14
    REMEMBERED_IDLE_DAYS: Annotated[int, Field(ge=1, le=365)] = 60
    REMEMBERED_LONGEST_DAYS: Annotated[int, Field(ge=1, le=3650)] = 365
    #: Before this day cookies are taken that older versions set, which knew no end and had other names.
    OLD_COOKIES_UNTIL: date = date(2027, 3, 1)

    #: True where people reach the app by https: cookies are then never sent without it. None is what
    #: PUBLIC_URL says.
    HTTPS: bool | None = None
    #: True where every host below that of this site is reached by https too: browsers are then told so.
    HSTS_SUBDOMAINS: bool = False
    #: How many proxies stand before the app, each trusted to name the client's address.
    TRUSTED_PROXIES: Annotated[int, Field(ge=0, le=10)] = 0
    #: The address people use, such as https://quiz.example.org: links for use elsewhere begin with it.
    PUBLIC_URL: WebSite | None = None
    #: The hosts by which requests may name this site; ".example.org" means all below it. None is any host.
    TRUSTED_HOSTS: Hosts | None = None

    #: False where only those sign up whom a course lets in, by an invitation or by its link.
    OPEN_SIGN_UP: bool = True

    #: Mail for forgotten passwords and for confirming addresses. Without a host the administrator makes links
    #: for passwords by hand; with one PUBLIC_URL is needed too.
    SMTP_HOST: str | None = None
    SMTP_PORT: Annotated[int, Field(ge=1, le=65_535)] = 587
    #: "starttls", "tls" (from the first byte) or "none" (a relay on this machine).
    SMTP_SECURITY: Literal["starttls", "tls", "none"] = "starttls"
    SMTP_USER: str | None = None
    SMTP_PASSWORD: str | None = None
    MAIL_FROM: str = "quizapp@localhost"

    #: argon2id: memory in KiB and passes, for each password checked.
    PASSWORD_MEMORY: Annotated[int, Field(ge=8)] = 19_456
    PASSWORD_PASSES: Annotated[int, Field(ge=1)] = 2

    #: False where `quizapp work` runs as a service of its own: then `quizapp serve` starts no worker for
    #: what is done in the background, such as mail.
    BACKGROUND_WORKER: bool = True

    #: True shows on every page that the learners and their history are made up.
    DEMO: bool = False

    @model_validator(mode="after")
    def _mail_needs_an_address_for_its_links(self) -> Self:
        if self.SMTP_HOST and not self.PUBLIC_URL:
            raise ValueError("SMTP_HOST is set, but PUBLIC_URL isn't: set it to the address people use")
        return self


def instance_folder(environment: Mapping[str, str]) -> Path:
    """Return the folder of what this installation owns: as the environment says, or beside the package."""
    return Path(environment.get(INSTANCE_FOLDER) or Path(__file__).resolve().parents[1] / "instance")


def configure(app: Flask) -> None:
    """Load the settings of `app` and derive those that Flask and its extensions read.

    Raises `ConfigurationError`.
    """
    instance = Path(app.instance_path)
    settings = read_settings(instance, os.environ)
    database = settings.DATABASE or f"sqlite:///{instance / DATABASE_FILE}"
    https = (settings.PUBLIC_URL or "").startswith("https:") if settings.HTTPS is None else settings.HTTPS
    # Without https browsers refuse cookies of such names.
    host_only = "__Host-" if https else ""
    app.config.update(settings.model_dump())
    app.config.update(
        SECRET_KEY=settings.SECRET_KEY or read_secret_key(instance),
        SQLALCHEMY_DATABASE_URI=database,
        SQLALCHEMY_ENGINE_OPTIONS=_engine_options(database, settings),
        SESSION_COOKIE_NAME=f"{host_only}session",
        SESSION_COOKIE_SECURE=https,
        SESSION_COOKIE_SAMESITE="Lax",
        BROWSER_COOKIE_NAME=f"{host_only}browser",
        # How long the cookie of somebody who stays logged in is kept; it is renewed with use, not each time.
        PERMANENT_SESSION_LIFETIME=timedelta(days=settings.REMEMBERED_IDLE_DAYS),
        SESSION_REFRESH_EACH_REQUEST=False,
        # A token lives as long as the session it belongs to: a page left open overnight still works.
        WTF_CSRF_TIME_LIMIT=None,
        # The largest request in bytes, and the largest part of one held in memory.
        MAX_CONTENT_LENGTH=512 * 1024,
        MAX_FORM_MEMORY_SIZE=512 * 1024,
        MAX_FORM_PARTS=500,
    )


def read_settings(instance: Path, environment: Mapping[str, str]) -> Settings:
    """Read the settings of an instance. Raises `ConfigurationError`, naming all that can't be used."""
    file = instance / SETTINGS_FILE
    written: dict[str, Any] = {}
    with suppress(FileNotFoundError):
        try:
            written = tomllib.loads(file.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise ConfigurationError(f"{file} is not valid TOML: {error}") from error
        except PermissionError as error:
            raise ConfigurationError(f"{file} can't be read: {error.strerror}") from error
    named = {
        name.removeprefix(PREFIX): value
        for name, value in environment.items()
        if name.startswith(PREFIX) and name != INSTANCE_FOLDER
    }
    try:
        return Settings.model_validate(written | named)
    except ValidationError as error:
        raise ConfigurationError("\n".join(map(_explain, error.errors()))) from error


def _explain(error: Any) -> str:
    """Say what is wrong with a setting, without its value: it may be a password."""
    if not error["loc"]:
        return str(error["ctx"]["error"])
    name = str(error["loc"][0])
    if error["type"] == "extra_forbidden":
        near = get_close_matches(name.upper(), Settings.model_fields, n=1)
        return f"{name} is not a setting" + (f" (did you mean {near[0]}?)" if near else "")
    if error["type"] == "string_pattern_mismatch":
        return f"{name} must look like {PATTERNED[name]}"
    return f"{name} can't be used: {error['msg'][:1].lower()}{error['msg'][1:]}"


def _engine_options(database: str, settings: Settings) -> dict[str, Any]:
    # What a statement was given may be a hash or a token: an error that is logged must not tell it.
    options: dict[str, Any] = {"hide_parameters": True}
    try:
        url = make_url(database)
        url.get_dialect().import_dbapi()
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        raise ConfigurationError(
            "DATABASE must be an address such as postgresql+psycopg://user:password@host/name"
        ) from error
    if url.get_backend_name() == "sqlite":
        return options  # set up connection by connection, in extensions.py
    # A server that was restarted has forgotten its connections: they are tried before use.
    connecting = {
        "options": f"-c lock_timeout={settings.DATABASE_PATIENCE}"
        f" -c statement_timeout={settings.DATABASE_STATEMENT_PATIENCE}",
        "connect_timeout": max(2, round(settings.DATABASE_CONNECT_PATIENCE / 1000)),
    }
    return options | {"pool_pre_ping": True, "connect_args": connecting}


def read_secret_key(instance: Path) -> str:
    """Return the installation's secret key, making it on first use, readable by its owner only.

    Raises `ConfigurationError` for an empty one, and where it can be neither read nor made.
    """
    path = instance / SECRET_KEY_FILE
    try:
        if not path.exists():
            _make_secret_key(path)
        key = path.read_text(encoding="ascii", errors="replace").strip()
    except OSError as error:
        raise ConfigurationError(
            f"{path}, which signs sessions, can be neither read nor made: {error.strerror}"
        ) from error
    if not key:
        raise ConfigurationError(f"{path} is empty: delete it and start again (everyone logs in anew)")
    return key


def _make_secret_key(path: Path) -> None:
    """Write a key under a name of its own, then give it the name: nobody reads half of one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    try:
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48), encoding="ascii")
        # Of two servers starting at once one gives its key the name, and both read that one.
        with suppress(FileExistsError):
            path.hardlink_to(draft)
    finally:
        draft.unlink(missing_ok=True)
