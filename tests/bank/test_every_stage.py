"""One run shows all faults that can be found: none hides those of a later stage, and none makes up others."""

import re
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from support.bank_folder import HEADER, BankFolder, one

from quizapp.bank.reading import read_bank
from quizapp.bank.sources.memory import MemorySource

WAYS = Path(__file__).parents[1] / "banks" / "ways"
FILES = {file.name: file.read_text(encoding="utf-8").splitlines() for file in sorted(WAYS.iterdir())}
#: Slips of authors, by what they make of a line.
SLIPS = {
    "indented": lambda line: f" {line}",
    "quote not closed": lambda line: line.replace(": ", ': "', 1),
    "colon forgotten": lambda line: line.replace(":", "", 1),
    "bracket not closed": lambda line: f"{line} [",
    "letters swapped": lambda line: line.replace("er", "re", 1),
}
MISSED = re.compile(r"there is no question `[\w-]+` in this bank")
GOOD = "{id: %s, type: short, topics: [t], prompt: What?, answer: Osh%s}"


@pytest.fixture
def moon(tmp_path: Path) -> BankFolder:
    folder = BankFolder(tmp_path / "moon")
    folder.write("bank.yaml", HEADER)
    return folder


def question(key: str, rest: str = "") -> str:
    return f"  - {GOOD % (key, rest)}\n"


def test_each_stage_tells_its_faults_at_once(moon: BankFolder) -> None:
    moon.write(
        "bank.yaml",
        HEADER.replace("title: The Moon", "titel: The Moon").replace("bank: moon", "bank: sun")
        + "defaults: {document: gide}\n"
        "try_out: {questions: [b, absent]}\n"
        "omitted: [{document: guid, words: x, reason: Notes.}, {document: guide, reason: None.}]\n"
        "quizzes:\n"
        "  - {id: q, title: Q, count: 1, topics: [sea]}\n"
        "  - {id: q, title: Q, count: 500}\n"
        "  - {id: r, title: R, count: 40}\n",
    )
    moon.write(
        "q.yaml",
        "questions:\n"
        + question("a", ", excludes: [zebra]")
        + question("b", ", sources: [{document: gaide, paragraph: 1, evidence: [x]}], anwser: Osh")
        + "  - {id: c, type: short, topics: [t], prompt: '$\\frac$', sources: [{document: nope, paragraph: 1,"
        " evidence: [y]}]}\n"
        + question("d", ", tests: [{response: Osh, mark: 0}], was: a")
        + "  - {id: f, type: single, topics: [t], prompt: What?, choices: [x, y], answer: z}\n",
    )
    faults = moon.faults()
    for part in (
        "bank.yaml:2:7: the bank `sun` lies in a folder named `moon`",
        "missing `title`",
        "`titel`",
        "`gide` is not a document of this bank",
        "there is no question `absent`",
        "`guid` is not a document of this bank",
        "this would leave out the whole document",
        "no question that a quiz can ask has the topic `sea`",
        "`count` should be at most 100",
        "`count` is 40, and there are only 5 to draw",
        "there is no question `zebra`",
        "`gaide` is not a document of this bank",
        "`anwser`",
        "missing `answer`",
        "\\frac",
        "`nope` is not a document of this bank",
        "this test expects 0 for `Osh`",
        "the question `a` is still there",
        "“z” isn't among the choices",
    ):
        assert len([fault for fault in faults if part in fault]) == 1, (part, faults)
    assert len(faults) == 19


def test_an_item_that_yaml_stumbles_over_hides_no_other(moon: BankFolder) -> None:
    moon.write(
        "q.yaml",
        "questions:\n"
        '  - id: a\n    prompt: "Never ends\n    type: short\n'
        + question("b", ", excludes: [c]")
        + "  - {id: c, type: short, topics: [t\n"
        + question("d", ", typs: 1")
        + "  - id: e\n   type: short\n"
        + question("f"),
    )
    moon.write("r.yaml", "questions:\n" + question("g", ", excludes: [a, absent, g]"))
    faults = moon.faults()
    assert [fault.partition(": ")[0] for fault in faults] == [
        "q.yaml:3:13",
        "q.yaml:7:1",
        "q.yaml:7:67",
        "q.yaml:9:4",
        "r.yaml:2:89",
    ]
    assert "never ends" in faults[0]
    assert "`typs`" in faults[2]
    assert "is this question itself" in faults[4]
    assert len(moon.read().questions) == 3


def test_characters_that_may_not_stand_in_a_bank_hide_nothing(moon: BankFolder) -> None:
    file = moon.write("q.yaml", "questions:\n" + question("a", ", typs: 1") + question("b") + "  - {id: 'c\n")
    file.write_text(file.read_text().replace("What?", "Wh\u202eat\x07?"), encoding="utf-8")
    faults = moon.faults()
    assert [fault.partition(":")[2].partition(": ")[0] for fault in faults] == [
        *("2:49", "2:52", "2:67", "3:49", "3:52", "4:10"),
    ]
    assert len(moon.read().questions) == 1


