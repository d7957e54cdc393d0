"""The calendar of study days, drawn here: a template takes ten times as long for its hundreds of squares."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quizapp.services.progress.study_days import DAYS_A_WEEK, StudyDay

#: Weeks that stand side by side; more make a further block.
WEEKS_IN_BLOCK = 27
#: A square and the gap beside it; where the first one stands; the least room for the name of a month.
PITCH, LEFT, TOP, NAME_WIDTH = 14, 30, 20, 30
#: How strong a square is: up to these multiples of a usual day, and beyond the last.
STRENGTHS = (0, 0.5, 1, 1.5)

Weeks = Sequence[Sequence[StudyDay]]


@dataclass(frozen=True, slots=True)
class Block:
    """Weeks side by side: months by where their names stand, and a path of squares for each strength."""

    months: tuple[tuple[int, str], ...]
    squares: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Calendar:
    """A calendar in one block for half a year, in two for a year."""

    blocks: tuple[Block, ...]
    #: The figures, a row a week, newest first: its Monday in words, then a count for each day.
    rows: tuple[tuple[str | int, ...], ...]


def draw_calendar(days: Sequence[StudyDay]) -> Calendar:
    """Draw consecutive days from a Monday on; a day is stronger where more was done than is usual."""
    weeks = [days[start : start + DAYS_A_WEEK] for start in range(0, len(days), DAYS_A_WEEK)]
    counts = [day.count for day in days if day.count]
    usual = sum(counts) / len(counts) if counts else 1
    blocks = (weeks[start : start + WEEKS_IN_BLOCK] for start in range(0, len(weeks), WEEKS_IN_BLOCK))
    return Calendar(
        blocks=tuple(Block(tuple(_months(block)), _squares(block, usual)) for block in blocks),
        rows=tuple((f"{week[0].date:%d %b %Y}", *(day.count for day in week)) for week in reversed(weeks)),
    )


def _months(weeks: Weeks) -> Iterator[tuple[int, str]]:
    """Yield the months that begin in a block, where there is room for their names."""
    mondays = [week[0].date for week in weeks]
    free = LEFT
    # The last column has no room beside it.
    for place, monday in enumerate(mondays[:-1]):
        x = LEFT + place * PITCH
        begins = monday.month != mondays[place - 1].month if place else monday.day <= DAYS_A_WEEK
        if begins and x >= free:
            yield x, f"{monday:%b}"
            free = x + NAME_WIDTH


def _squares(weeks: Weeks, usual: float) -> tuple[str, ...]:
    limits = [share * usual for share in STRENGTHS]
    paths: list[list[str]] = [[] for _ in range(len(limits) + 1)]
    for column, week in enumerate(weeks):
        x = LEFT + column * PITCH
        for row, day in enumerate(week):
            paths[bisect_left(limits, day.count)].append(f"M{x} {TOP + row * PITCH}h7v7h-7z")
    return tuple(map("".join, paths))
