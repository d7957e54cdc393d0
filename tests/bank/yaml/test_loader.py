"""The loader, on PyYAML's parser in C and on the one in Python that stands in for it."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from quizapp.bank.characters import find_unfit
from quizapp.bank.yaml.loader import MOST_ITEMS, Loaded, load
from quizapp.bank.yaml.marked import MarkedMapping, MarkedSequence, locate
from quizapp.bank.yaml.parser import FASTEST, PurePythonParser

Parser = Callable[[str], Any]


@pytest.fixture(params=[FASTEST, PurePythonParser], ids=["fastest", "pure"])
def parser(request: pytest.FixtureRequest) -> Parser:
    chosen: Parser = request.param
    return chosen


def faults(loaded: Loaded) -> list[str]:
    return [f"{problem.line}:{problem.column} {problem.message}" for problem in loaded.problems]


def test_the_parser_in_c_is_the_one_in_use() -> None:
    assert yaml.__with_libyaml__
    assert FASTEST is not PurePythonParser


@pytest.mark.parametrize(
    "scalar",
    ["no", "1:30", "2001-06-15", "1e3", "0x1F", "~", "null", "true", "011", "1_000", ".inf", "<<", "="],
)
def test_every_scalar_is_the_text_that_was_written(scalar: str, parser: Parser) -> None:
    assert load(f"{scalar}: [{scalar}]".encode(), "f", parser).root == {scalar: [scalar]}


def test_quotes_and_blocks_are_read_as_yaml_reads_them(parser: Parser) -> None:
    text = "a: \"x\\ty \\u00e9\"\nb: 'it''s'\nc: |\n  one\n  two\nd: >-\n  one\n  two\ne:\n"
    assert load(text.encode(), "f", parser).root == {
        "a": "x\ty é",
        "b": "it's",
        "c": "one\ntwo\n",
        "d": "one two",
        "e": "",
    }


def test_keys_values_and_items_know_their_places(parser: Parser) -> None:
    text = "a: 1\nbé:\n  - x\n  - {c: [y,  z]}\nd:\n"
    root = load(text.encode(), "f", parser).root
    assert isinstance(root, MarkedMapping)
    assert isinstance(root["bé"], MarkedSequence)
    assert locate(root, ()) == (1, 1)
    assert locate(root, ("a",)) == (1, 4)
    assert locate(root, ("bé",), at_key=True) == (2, 1)
    assert locate(root, ("bé", 0)) == (3, 5)
    assert locate(root, ("bé", 1, "c", 1)) == (4, 14)
    assert locate(root, ("bé", 1, "c"), at_key=True) == (4, 6)
    assert locate(root, ("d",))[0] == 5


def test_what_a_path_leads_to_is_placed_as_far_as_it_exists() -> None:
    root = load(b"a:\n  - b: c\n", "f").root
    assert isinstance(root, MarkedMapping)
    assert locate(root, ("a", 0, "missing", 3)) == (2, 5)
    assert locate(root, ("a", 7)) == (2, 3)
    root["added"] = "later"
    assert locate(root, ("added",)) == (1, 1)


SYNTAX = [
    ("a: b: c\n", "1:5 a colon followed by a space can't stand here"),
    ("a:\n\tb: c\n", "2:1 this line is indented by a tab"),
    ("a: @x\n", "1:4 a text can't begin with `@`"),
    ("a: %x\n", "1:4 a text can't begin with `%`"),
    ("é: ü\nö: @x\n", "2:4 a text can't begin with `@`"),
    ("b: 1\na: 'x\n", "2:4 the quote that begins here never ends"),
    ("a: 'b' c\n", "1:8 the value has already ended before this"),
    ("a: [1,\nb: 2\n", "the bracket opened in line 1"),
    ('a: "\\q"\n', "a backslash in double quotes begins an escape"),
    ('a: "\\ud800"\n', "a backslash in double quotes begins an escape"),
    ('a: "\\U00110000"\n', "a backslash in double quotes begins an escape"),
    ('a: "\\UFFFFFFFF"\n', "a backslash in double quotes begins an escape"),
    ("a: 1\n b: 2\n", "2:3 a colon followed by a space can't stand here"),
    ("- a\nb: c\n", "2:1 this line doesn't fit the indentation"),
    ("a: - b\n", "1:4 a list or a mapping can't begin here"),
    ("a: [,]\n", "1:5 a value is missing before this"),
    ("a: |x\n  b\n", "1:5 after `|` or `>` the text begins on the next line"),
    ("a: & b\n", "1:5 `&`, `*` and `!` mean something else"),
]


@pytest.mark.parametrize(("text", "expected"), SYNTAX, ids=[text for text, _ in SYNTAX])
def test_a_syntax_error_is_a_fault_at_its_place_in_plain_words(text: str, expected: str) -> None:
    loaded = load(text.encode(), "f")
    assert loaded.root is None
    assert len(loaded.problems) == 1
    assert expected in faults(loaded)[0]
    assert loaded.problems[0].remedy


@pytest.mark.parametrize("text", [text for text, _ in SYNTAX])
def test_both_parsers_find_a_syntax_error_in_the_same_line(text: str) -> None:
    fast, pure = load(text.encode(), "f"), load(text.encode(), "f", PurePythonParser)
    assert [problem.line for problem in fast.problems] == [problem.line for problem in pure.problems]


REFUSED = [
    ("a: 1\nb: 2\na: 3\n", {"a": "1", "b": "2"}, ["3:1 the key `a` is there twice, first in line 1"]),
    ("x: {a: 1, a: 2}\n", {"x": {"a": "1"}}, ["1:11 the key `a` is there twice, first in line 1"]),
    ("a: &x b\n", {"a": "b"}, ["1:4 `&x` is an anchor, and those aren't used here"]),
    ("a: *x\n", {"a": ""}, ["1:4 `*x` points to another place, and such aliases aren't used here"]),
    ("*x : b\n", {}, ["1:1 `*x` points to another place, and such aliases aren't used here"]),
    ("a: !!int 3\n", {"a": "3"}, ["1:4 `!!int` is a tag, and those aren't used here"]),
    ("a: ! 3\n", {"a": "3"}, ["1:4 `!` is a tag, and those aren't used here"]),
    ("a: !!python/object:os.system []\n", {"a": []}, ["1:4 `!!python/object:os.system` is a tag"]),
    ("? [a]\n: b\n", {}, ["1:3 this key is no text"]),
    ("? {a: b}\n: {c: d}\nk: v\n", {"k": "v"}, ["1:3 this key is no text"]),
    ("?\n: b\n", {}, ["this key is empty"]),
    ('"": b\n', {}, ["1:1 this key is empty"]),
    (
        'a: "\\0"\n',
        {"a": ""},
        ["1:4 the character U+0000 can't stand in a bank"],
    ),
    ('a: ["\\e[1m"]\n', {"a": [""]}, ["1:5 the character U+001B can't stand in a bank"]),
    ("a: *x\nb: &y 1\na: 2\n", {"a": "", "b": "1"}, ["1:4", "2:4", "3:1"]),
]


@pytest.mark.parametrize(("text", "root", "expected"), REFUSED, ids=[text for text, _, _ in REFUSED])
def test_what_a_bank_has_no_use_for_is_refused_at_its_place(
    text: str, root: Any, expected: list[str], parser: Parser
) -> None:
    loaded = load(text.encode(), "f", parser)
    assert loaded.root == root
    found = faults(loaded)
    assert len(found) == len(expected)
    assert all(start in fault for fault, start in zip(found, expected, strict=True))


ENDINGS = [
    ("", "1:1 this file is empty"),
    ("# only a comment\n", "1:1 this file is empty"),
    ("a: 1\n---\nb: 2\n", "2:1 a second document begins here"),
    ("---\n---\n", "2:1 a second document begins here"),
    ("a: 1\n...\n# c\n---\n", "4:1 a second document begins here"),
    ("%YAML 1.2\n---\na: 1\n", "1:1 a line that begins with `%` is a directive"),
    ("# c\n\n%TAG ! x\n---\na: 1\n", "3:1 a line that begins with `%` is a directive"),
    ("é: ü\n...\n# ä\n%TAG ! x\n---\n", "4:1 a line that begins with `%` is a directive"),
    ("a: 1\n...\n%TAG ! x\n---\n", "3:1 a line that begins with `%` is a directive"),
]


@pytest.mark.parametrize(("text", "expected"), ENDINGS, ids=[text for text, _ in ENDINGS])
def test_a_file_is_one_document_without_directives(text: str, expected: str, parser: Parser) -> None:
    loaded = load(text.encode(), "f", parser)
    assert loaded.root is None
    assert faults(loaded)[0].startswith(expected)


@pytest.mark.parametrize("text", ["---\na: 1\n", "a: 1\n...\n", "---\na: 1\n...\n# end\n", "\ufeffa: 1\n"])
def test_marks_around_the_one_document_are_fine(text: str, parser: Parser) -> None:
    loaded = load(text.encode(), "f", parser)
    assert (loaded.root, loaded.problems) == ({"a": "1"}, ())


ENCODINGS = [
    ("a: b\n".encode("utf-16"), "1:1 this file is UTF-16"),
    (b"\xfe\xff\x00a", "1:1 this file is UTF-16"),
    (b"\x00\x00\xfe\xff\x00\x00\x00a", "1:1 this file is UTF-32"),
    ("a: b\n".encode("utf-16-le"), "1:2 the character U+0000"),
    (b"a: 1\nb: caf\xe9\n", "2:7 the byte 0xe9 isn't UTF-8"),
    ("é: 1\r\nü: \r".encode() + b"\xff", "3:1 the byte 0xff isn't UTF-8"),
    (b"\xef\xbb\xbfa: \xe9\n", "1:4 the byte 0xe9 isn't UTF-8"),
    (b"a: \xed\xa0\x80\n", "1:4 the byte 0xed isn't UTF-8"),
    (b"a: 1\nb: x\x00y\n", "2:5 the character U+0000"),
    (b"a: \x1b[31m\n", "1:4 the character U+001B"),
    ("é: a\u2028b\n".encode(), "1:5 the character U+2028"),
    ("a: b\ufeff\n".encode(), "1:5 the character U+FEFF"),
    ("a: b\x85\n".encode(), "1:5 the character U+0085"),
]


@pytest.mark.parametrize(("data", "expected"), ENCODINGS, ids=[repr(data) for data, _ in ENCODINGS])
def test_what_is_no_readable_utf8_is_a_fault_at_its_place(data: bytes, expected: str, parser: Parser) -> None:
    loaded = load(data, "f", parser)
    assert loaded.root is None
    assert faults(loaded)[0].startswith(expected)


def nested(levels: int) -> bytes:
    return b"a: " + b"[" * (levels - 1) + b"]" * (levels - 1)


def test_thirty_two_levels_are_read_and_one_more_is_a_fault(parser: Parser) -> None:
    assert load(nested(32), "f", parser).problems == ()
    loaded = load(nested(33), "f", parser)
    assert loaded.root is None
    assert faults(loaded) == ["1:35 lists and mappings nest more than 32 deep"]


def test_where_a_key_first_stands_is_told_without_reading_on(parser: Parser) -> None:
    read: list[None] = []

    def counting(text: str) -> Any:
        made = parser(text)
        get_event = made.get_event

        def get_and_count() -> Any:
            read.append(None)
            return get_event()

        return SimpleNamespace(get_event=get_and_count, dispose=made.dispose)

    loaded = load(b"a: {c: 1}\na: 2\nb: " + b"[" * 2_000, "f", counting)
    assert faults(loaded) == [
        "2:1 the key `a` is there twice, first in line 1",
        "3:35 lists and mappings nest more than 32 deep",
    ]
    assert len(read) < 100


def test_questions_may_be_many_and_what_is_in_one_may_not(parser: Parser) -> None:
    many = ", ".join(["x"] * (MOST_ITEMS + 1))
    assert load(f"questions: [{many}]".encode(), "f", parser).problems == ()
    loaded = load(f"questions:\n  - aliases: [{many}]\n    id: a\n".encode(), "f", parser)
    assert loaded.root == {"questions": [{"aliases": "", "id": "a"}]}
    assert faults(loaded) == ["2:14 201 items in one place, and 200 are the most"]


#: But for a no-break space, which PyYAML writes as an escape that authors don't mean.
plain_text = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\u00a0")
).filter(lambda text: find_unfit(text) is None)
values = st.recursive(
    plain_text,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(plain_text.filter(bool), inner, max_size=4),
    max_leaves=12,
)


@given(values)
def test_what_yaml_writes_is_read_back_as_text(value: Any) -> None:
    text = yaml.dump(value, default_style='"', allow_unicode=True, width=10**9, Dumper=Untagged)
    data = text.encode()
    loaded = load(data, "f")
    assert loaded.problems == ()
    assert loaded.root == value


class Untagged(yaml.SafeDumper):
    """Writes no aliases, and all scalars in quotes, so that they need no tags."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 -- as PyYAML calls it
        return True
