"""Variants: questions over a table of facts, of which each row makes one of every block.

They are expanded while a bank is read, so that everything else sees questions. Every value keeps a place in
the file: that of its cell where it is one whole, else that of its block.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from quizapp.bank.place import FileProblems, Place
from quizapp.bank.problem import Problem, short
from quizapp.bank.templates.blocks import (
    USUAL_CHOICES,
    Block,
    choices_wanted,
    columns_in,
    fill_in,
    makes_choices,
)
from quizapp.bank.templates.distractors import choose, folded
from quizapp.bank.templates.tables import Row, Table, Value, read_table
from quizapp.bank.yaml.marked import (
    MarkedMapping,
    MarkedSequence,
    Marks,
    YamlMark,
    marked_mapping,
    marked_sequence,
)

#: How many questions the templates of one file may make, and of how many characters: four times as many as
#: a file may have.
MOST_QUESTIONS: Final = 10_000
MOST_CHARACTERS: Final = 20_000_000
#: The column with the ids that a row had before.
FORMER: Final = "was"
#: What counts for so many characters: a value, a cell that is looked up, and one that is ranked as a choice.
_VALUE, _LOOKED_UP, _RANKED = 20, 1, 8


class Expanded(NamedTuple):
    """A question that a template makes, and the id of the row it is made of."""

    node: MarkedMapping
    row: str


@dataclass
class Budget:
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


def expand(node: MarkedMapping, file: FileProblems, budget: Budget) -> Iterator[Expanded]:
    """Yield the questions of a template, block by block, and add what keeps it from making some to `file`.

    Its shape is checked by its model, and each question that it makes by the reader of questions.
    """
    table = read_table(_mappings(node.get("table")), file)
    if not table.columns:
        return  # no row was read, which is a fault already, so nobody can tell what its questions need
    named: set[tuple[str, str]] = set()
    try:
        filler = _Filler(table, file, budget)
        blocks = [Block(one, table, file) for one in _mappings(node.get("questions"))]
        sound = [block for block in blocks if block.is_sound()]
        # An expansion that is bound to be too large is refused before any question is made.
        ranked = sum(_RANKED * len(filler.offered(block.node)) for block in sound)
        budget.foresee(questions=len(table.rows) * len(sound), characters=len(table.rows) * ranked)
        for block in sound:
            budget.take(questions=len(table.rows), characters=_LOOKED_UP * len(table.rows) * len(block.needs))
            for row in table.rows:
                missing = [column for column in block.needs if column not in row.cells]
                for column in missing:
                    if (row.id, column) not in named:
                        named.add((row.id, column))
                        file.add(_missing(row, column, block.id, file.name))
                if not missing:
                    try:
                        yield Expanded(filler.fill(block, row), row.id)
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


class _Filler:
    """Fills the cells of a table's rows into questions with columns in braces."""

    def __init__(self, table: Table, file: FileProblems, budget: Budget) -> None:
        self.table = table
        self.file = file
        self.budget = budget
        #: By columns, what choices are drawn from: blocks often share it.
        self._values: dict[str, Mapping[str, Value]] = {}

    def offered(self, node: MarkedMapping) -> Mapping[str, Value]:
        """Return the values among which a question's choices are drawn, if they are."""
        if "choices_from" not in node:
            return {}
        column = node["choices_from"]
        if column not in self._values:
            self._values[column] = self.table.values(column)
        return self._values[column]

    def fill(self, block: Block, row: Row) -> MarkedMapping:
        """Return the question of a row that has all it needs. Raises `_UnfilledError`, `_TooLargeError`."""
        filled = self._mapping(block.node, row, self._text(block.id, row))
        if FORMER in row.cells and FORMER not in block.needs:
            self._add_former_ids(filled, block, row)
        return filled

    def _add_former_ids(self, filled: MarkedMapping, block: Block, row: Row) -> None:
        """Add the ids that the question had while its row had another, and its block perhaps too."""
        written = row.cells[FORMER]
        at_key, mark = row.cells.key_mark(FORMER), row.cells.value_mark(FORMER)
        names = [block.id, *_texts_in(block.node.get(FORMER, []))]
        ids = dict.fromkeys(_texts_in(filled.get(FORMER, [])))
        for former in _texts_in(written):
            cells = {**row.cells, "id": former}
            for name in names:
                self.budget.take(characters=len(name) + _VALUE)
                ids[fill_in(name, cells)] = None
        filled[FORMER] = marked_sequence([(text, mark) for text in ids], mark)
        filled.marks.inner[FORMER] = at_key, mark

    def _filled(self, node: Any, mark: YamlMark, row: Row, key: str) -> tuple[Any, YamlMark]:
        """Return a value with the row's cells in it, and where it stands; `key` is the question's id."""
        self.budget.take(characters=_VALUE)
        if isinstance(node, str):
            columns = columns_in(node)
            if columns and node == f"{{{columns[0]}}}":
                cell = row.cells[columns[0]]
                self.budget.take(characters=_weight(cell))
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
            if not makes_choices(node, name):
                at_key, mark = inner[name]
                filled[name], mark = self._filled(value, mark, row, key)
                filled.marks.inner[name] = at_key, mark
        if "choices_from" in node:
            filled["choices"] = self._choices(node, filled, row, key)
            filled.marks.inner["choices"] = inner["choices_from"]
        return filled

    def _choices(self, node: MarkedMapping, filled: MarkedMapping, row: Row, key: str) -> MarkedSequence:
        """Return the answer among other values of a column, each standing where it was written."""
        column, offered = node["choices_from"], self.offered(node)
        self.budget.take(characters=_RANKED * len(offered))
        answer = filled.get("answer", "")
        right = {
            folded(text): Value(text, filled.value_mark("answer"), row)
            for text in (answer if isinstance(answer, MarkedSequence) else [answer])
            if isinstance(text, str) and text
        }
        count = choices_wanted(node) or USUAL_CHOICES
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
        self.budget.take(characters=_VALUE + len(value.text))
        told = node.get("choices_feedback", "")
        # Where its row lacks a column, that is a fault already.
        if not told or not value.row.cells.keys() >= set(columns_in(told)):
            return value.text, value.mark
        choice = {"text": value.text, "feedback": self._text(told, value.row)}
        mark = node.value_mark("choices_feedback")
        marks = Marks(value.mark, {"text": (value.mark, value.mark), "feedback": (mark, mark)})
        return marked_mapping(choice, marks), value.mark

    def _text(self, text: str, row: Row) -> str:
        # Taken before it is made: a million braces with a long cell in each would fill any memory.
        self.budget.take(characters=len(text) + sum(len(row.cells[column]) for column in columns_in(text)))
        return fill_in(text, row.cells)


def _texts_in(value: Any) -> list[str]:
    return [text for text in ([value] if isinstance(value, str) else value) if isinstance(text, str)]


def _weight(cell: Any) -> int:
    if isinstance(cell, str):
        return len(cell)
    inner = cell.values() if isinstance(cell, MarkedMapping) else cell
    return sum(_VALUE + _weight(value) for value in inner)
