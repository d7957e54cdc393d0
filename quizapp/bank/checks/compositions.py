"""What can be wrong with what a ready quiz asks: named questions, and draws beside them and each other."""

from collections.abc import Iterator, Mapping, Sequence

from quizapp.bank.checks.exclusions import exclusions, most_together
from quizapp.bank.keys import Guesses
from quizapp.bank.problem import short
from quizapp.bank.schema import MOST_QUESTIONS, ReadyQuiz
from quizapp.bank.topics import paths_of
from quizapp.question_types import MARKED, MARKED_BY_PEOPLE, TYPES
from quizapp.question_types.base import Fault, Question
from quizapp.quizzes.composition import DrawItem, ItemPlace, PoolQuestion, shortages

#: So many draws are compared with all questions of a bank; each takes its time with a large one.
MOST_DRAWS = 500


def composition_faults(quiz: ReadyQuiz) -> Iterator[Fault]:
    """Yield what is wrong with what a quiz asks whatever questions there are."""
    if quiz.sections:
        for key in ("questions", "count", "topics", "types"):
            if getattr(quiz, key):
                yield Fault((key,), f"`{key}` stands beside `sections`", "make a section of it, or an item")
    elif quiz.count is None:
        for key in ("topics", "types"):
            if getattr(quiz, key):
                yield Fault((key,), f"`{key}` without `count` draws nothing", "add `count: …`")
        if not (quiz.questions or quiz.topics or quiz.types):
            yield Fault((), "a ready quiz that asks nothing", "add `count`, `questions` or `sections`")
    if quiz.composition.count > MOST_QUESTIONS and (quiz.sections or quiz.questions):
        message = f"the quiz asks {quiz.composition.count} questions, more than {MOST_QUESTIONS}"
        yield Fault(("sections",) if quiz.sections else ("questions",), message, "ask fewer")
    yield from _twice(quiz)


def _twice(quiz: ReadyQuiz) -> Iterator[Fault]:
    before: set[str] = set()
    for place, item in quiz.composition.fixed.items():
        if item.question in before:
            message = f"the question `{item.question}` is asked twice in this quiz"
            yield Fault(quiz.path_of(place), message, "leave it out here")
        before.add(item.question)


def unfit_type(name: str, *, people_mark: bool) -> tuple[str, str] | None:
    """Return what is wrong with a type of question that a quiz names, and what to do; None if nothing is."""
    if name in MARKED or (people_mark and name in MARKED_BY_PEOPLE):
        return None
    if name in MARKED_BY_PEOPLE:
        message = f"no program marks questions of type `{name}`, and this quiz is begun by learners alone"
        return message, "remove it, or set `only_assigned: true` for a quiz that people mark"
    return f"questions of type `{name}` aren't marked, so quizzes don't ask them", "remove it"


class Compositions:
    """Compares what quizzes ask with the questions of their bank."""

    def __init__(self, questions: Sequence[Question]) -> None:
        self._types = {question.id: question.type for question in questions}
        self._guesses = Guesses(self._types.keys())
        #: A card has no answer, so no quiz asks it.
        self._pool = [
            PoolQuestion(
                id=number,
                key=question.id,
                type=question.type,
                topics=question.topics,
                is_marked=question.type in MARKED,
            )
            for number, question in enumerate(questions)
            if TYPES[question.type].is_answered
        ]
        self._topics = paths_of({topic for question in self._pool for topic in question.topics})
        self._numbers = {question.key: question.id for question in self._pool}
        self._apart = exclusions(questions)
        self._excludes = {
            self._numbers[key]: tuple(self._numbers[other] for other in others if other in self._numbers)
            for key, others in self._apart.items()
            if key in self._numbers
        }
        self._draws_left = MOST_DRAWS

    def knows_topic(self, topic: str) -> bool:
        """Tell whether a question that people or a program mark has a topic, or one below it."""
        return topic in self._topics

    def faults(self, quiz: ReadyQuiz) -> Iterator[Fault]:
        """Yield what is wrong with a quiz of several items, each fault at its item."""
        fixed = list(self._fixed_faults(quiz))
        yield from fixed
        draws = quiz.composition.draws
        self._draws_left -= len(draws)
        if self._draws_left < 0:
            yield Fault((), f"the bank's quizzes have more than {MOST_DRAWS} draws", "draw more at a time")
        elif not fixed:
            yield from self._draw_faults(quiz, draws)

    def _fixed_faults(self, quiz: ReadyQuiz) -> Iterator[Fault]:
        before: set[str] = set()
        for place, item in quiz.composition.fixed.items():
            path, key = quiz.path_of(place), item.question
            type_ = self._types.get(key)
            if type_ is None:
                guess = self._guesses.near(key)
                remedy = f"did you mean `{guess}`?" if guess else "remove it"
                yield Fault(path, f"there is no question `{short(key)}` in this bank", remedy)
            elif unfit := unfit_type(type_, people_mark=quiz.only_assigned):
                yield Fault(path, f"`{key}` can't be asked: {unfit[0]}", unfit[1])
            else:
                other = next((one for one in self._apart.get(key, ()) if one in before), None)
                if other is not None:
                    message = f"`{key}` and `{other}` exclude each other, so no quiz asks both"
                    yield Fault(path, message, "leave one of them out")
                before.add(key)

    def _draw_faults(self, quiz: ReadyQuiz, draws: Mapping[ItemPlace, DrawItem]) -> Iterator[Fault]:
        lacking = shortages(quiz.composition, self._pool, self._excludes)
        for place, draw in draws.items():
            path = (*quiz.path_of(place), "count")
            there = draw.count - lacking.get(place, 0)
            if there < draw.count:
                are = "is" if there == 1 else "are"
                message = (
                    f"`count` is {draw.count}, and there {are} only {there} to draw"
                    " beside what else this quiz asks"
                )
                remedy = f"write {there} at most" if there else "choose other topics or types"
                yield Fault(path, message, remedy)
            elif draw.count > (together := self._together(draw)):
                message = (
                    f"`count` is {draw.count}, and no more than {together} of those to draw can be"
                    " asked together, as they exclude each other"
                )
                yield Fault(path, message, f"write {together} at most")

    def _together(self, draw: DrawItem) -> int:
        """Return a number of the questions of a draw beyond which some exclude each other."""
        keys = [question.key for question in self._pool if draw.takes(question)]
        # In an order that is the same in each run.
        choosy = dict.fromkeys(key for key in keys if key in self._apart).keys()
        return (
            len(keys) - len(choosy) + most_together({key: choosy & set(self._apart[key]) for key in choosy})
        )
