"""Questions made of tables: what comes of a template, and what is said of one that is wrong."""

import json
import tempfile
import textwrap
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.bank_folder import HEADER, BankFolder

from quizapp.bank.checks.evidence import check_evidence
from quizapp.bank.reading import read_bank
from quizapp.bank.sources.source import MOST_BYTES
from quizapp.bank.templates.blocks import USUAL_CHOICES
from quizapp.bank.templates.distractors import folded
from quizapp.bank.templates.expansion import MOST_QUESTIONS
from quizapp.bank.yaml.loader import MOST_ITEMS
from quizapp.question_types.base import Question
from quizapp.question_types.date.kind import DateQuestion
from quizapp.question_types.multiple.kind import MultipleQuestion
from quizapp.question_types.single.kind import SingleQuestion

FLIGHTS = """\
    table:
      - {id: apollo-8, flight: Apollo 8, began: 1968-12-21, commander: Borman, crew: [Borman, Lovell]}
      - {id: apollo-11, flight: Apollo 11, began: 1969-07-16, commander: Armstrong, crew: [Armstrong, Aldrin]}
      - {id: apollo-12, flight: Apollo 12, began: 1969-11-14, commander: Conrad, crew: [Conrad, Bean]}
      - {id: apollo-13, flight: Apollo 13, began: 1970-04-11, commander: Lovell, crew: [Lovell, Swigert, Hai]}
      - {id: apollo-14, flight: Apollo 14, began: 1971-01-31, commander: Shepard, crew: [Shepard, Roosa]}
"""
#: CPU seconds for anything.
MOST_SECONDS = 10
#: The line in which the first question of a template begins, that of its id.
FIRST_BLOCK = 10


def write(folder: BankFolder, *blocks: str, table: str = FLIGHTS) -> None:
    """Write a template with these questions, whose ids begin the lines after `FIRST_BLOCK`."""
    text = "templates:\n  -\n" + table + "    questions:\n"
    for block in blocks:
        first, *others = textwrap.dedent(block).strip().splitlines()
        text += "".join(f"{line}\n" for line in (f"      - {first}", *(f"        {line}" for line in others)))
    (folder.path / "q.yaml").write_text(text, encoding="utf-8")


def made(folder: BankFolder) -> dict[str, Any]:
    reading = folder.read()
    assert reading.problems == ()
    assert reading.bank
    return {question.id: question for question in reading.bank.questions}


COMMANDER = """
id: "{id}-commander"
type: single
topics: [t]
prompt: Who commanded {flight}?
answer: "{commander}"
choices_from: commander
"""
BEGAN = """
id: "{id}-began"
type: date
topics: [t]
prompt: When did {flight} begin?
answer: "{began}"
"""
CREW = """
id: "{id}-crew"
type: multiple
topics: [t]
prompt: Who flew on {flight}?
answer: "{crew}"
choices_from: crew
choices: 6
"""


def test_each_row_makes_one_of_each_question(folder: BankFolder) -> None:
    write(folder, COMMANDER, BEGAN)
    questions = made(folder)
    rows = [f"apollo-{number}" for number in (8, 11, 12, 13, 14)]
    assert list(questions) == [f"{row}-{block}" for block in ("commander", "began") for row in rows]
    began = questions["apollo-11-began"]
    assert isinstance(began, DateQuestion)
    assert (began.prompt, began.answer) == ("When did Apollo 11 begin?", "1969-07-16")


def test_choices_are_the_answer_and_others_of_its_column(folder: BankFolder) -> None:
    write(folder, COMMANDER, CREW)
    questions = made(folder)
    commander, crew = questions["apollo-11-commander"], questions["apollo-13-crew"]
    assert isinstance(commander, SingleQuestion)
    texts = [choice.text for choice in commander.choices]
    assert commander.answer == "Armstrong"
    assert "Armstrong" in texts
    assert len(texts) == len(set(texts)) == USUAL_CHOICES
    assert set(texts) < {"Borman", "Armstrong", "Conrad", "Lovell", "Shepard"}
    assert isinstance(crew, MultipleQuestion)
    texts = [choice.text for choice in crew.choices]
    assert len(texts) == len(set(texts)) == 6
    assert set(texts) > set(crew.answer) == {"Lovell", "Swigert", "Hai"}


def test_a_wrong_choice_tells_what_stands_in_its_own_row(folder: BankFolder) -> None:
    write(folder, COMMANDER + "choices_feedback: He flew on {flight}.\n")
    flights = {"Borman": 8, "Armstrong": 11, "Conrad": 12, "Lovell": 13, "Shepard": 14}
    for question in made(folder).values():
        for choice in question.choices:
            told = None if choice.text == question.answer else f"He flew on Apollo {flights[choice.text]}."
            assert choice.feedback == told


