"""The marks of a file, read from its events once more when somebody asks where something stands."""

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any, Final

from yaml import (
    DocumentEndEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    YAMLError,
)

from quizapp.bank.yaml.marked import Marks, YamlMark
from quizapp.bank.yaml.parser import parse_events

_STARTS: Final = (MappingStartEvent, SequenceStartEvent)
_ENDS: Final = (MappingEndEvent, SequenceEndEvent)
_LAST: Final = (DocumentEndEvent, StreamEndEvent)


class FileMarks:
    """The marks of the mappings and lists in a text, in the order in which they begin.

    Of a text that is no YAML further down there are those before that.
    """

    def __init__(self, text: str, parser: Callable[[str], Any]) -> None:
        self._found: list[Marks] = []
        self._reading = self._read(text, parser)

    def __getitem__(self, number: int) -> Marks:
        deque(self._reading, maxlen=0)
        return self._found[number]

    def first_key(self, number: int, key: str) -> YamlMark:
        """Return where a key first stands that is known to, and read no further.

        What is below may nest too deep, or hold too much, to be read in a short time.
        """
        while number >= len(self._found) or key not in self._found[number].inner:
            next(self._reading)
        return self._found[number].inner[key][0]

    def _read(self, text: str, parser: Callable[[str], Any]) -> Iterator[None]:
        """Find the marks, one event a step."""
        within: list[_Open] = []
        with suppress(YAMLError), parse_events(text, parser) as next_event:
            while (event_type := (event := next_event()).__class__) not in _LAST:
                if event_type in _ENDS:
                    within.pop()
                elif within:
                    within[-1].take(event)
                if event_type in _STARTS:
                    self._found.append(Marks(event.start_mark, {}))
                    within.append(_Open(self._found[-1], is_mapping=event_type is MappingStartEvent))
                yield


class _Open:
    """A mapping or a list that hasn't ended yet."""

    def __init__(self, marks: Marks, *, is_mapping: bool) -> None:
        self.inner = marks.inner
        self.is_mapping = is_mapping
        #: A key whose value comes next: its text, "" where it is none, and where it stands.
        self.key: tuple[str, YamlMark] | None = None

    def take(self, event: Any) -> None:
        """Note where a key, a value or an item begins; of two keys that are the same, the first."""
        mark = event.start_mark
        if not self.is_mapping:
            self.inner[len(self.inner)] = mark, mark
        elif self.key is None:
            self.key = event.value if event.__class__ is ScalarEvent else "", mark
        else:
            text, at_key = self.key
            self.inner.setdefault(text, (at_key, mark))
            self.key = None
