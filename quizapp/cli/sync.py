"""`quizapp bank sync`: show what would change, then bring the database to what the files say."""

from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import click

from quizapp.bank.problem import Problem
from quizapp.bank.reading import read_bank
from quizapp.bank.schema import Bank
from quizapp.bank.sources.folder import banks_in
from quizapp.bank.sources.source import BANK_FILE
from quizapp.cli.with_app import with_app
from quizapp.services.banks import sync as bank_sync
from quizapp.services.banks.plans import Plan
from quizapp.services.errors import ServiceError

#: Questions named in a plan, of each kind, before the rest is only counted.
NAMED = 20


@click.command()
@click.argument(
    "path", type=click.Path(path_type=Path, exists=True, file_okay=False), default=Path("questions")
)
@click.option(
    "--retire",
    metavar="BANK",
    multiple=True,
    help="Ask no question of this bank any more, whose folder is gone; its history stays.",
)
@click.option("--dry-run", is_flag=True, help="Print the plan and change nothing.")
@with_app
def sync(path: Path, *, retire: tuple[str, ...], dry_run: bool) -> None:
    """Bring the database to what the bank (or the banks) in PATH say.

    The plan is printed first; then all of it is done in one transaction, or nothing.
    """
    found, faults, warnings = read_banks(path)
    for problem in (*faults, *warnings):
        click.echo(problem)
    if faults:
        raise click.ClickException("Nothing was synced: mend these faults first.")
    if not found and not retire:
        raise click.ClickException(f"There is no bank in {path}: a bank is a folder with a {BANK_FILE}.")
    try:
        plans = bank_sync.plan(found, retire=retire)
    except ServiceError as error:
        raise click.ClickException(str(error)) from error
    for plan in plans:
        click.echo(describe(plan))
    for sentence in about_gone(path, found, retire):
        click.echo(sentence)
    if dry_run:
        click.echo("Nothing was changed: this was a dry run.")
        return
    try:
        bank_sync.sync(found, datetime.now(UTC), retire=retire, planned=plans)
    except ServiceError as error:
        raise click.ClickException(str(error)) from error
    click.echo("Done." if any(not plan.changes_nothing for plan in plans) else "Nothing to do.")


class FoundBanks(NamedTuple):
    """The banks in a folder, where they have no faults; the faults and the warnings of all."""

    banks: list[Bank]
    faults: list[Problem]
    warnings: list[Problem]


def read_banks(path: Path) -> FoundBanks:
    """Read the bank in `path`, or every bank in a folder below it."""
    readings = [read_bank(folder) for folder in banks_in(path)]
    return FoundBanks(
        [reading.bank for reading in readings if reading.bank],
        [problem for reading in readings for problem in reading.problems],
        [problem for reading in readings for problem in reading.advice if problem.level == "warning"],
    )


def about_gone(path: Path, found: Sequence[Bank], retire: Collection[str] = ()) -> Iterator[str]:
    """Yield a sentence for each bank that is in use and no longer in a folder of banks."""
    if (path / BANK_FILE).exists():
        return  # one bank alone says nothing about the others
    for key in bank_sync.not_among(found):
        if key not in retire:
            yield (
                f"{key}: this bank is gone from {path}, and its questions stay in use: retire it with "
                f"`quizapp bank sync {path} --retire {key}`, or, if it was renamed, "
                f"write `was: {key}` into the {BANK_FILE} that it is now"
            )


def describe(plan: Plan) -> str:
    """Write a plan: a line for the bank, and one for each question that changes."""
    if plan.is_retirement:
        lines = [f"{plan.bank}: retired whole, {len(plan.retired)} retired"]
        return "\n".join([*lines, *_named("-", plan.retired)])
    if plan.changes_nothing:
        return "\n".join([f"{plan.bank}: {plan.unchanged} unchanged", *_separate(plan)])
    kinds = (
        ("+", "added", plan.added),
        ("~", "changed", plan.changed),
        (">", "renamed", tuple(f"{new} (was {old})" for old, new in plan.renamed)),
        ("-", "retired", plan.retired),
        ("^", "restored", plan.restored),
    )
    counts = ", ".join(
        f"{len(keys)} {name}" for _, name, keys in kinds if keys or name not in {"renamed", "restored"}
    )
    bank = f"{plan.bank} (was {plan.bank_was})" if plan.bank_was else plan.bank
    notes = ", described anew" * plan.is_described_anew + ", in a new order" * plan.is_reordered
    if plan.kept_apart_anew:
        notes += f", {len(plan.kept_apart_anew)} kept apart from other questions than before"
    if plan.new_images:
        notes += f", {plan.new_images} new picture{'' if plan.new_images == 1 else 's'}"
    lines = [f"{bank}: {counts}, {plan.unchanged} unchanged{notes}"]
    for sign, _, keys in kinds:
        lines += _named(sign, keys)
    return "\n".join([*lines, *_separate(plan)])


def _separate(plan: Plan) -> Iterator[str]:
    """Yield a line for each earlier id whose answers can't be joined with those to the one it has now."""
    for old, new in plan.kept_separate:
        yield f"  ! {new} was synced before it said that it was {old}: the answers to each stay apart"


def _named(sign: str, keys: Sequence[str]) -> list[str]:
    lines = [f"  {sign} {key}" for key in keys[:NAMED]]
    return lines if len(keys) <= NAMED else [*lines, f"  {sign} … and {len(keys) - NAMED} more"]
