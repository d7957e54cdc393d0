"""A fault of a question through `read_bank`: at its place, in plain words, and once."""

import pytest
from support.bank_folder import BankFolder, one

SHAPES = [
    # Keys that are unknown or missing.
    (one("promt: x"), ["7:5: `promt` is not a key of a question of type `short` (did you mean `prompt`?)"]),
    (
        one("alias: [x]"),
        ["7:5: `alias` is not a key of a question of type `short` (did you mean `aliases`?)"],
    ),
    (
        one("colour: red"),
        [
            "7:5: `colour` is not a key of a question of type `short` (remove it; the keys are `id`, `t",
        ],
    ),
    (
        one("forgive: [case, acents]"),
        ["7:21: an item of `forgive` should be `case`, `accents`, `punctuation`, `spacing` or `arti"],
    ),
    (one("typos: 3"), ["7:12: `typos` should be at most 2, not 3 (change the number)"]),
    (one("aliases: [Och, {text: Ush, credit: 2}]"), ["7:40: `credit` should be at most 1, not 2 (change"]),
    (one("regex: o(sh"), ["7:12: this pattern can't be used: missing ): o(sh (correct it; the rules are"]),
    (one("regex: Os?h"), ["7:12: this pattern can't be used: it has a capital letter, and case is forgiv"]),
    (
        one("tolerance: -1", kind="number", answer="answer: 5"),
        ["7:16: the tolerance is below zero (write how far a response may lie away)"],
    ),
    (
        one("range: [1, 2]", kind="number", answer="answer: 5"),
        ["2:5: both `answer` and `range` say what is right (keep one of them)"],
    ),
    (
        one("", kind="number", answer="range: [2]"),
        ["6:12: `range` needs at least 2 items, and has 1 (add to it)"],
    ),
    (
        one("unit: {km: 1, m: 0}", kind="number", answer="answer: 5"),
        ["7:22: `m` should be more than 0, not 0 (change the number)"],
    ),
    (
        one("", kind="date", answer="answer: 30 February 2001"),
        ["6:13: “30 February 2001” can't be read as an answer (There is no day 30 in that month: it has"],
    ),
    (
        one("right_year: 0.5", kind="date", answer="answer: 2001"),
        ["7:17: the answer is a year: there is no right year besides (leave it out)"],
    ),
    (
        one("choices: [a, {text: b, pin: first}]", kind="single", answer="answer: a"),
        ["7:33: `pin` should be `last`, not `first` (write `last`)"],
    ),
    (
        one("choices: [a, b, a.]", kind="single", answer="answer: a"),
        ["7:21: the choice “a.” is there twice, as “a” (leave one of them out)"],
    ),
    (one("", answer="explanation: x"), ["2:5: missing `answer` (add `answer: …`)"]),
    (
        "questions:\n  - type: date\n",
        [f"2:5: missing `{key}` (add `{key}: …`)" for key in ("answer", "id", "prompt", "topics")],
    ),
    (
        one("feedback:\n  - {response: Uch, txt: No.}"),
        [
            "8:9: missing `text` in an item of `feedback` (add `text: …`)",
            "8:25: `txt` is not a key of an item of `feedback` (did you mean `text`?)",
        ],
    ),
    (
        one("sources: [{document: guide, paragraph: 1}]"),
        ['7:15: missing `evidence` in a source (add `evidence: ["…"]`, a few words as they stand there)'],
    ),
    # Values of another kind.
    (one("aliases: Och"), ["7:14: `aliases` should be a list, not `Och` (put it in brackets: `[Och]`)"]),
    (
        one("explanation: [x]"),
        ["7:18: `explanation` should be a text, not a list (put it in quotes if it is a text)"],
    ),
    (
        one("sources: [{document: guide, paragraph: six, evidence: [x]}]"),
        ["7:44: `paragraph` should be a whole number, not `six` (write digits alone)"],
    ),
    (
        one("sources: [guide]"),
        ["7:15: a source should be a mapping, not `guide` (write `{document: …, paragraph: …, evidence: …}`"],
    ),
    (
        one("feedback: {3000: too low}"),
        ["7:15: `feedback` should be a list, not a mapping (write a list of `{response: …, text: …}`)"],
    ),
    (
        one("rubric: [fertile soil]", kind="essay", answer="model_answer: x"),
        ["7:14: a criterion should be a mapping, not `fertile soil` (write `{criterion: …, points: …}`)"],
    ),
    (
        one("", answer="answer: [Osh, Och]"),
        ["6:13: `answer` should be a text, not a list (write one, and the others under `aliases`)"],
    ),
    (
        one("choices: [A, B]", kind="single", answer="answer: [A, B]"),
        ["6:13: `answer` should be a text, not a list (write one, or make it `type: multiple`)"],
    ),
    (
        one("range: 3\npairs: 3"),
        [
            "7:5: `range` is not a key of a question of type `short` (remove it; the keys are `id`",
            "8:5: `pairs` is not a key of a question of type `short` (remove it)",
        ],
    ),
    (
        one("tests: [{response: x, mark: right}]"),
        ["7:33: `mark` should be a number or `malformed`, not `right` (write a number or `malformed`)"],
    ),
    (
        one("tests: [{response: x, mark: malform}]"),
        ["7:33: `mark` should be a number or `malformed`, not `malform` (did you mean `malformed`?)"],
    ),
    (
        one("tests: [{response: {a: b}, mark: 1}]"),
        ["7:24: `response` should be a text or a list, not a mapping (put it in quotes if it is a text)"],
    ),
    (
        one("", kind="truefalse", answer="answer: perhaps"),
        ["6:13: `answer` should be true or false, not `perhaps` (write `true` or `false`)"],
    ),
    (
        one("choices: [A, B]\nmarking: per-choise", kind="multiple", answer="answer: [A]"),
        [
            "8:14: `marking` should be `right-minus-wrong`, `per-choice` or `all-or-nothing`, not `per-ch",
        ],
    ),
    # Values out of bounds.
    (one("explanation:"), ["`explanation` is empty (write it, or leave the key out)"]),
    (one("", answer="answer: ''"), ["6:13: `answer` is empty (write it)"]),
    (one("aliases: [x, '']"), ["7:18: an alias is empty (write it)"]),
    (
        one("sources: [{document: guide, paragraph: 0, evidence: [x]}]"),
        ["7:44: `paragraph` should be at least 1, not 0 (change the number)"],
    ),
    (
        one("tests: [{response: Osh, mark: 1.5}]"),
        ["7:35: `mark` should be at most 1, not 1.5 (change the number)"],
    ),
    (
        one("tests: [{response: Osh, mark: nan}]"),
        ["7:35: `mark` should be at most 1, not nan (change the number)"],
    ),
    (one("choices: [A]", kind="single"), ["7:14: `choices` needs at least 2 items, and has 1 (add to it)"]),
    (
        one("choices: [A, [B], C]", kind="single", answer="answer: A"),
        ["7:18: a choice should be a mapping, not a list (write keys and values below it)"],
    ),
    (
        one(f"choices: [{', '.join('abcdefghijklmnopqrstu')}]", kind="single", answer="answer: a"),
        ["7:14: `choices` may have at most 20 items, and has 21 (shorten it)"],
    ),
    (
        one(f"explanation: {'x' * 20_001}"),
        ["7:18: `explanation` has more than 20,000 characters (shorten it)"],
    ),
    (
        "questions:\n  - {id: What Is It?, type: short, topics: [A/Bé], prompt: x, answer: x}\n",
        [
            "2:10: `id` should be made of small letters, digits and hyphens, not `What Is It?` (write `what",
            "2:45: a topic should be made of small letters, digits and hyphens, with `/` between levels, not",
        ],
    ),
    # Types.
    (
        "questions:\n  - {id: a, type: singel, topics: [t], prompt: x, choices: [a, b], anser: a}\n",
        ["2:19: `singel` is not a type of question (did you mean `single`?)"],
    ),
    (
        one("explanation: ''", kind="riddle"),
        [
            "3:11: `riddle` is not a type of question (write one of single, multiple, truefalse, short",
            "7:18: `explanation` is empty (write it, or leave the key out)",
        ],
    ),
    ("questions:\n  - {id: a, topics: [t], prompt: x, answer: x}\n", ["2:5: missing `type` (add `type: …`)"]),
    (
        one("", kind="[short]"),
        ["3:11: `type` should be a text, not a list (put it in quotes if it is a text)"],
    ),
    # Files that hold something else.
    (
        "- id: a\n",
        ["1:1: this file should hold keys such as `questions:` (write `questions:` above it)"],
    ),
    ("questions:\n", ["`questions` should be a list, and is empty (begin each question with `- id: …`)"]),
    ("questions: {id: a}\n", ["1:12: `questions` should be a list (begin each question with `- id: …`)"]),
    (
        "questions: [a, [b]]\n",
        [
            "1:13: a question should be a mapping, not `a` (begin with `- id: …`)",
            "1:16: a question should be a mapping, not a list (begin with `- id: …`)",
        ],
    ),
    (
        "question: []\n",
        ["1:1: `question` is not a key of a file of questions (did you mean `questions`?)", "1:1: missing"],
    ),
    (
        "questions:\n- id: a\ntype: short\n",
        [
            *[f"2:3: missing `{key}`" for key in ("prompt", "topics", "type")],
            "3:1: `type` is not a key of a file of questions (indent it as far as the `id` of its question)",
        ],
    ),
    (
        "title: The Moon\n",
        [
            "1:1: `title` is not a key of a file of questions (remove it;",
            "1:1: missing `questions` (add `questions:` and the questions below it)",
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), SHAPES, ids=[expected[0][:60] for _, expected in SHAPES])
def test_a_fault_of_shape_stands_at_its_place_in_plain_words(
    text: str, expected: list[str], folder: BankFolder
) -> None:
    folder.write("q.yaml", text)
    found = folder.faults()
    assert len(found) == len(expected)
    for fault in expected:
        assert any(line.startswith(f"q.yaml:{fault}") or line.endswith(f": {fault}") for line in found), found
    assert folder.read().bank is None


MEANINGS = [
    (one("", kind="single\n    choices: [A, B]"), "7:13: “Osh” isn't among the choices"),
    (
        one("sources: [{document: giude, paragraph: 1, evidence: [x]}]"),
        "7:26: `giude` is not a document of this bank (did you mean `guide`?)",
    ),
    (
        one("sources: [{document: guide, paragraph: 1, evidence: [x, a b c d e f g h i j k l m]}]"),
        "7:61: this evidence has 13 words, and 12 are the most (keep the few words that prove the answer)",
    ),
    (
        one("tests: [{response: osh!, mark: 1}, {response: Och, mark: 1}]"),
        "7:51: this test expects 1 for `Och`, which earns 0 (correct the test, the answer or",
    ),
    (
        one("tests: [{response: Osh, mark: malformed}]"),
        "7:24: this test expects malformed for `Osh`, which earns 1 (",
    ),
    (
        one("tests: [{response: [Osh], mark: 1}]"),
        "7:24: this test expects 1 for `Osh`, which is malformed: “Write an answer.” (",
    ),
    (
        one(
            "choices: [A, B, C]\ntests: [{response: [A, B], mark: 0.5}]",
            kind="multiple",
            answer="answer: [A, B, C]",
        ),
        "8:24: this test expects 0.5 for `A, B`, which earns 0.67 (",
    ),
    (one("explanation: So $\\frac{1}$ it is."), "7:18: the formula `\\frac{1}` can't be read: "),
    (
        one("choices: [$x$, {text: B, feedback: $\\nosuch$}]", kind="single", answer="answer: $x$"),
        "7:40: the formula `\\nosuch` can't be read: `\\nosuch` isn't known",
    ),
]


@pytest.mark.parametrize(("text", "expected"), MEANINGS, ids=[expected[:60] for _, expected in MEANINGS])
def test_a_fault_of_meaning_stands_at_its_place(text: str, expected: str, folder: BankFolder) -> None:
    folder.write("q.yaml", text)
    found = folder.faults()
    assert len(found) == 1, found
    assert found[0].startswith(f"q.yaml:{expected}")
    assert folder.read().bank is None


def test_a_mark_of_two_decimals_is_near_enough_to_a_third(folder: BankFolder) -> None:
    choices = "choices: [A, B, C, D]\ntests: [{response: [A], mark: 0.33}, {response: [A, B], mark: 0.667}]"
    folder.write("q.yaml", one(choices, kind="multiple", answer="answer: [A, B, C]"))
    assert folder.faults() == []


def test_dollars_in_what_learners_type_are_no_mathematics(folder: BankFolder) -> None:
    folder.write("q.yaml", one('aliases: ["$\\\\nosuch$"]\nexplanation: It costs $5 and $10.'))
    assert folder.faults() == []


def test_html_and_code_between_dollars_are_advised_against(folder: BankFolder) -> None:
    folder.write("q.yaml", one("explanation: 'H<sub>2</sub>O costs $mass$'"))
    dollars, html = map(str, folder.read().advice)
    assert "warning: `<sub>` is shown as it stands, since HTML isn't supported (write `H~2~O`;" in html
    assert "hint: `$mass$` is shown as a formula (write `\\$` for a dollar," in dollars
    assert folder.read().bank


def test_a_questions_own_tests_wait_until_it_is_right_otherwise(folder: BankFolder) -> None:
    folder.write("q.yaml", one("choices: [A, B]\ntests: [{response: A, mark: 1}]", kind="single"))
    assert [fault.split(" (")[0] for fault in folder.faults()] == [
        "q.yaml:6:13: “Osh” isn't among the choices"
    ]


def test_a_refused_value_is_no_second_fault(folder: BankFolder) -> None:
    folder.write("q.yaml", one("explanation: *x\naliases: *y\ntests: [*z]"))
    assert [fault.split(" (")[0] for fault in folder.faults()] == [
        f"q.yaml:{place}: `*{name}` points to another place, and such aliases aren't used here"
        for place, name in (("7:18", "x"), ("8:14", "y"), ("9:13", "z"))
    ]


def test_a_misspelt_key_hides_no_other_fault_of_the_question(folder: BankFolder) -> None:
    folder.write(
        "questions.yaml",
        """\
        questions:
          - id: a
            type: single
            topics: [moon]
            prompt: A?
            choices: [A, B]
            answer: C
            explaination: Because.
            sources: [{document: nowhere, paragraph: 1, evidence: [x]}]
        """,
    )
    messages = [problem.message for problem in folder.read().problems]
    assert len(messages) == 3
    assert any("explaination" in message for message in messages)
    assert any("isn't among the choices" in message for message in messages)
    assert any("`nowhere`" in message for message in messages)


def test_the_faults_of_a_hopeless_question_are_counted(folder: BankFolder) -> None:
    folder.write("q.yaml", one("\n".join(f"key{number}: x" for number in range(150))))
    fault = "q.yaml:2:5: a question of type `short` with 150 faults, which are too many to list"
    assert folder.faults() == [f"{fault} (compare it with another one)"]