def test_the_answer_stands_in_any_place_among_the_choices(folder: BankFolder) -> None:
    rows = "".join(f"      - {{id: r{number}, name: Name {number}}}\n" for number in range(100))
    block = 'id: "{id}-x"\ntype: single\ntopics: [t]\nprompt: "{id}?"\nanswer: "{name}"\nchoices_from: name\n'
    write(folder, block, table=f"    table:\n{rows}")
    places = Counter(
        [choice.text for choice in question.choices].index(question.answer)
        for question in made(folder).values()
    )
    # Each of four is expected 25 times with a deviation of about 4.3; four of those are allowed.
    assert all(7 < places[place] < 43 for place in range(USUAL_CHOICES))


def test_a_cell_that_is_all_of_a_value_may_be_a_list(folder: BankFolder) -> None:
    write(folder, BEGAN + "sources:\n  - {document: guide, paragraph: 1, evidence: '{crew}'}\n")
    assert made(folder)["apollo-12-began"].sources[0].evidence == ("Conrad", "Bean")


def test_braces_of_formulas_and_of_gaps_stay(folder: BankFolder) -> None:
    formula = r"$\frac{{a}}{2} x^{2n} \sqrt{{{flight}}} {{x}$, { flight } and {Flight}, {{flight}}"
    write(
        folder, f"id: '{{id}}-x'\ntype: card\ntopics: [t]\nback: x\nprompt: '{formula.replace('{{x}', '')}'\n"
    )
    prompt = made(folder)["apollo-8-x"].prompt
    assert prompt == r"$\frac{a}{2} x^{2n} \sqrt{{flight}} $, { flight } and {Flight}, {flight}"


def test_what_is_right_is_not_drawn_in_another_spelling(folder: BankFolder) -> None:
    rows = ["Osh", "osh.", "OSH", "Khorog", "Kulma"]
    table = "".join(f"      - {{id: r{number}, place: {place}}}\n" for number, place in enumerate(rows))
    block = 'id: "{id}-x"\ntype: single\ntopics: [t]\nprompt: W?\nanswer: "{place}"\nchoices_from: place\n'
    write(folder, block + "choices: 3\n", table=f"    table:\n{table}")
    for question in made(folder).values():
        assert len({folded(choice.text) for choice in question.choices}) == 3


def test_templates_may_stand_beside_questions_and_in_bank_yaml(folder: BankFolder) -> None:
    write(folder, BEGAN)
    text = (folder.path / "q.yaml").read_text()
    question = (
        "questions:\n  - {id: a, type: short, topics: [t], prompt: Q, answer: x, excludes: [apollo-8-b]}\n"
    )
    folder.write("q.yaml", question + text)
    folder.write("bank.yaml", HEADER + text.replace("-began", "-b"))
    assert len(made(folder)) == 11


def test_defaults_hold_for_what_is_made_too(folder: BankFolder) -> None:
    folder.write("bank.yaml", HEADER + "defaults: {document: guide, topics: [t/u]}\n")
    write(folder, BEGAN.replace("topics: [t]\n", "") + "sources: [{paragraph: 1, evidence: ['{flight}']}]\n")
    question = made(folder)["apollo-8-began"]
    assert (question.topics, question.sources[0].document) == (("t/u",), "guide")


# ---- what is wrong

#: What is changed in a question, in which of its lines and columns that is a fault, and which.
FAULTS = [
    ("{flight}", "{fligth}", 3, 17, "there is no column `fligth` (did you mean `{flight}`?)"),
    ("{flight}", "$x^{n}$", 3, 17, "there is no column `n` (the columns are id, "),
    ("{flight}", "{crew}", 3, 17, "the column `crew` holds more than texts, so it can't stand within one"),
    ('"{commander}"', "{commander}", 4, 17, "without quotes, `{commander}` is a mapping"),
    ("commander\n", "comander\n", 5, 23, "there is no column `comander` (did you mean `commander`?)"),
    ("_from: commander", "_from: [crew]", 5, 23, "`choices_from` should be the name of a column"),
    ("{id}-commander", "commander", 0, 13, "the `id` of a question in a template needs that of the row"),
    ("{id}-commander", "{flight}", 0, 13, "the `id` of a question in a template needs that of the row"),
    ("prompt", "promt", 3, 9, "row `apollo-8` and 4 more: `promt` is not a key of a question"),
    ("[t]", "['A {id}']", 2, 18, "row `apollo-8` and 4 more: a topic should be made of small letters"),
    (
        "commander\n",
        "commander\nchoices: 6\n",
        5,
        23,
        "row `apollo-8` and 4 more: 1 right and 4 other values",
    ),
    ("commander\n", "commander\nchoices: 1\n", 6, 18, "beside `choices_from`, `choices` should be a number"),
    ("[t]", "[t]\nfeedback: {'{flight}': x}", 3, 20, "no column can stand in a key, as in `{flight}`"),
    ("commander\n", "commander\nchoices_feedback: '{f}'\n", 6, 27, "there is no column `f`"),
    ("commander\n", "commander\nchoices_feedback: [x]\n", 6, 27, "`choices_feedback` should be a text"),
    ("commander\n", "commander\nchoices_feedback: $\\frac$\n", 6, 27, "row `apollo-8` and 4 more: the"),
    ('"{commander}"', "x{flight}\ntyp: x", 5, 9, "row `apollo-8` and 4 more: `typ` is not a key"),
]


