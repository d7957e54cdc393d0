"""Variants: questions over a table of facts, of which each row makes one of every block.

They are expanded while a bank is read, so that all else sees questions. Every value keeps a place in the
file: that of its cell where it is one whole, else that of its block.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any, Final, NamedTuple

from quizapp.bank.distractors import choose, folded
from quizapp.bank.keys import Path, near
from quizapp.bank.marked import (
    MarkedMapping,
    MarkedSequence,
    Marks,
    YamlMark,
    marked_mapping,
    marked_sequence,
)
from quizapp.bank.place import FileProblems, Place
from quizapp.bank.problem import Problem, short
from quizapp.bank.tables import COLUMN, Row, Table, Value, read_table
from quizapp.question_types.choices import FEWEST_CHOICES, MOST_CHOICES

#: How many questions the templates of one file may make, and of how many characters: four times as many as
#: a file may have.
MOST_QUESTIONS: Final = 10_000
MOST_CHARACTERS: Final = 20_000_000
#: What counts for so many characters: a value, a cell that is looked up, and one that is ranked as a choice.
_VALUE, _LOOKED_UP, _RANKED = 20, 1, 8
#: How many choices `choices_from` makes where an author doesn't say, the right ones among them.
USUAL_CHOICES: Final = 4
#: Among how many columns the one that was meant is looked for.
_MOST_GUESSES: Final = 200
#: How many columns a message names.
_MOST_NAMED: Final = 10

#: A column in braces; in two pairs of them, the braces themselves. Others, as in formulas, are left alone.
_BRACES: Final = re.compile(rf"\{{\{{({COLUMN.pattern})\}}\}}|\{{({COLUMN.pattern})\}}")


class Expanded(NamedTuple):
    """A question that a template makes, and the id of the row it is made of."""

    node: MarkedMapping
    row: str


@dataclass
class Room:
    """How much the templates of a file may still make."""

    questions: int = MOST_QUESTIONS
    characters: int = MOST_CHARACTERS

    def take(self, *, questions: int = 0, characters: int = 0) -> None:
        """Raise `_TooLargeError` where there isn't as much left."""
        self.foresee(questions=questions, characters=characters)
        self.questions -= questions
        self.characters -= characters

    def foresee(self, *, questions: int, characters: int) -> None:
        """Raise `_TooLargeError` where there isn't as much left, and take nothing."""
        if questions > self.questions or characters > self.characters:
            raise _TooLargeError


class _TooLargeError(Exception):
    """The templates of a file make more than is read."""


class _UnfilledError(Exception):
    """A row makes no question of a block; the fault has been added."""


def expand(node: MarkedMapping, file: FileProblems, room: Room) -> Iterator[Expanded]:
    """Yield the questions of a template, block by block, and add what keeps it from making some to `file`.

    Its shape is left to its model, and what is wrong with a question that it makes to whoever reads that.
    """
    table = read_table(_mappings(node.get("table")), file)
    if not table.columns:
        return  # no row was read, which is a fault already: what its questions need nobody can tell
    named: set[tuple[str, str]] = set()
    try:
        offered: dict[str, Mapping[str, Value]] = {}
        blocks = [_Block(one, table, file, room, offered) for one in _mappings(node.get("questions"))]
        sound = [block for block in blocks if block.is_sound()]
        # What can't but be too large is refused before a question of it is made.
        ranked = sum(_RANKED * len(block.offered) for block in sound)
        room.foresee(questions=len(table.rows) * len(sound), characters=len(table.rows) * ranked)
        for block in sound:
            room.take(questions=len(table.rows), characters=_LOOKED_UP * len(table.rows) * len(block.needs))
            for row in table.rows:
                missing = [column for column in block.needs if column not in row.cells]
                for column in missing:
                    if (row.id, column) not in named:
                        named.add((row.id, column))
                        file.add(_missing(row, column, block.id, file.name))
                if not missing:
                    try:
                        yield Expanded(block.fill(row), row.id)
                    except _UnfilledError:
                        continue
    except _TooLargeError:
        most = f"{MOST_QUESTIONS:,} questions or {MOST_CHARACTERS // 1_000_000} million characters"
        message = f"up to this one, the templates of this file make more than {most}"
        file.add(Place(file.name, node).problem((), message, "split them into several files"))


def _mappings(nodes: Any) -> list[MarkedMapping]:
    return [node for node in nodes if isinstance(node, MarkedMapping)] if isinstance(nodes, list) else []


def _missing(row: Row, column: str, block: str, file: str) -> Problem:
    message = f"the row `{row.id}` has no `{column}`, which the question `{short(block)}` needs"
    return Place(file, row.cells).problem((), message, f"add `{column}: …`")


