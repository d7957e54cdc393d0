"""Results in words: what stands in a cell, and what a file for spreadsheets says of it."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from quizapp.assignments.scoring import Result, ResultState, SetResult, shown
from quizapp.interchange.spreadsheet import Cell as FileCell
from quizapp.services.courses.results import Cell, LearnerResults, Results
from quizapp.translation.languages import Language
from quizapp.translation.texts import _, language, lazy

STATE_WORDS: Final = {
    ResultState.NOT_BEGUN: lazy("not started"),
    ResultState.ANNULLED: lazy("annulled"),
    ResultState.OPEN: lazy("open"),
    ResultState.SUBMITTED: lazy("submitted"),
    ResultState.TO_BE_MARKED: lazy("needs marking"),
    ResultState.MARKED: lazy("marked"),
    ResultState.EXCUSED: lazy("excused"),
}
#: How a cell looks, besides its words.
_LOOKS: Final = {
    ResultState.NOT_BEGUN: "is-waiting",
    ResultState.ANNULLED: "is-waiting",
    ResultState.OPEN: "is-waiting",
    ResultState.SUBMITTED: "is-waiting",
    ResultState.TO_BE_MARKED: "is-to-mark",
    ResultState.EXCUSED: "is-waiting",
}
#: Of a file for spreadsheets: decimals of percent and points.
_PLACES: Final = 2


def in_words(result: Result, *, is_missed: bool = False) -> str:
    """Return what stands in a cell: "85 %, late", "not started, closed"; never 0 for what isn't marked."""
    return _in_words(result, is_missed, language())


# A class of hundreds has the same few dozens of results.
@lru_cache(maxsize=5_000)
def _in_words(result: Result, is_missed: bool, _language: Language) -> str:  # noqa: FBT001 -- of a cache
    words = str(STATE_WORDS[result.state])
    if result.state is ResultState.MARKED and result.percent is not None:
        words = f"{shown(result.percent, 1)}\N{NO-BREAK SPACE}%"
    notes = (
        _("closed") if is_missed else "",
        _("late") if result.is_late else "",
        _("by hand") if result.is_set else "",
    )
    return ", ".join((words, *filter(None, notes)))


def look_of(cell: Cell) -> str:
    """Return the class of a cell; "" for one that is marked."""
    return "is-missed" if cell.is_missed else _LOOKS.get(cell.result.state, "")


def set_words(result: SetResult) -> str:
    """Return what staff set, such as "85 %", "excused", "result of the attempts"."""
    if result.is_excused:
        return _("excused")
    if result.percent is None:
        return _("result of the attempts")
    return f"{shown(result.percent, 1)}\N{NO-BREAK SPACE}%"


def table_rows(
    results: Results, learners: Iterable[LearnerResults], attempt_at: str, people: str
) -> list[tuple[LearnerResults, str, list[tuple[str, str, str]]]]:
    """Return the learners, each with the address of their page, and of each cell address, class and words.

    A page has thousands of cells, so addresses are put together from what they have in common: `attempt_at`
    has "{}" for the assignment, and ends where the attempt comes; `people` ends where the learner comes.
    """
    before = [attempt_at.format(one.id) for one in results.assignments]
    rows = []
    for one in learners:
        its = f"{people}{one.user_id}/results"
        cells = [
            (
                its if cell.attempt_id is None else f"{attempts}{cell.attempt_id}",
                look_of(cell),
                in_words(cell.result, is_missed=cell.is_missed),
            )
            for attempts, cell in zip(before, one.cells, strict=True)
        ]
        rows.append((one, its, cells))
    return rows


def file_rows(results: Results) -> list[list[FileCell]]:
    """Return the rows of a file for spreadsheets: a learner each, below the head."""
    head: list[FileCell] = [
        *(_("Name"), _("Name on the class list"), _("User name")),
        *(_("Email"), _("Email from"), _("Groups")),
    ]
    for one in results.assignments:
        head += [f"{one.title} ({what})" for what in ("%", _("points"), _("state"), _("late"))]
    rows = [head]
    for learner in results.learners:
        row: list[FileCell] = [
            *(learner.display_name, learner.roster_name, learner.user_name),
            *_address(learner),
            ", ".join(learner.groups),
        ]
        for cell in learner.cells:
            row += _file_cells(cell)
        rows.append(row)
    return rows


def _address(learner: LearnerResults) -> tuple[FileCell, FileCell]:
    """Return the address that the account has confirmed, or else that of the roster; and which it is."""
    if learner.email:
        return learner.email, _("account")
    return (learner.roster_email, _("class list")) if learner.roster_email else (None, None)


def _file_cells(cell: Cell) -> tuple[FileCell, ...]:
    result = cell.result
    is_marked = result.state is ResultState.MARKED
    state = str(STATE_WORDS[result.state])
    if cell.is_missed:
        state = _("%(state)s, closed", state=state)
    elif result.is_set:
        state = _("%(state)s, by hand", state=state)
    return (
        _number(result.percent) if is_marked else None,
        _number(result.points) if is_marked else None,
        state,
        _("late") if result.is_late else None,
    )


def _number(value: float | None) -> float | None:
    """Return a number with few decimals, rounded as pages round it."""
    return None if value is None else float(shown(value, _PLACES))
