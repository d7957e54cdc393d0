"""What pydantic finds wrong with a shape, in words for an author and with the place it means.

Pydantic's errors name its own types, the branches of its unions and its patterns. None of that is of use
to somebody who writes questions, so none of it comes through.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple, get_args

from pydantic import BaseModel, StringConstraints, ValidationError
from pydantic_core import ErrorDetails

from quizapp.bank.checks.other_names import remedy_for_key, type_meant
from quizapp.bank.keys import Path, fields_at, near
from quizapp.bank.problem import short
from quizapp.bank.schema import Sha256, WebAddress
from quizapp.bank.yaml.slips import AFTER_DASH
from quizapp.question_types import TYPES
from quizapp.question_types.base import LanguageTag, Slug, TopicPath

#: What ends pydantic's location of a fault in the key of a mapping rather than in its value.
_KEY: Final = "[key]"
#: How a missing key is written, where its value isn't a text or a number.
_ADD: Final = {"evidence": 'add `evidence: ["…"]`, a few words as they stand there'}
#: All that questions of any type have; where a file has one of these itself, it stands too far to the left.
KEYS_OF_QUESTIONS: Final = frozenset(name for kind in TYPES.values() for name in kind.model.model_fields)
#: More faults than this in one question are counted, not listed.
MOST_FAULTS: Final = 100
#: With more required keys than this a mapping isn't shown as it should be.
_MOST_SHOWN: Final = 4


class ShapeFault(NamedTuple):
    """A fault in a shape: where, whether the key itself is meant, what, what to do."""

    path: Path
    at_key: bool
    message: str
    remedy: str


def _pattern(annotation: Any) -> str:
    """Return the pattern of an annotated text."""
    return str(next(item.pattern for item in get_args(annotation) if isinstance(item, StringConstraints)))


#: By pydantic's name of an error about the kind of a value: the kind it wants.
_WANTED: Final = {
    "string_type": "a text",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_parsing_size": "a smaller number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "finite_number": "a number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a text or a mapping",
    "union_tag_not_found": "a text or a mapping",
    "literal_error": "",
}
#: By its name of an error about the size of a value: the rule, and the key of the limit.
_LIMITS: Final = {
    "greater_than_equal": ("at least", "ge"),
    "greater_than": ("more than", "gt"),
    "less_than_equal": ("at most", "le"),
    "less_than": ("less than", "lt"),
}


#: By pattern: what a text should be, and what to write.
FORMS: Final = {
    _pattern(WebAddress): ("an address that begins with `https://`", "write it in full"),
    _pattern(Sha256): ("64 hexadecimal digits", "write what `sha256sum` prints"),
    _pattern(LanguageTag): ("the tag of a language", "write such as `en` or `pt-BR`"),
}
#: By pattern: what a name is made of, and what stands between its parts, if it has any.
SLUGS: Final = {
    _pattern(Slug): ("small letters, digits and hyphens", None),
    _pattern(TopicPath): ("small letters, digits and hyphens, with `/` between levels", "/"),
}
#: What an author reads for one item of a list.
_ITEMS: Final = {
    "aliases": "an alias",
    "choices": "a choice",
    "distractors": "a distractor",
    "documents": "a document",
    "events": "an event",
    **dict.fromkeys(("allows", "excludes", "was"), "an id"),
    "gaps": "a gap",
    "groups": "a group",
    "hints": "a hint",
    "items": "an item",
    "omitted": "an omission",
    "pairs": "a pair",
    "questions": "a question",
    "quizzes": "a ready quiz",
    "rubric": "a criterion",
    "sections": "a section",
    "sources": "a source",
    "table": "a row",
    "templates": "a template",
    "tests": "a test",
    "topics": "a topic",
    "types": "a type",
}
#: What to do instead, by the kind that is wanted.
_WRITE: Final = {
    "a whole number": "write digits alone",
    "a smaller number": "write fewer digits",
    "a number": "write digits, with a point before decimals",
    "true or false": "write `true` or `false`",
    "a mapping": "write keys and values below it",
}


def shape_faults(
    error: ValidationError, data: Mapping[str, Any], model: type[BaseModel], noun: str
) -> Iterator[ShapeFault]:
    """Yield the faults of `data`, which `model` refused; `noun` names it, such as "a short question"."""
    if error.error_count() > MOST_FAULTS:
        message = f"{noun} with {error.error_count():,} faults, which are too many to list"
        yield ShapeFault((), False, message, "compare it with another one")
        return
    groups: dict[Path, list[ErrorDetails]] = {}
    for detail in error.errors(include_url=False):
        groups.setdefault(_path(detail["loc"], data), []).append(detail)
    listed: set[Path] = set()
    for path, details in groups.items():
        firm = [detail for detail in details if detail["type"] not in _WANTED]
        if firm:
            for detail in firm:
                if detail["loc"][-1:] == (_KEY,):
                    yield _unfit_key(detail, path)
                elif detail["type"] == "extra_forbidden":
                    yield ShapeFault(path, True, *_unknown_key(path, data, model, noun, listed))
                else:
                    yield from _firm(detail, path, data, model, noun)
        elif not any(len(other) > len(path) and other[: len(path)] == path for other in groups):
            fault = _mismatch(details, path, _at(data, path), noun)
            remedy = _shaped(path, _at(data, path), model)
            yield fault._replace(remedy=remedy) if remedy else fault


def _path(loc: tuple[int | str, ...], data: Any) -> Path:
    """Keep of pydantic's location what exists in the data; the rest names branches of unions."""
    path: list[str | int] = []
    here: Any = data
    for step in loc:
        is_key = isinstance(here, dict) and step in here
        is_index = isinstance(here, list) and isinstance(step, int) and step < len(here)
        if is_key or is_index:
            path.append(step)
            here = here[step]
    return tuple(path)


