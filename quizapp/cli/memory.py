"""`quizapp memory`: check the cards against the log that they are rebuilt from."""

import sys

import click

from quizapp.cli.with_app import with_app
from quizapp.services.memory import check as memory_check
from quizapp.services.memory.check import CardDifference, DayDifference


@click.group()
def memory() -> None:
    """Look after the cards and the log that they are rebuilt from."""


@memory.command()
@click.option("--repair", is_flag=True, help="Put right what differs; the log itself is never changed.")
@with_app
def check(*, repair: bool) -> None:
    """Rebuild every card and every day from the log, and compare; exit with 1 on differences."""
    checked = memory_check.check()
    for difference in checked.differences:
        click.echo(_line(difference))
    if checked.differences and repair:
        click.echo(f"{memory_check.repair(checked.differences)} put right.")
        checked = memory_check.check()
    if checked.differences:
        click.echo(f"{checked.cards:,} cards checked: {len(checked.differences)} differences.", err=True)
        sys.exit(1)
    click.echo(f"{checked.cards:,} cards checked: all are as their logs say.")


def _line(difference: CardDifference | DayDifference) -> str:
    if isinstance(difference, CardDifference):
        return (
            f"learner {difference.user_id}, card {difference.card_id} ({difference.question}): "
            f"{difference.fault}"
        )
    return f"learner {difference.user_id}, {difference.day}: {difference.fault}"