def test_a_file_of_which_no_item_can_be_read_is_not_called_empty(moon: BankFolder) -> None:
    moon.write("q.yaml", "questions:\n  - id: 'a\n  - id: 'b\n")
    assert [fault.partition(": ")[0] for fault in moon.faults()] == ["q.yaml:2:9", "q.yaml:3:9"]


@pytest.mark.parametrize(
    "header",
    [
        "schema: 1\nbank: moon\ntitle: 'The Moon\n",
        "- schema: 1\n",
        "schema: 1\nbank: moon\ntitle: M\ndocuments: [{id: guide}]\ndefaults: {topic: [t]}\n",
    ],
    ids=["unreadable", "a list", "misshapen"],
)
def test_what_bank_yaml_cannot_tell_is_missed_nowhere_else(moon: BankFolder, header: str) -> None:
    moon.write("bank.yaml", header)
    source = "sources: [{paragraph: 1, evidence: [x]}, {document: guide, paragraph: 1, evidence: [x]}]"
    bare = "  - {id: a%d, type: short, prompt: What?, answer: Osh, %s}\n"
    moon.write("q.yaml", "questions:\n" + "".join(bare % (number, source) for number in range(300)))
    faults = moon.faults()
    assert faults
    assert [fault for fault in faults if not fault.startswith("bank.yaml:")] == []


@pytest.mark.parametrize(
    "faulty",
    [
        "  - {id: x, type: riddle, topics: [sea], prompt: What?}\n",
        "  - {id: x, type: short, topics: sea, prompt: What?, answer: Osh}\n",
        "  - {id: X, type: short, topics: [sea], prompt: What?, answer: Osh}\n",
        "  - {ID: x, type: short, topics: [sea], prompt: What?, answer: Osh}\n",
        "  - x\n",
        "  - {id: x, type: short, topics: [sea], prompt: What?, answer: 'Osh}\n",
    ],
    ids=["type", "topics", "id", "no id", "no mapping", "no YAML"],
)
def test_what_a_faulty_question_may_have_is_not_missed(moon: BankFolder, faulty: str) -> None:
    moon.write(
        "bank.yaml",
        HEADER + "topics: {sea: The Sea}\nquizzes: [{id: q, title: Q, topics: [sea], count: 1}]\n",
    )
    moon.write("q.yaml", "questions:\n" + question("a", ", excludes: [x]") + faulty)
    reading = moon.read()
    assert reading.problems
    assert [problem.message for problem in reading.problems if "topic `sea`" in problem.message] == []
    assert [problem for problem in reading.problems if "no question `x`" in problem.message] == []
    assert reading.advice == ()


def test_hints_come_beside_faults(moon: BankFolder) -> None:
    moon.write("bank.yaml", HEADER + "topics: {sea: The Sea}\n")
    moon.write("q.yaml", "questions:\n" + question("a", ", anwser: x"))
    assert len(moon.faults()) == 1
    assert ["`sea`" in advice for advice in moon.advice()] == [True]


@pytest.mark.parametrize("value", ["!important", "&b"])
def test_what_is_refused_is_not_called_empty_too(moon: BankFolder, value: str) -> None:
    moon.write("q.yaml", one(f"explanation: {value}"))
    (fault,) = moon.faults()
    assert "those aren't used here" in fault


def with_slips(slips: dict[str, tuple[int, str]]) -> dict[str, bytes]:
    """Return the files of a bank, in some of which one line has a slip."""
    files = {name: list(lines) for name, lines in FILES.items()}
    for name, (number, slip) in slips.items():
        files[name][number] = SLIPS[slip](files[name][number])
    return {name: "\n".join(lines).encode() for name, lines in files.items()}


def found_in(files: dict[str, bytes]) -> set[tuple[str, int, str]]:
    problems = read_bank(MemorySource(files, "ways")).problems
    return {(problem.file, problem.line, problem.message) for problem in problems}


@settings(deadline=None, max_examples=40)
@given(
    slips=st.fixed_dictionaries(
        {},
        optional={
            name: st.tuples(st.integers(0, len(lines) - 1), st.sampled_from(sorted(SLIPS)))
            for name, lines in FILES.items()
            if name != "bank.yaml"
        },
    )
)
def test_several_slips_are_told_as_each_is_told_alone(slips: dict[str, tuple[int, str]]) -> None:
    assume(len(slips) > 1)
    alone = set().union(*(found_in(with_slips({name: slip})) for name, slip in slips.items()))
    together = found_in(with_slips(slips))
    assert together <= alone
    # A question isn't missed that may stand in what another slip has made unreadable.
    assert {message for _, _, message in alone - together if not MISSED.fullmatch(message)} == set()
