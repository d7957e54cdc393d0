"""The terms of one learner: the assignment's, changed by overrides and by an accommodation, in a fixed order.

Layers: the assignment, the groups of the learner (merged to one), the learner's own override, the
accommodation. What a layer doesn't say is inherited, and what is said for the person wins, even where it is
stricter. Three rules keep that from taking away what nobody meant to take:

- *Moving.* A layer that moves one of opening, due date and close, and says nothing of those after it, moves
  these too, by the same span; late steps follow the due date. An opening carries them only to later:
  a learner who may begin sooner has no less time for it. Due and close stay one where they were one, and the
  close is never before the due date.
- *Extra minutes.* Where a limit ends up longer than the one that a close was made for, due date, late steps
  and close move by the difference. So nobody who begins when the class still has its full time gets less
  than their own limit, or is late for using it.
- *By hand.* A close that is set for the person is final. A limit or a number of attempts that is set for the
  person isn't raised again; days of an accommodation are added to whatever is due.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo
from enum import Enum
from fractions import Fraction
from math import ceil, inf
from typing import Final, TypeVar

from quizapp.assignments.calendar import add_days, move_alike, shift
from quizapp.assignments.terms import LateStep, Terms


class Inherit(Enum):
    """What an override says of a field of which it says nothing. None is something it may say."""

    INHERIT = "inherit"


INHERIT: Final = Inherit.INHERIT
#: A date, or how much later it is than the assignment's: a span follows when that one moves.
Moment = datetime | timedelta | Inherit | None
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """What differs for a group or for a person; None takes a date, a limit or a code away."""

    opens_at: Moment = INHERIT
    due_at: Moment = INHERIT
    closes_at: Moment = INHERIT
    #: In minutes.
    time_limit: int | Inherit | None = INHERIT
    attempts: int | Inherit | None = INHERIT
    access_code: str | Inherit | None = INHERIT
    #: None: anywhere.
    networks: tuple[str, ...] | Inherit | None = INHERIT


@dataclass(frozen=True, slots=True, kw_only=True)
class Accommodation:
    """What holds for a person in each assignment of a course.

    Raises ValueError for anything that takes away: a factor below 1, a number below 0.
    """

    #: By which a time limit is multiplied, before the minutes are added. The sum is rounded up to a minute.
    time_factor: float = 1
    extra_minutes: int = 0
    extra_attempts: int = 0
    extra_days: int = 0

    def __post_init__(self) -> None:
        if (
            not 1 <= self.time_factor < inf
            or min(self.extra_minutes, self.extra_attempts, self.extra_days) < 0
        ):
            raise ValueError("an accommodation takes nothing away")


NO_ACCOMMODATION: Final = Accommodation()


@dataclass(frozen=True, slots=True)
class _Window:
    """When an assignment is open, after some of the layers. The close is the effective one."""

    opens: datetime | None
    due: datetime | None
    closes: datetime | None
    #: The limit, in minutes, that the close was made for; None where no other moves it.
    limit: int | None


def resolve(
    terms: Terms,
    groups: Sequence[Override] = (),
    person: Override | None = None,
    accommodation: Accommodation = NO_ACCOMMODATION,
    *,
    zone: tzinfo = UTC,
) -> Terms:
    """Return the terms that hold for one learner; days are counted on the clocks of the course's zone."""
    person = person or Override()
    window = _of_the_class(terms)
    window = _merged(window, [(group, _moved(window, group, terms, zone)) for group in groups])
    window = _moved(window, person, terms, zone)
    is_final = person.closes_at is not INHERIT
    window = _days_later(window, accommodation.extra_days, zone, is_final=is_final)
    limit = _limit(terms, groups, person, accommodation)
    window = window if is_final else _minutes_later(window, limit)
    return replace(
        terms,
        rules=replace(terms.rules, time_limit=limit),
        opens_at=window.opens,
        due_at=window.due,
        closes_at=None if terms.closes_at is None and window.closes == window.due else window.closes,
        late=_late(terms, window, zone),
        attempts=_attempts(terms, groups, person, accommodation),
        access_codes=_access_codes(terms, groups, person),
        networks=_networks(terms, groups, person),
    )


# --- The window: opening, due date, close ---


def _of_the_class(terms: Terms) -> _Window:
    return _Window(terms.opens_at, terms.due_at, terms.closes, terms.rules.time_limit)


def _moved(window: _Window, layer: Override, terms: Terms, zone: tzinfo) -> _Window:
    """Return a window as a layer moves it; the spans of the layer are counted from the assignment's dates."""
    opens = _said(layer.opens_at, terms.opens_at, window.opens, zone)
    # An opening carries only to later; without a date on both sides there is no span.
    moved = (window.opens, max(opens, window.opens)) if opens and window.opens else None
    due = _said(layer.due_at, terms.due_at, _carried(window.due, moved, zone), zone)
    is_one = window.due == window.closes and terms.due_at == terms.closes
    if not isinstance(layer.closes_at, Inherit):
        closes = _said(layer.closes_at, terms.closes, None, zone) or due
        pulled = closes if is_one and isinstance(layer.due_at, Inherit) else _sooner(due, closes)
        limit = window.limit if isinstance(layer.time_limit, Inherit) else layer.time_limit
        return _Window(opens, due and pulled, closes, limit)
    closes = due if is_one else _carried_close(window, layer, moved, due, terms, zone)
    return replace(window, opens=opens, due=due, closes=closes)


