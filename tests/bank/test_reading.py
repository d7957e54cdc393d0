"""A bank's folder through `read_bank`: a good one as a whole, and the faults of several files together."""

from pathlib import Path

import pytest
from support.bank_folder import HEADER, BankFolder, one

from quizapp.bank.yaml.loader import MOST_PROBLEMS

SHIPPED = Path(__file__).parents[2] / "questions"


def test_a_good_bank_is_read_whole(folder: BankFolder) -> None:
    folder.write(
        "questions.yaml",
        """\
        questions:
          - id: first-walk
            type: date
            topics: [missions/apollo]
            prompt: When did people first walk on the Moon?
            answer: 1969-07-21
            explanation: It was the night to 21 July in Europe.
            sources: [{document: guide, paragraph: 2, evidence: ["21 July"]}]
            tests: [{response: 21 July 1969, mark: 1}, {response: soon, mark: malformed}]
          - {id: made-of-cheese, type: truefalse, topics: [myths], prompt: Is it cheese?, answer: no}
        """,
    )
    reading = folder.read()
    assert reading.problems == ()
    assert reading.bank is not None
    assert (reading.bank.key, reading.bank.title, reading.bank.language) == ("moon", "The Moon", "en")
    assert [document.id for document in reading.bank.documents] == ["guide"]
    first, second = reading.bank.questions
    assert (first.id, first.type, first.topics) == ("first-walk", "date", ("missions/apollo",))
    assert first.sources[0].evidence == ("21 July",)
    assert second.model_dump()["answer"] is False


@pytest.mark.parametrize(
    "path", [path for path in SHIPPED.iterdir() if path.is_dir()], ids=lambda path: path.name
)
def test_every_bank_of_the_project_is_without_faults(path: Path) -> None:
    folder = BankFolder(path)
    assert folder.faults() == []
    assert folder.read().bank is not None


def test_what_is_left_out_stands_in_the_banks_defaults(folder: BankFolder) -> None:
    folder.write("bank.yaml", HEADER + "defaults: {document: guide, topics: [general, moon]}\n")
    folder.write(
        "questions.yaml",
        """\
        questions:
          - {id: a, type: short, prompt: A?, answer: A, sources: [{paragraph: 1, evidence: [x]}]}
          - {id: b, type: short, prompt: B?, answer: B, topics: [own]}
        """,
    )
    bank = folder.read().bank
    assert bank is not None
    assert [question.topics for question in bank.questions] == [("general", "moon"), ("own",)]
    assert bank.questions[0].sources[0].document == "guide"


def test_an_id_that_is_taken_names_both_places(folder: BankFolder) -> None:
    folder.write("a.yaml", one(""))
    folder.write("b.yaml", "questions:\n" + one("").split("\n", 1)[1] + one("").split("\n", 1)[1])
    place = f"{folder.path.as_posix()}/a.yaml:2:9"
    assert folder.faults() == [
        f"b.yaml:{line}:9: the id `a` is taken by the question at {place} (give this one an id of its own)"
        for line in (2, 7)
    ]


def test_topics_may_have_titles(folder: BankFolder) -> None:
    folder.write("bank.yaml", HEADER + "topics: {border: Borders, border/naryn: The Naryn}\n")
    folder.write("questions.yaml", one("").replace("[t]", "[border/naryn]"))
    bank = folder.read().bank
    assert bank is not None
    assert bank.topics == {"border": "Borders", "border/naryn": "The Naryn"}


def test_all_faults_of_all_files_are_found_in_one_run(folder: BankFolder) -> None:
    folder.write("bank.yaml", HEADER + "colour: grey\n")
    folder.write("a.yaml", "questions: [")
    folder.write("b.yaml", one("promt: x\npromt: y\ntests: *t\naliases: x"))
    folder.write("c.yaml", one("tests: [{response: x, mark: 1}]") + "  - {id: b, type: nosuch}\n")
    assert [fault.split(": ")[0] for fault in folder.faults()] == [
        "a.yaml:2:1",  # a bracket that isn't closed
        "b.yaml:7:5",  # a key that isn't known
        "b.yaml:8:5",  # ... and is there twice
        "b.yaml:9:12",  # an alias
        "b.yaml:10:14",  # a text where a list belongs
        "bank.yaml:6:1",  # a key that isn't known
        "c.yaml:2:9",  # an id that is taken
        "c.yaml:7:24",  # a test that fails
        "c.yaml:8:5",  # a question without topics
        "c.yaml:8:5",  # ... and without a prompt
        "c.yaml:8:19",  # a type that isn't known
    ]


def test_well_shaped_questions_are_kept_beside_the_faults_of_others(folder: BankFolder) -> None:
    folder.write("q.yaml", one("") + "  - {id: b}\n")
    reading = folder.read()
    assert reading.bank is None
    assert [question.id for question, _ in reading.questions] == ["a"]


def test_the_faults_of_a_hopeless_file_end_somewhere(folder: BankFolder) -> None:
    folder.write("a.yaml", "questions:\n" + "  - {}\n" * 5_000)
    folder.write("b.yaml", one("promt: x"))
    found = folder.faults()
    assert len(found) == MOST_PROBLEMS + 2
    assert found[-2].endswith(
        "the rest of this file wasn't checked: it has 1,000 faults already (begin with these)"
    )
    assert found[-1].startswith("b.yaml:7:5: `promt`")


def test_a_question_is_in_the_language_of_its_bank_unless_it_says_otherwise(folder: BankFolder) -> None:
    folder.write("bank.yaml", HEADER + "language: de\n")
    folder.write(
        "questions.yaml",
        """\
        questions:
          - {id: a, type: short, topics: [t], prompt: A?, answer: A}
          - {id: b, type: short, topics: [t], prompt: B?, answer: B, language: pt-BR}
        """,
    )
    bank = folder.read().bank
    assert bank is not None
    assert [question.language for question in bank.questions] == ["de", "pt-BR"]
