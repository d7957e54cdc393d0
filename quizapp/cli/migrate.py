"""`quizapp migrate`: make the tables of the database, or bring them to this version."""

import click

from quizapp.cli.with_app import refuse_tables, with_bare_app
from quizapp.services import schema
from quizapp.services.schema import Standing

#: What can be migrated.
BEFORE = frozenset({Standing.EMPTY, Standing.EARLIER})


@click.command()
@with_bare_app
def migrate() -> None:
    """Make the tables of a new database, or bring those of an earlier version up to date."""
    done = make_tables()
    click.echo("Done." if done else "Nothing to do: the tables are up to date.")


def make_tables() -> bool:
    """Migrate where that is needed, and return whether it was.

    Raises `click.ClickException` for tables of a later version or of something else.
    """
    found = schema.standing()
    if found not in BEFORE:
        refuse_tables(found)
        return False
    schema.migrate()
    return True
