"""Which characters may stand in a bank, by rules that hold for any text."""

# ruff: noqa: RUF001 -- letters of other scripts are what is tried

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.bank_folder import HEADER, BankFolder

from quizapp.bank.characters import find_turning, find_unfit, without_invisible
from quizapp.bank.checks.evidence import check_evidence

QUESTION = "questions:\n  - {{id: a, type: short, topics: [t], prompt: {}, answer: Osh}}\n"

#: The column at which its prompt begins.
PROMPT = QUESTION.partition("\n")[2].index("{}")  # one of the braces before it is doubled

#: As people write them: Persian and Sinhala with joiners, Hebrew and Arabic with marks of direction, Khmer
#: with spaces of no width, emoji and flags of several characters, the form of a Han character.
LEGITIMATE = [
    "می\u200cخواهم",
    "\u200dه",
    "ශ්\u200dරී ලංකා",
    "C++\u200e שלום \u200f(עברית)\u200f!",
    "\u061cعام 2001",
    "ភាសា\u200bខ្មែរ",
    "👩\u200d🚀 ❤\ufe0f 1\ufe0f\u20e3 🏴\u200d☠\ufe0f",
    "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    "葛\U000e0100城",
    "Say \u2067שלום \u2066x\u2069\u2069 twice.",
    "Donau\u00addampfschiff",
]
UNFIT = [
    *("\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069"),
    *("\u200b", "\u200c", "\u200d", "\u034f", "\u2060", "\u2063", "\u206a", "\u3164", "\ufff9"),
    *("\U000e0041", "\U000e007f", "\U000e0100\ufe0f", "\ufe0f\ufe0f", "\x1b", "\u2028", "\ufeff"),
]
plain = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]).filter(str.isascii))


@pytest.mark.parametrize("text", LEGITIMATE)
def test_what_a_language_is_written_with_may_stand(text: str, folder: BankFolder) -> None:
    folder.write("q.yaml", QUESTION.format(text))
    reading = folder.read()
    assert reading.problems == ()
    assert reading.questions[0][0].prompt == text


@pytest.mark.parametrize("character", UNFIT, ids=ascii)
def test_what_turns_a_line_around_or_hides_in_it_is_a_fault_at_its_place(
    character: str, folder: BankFolder
) -> None:
    folder.write("q.yaml", QUESTION.format(f"Ab{character}c"))
    (fault,) = folder.faults()
    at = int(fault.split(":")[2]) - PROMPT - 2
    assert 0 <= at < len(character)
    assert fault.startswith(f"q.yaml:2:{PROMPT + 2 + at}: the character U+{ord(character[at]):04X} ")
    assert fault.endswith("(remove it)") or "(end it in the same line" in fault


@pytest.mark.parametrize("escape", [r"\u202e", r"\u2067x", r"\u200b", r"\U000E0041"])
def test_an_escape_for_it_is_a_fault_as_well(escape: str, folder: BankFolder) -> None:
    folder.write("q.yaml", QUESTION.format(f'"a{escape}"'))
    (fault,) = folder.faults()
    assert fault.startswith(f"q.yaml:2:{PROMPT}: the character U+")


def test_an_isolate_is_closed_within_its_own_text(folder: BankFolder) -> None:
    folder.write("q.yaml", QUESTION.format("\u2067x").replace("Osh", "y\u2069"))
    faults = folder.faults()
    assert [fault.partition(" that")[0] for fault in faults] == [
        f"q.yaml:2:{PROMPT}: the character U+2067 begins a change of direction",
        f"q.yaml:2:{PROMPT + len('?x, answer: ')}: the character U+2069 ends a change of direction",
    ]


@pytest.mark.parametrize(
    "header",
    [
        HEADER.replace("The Moon", "The \u202eMoon"),
        HEADER + "topics: {t: 'A\u202eB'}\n",
        HEADER.replace("guide.txt", "guide\u202etxt.exe"),
        HEADER.replace("id: guide", "id: gu\u200bide"),
    ],
)
def test_so_it_is_wherever_a_bank_has_text(header: str, folder: BankFolder) -> None:
    folder.write("bank.yaml", header)
    folder.write("q.yaml", QUESTION.format("x"))
    assert any(": the character U+20" in fault for fault in folder.faults())


def test_so_it_is_in_the_name_of_a_file(folder: BankFolder) -> None:
    folder.write("a\u202eb.yaml", QUESTION.format("x"))
    folder.write("می\u200cخواهم.yaml", QUESTION.format("x"))
    (fault,) = folder.faults()
    assert fault.startswith(r"a\u202eb.yaml:1:1: in the name of this file, the character U+202E turns")
    assert fault.endswith("(rename it)")


def test_a_document_that_turns_around_proves_nothing(folder: BankFolder) -> None:
    folder.write("guide.txt", "One.\n\nTwo \u202eand\u202c three.\n")
    folder.write("q.yaml", QUESTION.format("x"))
    (problem,) = check_evidence(folder.read(), folder.path)
    assert "`guide.txt`, line 3, column 5: the character U+202E turns the direction" in str(problem)
    assert (problem.line, problem.column) == (5, 39)


def test_evidence_is_found_whatever_hides_in_the_document(folder: BankFolder) -> None:
    folder.write("guide.txt", "He step\u00adped\u200b down\u2060 first.\n")
    source = "sources: [{document: guide, paragraph: 1, evidence: [stepped down first]}]"
    folder.write("q.yaml", QUESTION.format("x").replace("}\n", f", {source}}}\n"))
    assert check_evidence(folder.read(), folder.path) == ()


@given(plain, st.sampled_from(UNFIT), plain)
def test_among_letters_without_a_use_for_it_it_is_always_found(before: str, unfit: str, after: str) -> None:
    found = find_unfit(before + unfit + after)
    assert found is not None
    assert len(before) <= found.at < len(before) + len(unfit)


@given(st.lists(st.sampled_from(["a", "ש", "م", "\u2066", "\u2067", "\u2068", "\u2069", "\n"])).map("".join))
def test_what_is_let_through_ends_each_line_as_it_began(text: str) -> None:
    if find_unfit(text) is None:
        for line in text.split("\n"):
            depth = 0
            for character in line:
                depth += (character in "\u2066\u2067\u2068") - (character == "\u2069")
                assert depth >= 0
            assert depth == 0


@given(st.text())
def test_a_text_without_characters_of_format_is_never_unfit(text: str) -> None:
    seen = "".join(
        one
        for one in text
        if unicodedata.category(one)[0] in "LNPSZ" and one not in "\u3164\uffa0\u2028\u2029"
    )
    assert find_unfit(seen) is None


@given(st.text())
def test_what_turns_is_unfit_and_what_cannot_be_seen_is_left_out_once(text: str) -> None:
    assert find_turning(text) is None or find_unfit(text) is not None
    assert without_invisible(without_invisible(text)) == without_invisible(text)
