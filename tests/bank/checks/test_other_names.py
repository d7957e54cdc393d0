"""Keys and types as other programs call them: the fault says what they are here."""

import pytest
from support.bank_folder import HEADER, BankFolder

from quizapp.bank.checks.other_names import ADVICE, KEYS, hint_for_key, type_meant
from quizapp.bank.checks.other_names import TYPES as OTHER_TYPES
from quizapp.bank.json_schema import DESCRIPTIONS
from quizapp.question_types import TYPES

SINGLE = "type: single, topics: [t], prompt: Q, choices: [a, b], answer: a"
SHORT = "type: short, topics: [t], prompt: Q, answer: a"
#: A question with one key too many, which one that is, and what to do.
QUESTIONS = [
    ("type: short, topics: [t], question: Q, answer: a", "question", "did you mean `prompt`?"),
    ("type: short, topics: [t], Question Text: Q, answer: a", "Question Text", "did you mean `prompt`?"),
    ("type: single, topics: [t], prompt: Q, options: [a, b], answer: a", "options",
     "did you mean `choices`?"),
    ("type: single, topics: [t], prompt: Q, choices: [a, b], correct: a", "correct",
     "did you mean `answer`?"),
    ("type: short, category: t, prompt: Q, answer: a", "category", "did you mean `topics`?"),
    ("type: short, tags: [t], prompt: Q, answer: a", "tags", "did you mean `topics`?"),
    ("type: card, topics: [t], prompt: Q, answer: a", "answer", "did you mean `back`?"),
    (f"{SHORT}, hint: a", "hint", "did you mean `hints`?"),
    (f"{SHORT}, rationale: a", "rationale", "did you mean `explanation`?"),
    (f"{SHORT}, synonyms: [b]", "synonyms", "did you mean `aliases`?"),
    (f"{SHORT}, points: 3", "points", "leave it out: its points are set in a ready quiz (`{question:"),
    (f"{SHORT}, weight: 3", "weight", "leave it out: its points are set in a ready quiz (`{question:"),
    (f"{SHORT}, shuffle: true", "shuffle", "leave it out: a section of a ready quiz or of an assignment may"),
    ("type: ordering, topics: [t], prompt: Q, items: [a, b, c], shuffle: true", "shuffle",
     "leave it out: learners see these shuffled anyway"),
    (f"{SHORT}, deadline: 3", "deadline", "leave it out: it is set in the assignment of a course"),
    ("type: single, topics: [t], prompt: Q, choices: [a, {text: b, points: 1}], answer: a", "points",
     "leave it out, and name what is right in `answer`"),
    (f"{SHORT}, image: a.png", "image", "put the picture into the text: `![what it shows](map.png)`"),
    (f"{SHORT}, difficulty: 3", "difficulty", "leave it out: how hard a question is shows"),
    (f"{SHORT}, title: T", "title", "leave it out: lists show the prompt"),
    ("type: short, topics: [t], title: T, answer: a", "title", "did you mean `prompt`?"),
    (f"{SINGLE}, randomize: true", "randomize", "did you mean `shuffle`?"),
    ("type: single, topics: [t], prompt: Q, choices: [a, {text: b, correct: true}], answer: a", "correct",
     "leave it out, and name the right choice in the question's `answer`"),
    (f"{SINGLE}, tests: [{{input: a, mark: 1}}]", "input", "did you mean `response`?"),
    (f"{SHORT}, hints: [{{text: a, penalty: 1}}]", "penalty", "did you mean `cost`?"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "key", "remedy"), QUESTIONS, ids=[one[1] for one in QUESTIONS])
def test_a_key_of_another_program_is_a_fault_that_names_ours(
    question: str, key: str, remedy: str, folder: BankFolder
) -> None:
    text = f"questions:\n  - {{id: q, {question}}}\n"
    folder.write("q.yaml", text)
    column = text.splitlines()[1].index(f" {key}:" if f" {key}:" in text else f"{{{key}:") + 2
    assert [fault for fault in folder.faults() if f"`{key}` is not a key of a" in fault and remedy in fault]
    assert any(fault.startswith(f"q.yaml:2:{column}: `{key}`") for fault in folder.faults())


