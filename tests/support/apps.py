"""The app as tests make it, hundreds of times: its templates are compiled once a run."""

from pathlib import Path

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from quizapp.app import create_app


class _Compiled(BytecodeCache):
    def __init__(self) -> None:
        self.templates: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if compiled := self.templates.get(bucket.key):
            bucket.bytecode_from_string(compiled)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.templates[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


def make_app(instance: Path) -> Flask:
    """Make the app of an instance; to compile its templates takes longer than most tests."""
    app = create_app(instance)
    app.jinja_env.bytecode_cache = _COMPILED
    return app
