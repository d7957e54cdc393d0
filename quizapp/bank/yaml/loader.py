"""YAML as authors need it read: every scalar is the text they wrote, and everything knows its place.

PyYAML's own loaders turn `no` into False, `1:30` into 90 and `2001-06-15` into a date, keep the last of
two equal keys in silence, and expand aliases without end. Here a small loop over the parser's events
builds the values, and refuses what a bank has no use for.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from yaml import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    MarkedYAMLError,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
    YAMLError,
)

from quizapp.bank.characters import find_unfit
from quizapp.bank.problem import Problem, short
from quizapp.bank.yaml.decoding import DecodingError, decode, place_of
from quizapp.bank.yaml.marked import MarkedMapping, MarkedSequence, Position, position
from quizapp.bank.yaml.marks import FileMarks
from quizapp.bank.yaml.parser import FASTEST, last_scalar, parse_events
from quizapp.bank.yaml.scalars import Scalars
from quizapp.bank.yaml.slips import AFTER_COLON, AFTER_DASH, keys_alone, split_number, without_slips
from quizapp.bank.yaml.syntax import explain

#: How deep lists and mappings may nest.
MOST_LEVELS: Final = 32
#: How many keys, values and items a file may hold: four times as many as 5 MB of real questions.
MOST_VALUES: Final = 1_000_000
#: How many keys or items a mapping or list may have in a question. What compares each with each, such as
#: the remarks on wrong answers, stays quick.
MOST_ITEMS: Final = 200
#: The level of a bank's lists of questions and of documents.
_LISTS: Final = 2
#: How many faults of one file are listed.
MOST_PROBLEMS: Final = 1_000

#: What a scalar becomes that had to be refused. Nothing in a bank may be empty, and the fault that
#: follows from that stands at the same place, where it is left out.
REFUSED: Final = ""

Value: TypeAlias = str | MarkedMapping | MarkedSequence

#: Blank lines, comments and ends of documents, up to a directive.
_DIRECTIVE: Final = re.compile(r"(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n?|\n)|\.\.\.(?=\s))*+%")
#: Without any of these, which begin an escape, an anchor or a tag, every scalar is its text alone.
_MORE_THAN_TEXT: Final = "\\&!"
#: What has to end where it began: in one scalar.
_ISOLATES: Final = "\u2066\u2067\u2068"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a file holds, None if it can't be told, and its faults."""

    root: Value | None
    problems: tuple[Problem, ...]
    text: str = ""
    #: Where `REFUSED` stands.
    refused: frozenset[Position] = frozenset()
    #: Whether nothing of the file was left out.
    is_whole: bool = True


def load(data: bytes, file: str, parser: Callable[[str], Any] = FASTEST) -> Loaded:
    """Read the one YAML document in `data`; its faults name `file`.

    Takes time and memory in proportion to the data, whatever it holds.
    """
    try:
        text, others = decode(data)
    except DecodingError as error:
        return Loaded(None, (Problem(file, *error.place, error.message, error.remedy),))
    builder = _Builder(text, others, file, parser)
    try:
        root = builder.document()
        return Loaded(root, tuple(builder.problems), text, frozenset(builder.refused))
    except _Unreadable as error:
        return Loaded(None, error.problems)


class _Unreadable(Exception):  # noqa: N818 -- ends the reading of one file
    def __init__(self, *problems: Problem) -> None:
        super().__init__()
        self.problems = problems