@pytest.mark.parametrize(("old", "new", "line", "column", "fault"), FAULTS)
def test_a_fault_of_a_question_stands_in_it_and_comes_once(
    folder: BankFolder, old: str, new: str, line: int, column: int, fault: str
) -> None:
    assert old in COMMANDER
    write(folder, COMMANDER.replace(old, new, 1))
    place = f"q.yaml:{FIRST_BLOCK + line}:{column}: "
    assert [one for one in folder.faults() if one.startswith(place + fault)]
    assert len(folder.faults()) <= 2


def test_a_fault_of_a_cell_stands_there(folder: BankFolder) -> None:
    write(folder, BEGAN, table=FLIGHTS.replace("1969-11-14", "1969-02-29"))
    (fault,) = folder.faults()
    assert fault.startswith("q.yaml:6:51: row `apollo-12`: “1969-02-29” can't be read")


def test_a_missing_cell_is_one_fault_of_its_row(folder: BankFolder) -> None:
    write(
        folder,
        BEGAN,
        BEGAN.replace("began", "start", 1).replace("When", "Was it {began} when"),
        table=FLIGHTS.replace("began: 1969-11-14, ", ""),
    )
    (fault,) = folder.faults()
    message = "the row `apollo-12` has no `began`, which the question `{id}-began` needs"
    assert fault == f"q.yaml:6:9: {message} (add `began: …`)"


def test_a_cell_that_no_question_needs_may_be_missing(folder: BankFolder) -> None:
    write(folder, BEGAN, table=FLIGHTS.replace("commander: Conrad, ", ""))
    assert len(made(folder)) == 5


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("{flight: Apollo 15}", "9:9: missing `id` in a row (add `id: …`, which its questions' ids need)"),
        ("{id: Apollo 15}", "9:14: the `id` of a row should be made of small letters, digits and hyphens"),
        ("{id: apollo-8}", "9:14: the row `apollo-8` is there twice (give it another id)"),
        ("{id: a, Flight: b}", "9:17: a column can't be named `Flight` (use small letters, digits"),
        ("apollo-15", "9:9: a row should be a mapping, not `apollo-15` (write keys and values below it)"),
    ],
)
def test_a_row_that_cannot_be_read_is_a_fault_beside_the_others(
    folder: BankFolder, row: str, fault: str
) -> None:
    write(folder, BEGAN, table=FLIGHTS + f"      - {row}\n")
    reading = folder.read()
    assert len(reading.questions) == 5
    assert any(found.startswith(f"q.yaml:{fault}") for found in folder.faults())


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("templates: x", "1:12: `templates` should be a list (begin each template with `- table:`)"),
        ("templates: [x]", "1:13: a template should be a mapping, not `x` (begin with `- table:`)"),
        ("templates: [{table: [{id: a}]}]", "1:13: missing `questions` (add `questions: …`)"),
        (
            "templates: [{tabel: [{id: a}]}]",
            "1:14: `tabel` is not a key of a template (did you mean `table`?)",
        ),
        (
            "templates: [{table: [{id: a}], questions: [{id: b}]}]",
            "1:49: the `id` of a question in a template",
        ),
        ("template: []", "1:1: missing `questions` (add `questions:` and the questions below it)"),
    ],
)
def test_a_template_without_its_shape_is_a_fault(folder: BankFolder, text: str, fault: str) -> None:
    folder.write("q.yaml", text)
    assert any(found.startswith(f"q.yaml:{fault}") for found in folder.faults())


