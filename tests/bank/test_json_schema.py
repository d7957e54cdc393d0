import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator as Validator

from quizapp.bank.json_schema import json_schema
from quizapp.question_types import TYPES

ROOT = Path(__file__).parents[2]
FILES = sorted([*(ROOT / "questions").rglob("*.yaml"), *(ROOT / "tests" / "banks").rglob("*.yaml")])
EXAMPLES = [example.question for kind in TYPES.values() for example in kind.examples]


class EditorLoader(yaml.CSafeLoader):
    """YAML as editors parse it, by the core schema of YAML 1.2: dates stay texts, `no` is one, 1:30 too."""

    yaml_implicit_resolvers = {}  # noqa: RUF012 -- PyYAML's own way


for tag, pattern, first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", "-+.0123456789"),
):
    expression = re.compile(f"^(?:{pattern})$")
    EditorLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", expression, list(first))


class PlainDumper(yaml.SafeDumper):
    """Writes texts without quotes, as authors do: "false" as false."""

    yaml_implicit_resolvers = {}  # noqa: RUF012 -- as above


@pytest.fixture(scope="module")
def validator() -> Validator:
    schema = json_schema()
    Validator.check_schema(schema)
    return Validator(schema)


def parsed(text: str) -> Any:
    return with_texts_as_keys(yaml.load(text, EditorLoader))  # a safe loader


def with_texts_as_keys(data: Any) -> Any:
    """Make JSON's keys of YAML's, as editors do: of `true:` too."""
    if isinstance(data, dict):
        return {
            key if isinstance(key, str) else json.dumps(key): with_texts_as_keys(data[key]) for key in data
        }
    return [with_texts_as_keys(item) for item in data] if isinstance(data, list) else data


def faults(validator: Validator, data: Any) -> list[str]:
    return [error.message for error in validator.iter_errors(data)]