class _Builder:
    """Builds the values of one document from its events."""

    def __init__(self, text: str, others: str, file: str, parser: Callable[[str], Any]) -> None:
        self.text = text
        self.file = file
        self.parser = parser
        self.places = FileMarks(text, parser)
        #: How many mappings and lists have begun.
        self.begun = 0
        self.next_event: Callable[[], Any]
        self.problems: list[Problem] = []
        self.refused: list[Position] = []
        self.values_left = MOST_VALUES
        self.scalars = Scalars(text, others)
        self.has_isolates = any(sign in others for sign in _ISOLATES)
        #: Nearly all files are: their scalars are taken as they come, without a look at each.
        self.is_plain = (
            self.scalars.are_plain
            and not self.has_isolates
            and not any(sign in text for sign in _MORE_THAN_TEXT)
        )
        #: The key to which a scalar that is looked at belongs.
        self.key = ""
        #: In which line the last slip was found: an error of syntax from there on may come of it.
        self.slipped_in = 0
        #: Where the last text begins that ends within a formula: the list or mapping around it is misread.
        self.cut_at = -1

    def document(self) -> Value:
        """Return the value of the one document. Raises `_Unreadable` where reading has to end."""
        try:
            with parse_events(self.text, self.parser) as self.next_event:
                return self._document()
        except YAMLError as error:
            raise self._syntax(error) from error

    def _document(self) -> Value:
        self._refuse_directives(0)
        self.next_event()
        if isinstance(self.next_event(), StreamEndEvent):
            raise self._end(Position(1, 1), "this file is empty", "write something, or remove it")
        event: Any = self.next_event()
        root = self._scalar(event) if isinstance(event, ScalarEvent) else self._value(event, 1)
        self._refuse_directives(self.next_event().end_mark.index)
        event = self.next_event()
        if event.__class__ is DocumentStartEvent:
            remedy = "leave `---` out, or put it into a file of its own"
            raise self._end_at(event, "a second document begins here", remedy)
        return root

    def _value(self, event: Any, depth: int) -> Value:
        """Return what begins with `event`, which is no scalar; `depth` counts the levels from 1."""
        event_type = event.__class__
        if event_type is AliasEvent:
            message = f"`*{short(event.anchor)}` points to another place, and such aliases aren't used here"
            return self._refuse(event, message, "write the value itself")
        if event.anchor is not None or event.tag is not None:
            self._refuse_properties(event)
        if depth > MOST_LEVELS:
            message = f"lists and mappings nest more than {MOST_LEVELS} deep"
            raise self._end_at(event, message, "a bank needs five levels at most")
        node: Value = self._mapping(depth) if event_type is MappingStartEvent else self._sequence(depth)
        start = event.start_mark.index
        if self.cut_at == start or (event.flow_style and self.cut_at > start):
            self.cut_at = -1
            self.refused.append(position(event.start_mark))
            return REFUSED
        if event.flow_style and (slip := keys_alone(self.text, start)):
            return self._refuse(event, slip.message, slip.remedy)
        if event.flow_style and (slip := split_number(self.text, start)):
            self._complain_at(place_of(self.text, slip.at), slip.message, slip.remedy)
        if depth > _LISTS and len(node) > MOST_ITEMS:
            what = "keys" if event_type is MappingStartEvent else "items"
            message = f"{len(node):,} {what} in one place, and {MOST_ITEMS} are the most"
            remedy = "shorten it; what a table has more goes into another template"
            return self._refuse(event, message, remedy)
        return node

    def _mapping(self, depth: int) -> MarkedMapping:
        node = MarkedMapping()
        node.places, node.number = self.places, self.begun
        self.begun += 1
        next_event, is_plain = self.next_event, self.is_plain
        while (event := next_event()).__class__ is not MappingEndEvent:
            key: str | None = event.value if is_plain and event.__class__ is ScalarEvent else None
            key = key or self._key(event, depth)
            if key is not None and key in node:
                self._complain_of_twice(event, node, key)
                key = None
            at_key, event = event, next_event()
            if not is_plain:
                self.key = key or ""
            if event.__class__ is not ScalarEvent:
                value: Value = self._value(event, depth + 1)
            else:
                value = event.value if is_plain and not event.style else self._scalar(event)
            if value and key is not None:
                node[key] = value
            elif key is not None:
                if ":" in key and _is_unquoted(at_key) and _is_unquoted(event):
                    key, value = self._part(at_key, key)
                node[key] = value
        self.values_left -= 2 * len(node)
        if self.values_left < 0:
            raise self._too_many(event)
        return node

    def _sequence(self, depth: int) -> MarkedSequence:
        node = MarkedSequence()
        node.places, node.number = self.places, self.begun
        self.begun += 1
        next_event, is_plain = self.next_event, self.is_plain
        while (event := next_event()).__class__ is not SequenceEndEvent:
            if event.__class__ is not ScalarEvent:
                node.append(self._value(event, depth + 1))
            else:
                node.append(event.value if is_plain and not event.style else self._scalar(event))
        self.values_left -= len(node)
        if self.values_left < 0:
            raise self._too_many(event)
        return node

    def _key(self, event: Any, depth: int) -> str | None:
        """Return the key that begins with `event`, or None where it can't be one."""
        if event.__class__ is not ScalarEvent:
            if event.__class__ is not AliasEvent:
                self._complain(
                    event, "this key is no text", "put it in quotes if it is meant to begin with a bracket"
                )
            self._value(event, depth + 1)
            return None
        start: Any = event.start_mark
        key = self._scalar(event)
        if not key and self.slipped_in and self.refused[-1] == position(start):
            return without_slips(event.value) or None
        if not key:
            self._complain(event, "this key is empty", "write the key before the colon")
            return None
        return key

    def _scalar(self, event: Any) -> str:
        """Look at a scalar that may be more than its text."""
        if event.anchor is not None or event.tag is not None:
            self._refuse_properties(event)
        value: str = event.value
        if slip := self.scalars.find_slip(event, self.key):
            if slip.spoils_around:
                self.cut_at = event.start_mark.index
            self.refused.append(position(event.start_mark))
            self._complain_at(place_of(self.text, slip.at), slip.message, slip.remedy)
            self.slipped_in = event.start_mark.line + 1
            return REFUSED
        # An escape may stand for a character that isn't in the file, and an isolate that is closed in its
        # line may be left open in a value.
        if (self.has_isolates or self.scalars.has_escapes(event)) and (unfit := find_unfit(value)):
            return self._refuse(event, unfit.message, unfit.remedy)
        return value

    def _part(self, event: Any, key: str) -> tuple[str, str]:
        """Complain of a key that swallowed its value, as in `{type:short}`, and return both."""
        line, column = position(event.start_mark)
        name, _, value = key.partition(":")
        self._complain_at(Position(line, column + len(name)), *AFTER_COLON)
        return name or key, value

    def _complain_of_twice(self, event: Any, node: MarkedMapping, key: str) -> None:
        first = position(self.places.first_key(node.number, key))
        if key.startswith("-"):
            self._complain(event, *AFTER_DASH)
            return
        message = f"the key `{short(key)}` is there twice, first in line {first.line}"
        self._complain(event, message, "keep one of them")

    def _refuse(self, event: Any, message: str, remedy: str) -> str:
        self._complain(event, message, remedy)
        self.refused.append(position(event.start_mark))
        return REFUSED

    def _refuse_properties(self, event: Any) -> None:
        if event.anchor is not None:
            message = f"`&{short(event.anchor)}` is an anchor, and those aren't used here"
            self._complain(event, message, "remove it")
        if getattr(event, "value", None) == "":
            self.refused.append(position(event.start_mark))
        if event.tag is not None:
            self._complain(event, f"`{_tag(event.tag)}` is a tag, and those aren't used here", "remove it")

    def _refuse_directives(self, index: int) -> None:
        """Refuse directives before the parser meets them: many `%TAG` take it quadratic time."""
        if match := _DIRECTIVE.match(self.text, index):
            place = place_of(self.text, match.end() - 1)
            raise self._end(place, "a line that begins with `%` is a directive to YAML", "remove the line")

    def _complain(self, event: Any, message: str, remedy: str) -> None:
        self._complain_at(position(event.start_mark), message, remedy)

    def _complain_at(self, place: Position, message: str, remedy: str) -> None:
        self.problems.append(Problem(self.file, *place, message, remedy))
        if len(self.problems) >= MOST_PROBLEMS:
            message = f"the rest of this file wasn't read: it has {MOST_PROBLEMS:,} faults already"
            raise self._end(place, message, "begin with these")

    def _too_many(self, event: Any) -> _Unreadable:
        message = f"this file holds more than {MOST_VALUES:,} values"
        return self._end_at(event, message, "split it into several files")

    def _syntax(self, error: YAMLError) -> _Unreadable:
        last = last_scalar(self.text, self.parser)
        if last is not None and last.start_mark.line < self.slipped_in:
            return _Unreadable(*self.problems)  # the error came of the slip
        since: int = 0 if last is None else (last.end_mark if last.style else last.start_mark).index
        fault = explain(error, self.text, since) if isinstance(error, MarkedYAMLError) else None
        if fault is None:
            return self._end(Position(1, 1), "this file can't be read as YAML", "look for unusual characters")
        return self._end(*fault)

    def _end_at(self, event: Any, message: str, remedy: str) -> _Unreadable:
        return self._end(position(event.start_mark), message, remedy)

    def _end(self, place: Position, message: str, remedy: str) -> _Unreadable:
        return _Unreadable(*self.problems, Problem(self.file, *place, message, remedy))


def _is_unquoted(event: Any) -> bool:
    return event.__class__ is ScalarEvent and not event.style


def _tag(tag: str) -> str:
    return short(tag.replace("tag:yaml.org,2002:", "!!"))