@pytest.mark.parametrize(
    ("table", "fault"),
    [
        ("[]", "`table` needs at least 1 item, and has 0 (add to it)"),
        ("", "`table` is empty (write it)"),
        ("[apollo-8]", "a row should be a mapping, not `apollo-8` (write keys and values below it)"),
        (
            f"[{', '.join(f'{{id: r{n}, x: y}}' for n in range(201))}]",
            "201 items in one place, and 200 are the most (shorten it; what a table has more goes",
        ),
    ],
)
def test_of_a_table_without_a_row_that_could_be_read_no_column_is_missed(
    folder: BankFolder, table: str, fault: str
) -> None:
    questions = '[{id: "{id}-x", type: short, topics: [t], prompt: "{x}?", answer: "{y}"}]'
    folder.write("q.yaml", f"templates:\n  - table: {table}\n    questions: {questions}\n")
    (found,) = folder.faults()
    assert fault in found


def test_ids_that_are_taken_are_faults(folder: BankFolder) -> None:
    write(folder, BEGAN, BEGAN)
    (fault,) = folder.faults()
    assert fault.startswith("q.yaml:15:13: row `apollo-8` and 4 more: the id `apollo-8-began` is taken by")


def test_questions_that_could_not_be_made_are_not_said_to_be_missing(folder: BankFolder) -> None:
    write(folder, BEGAN + "excludes: ['{id}-commander']\n", COMMANDER.replace("{commander}", "{c}"))
    (fault,) = folder.faults()
    assert "there is no column `c`" in fault


def test_a_picture_of_two_pieces_is_looked_for_too(folder: BankFolder) -> None:
    table = "    table:\n      - {id: a, picture: '[A map](map.png)'}\n"
    write(folder, BEGAN.replace("{flight}", "!{picture}").replace('"{began}"', "1968"), table=table)
    (fault,) = folder.faults()
    assert "row `a`: there is no picture `map.png`" in fault


def test_evidence_that_no_row_finds_is_one_fault(folder: BankFolder, tmp_path: Path) -> None:
    (tmp_path / "guide.txt").write_text("Apollo 8 began.", encoding="utf-8")
    sources = "sources: [{document: guide, paragraph: 1, evidence: ['{flight} ended', '{commander}']}]\n"
    write(folder, BEGAN + sources)
    found = [str(problem).rpartition("/")[2] for problem in check_evidence(folder.read(), tmp_path)]
    assert len(found) == 6
    assert "q.yaml:15:62: row `apollo-8` and 4 more: paragraph 1 doesn't say `Apollo 8 ended`" in found[-1]
    assert found[0].startswith("q.yaml:4:72: row `apollo-8`: paragraph 1 doesn't say `Borman`")


# ---- any table


names = st.text("abc XYZ.é-", min_size=1, max_size=6).filter(lambda text: text.strip(" ."))
tables = st.dictionaries(st.from_regex(r"[a-z0-9]{1,4}", fullmatch=True), names, min_size=1, max_size=30)
CHOOSE = {
    "id": "{id}-who",
    "type": "single",
    "topics": ["t"],
    "prompt": "Who is {id}?",
    "answer": "{name}",
    "choices_from": "name",
}


