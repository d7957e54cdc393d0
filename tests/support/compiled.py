"""What apps compile, compiled once a run: templates, the builders of addresses, and SQL.

An app in use does so once in its life. The tests make thousands of apps, and would spend more on this than on
all that they try. What is kept is keyed by all that it was compiled from, so that no test sees another's.
"""

from collections.abc import Callable
from typing import Any

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import Connection, event
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine import Dialect, Engine
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule

from quizapp.translation.languages import Language
from quizapp.web.templating import TranslatingEnvironment

#: SQLAlchemy keeps 500 statements an engine; this is for those of all tests on both databases.
STATEMENTS: LRUCache[Any, Any] = LRUCache(3000)


class Templates(BytecodeCache):
    """The templates, by their names, what they say, and the language that they say it in."""

    def __init__(self) -> None:
        self.templates: dict[tuple[str, str, Language], bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if compiled := self.templates.get(_key(bucket)):
            bucket.bytecode_from_string(compiled)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.templates[_key(bucket)] = bucket.bytecode_to_string()


def _key(bucket: Bucket) -> tuple[str, str, Language]:
    assert isinstance(bucket.environment, TranslatingEnvironment)
    return bucket.key, bucket.checksum, bucket.environment.language


class SharedRule(Rule):
    """A rule that shares its builders of addresses with those that say the same.

    Werkzeug compiles two functions for each rule, nine tenths of what it takes to make the app, and binds
    them to the rule afterwards. `_compile_builder` and `_trace` are Werkzeug's own, and may go some day:
    the app in use does without, and each start of it waits these 40 ms.
    """

    builders: dict[tuple[Any, ...], Callable[..., tuple[str, str]]] = {}  # noqa: RUF012 -- shared by all

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:  # noqa: FBT001, FBT002 -- as in Werkzeug
        key = (self.rule, repr(self.defaults), repr(self._trace), append_unknown)
        if key not in self.builders:
            self.builders[key] = super()._compile_builder(append_unknown)
        return self.builders[key]


def share() -> None:
    """Have all apps of this process share the builders of their rules, and their SQL."""
    Flask.url_rule_class = SharedRule
    event.listen(Engine, "engine_connect", _share_statements)
    # SQL is kept by the dialect that it is written in, and each engine makes one of its own, all alike.
    for kind in (SQLiteDialect_pysqlite, PGDialect_psycopg):
        kind.__eq__ = _writes_the_same
        kind.__hash__ = _hash_of_kind


def _share_statements(connection: Connection) -> None:
    connection.execution_options(compiled_cache=STATEMENTS)


def _writes_the_same(one: Dialect, other: object) -> bool:
    return type(one) is type(other) and one.server_version_info == other.server_version_info


def _hash_of_kind(one: Dialect) -> int:
    return hash(type(one))
