"""Events to date: placed on a drawn axis, or their years typed; marked by how far off they are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from string import ascii_uppercase
from typing import Annotated, Any, Final, Literal

from pydantic import ConfigDict, Field
from typing_extensions import override

from quizapp.question_types.base import (
    AuthorModel,
    Effort,
    Example,
    Fault,
    FieldData,
    MalformedError,
    Mark,
    Question,
    Rule,
    Scalar,
    Written,
    shuffled_texts,
)
from quizapp.question_types.choices import seen, twice
from quizapp.question_types.counting import Count, Given, count_given
from quizapp.question_types.date import reading
from quizapp.question_types.date.hints import telling_no_answer
from quizapp.question_types.date.parsing import spelled
from quizapp.question_types.date.span import DateSpan, Day
from quizapp.question_types.parts import EMPTY, MOST_PARTS, Part, PartsType, count_empty, in_one_line
from quizapp.question_types.timeline.axis import Axis, around
from quizapp.question_types.timeline.telling import marking
from quizapp.question_types.typed import read_line
from quizapp.translation.texts import _, lazy

#: What is longer is no date.
MOST_CHARACTERS: Final = 100
_MONTHS: Final = 12
_DAYS: Final = 31

Year = Annotated[int, Field(ge=-9998, le=9999)]


class Event(AuthorModel):
    """What happened, and when."""

    event: Scalar
    date: Scalar


class WrittenAxis(AuthorModel):
    """The first and the last year of the axis; those before Christ are below zero."""

    # A word of Python's.
    model_config = ConfigDict(serialize_by_alias=True)

    from_: Annotated[Year, Field(alias="from")]
    to: Year


class TimelineQuestion(Question):
    """What an author writes; a date is right within `full` years, and wrong `zero` years off and beyond."""

    type: Literal["timeline"]
    events: Annotated[tuple[Event, ...], Field(min_length=2, max_length=MOST_PARTS)]
    axis: WrittenAxis | None = None
    full: Annotated[float, Field(ge=0, le=1000)] = 0
    zero: Annotated[float, Field(gt=0, le=1000)] = 10

    def span(self, index: int) -> DateSpan:
        """Return the days of an event. Raises `MalformedError` where the question has `faults`."""
        return _read(self.events[index].date, self.language)


@dataclass(frozen=True, slots=True)
class PlacedEvent:
    """An event as it was dated; places are shares of the axis. What is given is None without a response."""

    letter: str
    event: str
    right: str
    right_at: float
    #: "" where it was left empty, which has no place.
    given: str | None
    given_at: float | None
    mark: Mark
    #: In years.
    off: float


_MEETINGS: Final[dict[str, Any]] = {
    "id": "from-five-to-six",
    "type": "timeline",
    "topics": ["dates"],
    "prompt": "When did the five become six?",
    "events": [
        {"event": "The first meeting of the five", "date": "26 April 1996"},
        {"event": "Uzbekistan joins", "date": "2001-06-15"},
        {"event": "The charter", "date": "June 2002"},
    ],
}
_NEAR: Final[dict[str, Any]] = {**_MEETINGS, "axis": {"from": 1990, "to": 2010}, "full": 1, "zero": 3}
_LONG_AGO: Final[dict[str, Any]] = {
    **_MEETINGS,
    "events": [{"event": "The empire", "date": "221 BC"}, {"event": "The end", "date": "early 1910s"}],
    "axis": {"from": -500, "to": 2000},
    "zero": 100,
}


class Timeline(PartsType[TimelineQuestion, list[str]]):
    """Events to date; the response is the line typed for each, in the author's order, "" for none."""

    name = "timeline"
    label = lazy("Timeline")
    model = TimelineQuestion
    fill_in = lazy("Fill in at least one date.")
    of_part = lazy("Date %(number)s: %(hint)s")
    #: By which a picture names the events of a page.
    letters = ascii_uppercase[:MOST_PARTS]

    @override
    def faults(self, question: TimelineQuestion) -> Iterator[Fault]:
        """Yield events that are alike, dates that can't be read or drawn, and limits the wrong way round."""
        yield from twice(
            [(event.event, ("events", place, "event")) for place, event in enumerate(question.events)],
            "event",
        )
        is_readable = True
        for place, event in enumerate(question.events):
            try:
                question.span(place)
            except MalformedError as error:
                is_readable = False
                yield Fault(("events", place, "date"), f"“{event.date}” can't be read as a date", str(error))
        if question.full >= question.zero:
            message = f"full credit within {question.full:g} years, and none from {question.zero:g}"
            yield Fault(("full",), message, "make `zero` the larger")
        if question.axis and question.axis.from_ >= question.axis.to:
            yield Fault(("axis", "to"), "the axis ends before it begins", "write the earlier year first")
        elif question.axis and is_readable:
            axis = self.axis(question)
            for place, event in enumerate(question.events):
                if not axis.first <= _middle(question.span(place)) <= axis.last + 1:
                    message = f"“{event.date}” isn't on the axis"
                    yield Fault(("events", place, "date"), message, "correct it, or widen the axis")

    @override
    def rules(self, question: TimelineQuestion) -> Iterator[Rule]:
        """Yield how far off earns how much."""
        yield Rule(_("Marking"), marking(question.full, question.zero))

    def axis(self, question: TimelineQuestion) -> Axis:
        """Return the axis that the author gives, else one around the events."""
        if question.axis:
            first, last = question.axis.from_, question.axis.to
            return Axis(first + (first < 0), last + (last < 0))
        years = [int(_middle(question.span(index))) for index in range(len(question.events))]
        return around(years, 2 * question.zero)

    @override
    def order(self, question: TimelineQuestion, seed: int) -> tuple[int, ...]:
        """Return an order of the events that doesn't depend on the author's."""
        return shuffled_texts([event.event for event in question.events], seed)

    @override
    def parts(self, question: TimelineQuestion, order: Sequence[int]) -> tuple[Part, ...]:
        """Return the events as they stand on the page."""
        return tuple(Part(seen(question.events[index].event)) for index in order)

    @override
    def parse(self, question: TimelineQuestion, data: FieldData, order: Sequence[int]) -> list[str]:
        """Read the date of each event; one that can't be read is malformed."""
        response = [""] * len(question.events)
        for place, text in enumerate(self.texts(question, data, order)):
            event = question.events[order[place]]
            try:
                response[order[place]] = _typed(text, event, question.language) if text else ""
            except MalformedError as error:
                spans = [question.span(index) for index in range(len(question.events))]
                first, last = min(span.start.year for span in spans), max(span.end.year for span in spans)
                hint = telling_no_answer(str(error), first, last)
                raise MalformedError(
                    _("Event %(letter)s: %(hint)s", letter=self.letters[place], hint=hint), part=place
                ) from error
        return response

    @override
    def data(self, question: TimelineQuestion, response: list[str], order: Sequence[int]) -> list[str]:
        """Return the lines as the events stand on the page."""
        return [response[index] for index in order]

    @override
    def read_written(self, question: TimelineQuestion, written: Written) -> list[str]:
        """Read a list of dates, one for each event as the author has them, "" for none."""
        if isinstance(written, str) or len(written) != len(question.events) or not any(written):
            raise MalformedError(f"Write a list of {len(question.events)} dates, one for each event.")
        return [_line(text, question.language) if text else "" for text in written]

    @override
    def grade(self, question: TimelineQuestion, response: list[str]) -> Mark:
        """Give the mean of what the events earn."""
        return Mark(sum(_credit(question, *dated) for dated in enumerate(response)) / len(response))

    def placed(
        self, question: TimelineQuestion, response: list[str] | None, order: Sequence[int]
    ) -> tuple[PlacedEvent, ...]:
        """Return the events by date, with their letters on the page and what they were given."""
        axis, letters = self.axis(question), dict(zip(order, self.letters, strict=False))
        rows = []
        for index in sorted(order, key=lambda index: question.span(index).start):
            line = response[index] if response else ""
            given = _read(line, question.language) if line else None
            off = distance(question.span(index), given) if given else 0
            rows.append(
                PlacedEvent(
                    letters[index],
                    question.events[index].event,
                    _shown(question, index),
                    axis.at(_middle(question.span(index))),
                    None if response is None else line,
                    # A year that is right lies where the day is that is asked for.
                    axis.at(_middle(given if off else question.span(index))) if given else None,
                    Mark(_credit(question, index, line)),
                    off,
                )
            )
        return tuple(rows)

    @override
    def describe(self, question: TimelineQuestion, response: list[str]) -> str:
        """Return each event with the line that was typed for it."""
        events = (seen(event.event) for event in question.events)
        return in_one_line(f"{event} → {line or EMPTY}" for event, line in zip(events, response, strict=True))

    @override
    def summary(self, question: TimelineQuestion, responses: Sequence[list[str]]) -> tuple[Count, ...]:
        """Return for each event how many responses gave it each date."""
        counts: list[Count] = []
        for index, event in enumerate(question.events):
            lines = [response[index] for response in responses if response[index]]
            given = (
                Given(_read(line, question.language), line, _credit(question, index, line)) for line in lines
            )
            part = seen(event.event)
            counts += (*count_given(given, part), *count_empty(len(responses) - len(lines), part))
        return tuple(counts)

    @override
    def right_response(self, question: TimelineQuestion) -> list[str]:
        """Return the events' dates as a learner would type them."""
        return [_line(event.date, question.language) for event in question.events]

    @override
    def effort(self, question: TimelineQuestion) -> Effort:
        """Return how much work it is to type a date for each event."""
        read = len(question.prompt) + sum(len(event.event) for event in question.events)
        return Effort(read, sum(map(len, self.right_response(question))))

    @override
    def answer_text(self, question: TimelineQuestion) -> str:
        """Return each event with its date."""
        return self.describe(question, [_shown(question, index) for index in range(len(question.events))])

    examples = (
        Example(_MEETINGS, ["1996", "2001", "2002"], 1),
        Example(_MEETINGS, ["26 April 1996", "summer 2001", "June 2002"], (1 + 1 + 1) / 3),
        Example(_MEETINGS, ["1997", "2001", "2002"], (0.9 + 1 + 1) / 3),
        Example(_MEETINGS, ["2001", "1996", ""], (0.5 + 0.5) / 3),
        Example(_MEETINGS, ["", "", "2002"], 1 / 3),
        Example(_MEETINGS, ["1970", "", "2012"], 0),
        Example(_NEAR, ["1997", "2000", "2003"], 1),
        Example(_NEAR, ["1994", "2003", "2006"], (0.5 + 0.5) / 3),
        Example(_LONG_AGO, ["221 B.C.", "1912"], 1),
        Example(_LONG_AGO, ["171 BC", ""], 0.25),
        Example(_LONG_AGO, ["AD 221", ""], 0),
        Example(_MEETINGS, ["6/7/1996", "2001", "2002"], None),
        Example(_MEETINGS, ["before 1997", "2001", "2002"], None),
        Example(_MEETINGS, ["1996", "2001"], None),
        Example(_MEETINGS, ["", " ", ""], None),
        Example(_MEETINGS, "1996", None),
        Example(_MEETINGS, None, None),
    )


