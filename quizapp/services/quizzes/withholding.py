"""What results tell of questions that an assignment holds from their learner: not the right answer.

Another quiz may have asked them before: its result stays, but keeps to itself what the assignment asks for.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from quizapp.services.assignments.embargo import held_among
from quizapp.services.person import Person
from quizapp.services.quizzes.slots import QuizSlot

Slot = TypeVar("Slot", bound=QuizSlot)


def withhold(person: Person, slots: Sequence[Slot], now: datetime) -> tuple[Slot, ...]:
    """Return slots without anything that would tell the answer to a question that is held from the person."""
    telling = {slot.asked.question_id for slot in slots if slot.disclosure.right_answer}
    held = held_among(person, telling, now) if telling else frozenset()
    return tuple(_closed(slot) if slot.asked.question_id in held & telling else slot for slot in slots)


def _closed(slot: Slot) -> Slot:
    closed = replace(slot.disclosure, feedback=False, right_answer=False)
    # A mark beside the learner's own response would tell as much.
    return replace(slot, disclosure=closed, response=None, is_withheld=True)
