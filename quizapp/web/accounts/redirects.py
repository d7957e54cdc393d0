"""Where to go after a log-in: to a page of our own or home, whatever the address bar says."""

import re
from urllib.parse import unquote, urlsplit

from flask import current_app, request, url_for
from werkzeug.exceptions import HTTPException

LONGEST = 2000
#: Printable ASCII that begins with one slash; browsers read a backslash as a slash.
LOCAL_PATH = re.compile(r"/(?!/)[!-\[\]-~]*")


def is_local_path(target: str, method: str = "GET") -> bool:
    """Tell whether a text is a path, with or without a query, that this site answers to by a method."""
    if len(target) > LONGEST or not LOCAL_PATH.fullmatch(target):
        return False
    path = _decoded(urlsplit(target).path)
    if not LOCAL_PATH.fullmatch(path) or {".", ".."} & set(path.split("/")):
        return False
    try:
        current_app.url_map.bind("").match(path, method=method)
    except HTTPException:
        return False
    return True


def next_path() -> str:
    """Return the path that the request wants to go on to (`next`), or the first page's."""
    target = request.args.get("next", "")
    return target if is_local_path(target) else url_for("home.index")


def _decoded(path: str) -> str:
    # To the end: what is encoded twice is decoded by nobody of ours, but something between us might.
    while (decoded := unquote(path)) != path:
        path = decoded
    return path
