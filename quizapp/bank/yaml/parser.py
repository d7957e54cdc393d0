"""The events of a YAML text, from PyYAML's parser in C, or from its slow one where that wasn't built."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import yaml
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner, ScannerError


class PurePythonParser(Reader, Scanner, Parser):
    """PyYAML's parser in Python: far slower, the same events, and stricter about `?` within brackets."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)

    def get_event(self) -> Any:
        """Return the next event. Raises `yaml.YAMLError`."""
        try:
            return super().get_event()  # type: ignore[no-untyped-call] # untyped in the stubs
        except (ValueError, OverflowError) as error:  # "\U00110000": no character, which PyYAML doesn't check
            mark = self.get_mark()
            raise ScannerError(None, None, "found invalid Unicode character escape code", mark) from error


#: PyYAML's parser in C, or the one in Python where PyYAML was built without libyaml.
FASTEST: Callable[[str], Any] = (
    yaml.cyaml.CParser  # type: ignore[attr-defined] # the stubs hide it
    if yaml.__with_libyaml__
    else PurePythonParser
)


@contextmanager
def parse_events(text: str, parser_class: Callable[[str], Any]) -> Iterator[Callable[[], Any]]:
    """Give the function that returns the next event, and let go of the parser's memory afterwards.

    The function raises `yaml.YAMLError` where the text isn't YAML.
    """
    parser = parser_class(text)
    try:
        yield parser.get_event
    finally:
        parser.dispose()


def last_scalar(text: str, parser_class: Callable[[str], Any]) -> Any:
    """Return the event of the last scalar of a text, or before the error in it; None if there is none."""
    last = None
    with suppress(yaml.YAMLError), parse_events(text, parser_class) as next_event:
        while (event := next_event()) is not None:
            last = event if event.__class__ is yaml.ScalarEvent else last
    return last