def test_a_question_without_a_type_is_told_what_its_keys_are_as_well(folder: BankFolder) -> None:
    folder.write("q.yaml", "questions:\n  - question: Q\n    options: [a, b]\n    answer: a\n    odd: b\n")
    told = [fault for fault in folder.faults() if "is not a key" in fault]
    assert told == [
        "q.yaml:2:5: `question` is not a key of a question (did you mean `prompt`?)",
        "q.yaml:3:5: `options` is not a key of a question (did you mean `choices`?)",
    ]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("multiple_choice", "single"),
        ("True/False", "truefalse"),
        ("numerical", "number"),
        ("flashcard", "card"),
    ],
)
def test_a_type_of_another_program_is_a_fault_that_names_ours(
    written: str, meant: str, folder: BankFolder
) -> None:
    folder.write("q.yaml", f"questions:\n  - {{id: q, type: {written}, topics: [t], prompt: Q}}\n")
    assert any(
        f"`{written}` is not a type of question (did you mean `{meant}`?)" in fault
        for fault in folder.faults()
    )


def test_so_it_is_in_the_settings_of_a_bank(folder: BankFolder) -> None:
    folder.write(
        "bank.yaml", HEADER.replace("schema", "version") + "quizzes: [{id: a, title: T, minutes: 9}]\n"
    )
    assert any(
        "`version` is not a key of bank.yaml (did you mean `schema`?)" in one for one in folder.faults()
    )
    assert any("a ready quiz (did you mean `time_limit`?)" in one for one in folder.faults())


IN_SECTIONS = "set it for a section: `sections: [{shuffle: true, items: [its-id]}]`"


@pytest.mark.parametrize(
    ("quiz", "key", "remedy"),
    [
        ("count: 1, shuffle: true", "shuffle", IN_SECTIONS),
        ("count: 1, weight: 2", "weight", "did you mean `points`?"),
        ("count: 1, deadline: 2", "deadline", "leave it out: it is set in the assignment of a course"),
        ("sections: [{title: T, items: [a]}]", "title", "did you mean `heading`?"),
        ("sections: [{heading: T, points: 2, items: [a]}]", "points", "give it to each of the `items`:"),
        ("sections: [{heading: T, questions: [a]}]", "questions", "did you mean `items`?"),
        ("sections: [{heading: T, order: random, items: [a]}]", "order", "did you mean `shuffle`?"),
        ("sections: [{count: 2, items: [a]}]", "count", "put it into an item that draws:"),
        ("sections: [{items: [{question: a, weight: 2}]}]", "weight", "did you mean `points`?"),
        ("sections: [{items: [{question: a, shuffle: true}]}]", "shuffle", IN_SECTIONS),
    ],
)
def test_points_and_order_of_a_ready_quiz_are_set_where_it_is_said(
    quiz: str, key: str, remedy: str, folder: BankFolder
) -> None:
    folder.write("bank.yaml", HEADER + f"quizzes: [{{id: q, title: T, {quiz}}}]\n")
    (fault,) = [fault for fault in folder.faults() if f"`{key}` is not a key" in fault]
    assert f"({remedy}" in fault


LISTS = [
    ("questions:\n  -id: a\n", "q.yaml:2:3: `questions` should be a list (write a space after each dash)"),
    (
        "questions:\n  - id:a\n",
        "q.yaml:2:5: a question should be a mapping, not `id:a` (write a space after the colon)",
    ),
    (
        f"questions:\n  - {{id: a, {SHORT}, aliases: -b -c}}\n",
        "q.yaml:2:70: `aliases` should be a list, not `-b -c` (write a space after each dash)",
    ),
]


@pytest.mark.parametrize(("text", "fault"), LISTS, ids=[text for text, _ in LISTS])
def test_a_list_without_spaces_after_its_dashes_is_a_fault_that_says_so(
    text: str, fault: str, folder: BankFolder
) -> None:
    folder.write("q.yaml", text)
    assert folder.faults() == [fault]


def test_each_hint_leads_to_a_key_or_a_type_that_there_is() -> None:
    ours = {name.rpartition(".")[2] for name in DESCRIPTIONS}
    assert {key for keys in KEYS.values() for key in keys} <= ours
    assert set(OTHER_TYPES.values()) <= set(TYPES)
    assert all(hint_for_key(name, ours) for name in KEYS)
    assert all(hint_for_key(name, ()) == advice for name, advice in ADVICE.items())
    for name, ours_is in OTHER_TYPES.items():
        assert type_meant(name.upper(), tuple(TYPES)) == f"did you mean `{ours_is}`?"
