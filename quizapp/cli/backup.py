"""`quizapp backup` and `quizapp restore`: an installation on SQLite as one file, and back."""

import os
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from flask import current_app

import quizapp
from quizapp.cli.installation import exclusive_lock
from quizapp.cli.migrate import make_tables
from quizapp.cli.with_app import at_work, load_app, refuse_tables, with_bare_app
from quizapp.config import (
    DATABASE_FILE,
    INSTANCE_FOLDER,
    PREFIX,
    SECRET_KEY_FILE,
    SETTINGS_FILE,
    ConfigurationError,
    instance_folder,
    read_settings,
)
from quizapp.services import schema
from quizapp.services.backups import archive, making, putting_back
from quizapp.services.backups.archive import Manifest
from quizapp.services.errors import ServiceError
from quizapp.services.schema import Standing

SQLITE = "sqlite:///"


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--force", is_flag=True, help="Overwrite FILE.")
@with_bare_app
def backup(file: Path, *, force: bool) -> None:
    """Write the database, the secret key and the settings into FILE, while the app may be in use."""
    found = schema.standing()
    if found in {Standing.EMPTY, Standing.FOREIGN}:
        refuse_tables(found)
    instance = Path(current_app.instance_path)
    try:
        made = making.make_backup(file, instance, quizapp.__version__, datetime.now(UTC), overwrites=force)
    except ServiceError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{file} holds {_counted(made)}. Keep it private: it holds the secret key.")
    if given := sorted(name for name in os.environ if name.startswith(PREFIX) and name != INSTANCE_FOLDER):
        click.echo(f"Not in it, because they come from the environment: {', '.join(given)}.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def restore(file: Path) -> None:
    """Put the backup FILE back, in place of what is here, which is kept aside."""
    os.umask(0o077)
    instance = instance_folder(os.environ).absolute()
    now = datetime.now(UTC)
    try:
        with exclusive_lock(instance), TemporaryDirectory(dir=instance, prefix=".restore-") as unpacked:
            folder = Path(unpacked)
            made = archive.unpack(file, folder)
            database = _place_of_database(folder, instance)
            _migrate(folder)
            places = {name: database if name == DATABASE_FILE else instance / name for name in made.files}
            new = [(folder / name, place) for name, place in places.items()]
            gone = [instance / name for name in (SECRET_KEY_FILE, SETTINGS_FILE) if name not in made.files]
            kept = putting_back.put_back(new, gone, database, now)
    except (ServiceError, ConfigurationError) as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(
            f"Nothing was restored: {error.filename or instance} can't be written ({error.strerror})."
        ) from error
    click.echo(f"Restored {_counted(made)}, as of {made.made_at:%d %B %Y, %H:%M} UTC.")
    if kept:
        click.echo(f"What was here before is kept in {' and '.join(map(str, kept))}.")


def _place_of_database(unpacked: Path, instance: Path) -> Path:
    """Return where the database belongs, by the settings of the backup and the environment.

    Raises `click.ClickException` for a server, and for a place outside the instance that the backup alone
    names.
    """
    address = read_settings(unpacked, os.environ).DATABASE
    if address is None:
        return instance / DATABASE_FILE
    if not address.startswith(SQLITE) or "?" in address:
        raise click.ClickException(
            "By these settings the database is on a server. Nothing was changed: put a dump back with "
            "pg_restore, as docs/running.md shows."
        )
    name = address.removeprefix(SQLITE)
    path = instance / name
    if name in {"", ":memory:"} or "\0" in name or path.name in {SECRET_KEY_FILE, SETTINGS_FILE}:
        raise click.ClickException(
            f"By its settings the database is in {name!r}, which can't be. Nothing was changed."
        )
    is_here = path.resolve().is_relative_to(instance.resolve())
    if not is_here and address != read_settings(instance, os.environ).DATABASE:
        raise click.ClickException(
            f"The backup says that its database belongs in {path}, outside of {instance}. Nothing was "
            f"changed: if that is right, set {PREFIX}DATABASE to {address}."
        )
    return path


def _migrate(unpacked: Path) -> None:
    """Bring an unpacked database to this version, in an app of its own."""
    before = dict(os.environ)
    os.environ |= {INSTANCE_FOLDER: str(unpacked), f"{PREFIX}DATABASE": f"{SQLITE}{unpacked / DATABASE_FILE}"}
    try:
        with at_work(load_app(click.Context(restore))):
            make_tables()
    finally:
        os.environ.clear()
        os.environ.update(before)


def _counted(manifest: Manifest) -> str:
    users, answers, reviews = (manifest.rows.get(name, 0) for name in ("users", "answers", "reviews"))
    return f"{users:,} users, {answers:,} answers and {reviews:,} reviews"
