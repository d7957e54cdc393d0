"""Static files: their addresses carry a fingerprint, so that browsers may keep them for a year."""

import hashlib
from pathlib import Path

from flask import Flask, Response, request

YEAR = 365 * 24 * 60 * 60


def install(app: Flask) -> None:
    """Give templates `asset(name)`, a static file's address with its fingerprint, and let those be kept."""
    folder = Path(str(app.static_folder))
    fingerprints = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()[:12]
        for path in folder.rglob("*")
        if path.is_file()
    }

    @app.template_global()
    def asset(name: str) -> str:
        # A page has eight of them, and `url_for` takes ten times as long.
        return f"{request.script_root}{app.static_url_path}/{name}?v={fingerprints[name]}"

    @app.after_request
    def _keep(response: Response) -> Response:
        if request.endpoint == "static" and response.status_code in {200, 304}:
            named = request.args.get("v") == fingerprints.get((request.view_args or {}).get("filename", ""))
            response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable" if named else "no-cache"
        return response
