"""`quizapp bank check`, `show` and `schema`: what can be done with files alone, without a database."""

import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from quizapp.bank import revision
from quizapp.bank.checks.coverage import check_coverage
from quizapp.bank.checks.evidence import check_evidence
from quizapp.bank.checks.giveaways import check_giveaways
from quizapp.bank.json_schema import json_schema
from quizapp.bank.markup.markdown import plain
from quizapp.bank.pictures.images import as_written
from quizapp.bank.problem import Problem, printable
from quizapp.bank.reading import Reading, read_bank
from quizapp.bank.schema import VERSION, Bank
from quizapp.bank.sources.folder import bank_of, banks_in
from quizapp.bank.sources.source import BANK_FILE
from quizapp.question_types import TYPES
from quizapp.question_types.base import LEVELS

#: Columns of a title in a listing.
_TITLE_WIDTH = 60


@click.command()
@click.argument(
    "paths",
    metavar="[PATH]...",
    nargs=-1,
    type=click.Path(path_type=Path),
    default=("questions",),
)
@click.option(
    "--documents",
    metavar="DIR",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder with the documents' texts, in which all evidence is looked up.",
)
@click.option(
    "--coverage",
    metavar="DIR",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Also list what in the documents' texts in this folder no question asks about.",
)
@click.option("--strict", is_flag=True, help="Let warnings count as faults.")
def check(paths: tuple[Path, ...], documents: Path | None, coverage: Path | None, *, strict: bool) -> None:
    """Print every fault in the banks at PATH (default: questions), every warning and every hint.

    PATH is a bank's folder, a folder of banks, or one file of a bank: then the whole bank is read, for ids
    and documents are shared, and the faults of that file are printed.

    A fault is a line `file:line:column: what is wrong (what to do)`; with --coverage, what is left out is one
    at its place in the document, once there are no others. Ends with 1 if there are any. A warning is about
    what was probably not meant, and a hint about what is in vain or could be better; a bank with either can
    be synced.
    """
    problems: list[Problem] = []
    banks = questions = 0
    for folder, only in _folders(paths):
        reading = read_bank(folder)
        found = [*reading.problems, *(check_evidence(reading, documents) if documents else ())]
        # What a faulty question asks about can't be told: the faults come first.
        if coverage and not found:
            found += check_coverage(reading, coverage)
        found += [*reading.advice, *check_giveaways(reading)]
        problems += [problem for problem in found if only is None or _same(problem.file, only)]
        banks += 1
        questions += sum(1 for _, place in reading.questions if only is None or _same(place.file, only))
    problems = sorted(set(problems))
    for problem in problems:
        _echo(str(problem))
    counts = Counter(problem.level for problem in problems)
    of_each = ", ".join(_counted(counts[level], level) for level in LEVELS if counts[level])
    if counts["fault"] or (strict and counts["warning"]):
        in_files = len({problem.file for problem in problems})
        _echo(f"{of_each} in {_counted(in_files, 'file')}", err=True)
        sys.exit(1)
    advice = f", {of_each}" if of_each else ""
    _echo(f"{_counted(questions, 'question')} in {_counted(banks, 'bank')}, no faults{advice}", err=True)


@click.command()
@click.argument("path", type=click.Path(path_type=Path), default=Path("questions"))
@click.option("--json", "as_json", is_flag=True, help="Print all of it as JSON.")
def show(path: Path, *, as_json: bool) -> None:
    """Print the bank at PATH (default: questions) as the app sees it, with its defaults applied.

    If PATH is a folder of banks all are printed; as JSON, a bank is an object and a folder of banks a list.
    """
    readings = [read_bank(folder) for folder, _ in _folders([path])]
    banks = [_whole(reading) for reading in readings]
    if as_json:
        is_list = path.is_dir() and not (path / BANK_FILE).exists()
        data = [as_data(bank) for bank in banks]
        _echo(json.dumps(data if is_list else data[0], ensure_ascii=False, indent=2))
        return
    for bank in banks:
        for line in listing(bank):
            _echo(printable(line))


