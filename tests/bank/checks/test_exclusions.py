"""What authors write under `excludes`, and what it comes to."""

import re

import pytest
from support.bank_folder import BankFolder

from quizapp.bank.checks.exclusions import exclusions
from quizapp.bank.keys import MOST_GUESSES
from quizapp.bank.yaml.loader import MOST_ITEMS

QUESTION = "  - {{id: {}, type: short, topics: [t], prompt: Who?, answer: x, excludes: [{}]}}\n"


def write(folder: BankFolder, name: str = "q.yaml", **excludes: str) -> None:
    lines = (QUESTION.format(key.replace("_", "-"), others) for key, others in excludes.items())
    folder.write(name, "questions:\n" + "".join(lines))


def test_questions_exclude_each_other_both_ways_and_across_files(folder: BankFolder) -> None:
    write(folder, "a.yaml", who_signed="when-signed", what_else="")
    write(folder, "b.yaml", when_signed="", where_signed="who-signed, when-signed")
    reading = folder.read()
    assert reading.bank
    assert exclusions(reading.bank.questions) == {
        "who-signed": ("when-signed", "where-signed"),
        "when-signed": ("where-signed", "who-signed"),
        "where-signed": ("when-signed", "who-signed"),
    }


@pytest.mark.parametrize(
    ("others", "fault"),
    [
        ("when-singed", "there is no question `when-singed` in this bank (did you mean `when-signed`?)"),
        (
            "nothing-like-it",
            "there is no question `nothing-like-it` in this bank (correct it, or leave it out)",
        ),
        ("who-signed", "`who-signed` is this question itself (leave it out)"),
    ],
)
def test_an_id_that_cannot_be_excluded_is_a_fault_at_its_place(
    folder: BankFolder, others: str, fault: str
) -> None:
    write(folder, who_signed=others, when_signed="")
    column = QUESTION.format("who-signed", others).index(f"{others}]") + 1
    assert folder.faults() == [f"q.yaml:2:{column}: {fault}"]


def test_an_id_that_is_excluded_twice_is_a_fault_where_it_comes_again(folder: BankFolder) -> None:
    write(folder, who_signed="when-signed, when-signed", when_signed="who-signed")
    (fault,) = folder.faults()
    assert "`when-signed` is there twice (leave one of them out)" in fault


def test_a_question_with_a_fault_may_be_excluded(folder: BankFolder) -> None:
    write(folder, who_signed="when-signed")
    folder.write("b.yaml", "questions:\n  - {id: when-signed, type: date}\n")
    assert all(fault.startswith("b.yaml:2:5: missing") for fault in folder.faults())


def test_what_stands_in_a_file_that_cannot_be_read_is_not_said_to_be_missing(folder: BankFolder) -> None:
    write(folder, who_signed="when-signed")
    folder.write("b.yaml", "questions: [\n")
    assert not [fault for fault in folder.faults() if fault.startswith("q.yaml")]


def test_of_many_unknown_ids_only_the_first_are_compared_with_all_others(folder: BankFolder) -> None:
    unknown = ", ".join(f"when-singed-{number}" for number in range(MOST_ITEMS))
    write(folder, who_signed=unknown, when_signed="")
    faults = folder.faults()
    assert len(faults) == MOST_ITEMS
    assert sum(re.search("did you mean `when-signed`", fault) is not None for fault in faults) == MOST_GUESSES
