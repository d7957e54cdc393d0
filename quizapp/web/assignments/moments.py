"""Moments typed on the clocks of a course: fields without a zone, which stands beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from wtforms import IntegerField, StringField
from wtforms.validators import NumberRange, Optional
from wtforms.widgets import DateTimeLocalInput

from quizapp.assignments import clocks
from quizapp.assignments.clocks import ClockChange, TakenTime
from quizapp.assignments.numbers import read_whole
from quizapp.translation.texts import _, lazy
from quizapp.web.filters import number, on_clock

#: Years outside of these are slips, and some of them no calendar of ours can add a day to.
EARLIEST, LATEST = 2000, 2200
UNREADABLE = lazy("Please give a day and a time, such as 2026-12-01 20:00.")


class MomentField(StringField):
    """A day and a time on the clocks of a course, which `moment` reads; what it can't read stays typed."""

    widget = DateTimeLocalInput()

    def __init__(self, label: str, *, is_end: bool = True, **options: Any) -> None:
        super().__init__(label, **options)
        self.is_end = is_end
        #: What was odd about the night in which it falls.
        self.taken: TakenTime | None = None

    def moment(self, zone: tzinfo, stored: datetime | None) -> datetime | None:
        """Return the moment that was typed, None for none. Raises ValueError with a sentence.

        What still reads as it was shown is the stored moment itself: of two hours of one name either.
        """
        text = (self.data or "").strip()
        if not text:
            return None
        if stored is not None and text == written(stored, zone):
            return stored
        self.taken = clocks.take(_read(text), zone, is_end=self.is_end)
        return self.taken.moment


def _read(text: str) -> datetime:
    try:
        local = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(UNREADABLE) from None
    if local.tzinfo is not None or not EARLIEST <= local.year <= LATEST:
        raise ValueError(UNREADABLE)
    return local


def written(moment: datetime | None, zone: tzinfo) -> str:
    """Return a moment as such a field shows it."""
    return "" if moment is None else f"{clocks.shown(moment, zone):%Y-%m-%dT%H:%M}"


@dataclass(frozen=True, slots=True)
class ClockNote:
    """What was taken for a time in the night in which the clocks change, in a sentence."""

    field: str
    sentence: str


def clock_notes(fields: Sequence[MomentField], zone: tzinfo) -> tuple[ClockNote, ...]:
    """Return what has to be said of the times that were just read."""
    return tuple(
        ClockNote(field.name, _said(field, field.taken, zone))
        for field in fields
        if field.taken and field.taken.change
    )


def _said(field: MomentField, taken: TakenTime, zone: tzinfo) -> str:
    label, moment = field.label.text, on_clock(taken.moment, zone)
    if taken.change is ClockChange.SKIPPED:
        return _(
            "%(field)s: the clocks skip %(time)s that night, so it is %(moment)s.",
            field=label,
            time=(field.data or "")[-5:],
            moment=moment,
        )
    offset = f"{taken.moment.astimezone(zone):%Z}"
    if field.is_end:
        return _(
            "%(field)s: the clocks show this time twice that night. "
            "The second one is taken: %(moment)s %(offset)s.",
            field=label,
            moment=moment,
            offset=offset,
        )
    return _(
        "%(field)s: the clocks show this time twice that night. "
        "The first one is taken: %(moment)s %(offset)s.",
        field=label,
        moment=moment,
        offset=offset,
    )


class OptionalNumberField(IntegerField):
    """A whole number, or nothing. Its lower limit is for the rules of assignments to say."""

    def __init__(self, label: str, *, most: int, **options: Any) -> None:
        sentence = _("Write a whole number of at most %(most)s, or leave it empty.", most=number(most))
        super().__init__(
            label,
            [Optional(), NumberRange(-most, most, sentence)],
            render_kw={"inputmode": "numeric", "min": options.pop("least", 1), "max": most},
            **options,
        )
        self._sentence = sentence

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number; what isn't one is told so, and stays in the field."""
        self.data = read_whole(valuelist[0]) if valuelist else None
        if self.data is None and valuelist and valuelist[0].strip():
            raise ValueError(self._sentence)
