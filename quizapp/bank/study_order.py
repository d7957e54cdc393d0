"""In which order learners meet the questions of a bank as new cards.

Authors write topic by topic, and often type by type within a topic. Met in that order, a first day would be
ten questions of one kind; mixed, each topic and type comes in proportion to how many questions it has. A bank
whose questions build on each other says `order: file`.
"""

from collections import Counter, deque
from collections.abc import Sequence
from enum import StrEnum
from itertools import islice

from quizapp.question_types.base import Question

#: How far ahead another topic or type is looked for.
_WINDOW = 8


class StudyOrder(StrEnum):
    """How the new cards of a bank are ordered, as authors write it."""

    MIXED = "mixed"
    FILE = "file"


def study_order(questions: Sequence[Question], order: StudyOrder) -> tuple[str, ...]:
    """Return the ids of a bank's questions in the order in which new learners meet them.

    Mixed, the questions of one topic and type keep the order of the files and are spread evenly over the
    bank. A question differs from the one before in topic and type, if there is one near that does.
    """
    if order is StudyOrder.FILE:
        return tuple(question.id for question in questions)
    waiting = deque(_evenly(questions))
    met: list[str] = []
    topic = type_ = None
    while waiting:
        place, question = min(
            enumerate(islice(waiting, _WINDOW)),
            key=lambda one: (_topic(one[1]) == topic) + (one[1].type == type_),
        )
        del waiting[place]
        topic, type_ = _topic(question), question.type
        met.append(question.id)
    return tuple(met)


def _evenly(questions: Sequence[Question]) -> list[Question]:
    sizes = Counter((_topic(question), question.type) for question in questions)
    met = Counter[tuple[str, str]]()
    places = []
    for question in questions:
        group = _topic(question), question.type
        places.append((met[group] + 0.5) / sizes[group])
        met[group] += 1
    return [question for _, question in sorted(zip(places, questions, strict=True), key=lambda one: one[0])]


def _topic(question: Question) -> str:
    """Return the top of the question's first topic."""
    return question.topics[0].partition("/")[0] if question.topics else ""
