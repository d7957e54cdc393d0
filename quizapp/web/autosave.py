"""What a page that saves by itself (`autosave.js`) is told: a few words of JSON instead of a page."""

from flask import Response, jsonify, request


def saves_itself() -> bool:
    """Tell whether the request comes from such a page."""
    return request.headers.get("X-Requested-With") == "autosave"


def saved(sequence: int, message: str, *, is_answered: bool) -> Response:
    """Say that it is saved, and whether that is an answer; the page takes over the new sequence."""
    return jsonify(saved=True, message=message, answered=is_answered, fields={"sequence": str(sequence)})


def kept(message: str) -> Response:
    """Say that it is kept, and why it isn't an answer yet, in sentences of their own."""
    return jsonify(saved=False, kept=True, message=message)


def not_saved(message: str, *, log_in: str | None = None) -> Response:
    """Say that it isn't, and why, in a sentence that follows "Not saved:".

    With `log_in`, the address of a log-in that leads back, the page offers that.
    """
    return jsonify(saved=False, message=str(message), **({"log_in": log_in} if log_in else {}))