def _at(data: Any, path: Path) -> Any:
    here: Any = data
    for step in path:
        here = here[step]
    return here


def _label(path: Path, noun: str) -> str:
    """Name what stands at a path."""
    if not path:
        return noun
    if isinstance(path[-1], str):
        return f"`{short(path[-1])}`"
    keys = [step for step in path if isinstance(step, str)]
    if not keys:
        return noun
    return _ITEMS.get(keys[-1], f"an item of `{keys[-1]}`")


def _firm(
    detail: ErrorDetails, path: Path, data: Any, model: type[BaseModel], noun: str
) -> Iterator[ShapeFault]:
    """Say what is wrong with a value of the right kind."""
    error_type, label, value = detail["type"], _label(path, noun), _at(data, path)
    context = detail.get("ctx", {})
    if error_type == "missing":
        key = str(detail["loc"][-1])
        where = f" in {label}" if path else ""
        yield ShapeFault(path, False, f"missing `{key}`{where}", _ADD.get(key, f"add `{key}: …`"))
    elif error_type in {"value_error", "assertion_error"}:
        message, remedy = _parted(str(context.get("error", "")))
        yield ShapeFault(path, False, f"{label}: {message}" if path else message, remedy)
    elif error_type == "union_tag_invalid":
        yield _unknown_type(path, str(context["tag"]), re.findall(r"'([^']*)'", context["expected_tags"]))
    elif isinstance(value, str) and not value.strip():
        yield ShapeFault(path, False, f"{label} is empty", _fill(path, model))
    elif error_type == "string_pattern_mismatch":
        yield ShapeFault(path, False, *_unfit(label, short(str(value)), str(context["pattern"])))
    elif error_type == "string_too_long":
        most = context["max_length"]
        yield ShapeFault(path, False, f"{label} has more than {most:,} characters", "shorten it")
    elif error_type in {"too_short", "too_long"}:
        yield from _length(error_type, path, label, len(value), context)
    elif error_type in _LIMITS:
        rule, key = _LIMITS[error_type]
        message = f"{label} should be {rule} {context[key]:g}, not {short(str(value))}"
        yield ShapeFault(path, False, message, "change the number")
    else:
        yield ShapeFault(path, False, f"{label} can't be `{short(str(value))}`", "change it")


def _unknown_type(path: Path, name: str, names: Sequence[str]) -> ShapeFault:
    """Say that what has a type of its own, such as a gap, has none that is known."""
    return ShapeFault((*path, "type"), False, f"`type` can't be `{short(name)}`", type_meant(name, names))


def _unfit_key(detail: ErrorDetails, path: Path) -> ShapeFault:
    """Say what is wrong with a key that authors choose themselves, such as the path of a topic."""
    key, label = str(path[-1]), _ITEMS.get(str(path[-2]), "a key")
    if detail["type"] == "string_pattern_mismatch":
        return ShapeFault(path, True, *_unfit(label, short(key), str(detail["ctx"]["pattern"])))
    return ShapeFault(path, True, f"{label} can't be `{short(key)}`", "shorten it")


def _length(
    error_type: str, path: Path, label: str, length: int, context: Mapping[str, Any]
) -> Iterator[ShapeFault]:
    """Say that a list is too short or too long, unless only its faulty items make it so to pydantic."""
    least, most = context.get("min_length", 0), context.get("max_length", length)
    if error_type == "too_short" and length < least:
        items = "1 item" if least == 1 else f"{least} items"
        yield ShapeFault(path, False, f"{label} needs at least {items}, and has {length}", "add to it")
    elif error_type == "too_long" and length > most:
        yield ShapeFault(
            path, False, f"{label} may have at most {most:,} items, and has {length:,}", "shorten it"
        )


