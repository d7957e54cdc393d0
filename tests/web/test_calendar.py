"""The calendar of study days: every day a square of the right strength, every week a row of figures."""

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest

from quizapp.services.progress.study_days import StudyDay
from quizapp.web.progress.calendar import draw_calendar

MONDAY = date(2026, 2, 16)
A_SQUARE = re.compile(r"M(\d+) (\d+)h7v7h-7z")


def days(*counts: int, since: date = MONDAY) -> list[StudyDay]:
    return [StudyDay(since + timedelta(days=number), count) for number, count in enumerate(counts)]


def test_a_day_is_stronger_where_more_was_done_than_is_usual() -> None:
    # Eight is usual: none, up to half of it, up to all, up to half as much again, and more.
    drawn = draw_calendar(days(0, 4, 5, 8, 12, 13, 6))
    squares = [A_SQUARE.findall(path) for path in drawn.blocks[0].squares]
    rows = [[(int(y) - 20) // 14 for _, y in path] for path in squares]
    assert rows == [[0], [1], [2, 3, 6], [4], [5]]


def test_each_week_is_a_column_and_each_weekday_a_row() -> None:
    drawn = draw_calendar(days(*[0] * 10))
    squares = {(int(x), int(y)) for x, y in A_SQUARE.findall(drawn.blocks[0].squares[0])}
    assert squares == {(30, 20 + 14 * row) for row in range(7)} | {(44, 20 + 14 * row) for row in range(3)}


def test_months_are_named_where_they_begin_and_there_is_room() -> None:
    (block,) = draw_calendar(days(*[1] * 7 * 27, since=date(2026, 1, 5))).blocks
    assert [name for _, name in block.months] == ["Jan", "Feb", "Mar", "Apr", "May", "Jun"]
    assert all(after - before >= 30 for (before, _), (after, _) in pairwise(block.months))
    # July begins in the last column, beside which there is no room.
    assert A_SQUARE.findall(block.squares[2])[-1][0] == str(30 + 26 * 14)


@pytest.mark.parametrize(("weeks", "blocks"), [(1, 1), (27, 1), (28, 2), (52, 2)])
def test_more_than_half_a_year_stands_in_two_blocks(weeks: int, blocks: int) -> None:
    drawn = draw_calendar(days(*[1] * 7 * weeks))
    assert len(drawn.blocks) == blocks
    assert sum(len(A_SQUARE.findall("".join(block.squares))) for block in drawn.blocks) == 7 * weeks


def test_the_figures_have_a_row_a_week_newest_first() -> None:
    rows = draw_calendar(days(1, 2, 3, 4, 5, 6, 7, 8, 9)).rows
    assert rows == (("23 Feb 2026", 8, 9), ("16 Feb 2026", 1, 2, 3, 4, 5, 6, 7))
