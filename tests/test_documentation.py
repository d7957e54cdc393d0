"""What people can use is documented: a test for each kind of it fails where the docs lack something new."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import click
import pytest
from pydantic import StringConstraints
from support.bank_folder import BankFolder, one
from support.documented import GUIDE, files_of_guide, yaml_blocks

from quizapp.app import ROOT
from quizapp.bank import schema
from quizapp.bank.checks.questions import MOST_EVIDENCE_WORDS
from quizapp.bank.json_schema import json_schema
from quizapp.bank.pictures import image_file, images
from quizapp.bank.sources import source
from quizapp.bank.templates import expansion
from quizapp.bank.yaml import loader
from quizapp.cli import main
from quizapp.config import Settings
from quizapp.question_types import TYPES, base, choices, parts
from quizapp.services.permissions import (
    INSTALLATION,
    CourseRole,
    CourseScope,
    Owned,
    Permission,
    Role,
    may,
)
from quizapp.services.security_log import SecurityEvent

DOCS = ROOT / "docs"
FORMAT = GUIDE.read_text()


@dataclass(frozen=True)
class Somebody:
    role: Role
    id: int | None = 1


def rows(page: str) -> dict[str, list[str]]:
    """Return the cells of all tables of a page by the first, without its backticks."""
    lines = (DOCS / page).read_text().splitlines()
    cells = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| `")
    ]
    return {row[0].strip("`"): row[1:] for row in cells}


# --- Settings ---


def test_each_setting_is_explained_with_its_default() -> None:
    explained = {name: default.strip("`") for name, (default, _) in rows("running.md").items()}
    assert explained == {name: shown(field.default) for name, field in Settings.model_fields.items()}


def shown(default: object) -> str:
    """Return a default as it is written in TOML; a dash for none."""
    return "–" if default is None else str(default).lower() if isinstance(default, bool) else str(default)


# --- Commands ---


def test_each_command_is_explained_with_its_options() -> None:
    explained = rows("commands.md")
    options = {
        " ".join(re.findall(r"[a-z-]+", line)): set(re.findall(r"--[a-z-]+", cells[-1]))
        for line, cells in explained.items()
    }
    assert options == dict(commands(main, "quizapp"))


def test_the_options_of_the_command_itself_are_explained() -> None:
    text = (DOCS / "commands.md").read_text()
    assert [name for name in options_of(main) if f"`quizapp {name}`" not in text] == []


def test_the_commands_that_pages_name_exist() -> None:
    known = dict(commands(main, "quizapp"))
    pages = [ROOT / "README.md", ROOT / "questions" / "README.md", *DOCS.glob("*.md")]
    for page in pages:
        for named in re.findall(r"`(?:\.venv/bin/)?(quizapp [a-z][^`]*)`", page.read_text()):
            words = re.findall(r"(?<![\w-])[a-z][a-z-]*", named.partition(" --")[0])
            command = next((name for n in (3, 2) if (name := " ".join(words[:n])) in known), None)
            assert command, f"{page.name}: {named}"
            assert set(re.findall(r"--[a-z-]+", named)) <= known[command] | {"--help"}, (
                f"{page.name}: {named}"
            )


def commands(command: click.Command, name: str) -> Iterator[tuple[str, set[str]]]:
    """Yield each command that does something, with its options."""
    if not isinstance(command, click.Group):
        yield name, options_of(command)
        return
    context = click.Context(command)
    for part in command.list_commands(context):
        found = command.get_command(context, part)
        assert found
        yield from commands(found, f"{name} {part}")


def options_of(command: click.Command) -> set[str]:
    shown = [one for one in command.params if not getattr(one, "hidden", False)]
    return {name for one in shown for name in one.opts if name.startswith("--")}


# --- The format of banks ---


def test_each_key_of_a_bank_is_explained() -> None:
    lacking = {key for key in keys(json_schema()) if not re.search(rf"(?<![\w-]){key}:", FORMAT)}
    assert lacking == set()


BEGINNINGS = re.search(r"begins with one of `([^`]+)`", FORMAT)[1].split()  # type: ignore[index]


@pytest.mark.parametrize(
    "text",
    [*(f"{sign}x y" for sign in BEGINNINGS), "'x' y", '"x" y', "`x` y", "- x", "? x", "x: y", "x # y"],
)
def test_what_the_guide_says_to_quote_has_to_be(text: str, tmp_path: Path) -> None:
    assert faults_of_text(text, tmp_path) != []
    assert faults_of_text("'{}'".format(text.replace("'", "''")), tmp_path) == []


def test_what_the_guide_says_needs_no_quotes_needs_none(tmp_path: Path) -> None:
    plain = FORMAT.partition("YAML takes most texts as they are: ")[2].partition(" need no quotes")[0]
    texts = re.findall(r"`([^`]+)`", plain)
    assert len(texts) > 3
    assert [faults_of_text(text, tmp_path) for text in texts] == [[] for _ in texts]


def faults_of_text(text: str, folder: Path) -> list[str]:
    bank = BankFolder(folder / "moon")
    bank.write("bank.yaml", "schema: 1\nbank: moon\ntitle: The Moon\n")
    bank.write("q.yaml", one("", kind="card", answer=f"back: {text}"))
    return bank.faults()


def test_each_limit_of_a_bank_is_told() -> None:
    table = FORMAT.partition("## Limits")[2]
    told = {int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", table)}
    limits = (
        *(source.MOST_BYTES // 10**6, loader.MOST_VALUES, loader.MOST_LEVELS, loader.MOST_ITEMS),
        *(base.MOST_HINTS, choices.MOST_CHOICES, parts.MOST_PARTS, MOST_EVIDENCE_WORDS),
        *(image_file.MOST_BYTES // 10**6, image_file.MOST_PIXELS),
        *(images.MOST_IMAGES, images.MOST_BYTES_OF_ALL // 10**6),
        *(schema.MOST_DOCUMENTS, schema.MOST_TITLES, schema.MOST_QUIZZES, schema.MOST_SECTIONS),
        *(schema.MOST_QUESTIONS, schema.MOST_MINUTES, expansion.MOST_QUESTIONS),
        *(most_characters(kind) for kind in (base.Slug, base.TopicPath, base.Line, base.Markdown)),
    )
    assert set(limits) - told == set()


def most_characters(kind: Any) -> int:
    return next(one.max_length for one in get_args(kind) if isinstance(one, StringConstraints))


def keys(schema: Any) -> Iterator[str]:
    """Yield the name of every property in a JSON Schema."""
    if isinstance(schema, dict):
        named = schema.get("properties")
        yield from named if isinstance(named, dict) else ()
    parts = schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ()
    for part in parts:
        yield from keys(part)


def test_the_blocks_of_the_guide_make_one_bank_without_a_fault(tmp_path: Path) -> None:
    folder = BankFolder(tmp_path / "moon")
    for name, text in files_of_guide().items():
        folder.write(name, text)
    assert folder.faults() == []
    assert folder.advice() == []


def test_the_first_blocks_of_the_guide_do_alone(tmp_path: Path) -> None:
    folder = BankFolder(tmp_path / "moon")
    header, first, *_ = yaml_blocks(GUIDE)
    folder.write("bank.yaml", header)
    folder.write("first.yaml", first)
    assert folder.faults() == []
    assert len(folder.read().questions) == 1


# --- Types of question ---


def test_each_type_of_question_is_explained() -> None:
    explained = rows("question-types.md")
    assert set(explained) == set(TYPES)
    assert [name for name in TYPES if not re.search(rf"type: {name}\b", FORMAT)] == []


# --- The log ---


def test_each_security_event_is_explained() -> None:
    assert set(rows("log.md")) == set(SecurityEvent)


# --- Permissions ---


def test_each_permission_is_explained_with_who_has_it() -> None:
    explained = {name: cells[1:] for name, cells in rows("permissions.md").items()}
    assert explained == {
        permission: in_course(permission) if is_of_course(permission) else in_installation(permission)
        for permission in Permission
    }


def is_of_course(permission: Permission) -> bool:
    """Tell whether a permission is had in some course, and nowhere else."""
    scopes = [CourseScope(1, role) for role in CourseRole]
    is_had = any(may(Somebody(Role.LEARNER), permission, scope) for scope in scopes)
    return is_had and not may(Somebody(Role.ADMINISTRATOR), permission, INSTALLATION)


def in_course(permission: Permission) -> list[str]:
    """Return how the docs say who has a permission in a course."""
    scopes = [CourseScope(1, role) for role in (None, *reversed(CourseRole))]
    have = [may(Somebody(Role.LEARNER), permission, scope) for scope in scopes]
    assert have == [may(Somebody(Role.INSTRUCTOR), permission, scope) for scope in scopes]
    have.append(may(Somebody(Role.ADMINISTRATOR), permission, CourseScope(1, None)))
    return ["yes" if one else "–" for one in have]


def in_installation(permission: Permission) -> list[str]:
    return [given(permission, Somebody(role)) for role in Role]


def given(permission: Permission, person: Somebody) -> str:
    """Return how the docs say whether somebody has a permission."""
    if may(person, permission, INSTALLATION):
        assert may(person, permission, Owned(2))
        return "yes"
    assert not may(person, permission, Owned(2))
    return "own" if may(person, permission, Owned(person.id)) else "–"
