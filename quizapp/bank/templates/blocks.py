"""Questions with columns in braces, as templates have them: what they need of a row, and what is wrong."""

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import islice
from typing import Any, Final

from quizapp.bank.keys import Path, near
from quizapp.bank.place import FileProblems, Place
from quizapp.bank.problem import short
from quizapp.bank.templates.tables import COLUMN, Table
from quizapp.bank.yaml.marked import MarkedMapping
from quizapp.question_types.choices import FEWEST_CHOICES, MOST_CHOICES

#: How many choices `choices_from` makes where an author doesn't say, the right ones among them.
USUAL_CHOICES: Final = 4
#: Among how many columns the one that was meant is looked for.
_MOST_GUESSES: Final = 200
#: How many columns a message names.
_MOST_NAMED: Final = 10

#: A column in braces; in two pairs of them, the braces themselves. Others, as in formulas, are left alone.
_BRACES: Final = re.compile(rf"\{{\{{({COLUMN.pattern})\}}\}}|\{{({COLUMN.pattern})\}}")


class Block:
    """A question with columns in braces; `needs` is complete once it was asked whether it `is_sound`."""

    def __init__(self, node: MarkedMapping, table: Table, file: FileProblems) -> None:
        self.node = node
        self.table = table
        self.file = file
        self.id = node["id"] if isinstance(node.get("id"), str) else ""
        #: The columns it needs, in the order in which they come up.
        self.needs: dict[str, None] = {}
        self._sound = True

    def is_sound(self) -> bool:
        """Tell whether questions can be made of it, and add what is wrong with it to its file."""
        self._check(self.node, ())
        if "id" not in columns_in(self.id):
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
        for column in dict.fromkeys(columns_in(text)):
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
            if any(column in columns for column in columns_in(key)):
                message = f"no column can stand in a key, as in `{short(key)}`"
                self._complain((*path, key), message, "write the key itself", at_key=True)
            if not makes_choices(node, key):
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
        if choices_wanted(node) is None:
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


@lru_cache(maxsize=1024)  # a block's texts are looked at for each row
def columns_in(text: str) -> tuple[str, ...]:
    """Return the columns that stand in a text, as often as they do."""
    return tuple(found[2] for found in _BRACES.finditer(text) if found[2])


def fill_in(text: str, cells: Mapping[str, str]) -> str:
    """Return a text with cells for the columns in it, and single braces for those in two pairs."""
    return _BRACES.sub(lambda found: cells[found[2]] if found[2] else f"{{{found[1]}}}", text)


def makes_choices(node: MarkedMapping, key: str) -> bool:
    """Tell whether a key says what choices there are to be, instead of naming them."""
    return key in {"choices", "choices_from", "choices_feedback"} and "choices_from" in node


def choices_wanted(node: MarkedMapping) -> int | None:
    """Return how many choices a question should have, None where that is no such number."""
    written = node.get("choices", str(USUAL_CHOICES))
    is_number = isinstance(written, str) and re.fullmatch(r"[0-9]{1,2}", written)
    return int(written) if is_number and FEWEST_CHOICES <= int(written) <= MOST_CHOICES else None
