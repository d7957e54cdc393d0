"""What a new type of question takes: a folder and a line, and to be told of where types are told of."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support.asking import BANKS

from quizapp.app import ROOT
from quizapp.bank.reading import read_bank
from quizapp.question_types import TYPES

HERE = Path(__file__).parent
BANK = """\
schema: 1
bank: warmth
title: Warmth
language: en
description: A bank of one toy.
topics: {bath: Baths}
questions:
  - {id: bath, type: toy, topics: [bath], prompt: How warm is a bath?, answer: 40}
"""


@pytest.mark.parametrize("name", TYPES)
def test_every_type_is_told_of_in_the_documentation(name: str) -> None:
    page = (ROOT / "docs" / "question-types.md").read_text()
    assert re.search(rf"^\| `{name}` \| \w", page, flags=re.MULTILINE)


@pytest.mark.parametrize("name", TYPES)
def test_every_type_is_asked_in_the_banks_of_the_tests(name: str) -> None:
    banks = [read_bank(ROOT / "tests" / "banks" / bank).bank for bank in BANKS]
    assert name in {question.type for bank in banks if bank for question in bank.questions}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a copy of quizapp to which the toy was added: its folder, its import and its line."""
    folder = tmp_path_factory.mktemp("copy")
    for part in ("quizapp", "migrations"):
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    rooms = folder / "quizapp" / "question_types"
    shutil.copytree(HERE / "toy", rooms / "toy", ignore=shutil.ignore_patterns("__pycache__"))
    register = rooms / "__init__.py"
    text = register.read_text()
    line = '    "truefalse": TrueFalse(),\n'
    assert line in text
    text = text.replace(line, f'{line}    "toy": Toy(),\n')
    last = "from quizapp.question_types.truefalse.kind import TrueFalse\n"
    register.write_text(text.replace(last, f"from quizapp.question_types.toy.kind import Toy\n{last}"))
    (folder / "warmth").mkdir()
    (folder / "warmth" / "bank.yaml").write_text(BANK)
    return folder


@pytest.fixture(scope="module")
def found(copy: Path) -> dict[str, str]:
    """Give what a browser gets of a question of the toy."""
    run = subprocess.run(
        [sys.executable, HERE / "toy_at_work.py", copy],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(copy), str(ROOT / "tests")])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    answers: dict[str, str] = json.loads(run.stdout)
    return answers


def test_a_folder_and_a_line_make_a_type_that_is_asked_and_marked(found: dict[str, str]) -> None:
    assert "How warm is a bath?" in found["asked"]
    assert 'type="range"' in found["asked"]
    assert "Partly right" in found["told"]


def test_its_script_is_kept_and_its_styles_are_in_the_one_stylesheet(found: dict[str, str]) -> None:
    assert found["script"] == (HERE / "toy" / "answer.js").read_text()
    assert "immutable" in found["kept"]
    assert (
        ".toy { inline-size: 100%; }" in found["style"].partition("@layer types ")[2].partition("@layer")[0]
    )
    assert "toy" not in found["told"].partition("</head>")[0]
