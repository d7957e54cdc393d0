"""What a learner's cards are scheduled with, put together in one place."""

from collections.abc import Mapping
from datetime import date

from quizapp.scheduling.context import SchedulingContext
from quizapp.scheduling.memory import CardState
from quizapp.scheduling.parameters import DEFAULT_PARAMETERS, ParameterSet
from quizapp.services.person import Person


def parameters_of(_person: Person) -> ParameterSet:
    """Return the parameters of a learner's memory, so far the same for all."""
    return DEFAULT_PARAMETERS


def context_of(
    person: Person, question_id: int, state: CardState, load: Mapping[date, int]
) -> SchedulingContext:
    """Return what decides when a card comes again; `load` counts the cards due on the coming study days."""
    return SchedulingContext(
        clock=person.clock,
        desired_retention=person.preferences.desired_retention,
        parameters=parameters_of(person),
        load=load,
        # The same between showing the buttons and pressing one, another at the next review.
        seed=question_id * 1_000_003 + state.reviews,
    )
