"""Static files: held in memory and packed once, at addresses that let browsers keep them for a year.

They are what a first visit weighs, and there may be no proxy that packs them. Pages are small, and stay
as they are: their length, packed with what somebody else made up, could tell of their tokens.
"""

import gzip
import hashlib
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from pathlib import Path

from flask import Flask, Response, abort, request

from quizapp.web import stylesheet

STYLESHEET = "quizapp.css"
YEAR = 365 * 24 * 60 * 60
#: What is served. Ours, because what `mimetypes` knows depends on the machine, and a script by another
#: name isn't run.
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}
#: Fonts are named with their version, since the stylesheet can't tell their fingerprints.
_NAMED_WITH_VERSION = ".woff2"
#: Where a script imports another, by its path from there.
_IMPORT = re.compile(rb'^(import [^"]*")(\.[^"]+\.js)(";)$', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _File:
    content: bytes
    packed: bytes
    fingerprint: str
    content_type: str


def install(app: Flask) -> None:
    """Serve the static files of `app`, and give templates `asset(name)`, the address of one."""
    files = _collect(Path(app.root_path))

    @app.template_global()
    def asset(name: str) -> str:
        # A page has eight of them, and `url_for` takes ten times as long.
        return f"{request.script_root}{app.static_url_path}/{name}?v={files[name].fingerprint}"

    def static(filename: str) -> Response:
        file = files.get(filename) or abort(HTTPStatus.NOT_FOUND)
        is_packed = request.accept_encodings.quality("gzip") > 0
        response = Response(file.packed if is_packed else file.content, content_type=file.content_type)
        if is_packed:
            response.content_encoding = "gzip"
        response.vary.add("Accept-Encoding")
        response.set_etag(file.fingerprint + ("-gzip" if is_packed else ""))
        is_named = request.args.get("v") == file.fingerprint or filename.endswith(_NAMED_WITH_VERSION)
        response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable" if is_named else "no-cache"
        response.make_conditional(request)
        return response

    app.view_functions["static"] = static


@cache
def _collect(package: Path) -> dict[str, _File]:
    """Return all that is served, by name: static files, scripts of types of question, the stylesheet."""
    static, types = package / "web" / "static", package / "question_types"
    paths = [(path, static) for path in static.rglob("*") if path.suffix in _TYPES.keys() - {".css"}]
    paths += [(path, package) for path in types.rglob("*.js")]
    contents = {path.relative_to(folder).as_posix(): path.read_bytes() for path, folder in paths}
    files = {name: _pack(_link(name, contents), Path(name).suffix) for name in contents}
    return files | {STYLESHEET: _pack(stylesheet.join(static / "css", types), ".css")}


def _link(name: str, contents: Mapping[str, bytes]) -> bytes:
    """Return what a file holds; a script names what each script that it imports holds, as pages do."""

    def address(found: re.Match[bytes]) -> bytes:
        imported = posixpath.normpath(posixpath.join(posixpath.dirname(name), found[2].decode()))
        return found[1] + found[2] + f"?v={_fingerprint(_link(imported, contents))}".encode() + found[3]

    return _IMPORT.sub(address, contents[name]) if name.endswith(".js") else contents[name]


def _fingerprint(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]


def _pack(content: bytes, suffix: str) -> _File:
    return _File(
        content=content,
        packed=gzip.compress(content, mtime=0),
        fingerprint=_fingerprint(content),
        content_type=_TYPES[suffix],
    )
