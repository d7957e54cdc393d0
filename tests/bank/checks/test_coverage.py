from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.bank_folder import HEADER, BankFolder

from quizapp.bank.checks.coverage import check_coverage
from quizapp.bank.checks.facts import Fact, find_facts

GUIDE = """\
A body and its explorers

On 12 June 1998 the probe of the Lunar Society found ice2. About 300 million tonnes lie there.

Neil Armstrong landed in 1969. Armstrong and Aldrin stayed 21 hours; President R. Nixon called them.

1 See: the Outer Space Treaty, 1967, p. 12.
"""


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "guide.txt").write_text(GUIDE, encoding="utf-8")
    return folder


def cite(folder: BankFolder, sources: str, omitted: str = "") -> None:
    folder.write("bank.yaml", HEADER + (f"omitted: [{omitted}]\n" if omitted else ""))
    folder.write(
        "q.yaml",
        f"questions:\n  - {{id: a, type: short, topics: [t], prompt: Q, answer: A, sources: [{sources}]}}\n",
    )


def left_out(folder: BankFolder, documents: Path) -> list[str]:
    """Return what is complained of, each as its place and the words in question."""
    reading = folder.read()
    assert reading.problems == ()
    return [
        f"{Path(problem.file).name}:{problem.line} {problem.message.partition(': ')[2] or problem.message}"
        for problem in check_coverage(reading, documents)
    ]


def words(text: str) -> list[tuple[str, str]]:
    return [(str(fact.category), fact.words) for fact in find_facts(text.split("\n\n"))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It began on 12 June 1998 there.", [("date", "12 June 1998")]),
        ("It began on June 12, 1998, there.", [("date", "June 12, 1998")]),
        ("It was in the fall of 2000 that", [("date", "fall of 2000")]),
        ("It grew in the 1980s-1990s there.", [("date", "the 1980s-1990s")]),
        ("It began in mid-2004 there.", [("date", "mid-2004")]),
        ("It was late 1992 then.", [("date", "late 1992")]),
        ("It was in the eighteenth century there.", [("date", "eighteenth century")]),
        ("It cost $1.4 million then.", [("figure", "$1.4 million")]),
        ("It was 65 percent, or 6%.", [("figure", "65 percent"), ("figure", "6%")]),
        ("It was hundreds of thousands.", [("figure", "hundreds of thousands")]),
        ("It was three times as much.", [("figure", "three")]),
        ("It fell in 2002.2 It rose.", [("date", "2002")]),
        ("It mined ore3 there.", []),
        ("It was 2,500 long.", [("figure", "2,500")]),
        ("They signed a memorandum and treaties.", [("agreement", "memorandum"), ("agreement", "treaties")]),
        ("They met S. Niyazov of Turkmenistan’s north.", [("name", "S. Niyazov of Turkmenistan")]),
        ("They met President Jiang Zemin.", [("name", "Jiang Zemin")]),
        (
            "They joined the Movement of Uzbekistan (MU).",
            [("name", "Movement of Uzbekistan"), ("name", "MU")],
        ),
        ("Thus China sold it. They left China.", [("name", "China"), ("name", "China")]),
        ("Furthermore it rained.", []),
        ("He went to Xi’an by way of Osh.", [("name", "Xi’an"), ("name", "Osh")]),
    ],
)
def test_facts_are_found_by_their_looks(text: str, expected: list[tuple[str, str]]) -> None:
    assert words(text) == expected


def test_what_no_evidence_touches_is_listed_at_its_paragraph(folder: BankFolder, documents: Path) -> None:
    cite(folder, "{document: guide, paragraph: 2, evidence: ['12 June 1998', 'Lunar Society']}")
    assert left_out(folder, documents) == [
        "guide.txt:3 no evidence touches the figure `300 million`",
        "guide.txt:5 no evidence touches the date `1969`",
        "guide.txt:5 no evidence touches the figure `21`",
        "guide.txt:5 no evidence touches the name `Aldrin`",
        "guide.txt:5 no evidence touches the name `Neil Armstrong`",
        "guide.txt:5 no evidence touches the name `R. Nixon`",
        "guide.txt:7 no evidence touches the agreement `Treaty`",
        "guide.txt:7 no evidence touches the date `1967`",
        "guide.txt:7 no evidence touches the figure `12`",
        "guide.txt:7 no evidence touches the name `Outer Space Treaty`",
    ]


