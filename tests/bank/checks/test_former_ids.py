"""What authors write under `was`."""

import pytest
from support.bank_folder import HEADER, BankFolder

QUESTION = "  - {{id: {}, type: short, topics: [t], prompt: Which?, answer: x, was: {}}}\n"


def write(folder: BankFolder, **was: str) -> None:
    lines = (QUESTION.format(key, old) for key, old in was.items())
    folder.write("q.yaml", "questions:\n" + "".join(lines))


def test_a_question_has_one_earlier_id_or_several(folder: BankFolder) -> None:
    write(folder, a="old-a", b="[old-b, older-b]")
    bank = folder.read().bank
    assert bank
    assert [question.was for question in bank.questions] == [("old-a",), ("old-b", "older-b")]


AT = len("  - {id: a, type: short, topics: [t], prompt: Which?, answer: x, was: ") + 1


@pytest.mark.parametrize(
    ("was", "faults"),
    [
        ({"a": "a"}, [f"2:{AT}: `a` is the question's own id (write the one it had before)"]),
        (
            {"a": "b", "b": "c"},
            [f"2:{AT}: the question `b` is still there, at q.yaml:3:10 (remove that one, or this `was`)"],
        ),
        ({"a": "b", "b": "a"}, [f"2:{AT}: the question `b` is still", f"3:{AT}: the question `a` is still"]),
        ({"a": "c", "b": "c"}, [f"3:{AT}: `c` is named already, at q.yaml:2:{AT} (name it once"]),
        ({"a": "[c, c]"}, [f"2:{AT + 4}: `c` is named already"]),
        ({"a": "Old A"}, [f"2:{AT}: `was` should be made of small letters, digits and hyphens"]),
    ],
)
def test_an_earlier_id_that_nobody_can_have_is_a_fault_at_its_place(
    was: dict[str, str], faults: list[str], folder: BankFolder
) -> None:
    write(folder, **was)
    found = [fault.replace(f"at {folder.path.as_posix()}/", "at ") for fault in folder.faults()]
    assert len(found) == len(faults)
    for fault, start in zip(found, faults, strict=True):
        assert fault.startswith(f"q.yaml:{start}")


def test_a_bank_was_never_called_as_it_is(folder: BankFolder) -> None:
    folder.write("bank.yaml", HEADER.replace("bank: moon", "bank: moon\nwas: [luna, moon]"))
    folder.write("q.yaml", "questions:\n" + QUESTION.format("a", "b"))
    assert folder.faults() == ["bank.yaml:3:6: `moon` is the bank's own name (write the earlier one)"]


TEMPLATE = """\
templates:
  - table:
      - {{id: apollo-11, was: {row}, flight: Apollo 11, year: 1969}}
      - {{id: apollo-12, flight: Apollo 12, year: 1970}}
    questions:
      - {{id: "when-{{id}}", type: number, topics: [t], prompt: When?, answer: "{{year}}"{block}}}
"""


@pytest.mark.parametrize(
    ("row", "block", "was"),
    [
        ("eleven", "", [["when-eleven"], []]),
        ("[eleven, xi]", "", [["when-eleven", "when-xi"], []]),
        (
            "eleven",
            ', was: "year-{id}"',
            [["year-apollo-11", "when-eleven", "year-eleven"], ["year-apollo-12"]],
        ),
    ],
)
def test_a_row_and_a_question_of_a_template_may_have_had_other_ids(
    row: str, block: str, was: list[list[str]], folder: BankFolder
) -> None:
    folder.write("q.yaml", TEMPLATE.format(row=row, block=block))
    reading = folder.read()
    assert reading.problems == ()
    assert [list(question.was) for question, _ in reading.questions] == was


def test_an_earlier_id_of_a_row_that_is_still_there_is_a_fault_in_the_row(folder: BankFolder) -> None:
    folder.write("q.yaml", TEMPLATE.format(row="apollo-12", block=""))
    (fault,) = folder.faults()
    assert fault.startswith("q.yaml:3:30: row `apollo-11`: the question `when-apollo-12` is still there")