class _Block:
    """A question with columns in braces."""

    def __init__(
        self,
        node: MarkedMapping,
        table: Table,
        file: FileProblems,
        room: Room,
        offered: dict[str, Mapping[str, Value]],
    ) -> None:
        self.node = node
        self.table = table
        self.file = file
        self.room = room
        self.id = node["id"] if isinstance(node.get("id"), str) else ""
        #: The columns it needs, in the order in which they come up.
        self.needs: dict[str, None] = {}
        #: By columns, what their choices are drawn from: blocks often share it.
        self._values = offered
        self._sound = True

    # ---- what is wrong with it, whatever the row

    def is_sound(self) -> bool:
        """Tell whether questions can be made of it, and add what is wrong with it to its file."""
        self._check(self.node, ())
        if "id" not in _columns(self.id):
            remedy = 'write such as `id: "{id}-when"`'
            self._complain(("id",), "the `id` of a question in a template needs that of the row", remedy)
        return self._sound

    def _complain(self, path: Path, message: str, remedy: str, *, at_key: bool = False) -> None:
        self._sound = False
        self.file.add(Place(self.file.name, self.node).problem(path, message, remedy, at_key=at_key))

    def _check(self, node: Any, path: Path) -> None:
        if isinstance(node, str):
            self._check_text(node, path)
        elif isinstance(node, MarkedMapping):
            self._check_mapping(node, path)
        else:
            for index, item in enumerate(node):
                self._check(item, (*path, index))

    def _check_text(self, text: str, path: Path) -> None:
        for column in dict.fromkeys(_columns(text)):
            self.needs[column] = None
            if column not in self.table.columns:
                guess = self._near(column)
                known = ", ".join(map(short, islice(self.table.columns, _MOST_NAMED)))
                remedy = (
                    f"did you mean `{{{guess}}}`?"
                    if guess
                    else f"the columns are {known}; write `{{{{{column}}}}}` for the braces themselves"
                )
                self._complain(path, f"there is no column `{short(column)}`", remedy)
            elif column in self.table.nested and text != f"{{{column}}}":
                message = f"the column `{short(column)}` holds more than texts, so it can't stand within one"
                self._complain(path, message, f'write `"{{{short(column)}}}"` alone')

    def _check_mapping(self, node: MarkedMapping, path: Path) -> None:
        columns = self.table.columns
        if list(node.values()) == [""] and columns.keys() >= node.keys():
            (name,) = node
            self._complain(path, f"without quotes, `{{{short(name)}}}` is a mapping", f'write `"{{{name}}}"`')
            return
        if "choices_from" in node:
            self._check_choices(node, path)
        for key, value in node.items():
            if any(column in columns for column in _columns(key)):
                message = f"no column can stand in a key, as in `{short(key)}`"
                self._complain((*path, key), message, "write the key itself", at_key=True)
            if not _makes_choices(node, key):
                self._check(value, (*path, key))

    def _check_choices(self, node: MarkedMapping, path: Path) -> None:
        column = node["choices_from"]
        if not isinstance(column, str):
            message = "`choices_from` should be the name of a column"
            self._complain((*path, "choices_from"), message, "write one name")
        elif column not in self.table.columns:
            guess = self._near(column)
            remedy = f"did you mean `{guess}`?" if guess else "write the name of a column, without braces"
            self._complain((*path, "choices_from"), f"there is no column `{short(column)}`", remedy)
        if _wanted(node) is None:
            limits = f"{FEWEST_CHOICES} to {MOST_CHOICES}"
            message = f"beside `choices_from`, `choices` should be a number from {limits}"
            self._complain((*path, "choices"), message, "say how many choices there should be")
        told = node.get("choices_feedback", "")
        if isinstance(told, str):
            self._check_text(told, (*path, "choices_feedback"))
        else:
            message = "`choices_feedback` should be a text"
            self._complain((*path, "choices_feedback"), message, "put it in quotes if it is a text")

    def _near(self, column: str) -> str | None:
        return near(column, list(islice(self.table.columns, _MOST_GUESSES)))

    # ---- the question of a row

    @property
    def offered(self) -> Mapping[str, Value]:
        """The values among which the choices of each row's question are drawn, if they are."""
        return self._offered(self.node["choices_from"]) if "choices_from" in self.node else {}

    def _offered(self, column: str) -> Mapping[str, Value]:
        if column not in self._values:
            self._values[column] = self.table.values(column)
        return self._values[column]

    def fill(self, row: Row) -> MarkedMapping:
        """Return the question of a row that has all it needs. Raises `_UnfilledError`, `_TooLargeError`."""
        return self._mapping(self.node, row, self._text(self.id, row))

    def _filled(self, node: Any, mark: YamlMark, row: Row, key: str) -> tuple[Any, YamlMark]:
        """Return a value with the row's cells in it, and where it stands; `key` is the question's id."""
        self.room.take(characters=_VALUE)
        if isinstance(node, str):
            columns = _columns(node)
            if columns and node == f"{{{columns[0]}}}":
                cell = row.cells[columns[0]]
                self.room.take(characters=_weight(cell))
                return cell, row.cells.value_mark(columns[0])
            return self._text(node, row), mark
        if isinstance(node, MarkedMapping):
            return self._mapping(node, row, key), mark
        start, inner = node.marks
        items = [self._filled(item, inner[at][1], row, key) for at, item in enumerate(node)]
        return marked_sequence(items, start), mark

    def _mapping(self, node: MarkedMapping, row: Row, key: str) -> MarkedMapping:
        start, inner = node.marks
        filled = marked_mapping({}, Marks(start, {}))
        for name, value in node.items():
            if not _makes_choices(node, name):
                at_key, mark = inner[name]
                filled[name], mark = self._filled(value, mark, row, key)
                filled.marks.inner[name] = at_key, mark
        if "choices_from" in node:
            filled["choices"] = self._choices(node, filled, row, key)
            filled.marks.inner["choices"] = inner["choices_from"]
        return filled

    def _choices(self, node: MarkedMapping, filled: MarkedMapping, row: Row, key: str) -> MarkedSequence:
        """Return the answer among other values of a column, each standing where it was written."""
        column, offered = node["choices_from"], self._offered(node["choices_from"])
        self.room.take(characters=_RANKED * len(offered))
        answer = filled.get("answer", "")
        right = {
            folded(text): Value(text, filled.value_mark("answer"), row)
            for text in (answer if isinstance(answer, MarkedSequence) else [answer])
            if isinstance(text, str) and text
        }
        count = _wanted(node) or USUAL_CHOICES
        chosen = choose(key, list(right), offered, count)
        if chosen is None:
            others = len(offered.keys() - right.keys())
            message = f"{len(right)} right and {others} other values of `{column}` don't make {count} choices"
            remedy = "write another number under `choices`, or add rows"
            self.file.add(Place(self.file.name, node, row.id).problem(("choices_from",), message, remedy))
            raise _UnfilledError
        choices = [
            (right[name].text, right[name].mark) if name in right else self._wrong(offered[name], node)
            for name in chosen
        ]
        return marked_sequence(choices, node.value_mark("choices_from"))

    def _wrong(self, value: Value, node: MarkedMapping) -> tuple[str | MarkedMapping, YamlMark]:
        """Return a wrong choice, with what its own row says of it, and where it stands."""
        self.room.take(characters=_VALUE + len(value.text))
        told = node.get("choices_feedback", "")
        # Where its row lacks a column, that is a fault already.
        if not told or not value.row.cells.keys() >= set(_columns(told)):
            return value.text, value.mark
        choice = {"text": value.text, "feedback": self._text(told, value.row)}
        mark = node.value_mark("choices_feedback")
        marks = Marks(value.mark, {"text": (value.mark, value.mark), "feedback": (mark, mark)})
        return marked_mapping(choice, marks), value.mark

    def _text(self, text: str, row: Row) -> str:
        # Taken before it is made: a million braces with a long cell in each would fill any memory.
        self.room.take(characters=len(text) + sum(len(row.cells[column]) for column in _columns(text)))
        return _BRACES.sub(lambda found: row.cells[found[2]] if found[2] else f"{{{found[1]}}}", text)


@lru_cache(maxsize=1024)  # a block's texts are looked at for each row
def _columns(text: str) -> tuple[str, ...]:
    """Return the columns that stand in a text, as often as they do."""
    return tuple(found[2] for found in _BRACES.finditer(text) if found[2])


def _makes_choices(node: MarkedMapping, key: str) -> bool:
    """Tell whether a key says what choices there are to be, instead of naming them."""
    return key in {"choices", "choices_from", "choices_feedback"} and "choices_from" in node


def _wanted(node: MarkedMapping) -> int | None:
    """Return how many choices a question should have, None where that is no such number."""
    written = node.get("choices", str(USUAL_CHOICES))
    is_number = isinstance(written, str) and re.fullmatch(r"[0-9]{1,2}", written)
    return int(written) if is_number and FEWEST_CHOICES <= int(written) <= MOST_CHOICES else None


def _weight(cell: Any) -> int:
    if isinstance(cell, str):
        return len(cell)
    inner = cell.values() if isinstance(cell, MarkedMapping) else cell
    return sum(_VALUE + _weight(value) for value in inner)
