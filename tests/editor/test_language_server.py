"""What authors see while they write: the schema of banks, in the server behind most editors."""

import json
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.documented import OTHER_PAGES, ROOT, files_of_guide, yaml_blocks
from support.language_server import LanguageServer

from quizapp.bank.json_schema import json_schema
from quizapp.question_types import TYPES

FILES = sorted([*(ROOT / "questions").rglob("*.yaml"), *(ROOT / "tests" / "banks").rglob("*.yaml")])
START = "questions:\n  - id: a\n    topics: [t]\n    prompt: What?\n"
TEMPLATE = "templates:\n  - table: [{id: a, c: d}]\n    questions:\n"


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanguageServer]:
    yield from editor_with(json_schema(), tmp_path_factory.mktemp("editor"))


@pytest.fixture(scope="module")
def strict_editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanguageServer]:
    """Give the editor of a bank that gives its questions no topics by default."""
    yield from editor_with(json_schema(by_default=()), tmp_path_factory.mktemp("strict-editor"))


def editor_with(schema: object, folder: Path) -> Iterator[LanguageServer]:
    file = folder / "bank.schema.json"
    file.write_text(json.dumps(schema), encoding="utf-8")
    with LanguageServer(file) as server:
        yield server


def whole(block: str, number: int) -> str:
    """Return a block as a file: of what docs/typed-answers.md shows of a question, the question."""
    if not block.startswith("type: "):
        return block
    prompt = "" if "prompt:" in block else "prompt: What?\n"
    rest = textwrap.indent(f"id: a-{number}\ntopics: [t]\n{prompt}{block}", "    ")
    return f"questions:\n  -\n{rest}"


def test_nothing_is_underlined_in_what_the_docs_show(editor: LanguageServer) -> None:
    blocks = [block for page in OTHER_PAGES for block in yaml_blocks(page)]
    assert len(blocks) > 300
    assert editor.messages(*files_of_guide().values()) == []
    assert editor.messages(*(whole(block, number) for number, block in enumerate(blocks))) == []


def test_nothing_is_underlined_in_the_banks_of_the_project(editor: LanguageServer) -> None:
    assert editor.messages(*(file.read_text(encoding="utf-8") for file in FILES)) == []


@pytest.mark.parametrize("word", ["true", "yes", "No", "off", "'false'", "1", "y"])
def test_a_truth_value_may_be_any_word_that_the_check_takes_for_one(
    word: str, editor: LanguageServer
) -> None:
    feedback = "    feedback: {true: Yes., false: No.}\n"
    assert editor.messages(f"{START}    type: truefalse\n    answer: {word}\n{feedback}") == []


@pytest.mark.parametrize("word", ["perhaps", "[true]", ""])
def test_any_other_word_for_a_truth_value_is_underlined_once(word: str, editor: LanguageServer) -> None:
    found = editor.messages(f"{START}    type: truefalse\n    answer: {word}\n")
    assert found == ["6: Write true or false."]


@pytest.mark.parametrize(
    "start",
    [
        "questions:\n  -",
        "questions:\n  - {id: a, type: short, topics: [t], prompt: What?, answer: x}\n  -",
        f"{START}    type: single\n    answer: b\n    choices:\n      - b\n      -",
        f"{START}    type: short\n    answer: b\n    hints:\n      -",
        f"{START}    type: short\n    answer: b\n    aliases:\n      -",
        f"{START}    type: short\n    answer: b\n    sources:\n      -",
        f"{START}    type: short\n    answer: b\n    tests:\n      -",
        f"{START}    type: short\n    answer: b\n    excludes:\n      -",
        f"{START}    type: short\n    answer: b\n    feedback:\n      -",
        f"{START}    type: matching\n    pairs:\n      - [a, b]\n      - [c, d]\n      -",
        f"{START}    type: ordering\n    items:\n      - a\n      - b\n      -",
        f"{START}    type: timeline\n    events:\n      - {{event: a, date: 1990}}\n      -",
        f"{START}    type: essay\n    rubric:\n      -",
        f"{START}    type: cloze\n    text: A {{b}}\n    gaps:\n      b:",
        "templates:\n  -",
        f"{TEMPLATE}      -",
        "schema: 1\nbank: a\ntitle: A\nquizzes:\n  -",
        "schema: 1\nbank: a\ntitle: A\nquizzes:\n  - {id: a, title: A, questions: [b]}\n  -",
        "schema: 1\nbank: a\ntitle: A\nquizzes:\n  - id: a\n    title: A\n    sections:\n      -",
        "schema: 1\nbank: a\ntitle: A\ndocuments:\n  -",
        "schema: 1\nbank: a\ntitle: A\nomitted:\n  -",
    ],
)
def test_an_item_only_begun_is_underlined_once(start: str, editor: LanguageServer) -> None:
    assert len(editor.messages(f"{start}\n")) == 1


@pytest.mark.parametrize("name", TYPES)
def test_what_lacks_is_told_of_the_type_that_was_written(name: str, editor: LanguageServer) -> None:
    assert editor.sources(f"questions:\n  - id: a\n    type: {name}\n") == {TYPES[name].label}


def test_topics_are_missed_unless_the_bank_gives_them(
    editor: LanguageServer, strict_editor: LanguageServer
) -> None:
    text = "questions:\n  - {id: a, type: short, prompt: What?, answer: b}\n"
    assert strict_editor.messages(text) == ['2: Missing property "topics".']
    assert editor.messages(text) == []
    assert '2: Missing property "topics".' in strict_editor.messages("questions:\n  - {id: a}\n")


def test_a_name_of_another_form_is_told_in_words(editor: LanguageServer) -> None:
    text = START.replace("id: a", "id: A b") + "    type: short\n    answer: b\n"
    assert editor.messages(text) == ["2: This should be small letters, digits and hyphens."]


@pytest.mark.parametrize(
    "start",
    [
        "",
        "schema: 1\n",
        "schema: 1\nquizzes:\n  - ",
        "schema: 1\nquizzes:\n  - sections:\n    - ",
        "schema: 1\nquizzes:\n  - sections:\n    - items:\n      - ",
        "schema: 1\ndocuments:\n  - ",
        "questions:\n  - ",
        "questions:\n  - id: a\n    ",
        f"{START}    type: single\n    choices:\n      - ",
        f"{START}    type: short\n    aliases:\n      - ",
        f"{START}    type: short\n    feedback:\n      - ",
        f"{START}    type: short\n    hints:\n      - ",
        f"{START}    type: matching\n    pairs:\n      - ",
        f"{START}    type: cloze\n    gaps:\n      b:\n        ",
        f"{START}    type: truefalse\n    feedback:\n      ",
        f"{TEMPLATE}      - ",
        f"{TEMPLATE}      - type: single\n        ",
    ],
)
def test_what_is_offered_are_keys_and_plain_words(start: str, editor: LanguageServer) -> None:
    offered = editor.labels(start)
    assert offered
    raw = re.compile(r"[a-z][A-Z]|InTemplate|object\(")
    assert [label for label in offered if raw.search(label)] == []
