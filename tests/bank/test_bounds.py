"""Whatever stands in a file, reading it takes time and memory in proportion to its size."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from support.bank_folder import HEADER, BankFolder

from quizapp.bank.schema import MOST_TITLES
from quizapp.bank.sources.source import MOST_BYTES
from quizapp.bank.yaml.loader import load

#: CPU seconds for 5 MB of anything, on the slowest machine too; what is quadratic takes many minutes.
MOST_SECONDS = 40


def full(unit: str, before: str = "", after: str = "", share: int = 1) -> bytes:
    """Repeat a unit to a file of the largest size that is read, or a share of that: 10 is a tenth."""
    room = MOST_BYTES // share - len((before + after).encode())
    return (before + unit * (room // len(unit.encode())) + after).encode()


def numbered(unit: str, count: int, before: str = "") -> bytes:
    """Repeat a unit with another number in place of each `#`."""
    return (before + "".join(unit.replace("#", str(number)) for number in range(count))).encode()[:MOST_BYTES]


def laughs(levels: int) -> bytes:
    lines = ["a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, levels)]
    return "\n".join(lines).encode()


UNITS = [
    *("[", "{", "- ", "a: ", "&a ", "*a ", "!a ", "? ", ": ", "[a: ", "{a: ", "- *a\n", "- !a b\n", "a: b\n"),
    *("\n", " ", "\t", "#\n", "...\n", "---\n", "%a\n", "@", ",", "]", "\0", "a", "a\n", "a ", "é"),
]


@pytest.mark.parametrize("unit", UNITS)
def test_one_thing_over_and_over_is_read_in_bounded_time(unit: str) -> None:
    assert_quick(full(unit))


HOSTILE: dict[str, Callable[[], bytes]] = {
    "deep indentation": lambda: "\n".join(" " * n + "a:" for n in range(3_000)).encode(),
    "billion laughs": lambda: laughs(1_000),
    "tag directives": lambda: numbered("%TAG !a#! b\n", 250_000),
    "tag directives after a document": lambda: numbered("%TAG !a#! b\n", 250_000, "a: 1\n...\n"),
    "directive after comments": lambda: full("#\n", after="%"),
    "long in double quotes": lambda: full("\\n", '"', '"'),
    "long in single quotes": lambda: full("''", "'", "'"),
    "long without end": lambda: full("a\n", '"'),
    "long block": lambda: full(" a\n", "|\n"),
    "long folded": lambda: full(" a\n\n", ">\n"),
    "long anchor": lambda: full("a", "&", " b"),
    "long tag": lambda: full("a", "!<", "> b"),
    "long key": lambda: full("k", "? ", "\n: a"),
    "many anchors": lambda: numbered("- &a# b\n", 350_000),
    "formulas without an end": lambda: full("$a,", "a: [", "]"),
    "formulas that end late": lambda: full("$" + "a," * 5_000, "a: [", "]"),
    "formulas in brackets without an end": lambda: full(r"\(a, ", "a: [", "]"),
    "brackets without an end": lambda: full("a(b,", "a: [", "]"),
    "sets": lambda: full("{1,2},", "a: [", "]"),
    "equal keys among many": lambda: numbered("k#: b\n", 200_000) * 2,
    "equal keys among new ones": lambda: numbered("k#: b\nj#: b\nk#: b\n", 900) * 100,
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_yaml_is_read_in_bounded_time(data: Callable[[], bytes]) -> None:
    assert_quick(data())


def assert_quick(data: bytes) -> None:
    assert len(data) <= MOST_BYTES
    before = time.process_time()
    load(data, "f")
    assert time.process_time() - before < MOST_SECONDS


SHORT = "questions:\n- id: a\n  type: short\n  topics: [t]\n  prompt: x\n  answer: x\n  "
NUMBER = SHORT.replace("short", "number").replace("answer: x", "answer: 1")
QUESTIONS: dict[str, Callable[[], bytes]] = {
    "unknown keys": lambda: numbered("  k#: b\n", 380_000, SHORT.rstrip(" ")),
    "topics": lambda: full("A,", SHORT.replace("[t]", "[") + "explanation: x\n", "]"),
    "aliases": lambda: full("a,", SHORT + "aliases: [", "]"),
    "remarks": lambda: full("{response: 7, text: c},", NUMBER + "feedback: [", "]"),
    "tests": lambda: full("{response: 7, mark: 0},", NUMBER + "tests: [", "]"),
    "long id": lambda: full("a-", "questions:\n- id: "),
    "long type": lambda: full("a", "questions:\n- type: "),
    "long number": lambda: full("9", NUMBER.rstrip(" ").replace("answer: 1\n", "answer: ")),
    "long paragraph": lambda: full("9", SHORT + "sources: [{paragraph: ", "}]"),
    "formulas": lambda: full(r"$\frac$ ", SHORT + "explanation: "),
    "pictures": lambda: full("![a](b) ", SHORT + "explanation: "),
    "pictures without an end": lambda: full("![a](" + " " * 2_000, SHORT + 'explanation: "', 'b"'),
    "equal ids": lambda: full("- {id: a, type: short, topics: [t], prompt: x, answer: y}\n", "questions:\n"),
}


@pytest.mark.parametrize("data", QUESTIONS.values(), ids=QUESTIONS.keys())
def test_hostile_questions_are_checked_in_bounded_time(data: Callable[[], bytes], folder: BankFolder) -> None:
    (folder.path / "q.yaml").write_bytes(data())
    before = time.process_time()
    reading = folder.read()
    assert time.process_time() - before < MOST_SECONDS
    assert reading.problems or reading.advice


SOME = "".join(f"- {{id: a{n}, type: short, topics: [u{n}], prompt: x, answer: y}}\n" for n in range(10_000))
HEADERS: dict[str, Callable[[], bytes]] = {
    "titles of topics": lambda: numbered("  t#: T\n", 300_000, HEADER + "topics:\n"),
    "the most titles": lambda: numbered("  t#: T\n", MOST_TITLES, HEADER + "topics:\n"),
    "documents": lambda: numbered("  - {id: d#, title: T}\n", 150_000, HEADER),
    "topics of ready quizzes": lambda: numbered(
        f"  - {{id: z#, title: T, count: 1, topics: [{', '.join(f'w{n}' for n in range(200))}]}}\n",
        100,
        HEADER + "quizzes:\n",
    ),
    "questions to try": lambda: numbered("z#, ", 200, HEADER + "try_out: {questions: [") + b"]}",
}


@pytest.mark.parametrize("data", HEADERS.values(), ids=HEADERS.keys())
def test_a_hostile_header_beside_many_questions_is_checked_in_bounded_time(
    data: Callable[[], bytes], folder: BankFolder
) -> None:
    (folder.path / "bank.yaml").write_bytes(data())
    folder.write("q.yaml", "questions:\n" + SOME)
    before = time.process_time()
    reading = folder.read()
    assert time.process_time() - before < MOST_SECONDS
    assert reading.problems or reading.advice


def test_so_many_titles_are_one_fault_that_tells_how_many_there_may_be(folder: BankFolder) -> None:
    (folder.path / "bank.yaml").write_bytes(numbered("  t#: T\n", MOST_TITLES + 1, HEADER + "topics:\n"))
    folder.write("q.yaml", "questions:\n" + SOME)
    assert folder.faults() == [
        "bank.yaml:7:3: `topics` may have at most 2,000 items, and has 2,001 (shorten it)"
    ]


#: Reads a small bank twice, for what is made once, then one ten times its size; tells how much longer
#: that takes. What takes no time can't be compared.
BOUNDED = """
import resource, sys, time
from pathlib import Path
from quizapp.bank.reading import read_bank
resource.setrlimit(resource.RLIMIT_AS, (800 * 2**20, 800 * 2**20))
def seconds(folder):
    before = time.process_time()
    problems = read_bank(Path(folder)).problems
    return time.process_time() - before, len(problems)