def test_a_name_is_touched_wherever_it_stands_and_a_date_in_its_paragraph_alone(
    folder: BankFolder, documents: Path
) -> None:
    text = "We saw Osh in 1998.\n\nThey saw Osh in 1998, too.\n"
    (documents / "guide.txt").write_text(text, encoding="utf-8")
    cite(folder, "{document: guide, paragraph: 2, evidence: ['saw Osh in 1998']}")
    assert left_out(folder, documents) == ["guide.txt:1 no evidence touches the date `1998`"]


def test_what_is_left_out_with_a_reason_is_not_listed(folder: BankFolder, documents: Path) -> None:
    omitted = [
        "{document: guide, paragraph: 4, reason: a reference}",
        "{document: guide, words: R. Nixon, reason: not of this story}",
        "{document: guide, paragraph: 3, words: Aldrin stayed 21 hours, reason: asked elsewhere}",
    ]
    cite(folder, "{document: guide, paragraph: 2, evidence: ['12 June 1998']}", ", ".join(omitted))
    assert left_out(folder, documents) == [
        "guide.txt:3 no evidence touches the figure `300 million`",
        "guide.txt:3 no evidence touches the name `Lunar Society`",
        "guide.txt:5 no evidence touches the date `1969`",
        "guide.txt:5 no evidence touches the name `Neil Armstrong`",
    ]


def test_leaving_out_what_is_asked_about_or_not_there_is_a_fault_at_its_place(
    folder: BankFolder, documents: Path
) -> None:
    omitted = [
        "{document: guide, words: 12 June 1998, reason: it is asked about}",
        "{document: guide, words: Buzz Lightyear, reason: he isn't in there}",
    ]
    text = "He landed on 12 June 1998.\n"
    (documents / "guide.txt").write_text(text, encoding="utf-8")
    cite(folder, "{document: guide, paragraph: 1, evidence: ['12 June 1998']}", ", ".join(omitted))
    assert left_out(folder, documents) == ["bank.yaml:6 nothing is left out here that isn't asked about"] * 2


def test_a_document_that_cannot_be_read_is_not_passed_over(folder: BankFolder, documents: Path) -> None:
    cite(folder, "{document: guide, paragraph: 1, evidence: [explorers]}")
    (documents / "guide.txt").unlink()
    (problem,) = check_coverage(folder.read(), documents)
    assert (Path(problem.file).name, problem.line) == ("bank.yaml", 5)
    assert "`guide.txt`" in problem.message


@pytest.mark.parametrize(
    ("omission", "expected"),
    [
        ("{document: guide, reason: all of it}", "an omission: this would leave out the whole document"),
        ("{document: giude, words: x, reason: y}", "`giude` is not a document of this bank"),
        ("{document: guide, words: x}", "missing `reason` in an omission"),
    ],
)
def test_an_omission_says_what_and_why(omission: str, expected: str, folder: BankFolder) -> None:
    cite(folder, "{document: guide, paragraph: 1, evidence: [x]}", omission)
    (fault,) = folder.faults()
    assert fault.startswith("bank.yaml:6:")
    assert expected in fault


@given(st.lists(st.text(max_size=80), max_size=5))
def test_facts_stand_where_they_say_in_any_text(paragraphs: list[str]) -> None:
    facts: list[Fact] = list(find_facts(paragraphs))
    for fact in facts:
        assert paragraphs[fact.paragraph - 1][fact.start : fact.end] == fact.words
        assert fact.words
