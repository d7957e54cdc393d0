"""A server whose clock was set: all that it wrote before lies ahead of it, or further back, as do cookies."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import webtest
from flask import Flask
from sqlalchemy import select, update

from quizapp.models import Base
from quizapp.models.base import UtcDateTime
from quizapp.services.transaction import writing
from support.people import signed

HOUR = timedelta(hours=1)


def set_back(app: Flask, *browsers: webtest.TestApp) -> None:
    """Set the clock back by an hour: what is stored, and what browsers were given, was an hour later."""
    _move(app, HOUR, browsers)


def set_forward(app: Flask, *browsers: webtest.TestApp) -> None:
    """Set the clock forward by an hour: what is stored, and what browsers were given, was an hour earlier."""
    _move(app, -HOUR, browsers)


def _move(app: Flask, by: timedelta, browsers: Iterable[webtest.TestApp]) -> None:
    """Let everything have been later by a span than it was."""
    with app.app_context(), writing() as session:
        for table in Base.metadata.sorted_tables:
            moments = [column for column in table.columns if isinstance(column.type, UtcDateTime)]
            keys = list(table.primary_key)
            for row in session.execute(select(*keys, *moments)).mappings().all() if moments else ():
                moved = {column.name: row[column.name] + by for column in moments if row[column.name]}
                if moved:
                    its = (column == row[column.name] for column in keys)
                    session.execute(update(table).where(*its).values(moved))
    serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]  # of cookies
    for browser in browsers:
        kept = serializer.loads(browser.cookies["session"])
        kept.pop("begun", None)
        browser.set_cookie("session", signed(app, kept, datetime.now(UTC) + by))