seconds(sys.argv[1])
small, _ = seconds(sys.argv[1])
large, problems = seconds(sys.argv[2])
print(large / max(small, 0.05), problems)
"""
#: How much longer ten times as much may take: a machine in use is slow, but for both of them.
MOST_TIMES_LONGER = 40


@pytest.mark.parametrize(
    ("unit", "before", "after"), [("-\n", "", ""), ("[],", "[", "]"), ("- {}\n", "", "")]
)
def test_many_empty_values_are_read_in_bounded_memory(
    unit: str, before: str, after: str, folder: BankFolder, tmp_path: Path
) -> None:
    tenth = BankFolder(tmp_path / "tenth" / "moon")
    tenth.write("bank.yaml", HEADER)
    for bank, share in ((tenth, 10), (folder, 1)):
        data = full(unit, f"questions:\n{before}", after, share)
        (bank.path / "q.yaml").write_bytes(data)
    words = [sys.executable, "-c", BOUNDED, str(tenth.path), str(folder.path)]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    longer, problems = done.stdout.split()
    assert float(longer) < MOST_TIMES_LONGER
    assert int(problems) > 0


def question(number: int) -> str:
    return (
        f"  - id: question-{number}\n    type: single\n    topics: [dates, agreements/border]\n"
        f"    prompt: Which of these is the name of number {number}?\n"
        f"    choices: [The first {number}, The second {number}, The third {number}, The last {number}]\n"
        f"    answer: The first {number}\n    explanation: It belongs to those that came first.\n"
        f"    sources: [{{document: guide, paragraph: {number % 70 + 1}, evidence: [the first]}}]\n"
        f"    tests: [{{response: The first {number}, mark: 1}}]\n"
    )


def test_ten_thousand_questions_are_checked_in_a_moment(folder: BankFolder) -> None:
    """The bound is loose, for a busy machine; `make bench` shows the figure."""
    for part in range(2):
        numbers = range(part * 5_000, (part + 1) * 5_000)
        folder.write(f"{part}.yaml", "questions:\n" + "".join(map(question, numbers)))
    before = time.process_time()
    reading = folder.read()
    spent = time.process_time() - before
    assert reading.bank is not None
    assert len(reading.bank.questions) == 10_000
    assert spent < MOST_SECONDS