def test_the_editors_loader_sees_numbers_and_truth_where_the_core_schema_does() -> None:
    text = "[1997, 1.5, 1e3, true, no, 2001-06-15, 1:30, 5 %]"
    assert parsed(text) == [1997, 1.5, 1000.0, True, "no", "2001-06-15", "1:30", "5 %"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_the_banks_of_the_project_suit_the_schema(file: Path, validator: Validator) -> None:
    assert faults(validator, parsed(file.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("question", EXAMPLES, ids=lambda question: question["id"])
def test_the_examples_of_every_type_suit_the_schema(question: dict[str, Any], validator: Validator) -> None:
    assert faults(validator, {"questions": [parsed(yaml.dump(question, Dumper=PlainDumper))]}) == []


COMMON = "id: a, topics: [t], prompt: What?"


def template(rest: str) -> str:
    """Return a template with one question, which is said the rest of."""
    block = f"{{id: '{{id}}-x', topics: [t], prompt: 'What is {{c}}?', {rest}}}"
    return f"templates: [{{table: [{{id: a, c: d, n: 1997}}], questions: [{block}]}}]"


@pytest.mark.parametrize(
    "rest",
    [
        "type: short, answer: '{c}', typos: '{n}', forgive: '{c}'",
        "type: number, answer: '{n}', tolerance: '{n} %', without_unit: '{n}'",
        "type: single, answer: '{c}', choices_from: c",
        "type: single, answer: '{c}', choices_from: c, choices: 3",
        "type: single, answer: '{c}', choices: ['{c}', d]",
        "type: multiple, answer: '{c}', choices_from: c, marking: '{c}', shuffle: '{c}'",
        "type: truefalse, answer: '{c}', feedback: {true: '{c}'}, tests: '{n}'",
        "type: cloze, text: 'A {{gap}} of {c}', gaps: {gap: {type: choice, choices_from: c, answer: '{c}'}}",
        "type: matching, pairs: [['{c}', x], {item: '{n}', match: '{c}'}]",
        "type: date, answer: '{n}', sources: [{document: d, paragraph: '{n}', evidence: '{c}'}]",
        "type: date, answer: '{n}', sources: [{document: d, paragraph: 3, evidence: [1997, '{c}']}]",
    ],
)
def test_a_column_may_stand_for_any_value_in_a_template(rest: str, validator: Validator) -> None:
    assert faults(validator, parsed(template(rest))) == []


@pytest.mark.parametrize(
    "question",
    [
        f"{{{COMMON}, type: date, answer: 2001-06-15}}",
        f"{{{COMMON}, type: date, answer: 2001, tests: [{{response: 2001, mark: 1}}]}}",
        f"{{{COMMON}, type: number, answer: 11000000, tolerance: 0.5}}",
        f"{{{COMMON}, type: number, answer: 11 million, tolerance: 5 %, unit: [km, kilometres]}}",
        f"{{{COMMON}, type: number, range: [50, 60 %], unit: {{'%': 1, share: 100}}, without_unit: 0.5}}",
        f"{{{COMMON}, type: date, answer: 1997-06-15, right_year: 0.5, language: de}}",
        f"{{{COMMON}, type: short, answer: no, aliases: [true, 1e3]}}",
        f"{{{COMMON}, type: short, answer: x, aliases: [{{text: 1, credit: 0.5}}], forgive: [case]}}",
        f"{{{COMMON}, type: single, choices: [a, {{text: b, pin: last}}], answer: a, shuffle: true}}",
        f"{{{COMMON}, type: truefalse, answer: true, feedback: {{true: Yes., false: No.}}}}",
        f"{{{COMMON}, type: single, choices: [1997, 1998, {{text: 1999, feedback: No.}}], answer: 1998}}",
        f"{{{COMMON}, type: multiple, choices: [true, false], answer: [true], marking: per-choice}}",
        "{id: 2001, type: short, topics: [1998], prompt: 42, answer: x, tests: [{response: y, mark: 0}]}",
        "{id: a, type: short, prompt: x, answer: x, sources: [{paragraph: 1, evidence: [1997]}]}",
    ],
)
def test_scalars_are_taken_as_an_editor_sees_them(question: str, validator: Validator) -> None:
    assert faults(validator, {"questions": [parsed(question)]}) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"questions: [{{{COMMON}, type: short, answer: x, alias: [y]}}]", "alias"),
        (f"questions: [{{{COMMON}, type: short}}]", "'answer' is a required property"),
        (f"questions: [{{{COMMON}, type: number, tolerance: 5 %}}]", "valid under any of"),
        (f"questions: [{{{COMMON}, type: number, answer: 5, range: [1, 2]}}]", "is valid under each of"),
        (f"questions: [{{{COMMON}, type: number, range: [1]}}]", "too short"),
        (f"questions: [{{{COMMON}, type: short, answer: x, forgive: [acents]}}]", "'acents' is not one of"),
        (f"questions: [{{{COMMON}, type: short, answer: x, typos: 3}}]", "maximum of 2"),
        (f"questions: [{{{COMMON}, type: riddle, answer: x}}]", "'riddle' is not one of"),
        (f"questions: [{{{COMMON}, type: short, answer: x, choices: [a, b]}}]", "choices"),
        (
            f"questions: [{{{COMMON}, type: truefalse, answer: perhaps}}]",
            "'perhaps' does not match",
        ),
        (
            f"questions: [{{{COMMON}, type: multiple, choices: [a, b], answer: [a], marking: x}}]",
            "'x' is not one of",
        ),
        ("questions: [{id: A b, type: short, topics: [t], prompt: x, answer: x}]", "does not match"),
        ("schema: 2\nbank: a\ntitle: A", "1 was expected"),
        ("schema: 1\nbank: a", "'title' is a required property"),
        ("schema: 1\nbank: a\ntitle: A\ncolour: red", "colour"),
        ("question: []", "'question' was unexpected"),
        ("templates: [{table: [{a: b}], questions: []}]", "'id' is a required property"),
        ("templates: [{table: [{id: a, B: c}], questions: []}]", "does not match"),
        (template("type: single, answer: x"), "under any of"),
        (template("type: single, answer: x, choices_from: '{c}'"), "does not match"),
        (template("type: date, answer: x, choices_from: c"), "choices_from"),
        (template("type: truefalse, answer: maybe"), "under any of"),
    ],
)
def test_what_the_check_refuses_an_editor_underlines(text: str, expected: str, validator: Validator) -> None:
    assert any(expected in fault for fault in faults(validator, parsed(text)))


def keys(schema: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield all keys that authors may write, each with its schema."""
    for name, value in schema.items() if isinstance(schema, dict) else enumerate(schema):
        here = f"{path}/{name}"
        if name == "properties" and "/if/" not in here:
            yield from ((f"{here}/{key}", property_) for key, property_ in value.items())
        if isinstance(value, dict | list):
            yield from keys(value, here)


def test_every_key_is_described_and_no_key_by_a_machine() -> None:
    described = list(keys(json_schema()))
    assert len(described) > 60
    assert [path for path, schema in described if not schema.get("description")] == []
    assert [path for path, schema in described if "title" in schema] == []


def test_the_schema_is_plain_json() -> None:
    assert json.loads(json.dumps(json_schema())) == json_schema()
