"""Names of a bank that are nearly an answer of another question: typed there, they are no slip in it."""

from typing import Any

import pytest
from support.bank_folder import BankFolder

from quizapp.bank import revision
from quizapp.bank.reading import Reading
from quizapp.question_types import TYPES


def of(reading: Reading, id_: str) -> Any:
    assert reading.bank
    return next(question for question in reading.bank.questions if question.id == id_)


def credit(question: Any, response: str) -> float:
    kind: Any = TYPES[question.type]
    return kind.grade(question, kind.read_written(question, response)).credit


def written(*questions: str) -> str:
    shared = "topics: [t], prompt: Which?"
    return "questions:\n" + "".join(f"  - {{{shared}, {question}}}\n" for question in questions)


@pytest.mark.parametrize(
    "other",
    [
        "id: b, type: short, answer: Kasimov",
        "id: b, type: short, answer: Somebody, aliases: [Kasimov]",
        "id: b, type: short, answer: Somebody, feedback: [{response: Kasimov, text: No.}]",
        "id: b, type: single, choices: [Kasimov, Somebody], answer: Somebody",
        "id: b, type: matching, pairs: [[One, Kasimov], [Two, Somebody]]",
        "id: b, type: categorise, groups: {One: [Kasimov, A], Two: [B, C]}",
        "id: b, type: ordering, items: [Kasimov, B, C]",
        "id: b, type: cloze, text: 'It was {one}.', gaps: {one: Kasimov}",
        "id: b, type: cloze, text: '{one}.', gaps: {one: {type: choice, choices: [Kasimov, B], answer: B}}",
    ],
)
def test_a_name_that_the_bank_has_elsewhere_is_no_slip(folder: BankFolder, other: str) -> None:
    folder.write("q.yaml", written("id: a, type: short, answer: Karimov", other))
    reading = folder.read()
    asked = of(reading, "a")
    assert asked.unlike == ("Kasimov",)
    assert [credit(asked, name) for name in ("Karimov", "Karimow", "Kasimov", "Kazimov")] == [1, 1, 0, 0]
    assert [str(one).partition("hint: ")[2] for one in reading.advice][:1] == [
        (
            "“Kasimov”, which the bank has too, is a slip away from an answer and counts as wrong"
            " (if it means the same, make it an alias)"
        )
    ]


def test_in_a_gap_it_is_none_either(folder: BankFolder) -> None:
    gap = "id: a, type: cloze, text: 'It was {one} in {two}.', gaps: {one: Slovenia, two: Tashkent}"
    folder.write("q.yaml", written(gap, "id: b, type: short, answer: Slovania"))
    asked = of(folder.read(), "a")
    assert asked.gaps["one"].unlike == ("Slovania",)
    assert asked.gaps["two"].unlike == ()
    kind: Any = TYPES["cloze"]
    assert [kind.grade(asked, [one, "Tashkend"]).credit for one in ("Slovenja", "Slovania")] == [1, 0.5]


@pytest.mark.parametrize(
    "other",
    [
        "id: b, type: short, answer: Karimow, aliases: [Karimov]",
        "id: b, type: short, answer: Karimovs",
        "id: b, type: short, answer: the Karimov",
        "id: b, type: short, answer: Nazarbaev",
        "id: b, type: single, choices: [It was Karimow and nobody else among all of them, No], answer: 'No'",
        'id: b, type: single, choices: ["Karimov\'s", Somebody], answer: Somebody',
    ],
)
def test_another_spelling_of_the_answer_or_what_is_far_from_it_says_nothing(
    folder: BankFolder, other: str
) -> None:
    folder.write("q.yaml", written("id: a, type: short, answer: Karimov", other))
    assert of(folder.read(), "a").unlike == ()


def test_of_people_the_surname_counts(folder: BankFolder) -> None:
    folder.write(
        "q.yaml",
        written(
            "id: a, type: short, answer: Islam Karimov, names: person",
            "id: b, type: single, choices: [Gulnara Kasimov, Somebody], answer: Somebody",
        ),
    )
    asked = of(folder.read(), "a")
    assert asked.unlike == ("Kasimov",)
    assert [credit(asked, name) for name in ("Karimow", "Kasimov", "I. Kasimov", "Karimova")] == [1, 0, 0, 0]


def test_it_is_stored_with_the_wording_and_makes_another(folder: BankFolder) -> None:
    folder.write("q.yaml", written("id: a, type: short, answer: Karimov"))
    before = of(folder.read(), "a")
    folder.write("r.yaml", written("id: b, type: short, answer: Kasimov"))
    after = of(folder.read(), "a")
    assert revision.digest(before) != revision.digest(after)
    assert credit(revision.load(revision.content(after)), "Kasimov") == 0
    assert credit(before, "Kasimov") == 1


def test_an_authors_test_is_tried_with_the_names_of_the_bank(folder: BankFolder) -> None:
    tested = "id: a, type: short, answer: Karimov, tests: [{response: Kasimov, mark: 1}]"
    folder.write("q.yaml", written(tested))
    assert folder.read().problems == ()
    folder.write("r.yaml", written("id: b, type: short, answer: Kasimov"))
    assert ["this test expects 1" in str(one) for one in folder.read().problems] == [True]


def test_what_an_author_names_stays(folder: BankFolder) -> None:
    own = "id: a, type: short, answer: Karimov, unlike: [Karimow]"
    folder.write("q.yaml", written(own, "id: b, type: short, answer: Kasimov"))
    assert of(folder.read(), "a").unlike == ("Karimow", "Kasimov")


def test_a_wording_stored_before_slips_were_usual_forgives_none() -> None:
    stored = {"id": "a", "type": "short", "topics": ["t"], "prompt": "?", "answer": "Karimov", "typos": 0}
    assert credit(revision.load(stored), "Karimow") == 0