def _mismatch(details: Sequence[ErrorDetails], path: Path, value: Any, noun: str) -> ShapeFault:
    """Say that a value is of another kind than any that it may be of."""
    label = _label(path, noun)
    if isinstance(value, str) and not value.strip():
        return ShapeFault(path, False, f"{label} is empty", "write it")
    literals = [
        name
        for detail in details
        if detail["type"] == "literal_error"
        for name in re.findall(r"'([^']*)'", str(detail.get("ctx", {}).get("expected", "")))
    ]
    kinds = dict.fromkeys(_WANTED[detail["type"]] for detail in details)
    wanted = [kind for kind in kinds if kind] + [f"`{name}`" for name in literals]
    message = f"{label} should be {_either(wanted)}, not {_kind_of(value)}"
    guess = near(value, literals) if isinstance(value, str) else None
    if guess:
        return ShapeFault(path, False, message, f"did you mean `{guess}`?")
    if isinstance(value, str) and wanted == ["a list"]:
        brackets = f"put it in brackets: `[{short(value, 30)}]`"
        remedy = "write a space after each dash" if value.startswith("-") else brackets
        return ShapeFault(path, False, message, remedy)
    if not isinstance(value, str) and "a text" in wanted:
        return ShapeFault(path, False, message, "put it in quotes if it is a text")
    if len(wanted) == 1 and wanted[0] in _WRITE:
        return ShapeFault(path, False, message, _WRITE[wanted[0]])
    return ShapeFault(path, False, message, f"write {_either(wanted)}")


def _shaped(path: Path, value: Any, model: type[BaseModel]) -> str | None:
    """Say how to write what belongs at a path, where its kind alone wouldn't tell."""
    if path[-1:] == ("answer",) and isinstance(value, list):
        names = fields_at(model, path[:-1]) if len(path) == 1 else {}
        if "aliases" in names:
            return "write one, and the others under `aliases`"
        return "write one, or make it `type: multiple`" if "choices" in names else "write one"
    fields = fields_at(model, path) if path else {}
    required = [field.alias or name for name, field in fields.items() if field.is_required()]
    if not 1 < len(required) <= _MOST_SHOWN:
        return None
    keys = "{" + ", ".join(f"{name}: …" for name in required) + "}"
    is_item, is_mapping = isinstance(path[-1], int), isinstance(value, dict)
    if is_item and not is_mapping:
        return f"write `{keys}`"
    return f"write a list of `{keys}`" if is_mapping and not is_item else None


def _either(names: Sequence[str]) -> str:
    return " or ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def _kind_of(value: Any) -> str:
    if isinstance(value, str):
        return f"`{short(value)}`"
    return "a list" if isinstance(value, list) else "a mapping"


def _unfit(label: str, value: str, pattern: str) -> tuple[str, str]:
    """Say what a text that doesn't fit its pattern should look like."""
    if pattern in FORMS:
        form, remedy = FORMS[pattern]
        return f"{label} should be {form}, not `{value}`", remedy
    if pattern not in SLUGS:
        return f"{label} can't be `{value}`", "write it in another way"
    form, separator = SLUGS[pattern]
    parts = value.split(separator) if separator else [value]
    proposal = "/".join(filter(None, map(_slug, parts)))
    return (
        f"{label} should be made of {form}, not `{value}`",
        f"write `{proposal}`" if proposal else "rename it",
    )


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _unknown_key(
    path: Path, data: Mapping[str, Any], model: type[BaseModel], noun: str, listed: set[Path]
) -> tuple[str, str]:
    """Say that a key isn't one, and once for each mapping, kept in `listed`, which ones are."""
    names = [field.alias or name for name, field in fields_at(model, path[:-1]).items()]
    key = str(path[-1])
    if key.startswith("-") and key.lstrip("-") in names:
        remedy = AFTER_DASH[1]
    elif known := remedy_for_key(key, names, _at(data, path[:-1])):
        remedy = known
    elif "templates" in names and key in KEYS_OF_QUESTIONS:
        remedy = "indent it as far as the `id` of its question"
    elif names and path[:-1] not in listed:
        listed.add(path[:-1])
        remedy = "remove it; the keys are " + ", ".join(f"`{name}`" for name in names)
    else:
        remedy = "remove it"
    return f"`{short(key)}` is not a key of {_label(path[:-1], noun)}", remedy


def _fill(path: Path, model: type[BaseModel]) -> str:
    field = fields_at(model, path[:-1]).get(str(path[-1])) if path else None
    return "write it, or leave the key out" if field and not field.is_required() else "write it"


def _parted(text: str) -> tuple[str, str]:
    """Part "what is wrong (what to do)"."""
    message, parenthesis, remedy = text.rpartition(" (")
    if parenthesis and remedy.endswith(")"):
        return message, remedy[:-1]
    return text, ""