def _carried_close(
    window: _Window,
    layer: Override,
    moved: tuple[datetime, datetime] | None,
    due: datetime | None,
    terms: Terms,
    zone: tzinfo,
) -> datetime | None:
    """Return the close of a window whose due date a layer says, or whose opening has moved."""
    if isinstance(layer.due_at, Inherit) or not due:
        return _not_before(_carried(window.closes, moved, zone), due)
    closes = _carried(window.closes, (window.due, due) if window.due else moved, zone)
    # A due date that is stricter than that of the groups doesn't take more of the close than it takes itself.
    of_the_class = _carried(terms.closes, (terms.due_at, due) if terms.due_at else None, zone)
    return _not_before(_not_before(closes, of_the_class), due)


def _said(
    said: Moment, of_the_class: datetime | None, inherited: datetime | None, zone: tzinfo
) -> datetime | None:
    """Return the moment that a layer says. A span from no date is none."""
    if isinstance(said, Inherit):
        return inherited
    if isinstance(said, timedelta):
        return of_the_class and shift(of_the_class, said, zone)
    return said


def _carried(
    moment: datetime | None, moved: tuple[datetime, datetime] | None, zone: tzinfo
) -> datetime | None:
    return move_alike(moment, *moved, zone) if moment and moved else moment


def _merged(window: _Window, layers: Sequence[tuple[Override, _Window]]) -> _Window:
    """Return the most generous of each moment of which any group says something, or which it carries."""
    openings = [one.opens for layer, one in layers if not isinstance(layer.opens_at, Inherit)]
    ends = [one for layer, one in layers if _moves_the_end(window, layer, one)]
    if openings:
        window = replace(window, opens=_most_generous(openings, min))
    if ends:
        due = _most_generous([one.due for one in ends], max)
        closes = _most_generous([one.closes for one in ends], max)
        limit = next(one.limit for one in ends if one.closes == closes)
        window = replace(window, due=due, closes=closes, limit=limit)
    return window


def _moves_the_end(window: _Window, layer: Override, moved: _Window) -> bool:
    says = not (isinstance(layer.due_at, Inherit) and isinstance(layer.closes_at, Inherit))
    return says or (moved.due, moved.closes) != (window.due, window.closes)


def _days_later(window: _Window, days: int, zone: tzinfo, *, is_final: bool) -> _Window:
    """Return a window with some more days until it is due, or where it never is, until it closes."""
    due = window.due and add_days(window.due, days, zone)
    if is_final:
        return replace(window, due=due and _sooner(due, window.closes))
    closes = window.closes and add_days(window.closes, days, zone)
    return replace(window, due=due, closes=_not_before(closes, due))


def _minutes_later(window: _Window, limit: int | None) -> _Window:
    """Return a window with as many more minutes as the limit has that its close wasn't made for."""
    if limit is None or window.limit is None or limit <= window.limit:
        return window
    extra = timedelta(minutes=limit - window.limit)
    return replace(
        window, due=window.due and window.due + extra, closes=window.closes and window.closes + extra
    )


def _late(terms: Terms, window: _Window, zone: tzinfo) -> tuple[LateStep, ...]:
    """Return the late steps, moved with the due date and cut at the close."""
    if window.due is None or window.closes is None:
        return ()
    moved = (terms.due_at, window.due) if terms.due_at else None
    steps, begins = [], window.due
    for step in terms.late:
        until = min(move_alike(step.until, *moved, zone) if moved else step.until, window.closes)
        if begins < until:
            steps.append(replace(step, until=until))
            begins = until
    return tuple(steps)


# --- The other fields ---


def _limit(
    terms: Terms, groups: Sequence[Override], person: Override, accommodation: Accommodation
) -> int | None:
    if not isinstance(person.time_limit, Inherit):
        return person.time_limit
    limit = _longest([group.time_limit for group in groups], terms.rules.time_limit)
    if limit is None:
        return None
    # From its digits: 60 minutes by 1.1 are 66, and not a little more.
    factor = Fraction(str(accommodation.time_factor))
    return ceil(limit * factor + accommodation.extra_minutes)


def _attempts(
    terms: Terms, groups: Sequence[Override], person: Override, accommodation: Accommodation
) -> int | None:
    if not isinstance(person.attempts, Inherit):
        return person.attempts
    attempts = _longest([group.attempts for group in groups], terms.attempts)
    return None if attempts is None else attempts + accommodation.extra_attempts


def _access_codes(terms: Terms, groups: Sequence[Override], person: Override) -> tuple[str, ...]:
    layers = groups if isinstance(person.access_code, Inherit) else [person]
    said = [layer.access_code for layer in layers if not isinstance(layer.access_code, Inherit)]
    codes = [code for code in said if code is not None]
    if not said:
        return terms.access_codes
    # A group without a code lets its people in without one, whatever their other groups ask for.
    return tuple(dict.fromkeys(codes)) if len(codes) == len(said) else ()


def _networks(terms: Terms, groups: Sequence[Override], person: Override) -> tuple[str, ...]:
    layers = groups if isinstance(person.networks, Inherit) else [person]
    said = [layer.networks or () for layer in layers if not isinstance(layer.networks, Inherit)]
    if not said:
        return terms.networks
    return tuple(dict.fromkeys(one for networks in said for one in networks)) if all(said) else ()


# --- What is chosen among several ---


def _longest(values: Sequence[int | Inherit | None], inherited: int | None) -> int | None:
    said = [value for value in values if not isinstance(value, Inherit)]
    return _most_generous(said, max) if said else inherited


def _most_generous(values: Sequence[_T | None], choose: Callable[[Sequence[_T]], _T]) -> _T | None:
    """Return the value chosen among those of several groups: none wins."""
    some = [value for value in values if value is not None]
    return choose(some) if len(some) == len(values) else None


def _sooner(moment: datetime | None, other: datetime | None) -> datetime | None:
    return min(moment, other) if moment and other else moment


def _not_before(moment: datetime | None, other: datetime | None) -> datetime | None:
    return max(moment, other) if moment and other else moment
