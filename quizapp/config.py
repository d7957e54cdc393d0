"""Every setting: its name, its default and what it means.

A setting is read from `settings.toml` in the instance folder, then from the environment as
`QUIZAPP_<NAME>`; the later wins. The secret key alone has a file of its own, so that nobody
copies it together with the settings.
"""

import os
import re
import secrets
import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Config, Flask
from sqlalchemy.engine import make_url

SETTINGS_FILE = "settings.toml"
SECRET_KEY_FILE = "secret_key"  # noqa: S105 -- a file's name
DATABASE_FILE = "quizapp.sqlite"
SMTP_SECURITIES = ("starttls", "tls", "none")


class ConfigurationError(RuntimeError):
    """A setting that can't be used; its text says which and what to do."""


class Defaults:
    """Settings that an installation may change."""

    #: Where the data lives: an SQLAlchemy address. None is `quizapp.sqlite` in the instance folder;
    #: for PostgreSQL `postgresql+psycopg://user:password@host/name`.
    DATABASE: str | None = None
    #: How careful SQLite is with the disk. FULL survives a loss of power; OFF is for made-up data.
    SQLITE_SYNCHRONOUS = "FULL"
    #: How long a writer waits for another before the person is asked to try again, in milliseconds.
    DATABASE_PATIENCE = 15_000

    #: True where people reach the app by https: cookies are then never sent without it.
    HTTPS = False
    #: How many proxies stand before the app, each trusted to name the client's address.
    TRUSTED_PROXIES = 0
    #: The address people use, such as https://quiz.example.org: links in mails begin with it.
    PUBLIC_URL: str | None = None

    #: Mail for forgotten passwords. Without a host the administrator makes the links by hand; with
    #: one PUBLIC_URL is needed too, for a link must not lead where a forged request says.
    SMTP_HOST: str | None = None
    SMTP_PORT = 587
    #: "starttls", "tls" (from the first byte) or "none" (a relay on this machine).
    SMTP_SECURITY = "starttls"
    SMTP_USER: str | None = None
    SMTP_PASSWORD: str | None = None
    MAIL_FROM = "quizapp@localhost"

    #: argon2id: memory in KiB and passes, for each password checked.
    PASSWORD_MEMORY = 19_456
    PASSWORD_PASSES = 2

    #: True shows on every page that the learners and their history are made up.
    DEMO = False

    #: How long "stay logged in" lasts.
    REMEMBER_COOKIE_DURATION = timedelta(days=60)
    #: The largest request in bytes, and the largest part of one held in memory.
    MAX_CONTENT_LENGTH = 512 * 1024
    MAX_FORM_MEMORY_SIZE = 512 * 1024
    MAX_FORM_PARTS = 500


def configure(app: Flask) -> None:
    """Load the settings of `app` and derive those that Flask and its extensions read.

    Raises `ConfigurationError` for a settings file that isn't TOML, and for settings of mail that
    can't work.
    """
    instance = Path(app.instance_path)
    app.config.from_object(Defaults)
    try:
        with (instance / SETTINGS_FILE).open("rb") as file:
            app.config.update(tomllib.load(file))
    except FileNotFoundError:
        pass
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{instance / SETTINGS_FILE} is not valid TOML: {error}") from error
    app.config.from_prefixed_env("QUIZAPP")
    _check_mail(app.config)
    app.config["DATABASE"] = app.config["DATABASE"] or f"sqlite:///{instance / DATABASE_FILE}"
    app.config.update(
        SQLALCHEMY_DATABASE_URI=app.config["DATABASE"],
        SQLALCHEMY_ENGINE_OPTIONS=_engine_options(app.config["DATABASE"], app.config["DATABASE_PATIENCE"]),
        SESSION_COOKIE_SECURE=app.config["HTTPS"],
        SESSION_COOKIE_SAMESITE="Lax",
        REMEMBER_COOKIE_SECURE=app.config["HTTPS"],
        REMEMBER_COOKIE_SAMESITE="Lax",
        REMEMBER_COOKIE_HTTPONLY=True,
        # A token lives as long as the session it belongs to: a page left open overnight still works.
        WTF_CSRF_TIME_LIMIT=None,
    )
    if not app.config["SECRET_KEY"]:
        app.config["SECRET_KEY"] = read_secret_key(instance)


def _check_mail(config: Config) -> None:
    url = config["PUBLIC_URL"]
    if url is not None and not re.fullmatch(r"https?://[^/?#\s@]+/?", str(url)):
        raise ConfigurationError(f"PUBLIC_URL is {url!r}; it must look like https://quiz.example.org")
    if config["SMTP_HOST"] and url is None:
        raise ConfigurationError("SMTP_HOST is set, but PUBLIC_URL isn't: set it to the address people use")
    if config["SMTP_SECURITY"] not in SMTP_SECURITIES:
        allowed = ", ".join(SMTP_SECURITIES)
        raise ConfigurationError(f"SMTP_SECURITY is {config['SMTP_SECURITY']!r}; it must be one of {allowed}")


def _engine_options(database: str, patience: int) -> dict[str, Any]:
    # What a statement was given may be a hash or a token: an error that is logged must not tell it.
    options: dict[str, Any] = {"hide_parameters": True}
    if make_url(database).get_backend_name() == "sqlite":
        return options  # set up connection by connection, in extensions.py
    # A server that was restarted has forgotten its connections: they are tried before use.
    connecting = {"options": f"-c lock_timeout={patience}"}
    return options | {"pool_pre_ping": True, "connect_args": connecting}


def read_secret_key(instance: Path) -> str:
    """Return the installation's secret key, making it on first use, readable by its owner only."""
    instance.mkdir(parents=True, exist_ok=True)
    path = instance / SECRET_KEY_FILE
    try:
        # "x" makes it or fails: of two servers starting at once, one writes and both read.
        with open(path, "x", encoding="ascii", opener=_private) as file:
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    key = path.read_text(encoding="ascii").strip()
    if not key:
        raise ConfigurationError(f"{path} is empty: delete it and start again (everyone logs in anew)")
    return key


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, mode=0o600)
