"""A result by topic: what a learner may want to practise next."""

from collections.abc import Iterable
from dataclasses import dataclass

from quizapp.bank.topics import Topic
from quizapp.services.quizzes.slots import QuizSlot

#: With fewer there is nothing to compare.
_FEWEST_QUESTIONS, _FEWEST_TOPICS = 5, 2


@dataclass(slots=True)
class TopicResult:
    """How the questions of a top-level topic went, of which `right` earned full marks."""

    topic: Topic
    right: int = 0
    questions: int = 0


def by_topic(items: Iterable[QuizSlot]) -> tuple[TopicResult, ...]:
    """Return how each top-level topic of a result went, the weakest first.

    None where a learner may not know each mark, or where there are too few questions or topics to compare.
    A question of several topics counts in each; a topic of one question is left out.
    """
    items = tuple(items)
    if len(items) < _FEWEST_QUESTIONS or not all(item.disclosure.mark for item in items):
        return ()
    found: dict[Topic, TopicResult] = {}
    for item in items:
        for topic in {topic.top for topic in item.asked.topics}:
            result = found.setdefault(topic, TopicResult(topic))
            result.questions += 1
            result.right += item.outcome == "right"
    compared = [one for one in found.values() if one.questions > 1]
    if len(compared) < _FEWEST_TOPICS:
        return ()
    return tuple(sorted(compared, key=lambda one: (one.right / one.questions, one.topic.name)))
