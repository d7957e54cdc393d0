"""Static files: their addresses carry a fingerprint, so that browsers may keep them for a year."""

import hashlib
from pathlib import Path
from typing import Any

from flask import Flask, Response, request

YEAR = 365 * 24 * 60 * 60


def install(app: Flask) -> None:
    """Put a fingerprint into the address of every static file of `app`, and let those be kept."""
    folder = Path(str(app.static_folder))
    fingerprints = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()[:12]
        for path in folder.rglob("*")
        if path.is_file()
    }

    @app.url_defaults
    def _add_fingerprint(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static" and "v" not in values:
            values["v"] = fingerprints.get(values.get("filename", ""))

    @app.after_request
    def _keep(response: Response) -> Response:
        if request.endpoint == "static" and response.status_code in {200, 304}:
            named = request.args.get("v") == fingerprints.get((request.view_args or {}).get("filename", ""))
            response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable" if named else "no-cache"
        return response