def distance(right: DateSpan, given: DateSpan) -> float:
    """Return how many years a date is off: 0 for one that is right as far as it goes, up to a year.

    Whole years between years; between days or months the time from one's beginning to the other's. What is
    given as several years, such as a decade, is taken for its middle: else the widest would be the nearest.
    """
    if right.contains(given) or (given.year is not None and given.contains(right)):
        return 0
    if "year" in (right.precision, given.precision) or None in (right.year, given.year):
        year = (given.start.year + given.end.year) // 2 if given.year is None else given.year
        return max(0, right.start.year - year, year - right.end.year)
    return abs(_decimal(right.start) - _decimal(given.start))


def _credit(question: TimelineQuestion, index: int, line: str) -> float:
    if not line:
        return 0
    off = distance(question.span(index), _read(line, question.language))
    if off <= question.full:
        return 1
    return max(0, (question.zero - off) / (question.zero - question.full))


def _read(line: str, language: str) -> DateSpan:
    """Return the days that a line names. Raises `MalformedError`, for what has no end too."""
    span = reading.read(line, language)
    if span.precision == "bound":
        raise MalformedError(_("Write a date, not what it was before or after."))
    return span


def _line(text: str, language: str) -> str:
    line = read_line(text, MOST_CHARACTERS)
    _read(line, language)
    return line


def _typed(text: str, event: Event, language: str) -> str:
    """Return a learner's line. Raises `MalformedError` for two dates in one that the author doesn't use."""
    line = _line(text, language)
    doubt = _read(line, language).doubt
    if doubt and not _read(event.date, language).doubt:
        raise MalformedError(doubt)
    return line


def _shown(question: TimelineQuestion, index: int) -> str:
    date = question.events[index].date
    return date if any(map(str.isalpha, date)) else spelled(question.span(index), question.language)


def _decimal(day: Day) -> float:
    return day.year + (day.month - 1 + (day.day - 1) / _DAYS) / _MONTHS


def _middle(span: DateSpan) -> float:
    """Return the place of a date among the years; a year is its first day, as it is written on an axis."""
    if span.precision == "year":
        return span.start.year
    return (_decimal(span.start) + _decimal(span.end)) / 2
