"""The JSON Schema of templates: that of questions, where a column in braces may stand for any value."""

from collections.abc import Mapping
from typing import Any, Final

from quizapp.bank.templates.blocks import USUAL_CHOICES
from quizapp.bank.templates.tables import COLUMN
from quizapp.question_types.choices import FEWEST_CHOICES, MOST_CHOICES

_REF: Final = "#/$defs/"
_SUFFIX: Final = "InTemplate"
#: A text with a column in it.
_FILLED: Final = {"type": "string", "pattern": rf"\{{{COLUMN.pattern}\}}"}
#: What only a question in a template may say.
_CHOICES: Final = {
    "type": ["integer", "string"],
    "minimum": FEWEST_CHOICES,
    "maximum": MOST_CHOICES,
}


def template_schema(
    definitions: dict[str, Any], question: Mapping[str, Any], describe: Mapping[str, str]
) -> dict[str, Any]:
    """Return the schema of a template of which `question` is what a question is.

    What it refers to is added to `definitions`, where what `question` refers to is already.
    """
    blocks = _relaxed(question, definitions, describe)
    rows = {
        "title": "Row",
        "type": "object",
        "properties": {
            "id": {"type": "string", "description": describe["Row.id"]},
            "was": {"description": describe["Row.was"]},
        },
        "required": ["id"],
        "propertyNames": {"pattern": f"^{COLUMN.pattern}$"},
    }
    return {
        "title": "Template",
        "type": "object",
        "properties": {
            "table": _list(describe["table"], rows),
            "questions": _list(describe["Template.questions"], blocks),
        },
        "required": ["questions", "table"],
        "additionalProperties": False,
    }


def _list(description: str, items: Any) -> dict[str, Any]:
    return {"description": description, "type": "array", "minItems": 1, "items": items}


def _relaxed(schema: Any, definitions: dict[str, Any], describe: Mapping[str, str]) -> Any:
    """Return a schema whose properties may be columns, and which refers to others like it."""
    if isinstance(schema, list):
        return [_relaxed(item, definitions, describe) for item in schema]
    if not isinstance(schema, Mapping):
        return schema
    made = {
        key: value if key in {"if", "required"} else _relaxed(value, definitions, describe)
        for key, value in schema.items()
        if key != "properties"
    }
    if "items" in made:
        made["items"] = _or_column(made["items"])
    if "$ref" in made:
        name = made["$ref"].removeprefix(_REF)
        made["$ref"] = f"{_REF}{name}{_SUFFIX}"
        if name + _SUFFIX not in definitions:
            definitions[name + _SUFFIX] = {}  # a place for it, should it refer to itself
            definitions[name + _SUFFIX] = _relaxed(definitions[name], definitions, describe)
    if "properties" in schema:
        made["properties"] = {
            key: _or_column(_relaxed(value, definitions, describe))
            for key, value in schema["properties"].items()
        }
        if "choices" in made["properties"]:
            _offer_column(made, describe)
    return made


def _or_column(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a property that may be a column, unless it is what a question is known by."""
    if "const" in schema:
        return schema
    description = {key: schema[key] for key in ("description",) if key in schema}
    return {**description, "anyOf": [{key: schema[key] for key in schema if key != "description"}, _FILLED]}


def _offer_column(schema: dict[str, Any], describe: Mapping[str, str]) -> None:
    """Let choices be drawn from a column."""
    properties = schema["properties"]
    properties["choices"]["anyOf"].append(_CHOICES)
    properties["choices_from"] = {
        "description": describe["choices_from"].format(usual=USUAL_CHOICES),
        "type": "string",
        "pattern": f"^{COLUMN.pattern}$",
    }
    properties["choices_feedback"] = {"description": describe["choices_feedback"], "type": "string"}
    schema["required"] = [key for key in schema["required"] if key != "choices"]
    schema["anyOf"] = [{"required": ["choices"]}, {"required": ["choices_from"]}]
