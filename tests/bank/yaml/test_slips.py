# ruff: noqa: RUF001 -- quotes and spaces that look like others are the point
"""What YAML would read otherwise than its author meant, found with its place and what to do."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.bank_folder import BankFolder

from quizapp.bank.yaml.loader import Loaded, load
from quizapp.bank.yaml.parser import FASTEST, PurePythonParser

Parser = Callable[[str], Any]


@pytest.fixture(params=[FASTEST, PurePythonParser], ids=["fastest", "pure"])
def parser(request: pytest.FixtureRequest) -> Parser:
    chosen: Parser = request.param
    return chosen


def faults(loaded: Loaded) -> list[str]:
    return [str(problem).removeprefix("f:") for problem in loaded.problems]


COMMENTS = [
    ("prompt: Which # sign?\n", "1:15"),
    ("answer: C #\n", "1:11"),
    ("answer: C  #\n", "1:12"),
    ("prompt: Who was  #1?\n", "1:18"),
    ("prompt: Which\t# sign?\n", "1:15"),
    ("prompt: Which   #sign?\n", "1:17"),
    ("é: ü\nprompt: Ö # ä\n", "2:11"),
    ("prompt: Which\n  of these # signs?\n", "2:12"),
    ("prompt: Which\n  sign # is\n  it?\nq: z\n", "2:8"),
    ("hints:\n  - One # two\n", "2:9"),
    ("hints: [One # two\n  , three]\n", "1:13"),
    ("choices: [C #, Java]\nq: z\n", "1:13"),
    ("feedback: [{response: C #, text: No.}]\n", "1:25"),
    ("tests: [{response: F #\n, mark: 0}]\n", "1:22"),
    ("topics: {t: T # U\n}\n", "1:15"),
    ("title: A # b\n", "1:10"),
    ("prompt: # Which?\n", "1:9"),
    ("- #1 in the charts\n", "1:3"),
    ("table:\n  - id: a\n    document: Treaty # 5\n", "3:22"),
    ("id: Not an id # 5\n", "1:15"),
    ("prompt: Who was\n  #1?\n", "2:3"),
    ("- prompt: Which was\n    the\n    #1 of it?\n  type: x\n", "3:5"),
    ("hints:\n  - It was\n    #1\n  - two\n", "3:5"),
]


@pytest.mark.parametrize(("text", "place"), COMMENTS, ids=[text for text, _ in COMMENTS])
def test_a_text_that_a_comment_cuts_off_is_a_fault_where_it_is_cut(
    text: str, place: str, parser: Parser
) -> None:
    (fault,) = faults(load(text.encode(), "f", parser))
    assert fault.startswith(
        f"{place}: YAML takes this and all after it for a comment, and leaves it out (quote"
    )


PLAINLY_COMMENTS = [
    "# Which # sign?\nprompt: x\n",
    "prompt: x\n  # Which\n",
    "- prompt: x\n  #answer: y\n  type: z\n",
    "- prompt: x\n    y\n  #answer: y\n  type: z\n",
    "hints:\n  - x\n  #- y\n  - z\n",
    "prompt: 'x'\n  #1\n",
    "prompt: x  # one\n           #two\n",
    "hints:\n  #one\n  - x\n",
    "prompt: x  # what is asked\n",
    "prompt: 'x' # note\n",
    'prompt: "C #" # note\n',
    "prompt: 'x # y'\n",
    "prompt: |  # note\n  x # y\n",
    "prompt: x#y and C#\n",
    "choices: [a, b] # note\n",
    "choices: [a, # note\n  b]\n",
    "choices: # note\n  - a\n",
    "id: x # note\n",
    "type: single # note\n",
    "topics:\n  - a/b # note\n  - c # note\n",
    "topics: [a/b # note\n  ]\n",
    "shuffle: false # note\n",
    "count: 3 # note\n",
    "schema: 1 # note\n",
]


@pytest.mark.parametrize("text", PLAINLY_COMMENTS)
def test_what_plainly_is_a_comment_may_stand(text: str, parser: Parser) -> None:
    assert faults(load(text.encode(), "f", parser)) == []


ESCAPES = [
    (r'a: "\theta \neq"', "1:5", r"`\theta`", "a tab"),
    (r'a: "x \neq y"', "1:7", r"`\neq`", "a line break"),
    (r'a: "\text{x}"', "1:5", r"`\text`", "a tab"),
    (r'a: "$\nu$"', "1:6", r"`\nu`", "a line break"),
    (r'a: "$x \to y$"', "1:8", r"`\to`", "a tab"),
    (r'a: "\rho"', "1:5", r"`\rho`", "a carriage return"),
    (r'a: "\beta"', "1:5", r"`\beta`", "a backspace"),
    (r'a: "\frac{1}{2}"', "1:5", r"`\frac`", "a form feed"),
    (r'a: "\vec x"', "1:5", r"`\vec`", "a vertical tab"),
    (r'a: "\approx"', "1:5", r"`\approx`", "a bell"),
    (r'a: "\exists"', "1:5", r"`\exists`", "an escape"),
    (r'a: "foo\_bar"', "1:8", r"`\_`", "a no-break space"),
    (r'a: "$x\ y$"', "1:7", "`\\ `", "a space"),
    ('- b\n- "one\n  two \\times"', "3:7", r"`\times`", "a tab"),
    (r'a: "$x \Leftarrow y$"', "1:8", r"`\Leftarrow`", "a line separator"),
    (r'a: "\Phi"', "1:5", r"`\Phi`", "a paragraph separator"),
    (r'{"\theta": b}', "1:3", r"`\theta`", "a tab"),
    (r'é: ["a\\b", "ü \tau"]', "1:16", r"`\tau`", "a tab"),
]


@pytest.mark.parametrize(("text", "place", "written", "meant"), ESCAPES, ids=[one[0] for one in ESCAPES])
def test_what_looks_like_latex_in_double_quotes_is_a_fault_at_its_backslash(
    text: str, place: str, written: str, meant: str, parser: Parser
) -> None:
    (fault,) = faults(load(text.encode(), "f", parser))
    assert fault == (
        f"{place}: in double quotes, {written} begins with an escape, which stands for {meant}"
        " (single quotes keep backslashes; in double quotes, write each twice)"
    )


@pytest.mark.parametrize(
    "text",
    [
        r'"One.\nTwo.\n\nthree\nnext"',
        r'"x\ty"',
        r'"$\\nu$ and \\theta, \\\\neq"',
        r'"It costs $5\nand $6."',
        r'"\u00e9 \x41 \U0001F600 \" \/"',
        '"one \\\n  two"',
        r"'\theta \neq'",
        r"\theta \neq",
        "|\n  \\theta\n",
    ],
)
def test_what_is_meant_in_double_quotes_may_stand(text: str, parser: Parser) -> None:
    assert faults(load(f"a: {text}\n".encode(), "f", parser)) == []


@pytest.mark.parametrize(
    ("text", "place", "written"),
    [
        (r'a: "$\lambda$"', "1:6", r"\lambda"),
        (r'a: "$\xi$ and \"', "1:6", r"\xi"),
        (r'a: "$\underline{x}$"', "1:6", r"\underline"),
        (r'a: "$x\,y$"', "1:7", r"\,"),
        ('- b\n- "10\\%"', "2:6", r"\%"),
    ],
)
def test_what_is_no_escape_in_double_quotes_is_named_with_what_keeps_it(
    text: str, place: str, written: str, parser: Parser
) -> None:
    (fault,) = faults(load(text.encode(), "f", parser))
    assert fault == (
        f"{place}: a backslash in double quotes begins an escape, and `{written}` is none"
        " (single quotes keep backslashes; in double quotes, write each twice)"
    )


COLON, DASH = "an ordinary space is missing after this colon", "an ordinary space is missing after this dash"
SPACE = "a space that isn't an ordinary one, such as a no-break space, means nothing to YAML"
QUOTE = "is part of the text to YAML, and doesn't quote it"
TAB = "this line is indented by a tab"
SYNTAX = [
    ("- id: a\n  prompt:Which\n  type: x\n", "2:9", COLON),
    ("- id: a\n  answer:y\n", "2:9", COLON),
    ("- id:a\n  type: x\n", "1:5", COLON),
    ("schema:1\nbank: moon\n", "1:7", COLON),
    ("{a: b, c:d, e: f}\n", "1:9", COLON),
    ("a: [{response:x, text: y}]\n", "1:14", COLON),
    ("- id: a\n  type:\u00a0b\n  c: d\n", "2:8", SPACE),
    ("- id: a\n\u00a0 type: b\n", "2:1", SPACE),
    ("- id: a\n  \u00a0c: d\n", "2:3", SPACE),
    ("a: {b:\u00a0c}\n", "1:6", COLON),
    ("a: [b,\u00a0c]\n", "1:7", SPACE),
    ("a:\n  -\u00a0x\n  -\u00a0y\n", "2:4", SPACE),
    ("a: \u3000b\n", "1:4", SPACE),
    ("a: |\n\u00a0\u00a0x\n", "2:1", SPACE),
    ("a:\n  -id: x\n   b: c\n  -id: y\n   b: c\n", "2:3", DASH),
    ("a:\n  - x\n  -y\nb: c\n", "3:3", DASH),
    ("a: “Which: x”\n", "1:4", QUOTE),
    ("a: “Which”\n", "1:4", QUOTE),
    ("a: [“b, c”, d]\n", "1:5", QUOTE),
    ("a: ‘Which’\n", "1:4", QUOTE),
    ("a: „Osh“\n", "1:4", QUOTE),
    ("“a”: b\n", "1:1", QUOTE),
    ("a: 'x'\nb: c: “d”\n", "2:5", "a colon followed by a space can't stand here"),
    ("a:\n \tb: c\n", "2:2", TAB),
    ("a: b\n\tc: d\n", "2:1", TAB),
    ("a:\n\t- b\n", "2:1", TAB),
    ("-\ta: b\n", "1:2", "a tab can't stand here"),
]


@pytest.mark.parametrize(("text", "place", "message"), SYNTAX, ids=[text for text, *_ in SYNTAX])
def test_a_slip_of_the_keyboard_is_one_fault_at_its_place(
    text: str, place: str, message: str, parser: Parser
) -> None:
    (fault,) = faults(load(text.encode(), "f", parser))
    assert fault.startswith(f"{place}: ")
    assert message in fault
    assert fault.endswith(")")


@pytest.mark.parametrize(
    "text",
    [
        "a: “To be or not to be” is from which play?",
        "a: '“Which”'",
        "a: “One” and “two”",
        "a: |\n  “Which”",
        "a: '\u00a0b'",
        "a: 5\u00a0km « x »",
        "a: -5",
        "a: see https://example.org",
        "a: 12:30",
        "a: {'b:c': d}",
    ],
)
def test_what_only_resembles_a_slip_may_stand(text: str, parser: Parser) -> None:
    assert faults(load(text.encode(), "f", parser)) == []


OPEN = [
    ("prompt: 'Tis what?\nexplanation: The poets'\nanswer: y\n", "1:9", "`explanation:`"),
    ('- id: a\n  prompt: "Which?\n  answer: "\n  type: x\n', "2:11", "`answer:`"),
    ("- prompt: 'Tis\n- prompt: poets'\n", "1:11", "`prompt:`"),
    ("hints:\n  - 'Tis\n  - poets'\n", "2:5", "`- …`"),
]


@pytest.mark.parametrize(("text", "place", "taken"), OPEN, ids=[text for text, *_ in OPEN])
def test_a_quote_that_takes_in_what_stands_below_is_a_fault(
    text: str, place: str, taken: str, parser: Parser
) -> None:
    (fault,) = faults(load(text.encode(), "f", parser))
    assert fault.startswith(f"{place}: the quote that begins here is still open at {taken}")


@pytest.mark.parametrize(
    "text",
    [
        "prompt: 'Which\n  explanation: is right?'\n",
        "- prompt: 'Which\n    - a\n    - b'\n  type: x\n",
        "hints:\n  - 'one\n    note: two'\n",
        "prompt: 'one\ntwo'\n",
        "{a: 'one\n b: two'}\n",
    ],
)
def test_a_text_in_quotes_may_have_several_lines(text: str, parser: Parser) -> None:
    assert faults(load(text.encode(), "f", parser)) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("choices: [1,5, 2,5, 3]\n", "1:12"),
        ("- [1,000 km, 2,000 km]\n", "1:5"),
        ("choices: [\n  1, 2,5\n]\n", "2:7"),
    ],
)
def test_a_comma_within_a_number_is_a_fault_where_an_item_ends_at_it(
    text: str, place: str, parser: Parser
) -> None:
    (fault,) = faults(load(text.encode(), "f", parser))
    assert fault.startswith(f"{place}: to YAML an item ends at this comma too (quote the number, or")


@pytest.mark.parametrize("text", ["a: [1,2,3]", "a: [1, 2, 3]", "a: ['1,5', 2]", "a: 1,5, 2", "a: [b,c, d]"])
def test_items_may_stand_without_spaces(text: str, parser: Parser) -> None:
    assert faults(load(text.encode(), "f", parser)) == []


words = st.lists(st.sampled_from(["a", "#", "#1", "C#", " ", "  ", "\t", "b c"])).map("".join)


@given(words, st.sampled_from([FASTEST, PurePythonParser]))
def test_a_text_on_a_line_is_read_whole_or_is_a_fault_or_ends_at_a_plain_comment(
    text: str, parser: Parser
) -> None:
    """Nothing of a line is left out in silence but what two spaces, a `#` and a space begin."""
    loaded = load(f"a: x{text}\n".encode(), "f", parser)
    if not loaded.problems:
        assert isinstance(loaded.root, dict)
        read = loaded.root["a"]
        left_out = f"x{text}"[len(read) :].rstrip()
        assert f"x{text}".startswith(read)
        assert not left_out or left_out.lstrip(" \t").startswith(("# ", "#\t", "## ", "##\t"))
        assert not left_out or left_out[:2] in {"  ", " \t", "\t ", "\t\t"}


def test_what_was_refused_brings_no_second_fault(folder: BankFolder) -> None:
    folder.write(
        "q.yaml",
        """\
        questions:
          - id: a
            type: single
            topics: [t]
            prompt: Which # sign?
            choices: [“C”, "D"]
            answer: D
          - {id: b, type:short, topics: [t], prompt: "\\theta?", answer: x}
        """,
    )
    assert [fault.partition(": ")[0] for fault in folder.faults()] == [
        "q.yaml:5:19",
        "q.yaml:6:15",
        "q.yaml:8:17",
        "q.yaml:8:47",
    ]


def test_where_a_bank_has_settings_and_tables_it_is_the_same(folder: BankFolder) -> None:
    folder.write(
        "bank.yaml",
        """\
        schema: 1
        bank: moon # the folder
        title: The # Moon
        description: A # b
        documents:
          - id: guide
            title: A guide # to it
        quizzes:
          - id: z
            title: Quiz # 1
            count: 1 # one
        """,
    )
    folder.write(
        "q.yaml",
        """\
        templates:
          - table:
              - id: r
                name: C #
            questions:
              - {id: "{id}", type: short, topics: [t], prompt: "What?", answer: "{name}"}
        """,
    )
    assert [fault.partition(": ")[0] for fault in folder.faults()] == [
        *("bank.yaml:3:12", "bank.yaml:4:16", "bank.yaml:7:20", "bank.yaml:10:17", "q.yaml:4:17"),
    ]
