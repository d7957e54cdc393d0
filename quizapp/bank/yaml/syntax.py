"""What a parser of YAML stumbles over, in words for somebody who never read YAML's specification."""

import re
from typing import Final

from yaml import MarkedYAMLError

from quizapp.bank.problem import short
from quizapp.bank.yaml.decoding import place_of
from quizapp.bank.yaml.marked import Position, position
from quizapp.bank.yaml.slips import KEEP_BACKSLASHES, slip_in_lines

_MISFIT: Final = re.compile(r"expected key|<block end>|'-' indicator")
#: What may come of a slip in a line above.
_MAY_BE_A_SLIP: Final = re.compile(
    rf"mapping values|could not find expected ':'|expected ',' or|document start>|{_MISFIT.pattern}"
)
_NO_ESCAPE: Final = re.compile(r"unknown escape|hexa?decimal|Unicode character escape")
#: A backslash and what was meant by it: a command of LaTeX, or one sign.
_WORD: Final = re.compile(r"\\(?:[A-Za-z]+|.)?")
_QUOTE: Final = "put the text in quotes, or check the indentation"

#: By what PyYAML's parsers (in C, in Python) say: what is wrong, and what to do.
_EXPLANATIONS: Final = tuple(
    (re.compile(pattern), message, remedy)
    for pattern, message, remedy in (
        (r"mapping values are not allowed", "a colon followed by a space can't stand here", _QUOTE),
        (
            r"(mapping keys|sequence entries) are not allowed",
            "a list or a mapping can't begin here",
            "begin it on a line of its own",
        ),
        (r"a tab character", "this line is indented by a tab", "indent by spaces"),
        (
            r"could not find expected ':'",
            "this line is neither `key: value` nor part of the text above it",
            "write the colon and a space, or indent the line",
        ),
        (r"unexpected (end of stream|document)", "the quote that begins here never ends", "close it"),
        (
            _MISFIT.pattern,
            "this line doesn't fit the indentation of those above it",
            "indent keys of one mapping, and items of one list, by the same number of spaces",
        ),
        (r"node content", "a value is missing before this", "write it, or put what begins here in quotes"),
        (r"document start>", "the document has already ended here", "indent this, or remove it"),
        (
            r"(indentation indicator|comment or a? ?line break|chomping)",
            "after `|` or `>` the text begins on the next line",
            "begin a new line, or put the text in quotes",
        ),
        (
            r"(alphabetic or numeric|tag|URI|whitespace)",
            "`&`, `*` and `!` mean something else to YAML where a value begins",
            "put the text in quotes",
        ),
    )
)


def explain(error: MarkedYAMLError, text: str, since: int) -> tuple[Position, str, str] | None:
    """Return where and what a syntax error of `text` is, and what to do; None if its place is unknown.

    Up to the index `since` all is well.
    """
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return None
    if _MAY_BE_A_SLIP.search(str(error.problem)) and (slip := slip_in_lines(text, since, mark.index)):
        return place_of(text, slip.at), slip.message, slip.remedy
    if "unexpected" in str(error.problem) and error.context_mark is not None:
        mark = error.context_mark
    if "cannot start any token" in str(error.problem):
        is_indentation = not text[mark.index - mark.column : mark.index].strip()
        return position(mark), *_stray(text[mark.index : mark.index + 1], is_indentation=is_indentation)
    if _NO_ESCAPE.search(str(error.problem)):
        return _no_escape(text, mark.index)
    message, remedy = "this isn't YAML", "check the quotes, the brackets and the indentation here"
    if "expected ',' or" in str(error.problem) and error.context_mark is not None:
        message = (
            "a comma or a closing bracket is missing before this; "
            f"the bracket opened in line {error.context_mark.line + 1}"
        )
        remedy = "close it, or put what begins here in quotes"
    elif text[mark.index - mark.column : mark.index].strip(" -") and _MISFIT.search(str(error.problem)):
        message = "the value has already ended before this"
        remedy = "put the whole text in one pair of quotes"
    else:
        for pattern, known, what_to_do in _EXPLANATIONS:
            if pattern.search(str(error.problem)):
                return position(mark), known, what_to_do
    return position(mark), message, remedy


def _no_escape(text: str, index: int) -> tuple[Position, str, str]:
    """Explain a backslash in double quotes, at an index or shortly before it, that begins no escape."""
    at = max(text.rfind("\\", 0, index + 1), 0)
    word = _WORD.match(text, at)
    written = word[0] if word else "\\"
    message = f"a backslash in double quotes begins an escape, and `{short(written)}` is none"
    return place_of(text, at), message, KEEP_BACKSLASHES


def _stray(character: str, *, is_indentation: bool) -> tuple[str, str]:
    if character == "\t" and not is_indentation:
        return "a tab can't stand here", "write a space instead"
    if character == "\t":
        return "this line is indented by a tab", "indent by spaces"
    return f"a text can't begin with `{character}`", "put it in quotes"