def questions_of(table: dict[str, str], choices: int = USUAL_CHOICES) -> dict[str, Question] | None:
    """Return the questions that a table makes by their ids, None where there are faults."""
    rows = [{"id": key, "name": name} for key, name in table.items()]
    again = {**CHOOSE, "id": "who-again-{id}", "type": "multiple", "answer": ["{name}"]}
    blocks = [{**block, "choices": choices} for block in (CHOOSE, again)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "moon"
        folder.mkdir()
        (folder / "bank.yaml").write_text(HEADER, encoding="utf-8")
        # JSON is YAML too.
        text = json.dumps({"templates": [{"table": rows, "questions": blocks}]})
        (folder / "q.yaml").write_text(text, encoding="utf-8")
        reading = read_bank(folder)
    if reading.bank is None:
        assert reading.problems
        return None
    return {question.id: question for question in reading.bank.questions}


@settings(deadline=None)
@given(tables, st.integers(2, 5))
def test_any_table_makes_questions_that_stay_or_faults(table: dict[str, str], choices: int) -> None:
    questions = questions_of(table, choices)
    assert questions == questions_of(table, choices)
    if questions is None:
        assert len({folded(name) for name in table.values()}) < choices
        return
    assert len(questions) == 2 * len(table)
    for question in questions.values():
        assert isinstance(question, SingleQuestion | MultipleQuestion)
        texts = [folded(choice.text) for choice in question.choices]
        assert len(texts) == len(set(texts)) == choices
        right = question.answer if isinstance(question, SingleQuestion) else question.answer[0]
        assert [choice.text for choice in question.choices].count(right.strip()) == 1


@settings(deadline=None)
@given(tables, st.from_regex(r"[a-z0-9]{5}", fullmatch=True), names, st.integers(2, 5))
def test_a_new_row_changes_one_choice_of_other_questions_at_most(
    table: dict[str, str], key: str, name: str, choices: int
) -> None:
    before, after = questions_of(table, choices), questions_of({**table, key: name}, choices)
    if before is None:
        return
    assert after is not None
    assert after.keys() - before.keys() == {f"{key}-who", f"who-again-{key}"}
    for one, old in before.items():
        new = after[one]
        assert isinstance(old, SingleQuestion | MultipleQuestion)
        assert isinstance(new, SingleQuestion | MultipleQuestion)
        assert old.model_copy(update={"choices": new.choices}) == new
        assert len(set(new.choices) - set(old.choices)) <= 1
        stayed = [choice for choice in old.choices if choice in new.choices]
        assert [choice for choice in new.choices if choice in old.choices] == stayed


# ---- however large


def rows(count: int, cells: Callable[[int], str]) -> str:
    return "".join(f"      - {{id: r{number}, {cells(number)}}}\n" for number in range(count))


def block(prompt: str, rest: str = "type: x") -> str:
    return f"        prompt: >-\n          {prompt}\n        {rest}\n"


def numbered(before: str, count: int, row: int = 0) -> str:
    return "".join(f"{before}{row}x{number}{'}' if before == '{c' else ': x, '}" for number in range(count))


#: Rows, a question without its id, and how many such questions there are.
HOSTILE: dict[str, Callable[[], tuple[str, str, int]]] = {
    "more questions than are read": lambda: (rows(200, "name: n{}".format), block("x"), 60),
    "a long cell in many braces": lambda: (
        rows(1, lambda _: f"name: {'a' * 1_000_000}"),
        block("{name}" * 50_000),
        3,
    ),
    "many unknown columns": lambda: (rows(200, "name: n{}".format), block(numbered("{c", 60_000)), 8),
    "many columns in many rows": lambda: (
        rows(200, lambda row: numbered("c", 190, row)),
        block("".join(numbered("{c", 190, row) for row in range(200))),
        5,
    ),
    "many choices to rank": lambda: (
        rows(200, lambda row: f"name: [{', '.join(f'v{row}x{number}' for number in range(200))}]"),
        block("x", "type: multiple\n        choices_from: name\n        answer: x"),
        40,
    ),
}


@pytest.mark.parametrize("parts", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_templates_are_read_in_bounded_time(
    folder: BankFolder, parts: Callable[[], tuple[str, str, int]]
) -> None:
    table, question, count = parts()
    blocks = "".join(f'      - id: "{{id}}-{number}"\n{question}' for number in range(count))
    text = f"templates:\n  - table:\n{table}    questions:\n{blocks}"
    (folder.path / "q.yaml").write_text(text, encoding="utf-8")
    assert len(text) < MOST_BYTES
    before = time.process_time()
    reading = folder.read()
    assert time.process_time() - before < MOST_SECONDS
    ends = ("the templates of this file make more than", "the rest of this file wasn't checked")
    assert [problem for problem in reading.problems if any(end in problem.message for end in ends)]


def test_a_large_table_is_read_whole(folder: BankFolder) -> None:
    commander = COMMANDER.replace("commander", "name").replace("flight", "name")
    blocks = (commander.replace("}-", f"}}-{number}-") for number in range(MOST_QUESTIONS // MOST_ITEMS))
    write(folder, *blocks, table=f"    table:\n{rows(MOST_ITEMS, 'name: n{}'.format)}")
    assert len(made(folder)) == MOST_QUESTIONS


def test_a_template_that_can_but_be_too_large_is_refused_before_it_makes_a_question(
    folder: BankFolder,
) -> None:
    blocks = [BEGAN.replace("}-", f"}}-{number}-") for number in range(MOST_QUESTIONS // MOST_ITEMS + 1)]
    table = f"    table:\n{rows(MOST_ITEMS, 'flight: n{0}, began: 1970'.format)}"
    write(folder, *blocks, table=table)
    reading = folder.read()
    (problem,) = reading.problems
    assert "make more than 10,000 questions" in problem.message
    assert reading.questions == ()
    write(folder, *blocks[1:], table=table)
    assert len(made(folder)) == MOST_QUESTIONS
