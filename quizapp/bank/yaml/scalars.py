"""What in one scalar YAML reads otherwise than its author meant, with a look at the file first."""

from typing import Any, Final

from quizapp.bank.yaml.cuts import cut_apart, may_be_cut
from quizapp.bank.yaml.slips import (
    Slip,
    cut_by_comment,
    ends_before_comments,
    may_be_misquoted,
    misquoted,
    swallowed,
    turned_by_escape,
)

_QUOTES: Final = ("'", '"')


class Scalars:
    """Finds the slips in the scalars of one file."""

    def __init__(self, text: str, others: str) -> None:
        self._text = text
        #: Where something ends before a comment.
        self._comments = ends_before_comments(text)
        self._may_be_misquoted = may_be_misquoted(text, others)
        #: Whether none without quotes and escapes has a slip, as in nearly all files.
        self.are_plain = not (self._comments or self._may_be_misquoted or may_be_cut(text))

    def has_escapes(self, event: Any) -> bool:
        """Tell whether a scalar has a backslash that begins an escape."""
        return event.style == '"' and self._text.find("\\", *_span(event)) >= 0

    def find_slip(self, event: Any, key: str) -> Slip | None:
        """Return the first slip in a scalar, which belongs to `key`."""
        if event.style in _QUOTES:
            return self._find_in_quotes(event)
        if event.style or self.are_plain:
            return None
        slip: Slip | None = None
        if self._may_be_misquoted:
            slip = misquoted(event.start_mark.index, event.value)
        if slip is None and self._comments and (end := event.end_mark.index) in self._comments:
            slip = cut_by_comment(self._text, end, event.value, key)
        if slip is None and may_be_cut(event.value):
            slip = cut_apart(self._text, *_span(event))
        return slip

    def _find_in_quotes(self, event: Any) -> Slip | None:
        start, end = _span(event)
        slip = turned_by_escape(self._text, start, end) if self.has_escapes(event) else None
        if slip is None and event.start_mark.line < event.end_mark.line:
            slip = swallowed(self._text, start - event.start_mark.column, start, end)
        return slip


def _span(event: Any) -> tuple[int, int]:
    return event.start_mark.index, event.end_mark.index