@click.command()
@click.argument("path", required=False, type=click.Path(path_type=Path))
def schema(path: Path | None) -> None:
    """Print the JSON Schema of banks, with which editors complete and check them.

    PATH is a bank's folder, or a folder of banks (default: questions, if there are any). Questions without
    topics are then in order only where one of these banks has `defaults: {topics: …}`.
    """
    readings = [read_bank(folder) for folder in _banks_for_schema(path)]
    by_default = {key for reading in readings for key in reading.by_default}
    _echo(json.dumps(json_schema(by_default), ensure_ascii=False, indent=2))


def _banks_for_schema(path: Path | None) -> list[Path]:
    if path is not None:
        return [folder for folder, _ in _folders([path])]
    usual = Path("questions")
    return list(banks_in(usual)) if usual.is_dir() else []


def as_data(bank: Bank) -> dict[str, Any]:
    """Return a bank as plain JSON: all keys of `bank.yaml` but the defaults, which have been applied."""
    data = {
        "schema": VERSION,
        "bank": bank.key,
        **({"was": list(bank.was)} if bank.was else {}),
        "title": bank.title,
        "language": bank.language,
        "description": bank.description,
        "audience": bank.audience,
        "documents": [document.model_dump(mode="json", exclude_none=True) for document in bank.documents],
        "topics": bank.topics,
        "try_out": bank.try_out.model_dump(mode="json"),
        "quizzes": [quiz.model_dump(mode="json", exclude_none=True) for quiz in bank.quizzes],
        "questions": [revision.dump(question) for question in bank.questions],
    }
    written: dict[str, Any] = as_written(data, bank.images)
    return written


def listing(bank: Bank) -> Iterator[str]:
    """Yield a bank as lines for people: one about the bank, and one for each question."""
    yield f"{bank.title} ({bank.key}, {bank.language}): {_counted(len(bank.questions), 'question')}"
    width = max((len(question.id) for question in bank.questions), default=0)
    for question in bank.questions:
        title = plain(question.title)
        if len(title) > _TITLE_WIDTH:
            title = title[: _TITLE_WIDTH - 1].rstrip() + "…"
        label = TYPES[question.type].label
        yield f"  {question.id:<{width}}  {label:<15}  {title}  [{', '.join(question.topics)}]"


def _folders(paths: Sequence[Path]) -> Iterator[tuple[Path, Path | None]]:
    """Yield each bank's folder that is meant, once, and the one file in it that is meant, if not all are."""
    seen: set[tuple[str, Path | None]] = set()
    for path in paths:
        for folder, only in _meant(path):
            key = (os.path.realpath(folder), only)
            if key not in seen:
                seen.add(key)
                yield folder, only


def _meant(path: Path) -> Iterable[tuple[Path, Path | None]]:
    if not path.exists():
        raise click.UsageError(f"there is no “{path}” here: name the folder of your banks")
    if path.is_dir():
        folders = banks_in(path)
        if not folders:
            raise click.UsageError(f"there is no bank in {path}: a bank is a folder with a {BANK_FILE}")
        return [(folder, None) for folder in folders]
    folder = bank_of(path)
    if folder is None or path.suffix != ".yaml":
        raise click.UsageError(f"{path} is not a .yaml file of a bank: no {BANK_FILE} is beside or above it")
    return [(_relative(folder, path), path)]


def _relative(folder: Path, file: Path) -> Path:
    """Name a folder as the person named the file in it."""
    return Path(os.path.relpath(folder)) if not file.is_absolute() else folder


def _same(file: str, other: Path) -> bool:
    return os.path.abspath(file) == os.path.abspath(other)  # noqa: PTH100 -- resolve() would follow links


def _whole(reading: Reading) -> Bank:
    """Return the bank, or print its faults and end."""
    if reading.bank is None:
        for problem in reading.problems:
            _echo(str(problem), err=True)
        sys.exit(1)
    return reading.bank


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _echo(text: str, *, err: bool = False) -> None:
    """Print text, on a terminal that can't show all of it too."""
    encoding = (sys.stderr if err else sys.stdout).encoding or "utf-8"
    click.echo(text.encode(encoding, "backslashreplace").decode(encoding), err=err)
