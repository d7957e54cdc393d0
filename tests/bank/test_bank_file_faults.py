"""A fault of `bank.yaml` through `read_bank`: at its place, and without further ones in the questions."""

import pytest
from support.bank_folder import HEADER, BankFolder, one

HEADERS = [
    (HEADER.replace("schema: 1", "schema: 2"), ["1:9: this is version 2 of the format, and only 1 is known"]),
    (HEADER.replace("schema: 1\n", ""), ["1:1: missing `schema` (add `schema: …`)"]),
    (HEADER.replace("bank: moon", "bank: mond"), ["2:7: the bank `mond` lies in a folder named `moon`"]),
    (
        HEADER.replace("title: The Moon", "titel: The Moon"),
        ["1:1: missing `title`", "3:1: `titel` is not a key of"],
    ),
    (HEADER + "language: english please\n", ["6:11: `language` should be the tag of a language"]),
    (HEADER + "description: $\\nosuch$\n", ["6:14: the formula `\\nosuch` can't be read"]),
    (HEADER + "defaults: {document: giude}\n", ["6:22: `giude` is not a document of this bank"]),
    (
        HEADER + "defaults: {topic: [a]}\n",
        ["6:12: `topic` is not a key of `defaults` (did you mean `topics`?)"],
    ),
    (HEADER + "  - {id: guide, title: Again}\n", ["6:10: the document `guide` is there twice"]),
    (HEADER + "  - {id: b}\n", ["6:5: missing `title` in a document"]),
    (
        HEADER + "  - {id: b, title: B, url: http://x.org}\n",
        ["6:28: `url` should be an address that begins with `https://`"],
    ),
    (HEADER + "  - {id: b, title: B, url: 'javascript:1'}\n", ["6:28: `url` should be an address"]),
    (HEADER + "  - {id: b, title: B, year: MMI}\n", ["6:29: `year` should be a whole number"]),
    (
        HEADER + "  - {id: b, title: B, text: ../b.txt}\n",
        ["6:29: `text`: this leads out of the folder of documents"],
    ),
    (HEADER + "  - {id: b, title: B, text: /etc/passwd}\n", ["6:29: `text`: this leads out of the folder"]),
    (
        HEADER + "  - {id: b, title: B, text: b.txt, sha256: abc}\n",
        ["6:44: `sha256` should be 64 hexadecimal digits"],
    ),
    (
        HEADER + f"  - {{id: b, title: B, sha256: {'0' * 64}}}\n",
        ["6:5: a document: `sha256` without `text` says nothing"],
    ),
    ("questions: []\n", [f"1:1: missing `{key}`" for key in ("bank", "schema", "title")]),
    ("moon\n", ["1:1: this file should hold keys such as `schema:`"]),
]


@pytest.mark.parametrize(("text", "expected"), HEADERS, ids=[expected[0][:60] for _, expected in HEADERS])
def test_a_fault_of_the_bank_itself_stands_at_its_place(
    text: str, expected: list[str], folder: BankFolder
) -> None:
    folder.write("bank.yaml", text)
    found = folder.faults()
    assert len(found) == len(expected), found
    assert all(
        fault.startswith(f"bank.yaml:{start}") for fault, start in zip(found, expected, strict=True)
    ), found
    assert folder.read().bank is None


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ("[river]", None),
        ("[rivr]", "6:23: there is no question `rivr` (did you mean `river`?)"),
        ("[quite-another]", "6:23: there is no question `quite-another` (remove it)"),
        ("[river, c]", "6:30: no quiz can ask `c`, which isn't marked (name another)"),
        ("river", "6:22: `questions` should be a list, not `river` (put it in brackets: `[river]`)"),
    ],
)
def test_a_try_out_asks_questions_that_there_are(
    named: str, expected: str | None, folder: BankFolder
) -> None:
    folder.write("bank.yaml", HEADER + f"try_out: {{questions: {named}}}\n")
    folder.write("q.yaml", one("").replace("id: a", "id: river"))
    folder.write("c.yaml", "questions: [{id: c, type: card, topics: [t], prompt: P, back: B}]\n")
    faults = folder.faults()
    assert faults == ([f"bank.yaml:{expected}"] if expected else [])


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        ("{River: River}", "6:10: a topic should be made of small letters"),
        ("{river: ''}", "6:17: `river` is empty (write it)"),
        ("{river: [River]}", "6:17: `river` should be a text, not a list"),
        ("[river]", "6:9: `topics` should be a mapping, not a list"),
        (f"{{{'r' * 201}: River}}", "6:10: a topic can't be"),
    ],
)
def test_a_title_that_is_none_is_a_fault_at_its_place(titles: str, expected: str, folder: BankFolder) -> None:
    folder.write("bank.yaml", HEADER + f"topics: {titles}\n")
    folder.write("questions.yaml", one("").replace("[t]", "[river]"))
    (fault,) = folder.faults()
    assert fault.startswith(f"bank.yaml:{expected}")


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        ("{rivr: River}", "no question has the topic `rivr` (did you mean `river`?)"),
        ("{quite-another: Quite}", "no question has the topic `quite-another` (remove its title)"),
    ],
)
def test_a_title_of_no_topic_is_a_warning_at_its_place(
    titles: str, expected: str, folder: BankFolder
) -> None:
    folder.write("bank.yaml", HEADER + f"topics: {titles}\n")
    folder.write("questions.yaml", one("").replace("[t]", "[river]"))
    assert folder.read().bank
    assert folder.advice() == [f"bank.yaml:6:10: warning: {expected}"]


def test_a_faulty_bank_file_brings_no_faults_into_its_questions(folder: BankFolder) -> None:
    source = "{paragraph: 1, evidence: [x]}"
    folder.write("q.yaml", f"questions: [{{id: a, type: short, prompt: x, answer: x, sources: [{source}]}}]")
    for faulty, fault in (
        ("defaults: {document: guide, topics: [t], x: y}", "bank.yaml:6:42: `x` is not a key of `defaults`"),
        (
            "defaults: {document: guide, topics: [T]}",
            "bank.yaml:6:38: a topic should be made of small letters",
        ),
        ("  - {id: b}\ndefaults: {document: c, topics: [t]}", "bank.yaml:6:5: missing `title` in a document"),
        ("defaults: {document: guide, topics: [t]}\nmoon: full", "bank.yaml:7:1: `moon` is not a key"),
    ):
        folder.write("bank.yaml", HEADER + faulty + "\n")
        assert len(folder.faults()) == 1
        assert folder.faults()[0].startswith(fault)


def test_a_bank_file_that_is_no_yaml_brings_no_faults_into_its_questions(folder: BankFolder) -> None:
    folder.write("bank.yaml", "schema: 1: 2\n")
    folder.write("q.yaml", "questions: [{id: a, type: short, prompt: x, answer: x}]")
    assert len(folder.faults()) == 1


def test_a_language_that_is_none_is_one_fault_and_not_one_a_question(folder: BankFolder) -> None:
    folder.write("bank.yaml", HEADER + "language: my own\n")
    folder.write("questions.yaml", "questions: [{id: a, type: short, topics: [t], prompt: A?, answer: A}]\n")
    assert [fault.partition(" (")[0] for fault in folder.faults()] == [
        "bank.yaml:6:11: `language` should be the tag of a language, not `my own`"
    ]
