"""Where people reach the app, for links that are opened elsewhere: as set, else as it was last served.

The host that a request names is never used: its sender chooses it.
"""

import secrets
from pathlib import Path

from flask import Flask

DEFAULT = "http://127.0.0.1:8000"


def address_of(app: Flask) -> str:
    """Return the address without a slash at its end."""
    note = _note(app)
    served = note.read_text(encoding="utf-8").strip() if note.is_file() else DEFAULT
    return str(app.config["PUBLIC_URL"] or served).rstrip("/")


def link_to(app: Flask, endpoint: str, token: str, site: str | None = None) -> str:
    """Return the whole address of a one-time link, below another address where one is given."""
    path = app.url_map.bind("").build(endpoint, {"token": token})
    return (site or address_of(app)).rstrip("/") + path


def note_address(app: Flask, address: str) -> None:
    """Keep where the app is served now. Raises OSError where nothing can be written; the last note stays."""
    note = _note(app)
    draft = note.with_name(f"{note.name}.{secrets.token_hex(8)}")
    try:
        draft.write_text(f"{address}\n", encoding="utf-8")
        draft.replace(note)
    finally:
        draft.unlink(missing_ok=True)


def _note(app: Flask) -> Path:
    return Path(app.instance_path) / "address.txt"
