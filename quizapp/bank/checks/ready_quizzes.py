"""What can be wrong with well-shaped ready quizzes: their ids, and what they would draw from."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TypeAlias

from quizapp.bank.checks.exclusions import exclusions, most_together
from quizapp.bank.checks.questions import markup_faults
from quizapp.bank.keys import Guesses, near
from quizapp.bank.pictures.images import Images
from quizapp.bank.place import Place
from quizapp.bank.problem import Problem, short
from quizapp.bank.schema import ReadyQuiz
from quizapp.bank.topics import paths_of
from quizapp.question_types import MARKED, TYPES
from quizapp.question_types.base import Fault, Question

#: A type of question, and topics.
_Sort: TypeAlias = tuple[str, tuple[str, ...]]


def quiz_faults(quizzes: Sequence[ReadyQuiz], images: Images) -> Iterator[Fault]:
    """Yield ids that are there twice, types that no quiz can ask, and Markdown that can't be rendered."""
    before: set[str] = set()
    for index, quiz in enumerate(quizzes):
        if quiz.id in before:
            message = f"the ready quiz `{quiz.id}` is there twice"
            yield Fault(("quizzes", index, "id"), message, "give it another id")
        before.add(quiz.id)
        for place, name in enumerate(quiz.types):
            if name not in MARKED:
                yield _unfit_type(("quizzes", index, "types", place), name)
        yield from markup_faults(quiz.description or "", images, ("quizzes", index, "description"))


def _unfit_type(path: tuple[str | int, ...], name: str) -> Fault:
    if name in TYPES:
        return Fault(
            path, f"questions of type `{name}` aren't marked, so quizzes don't ask them", "remove it"
        )
    guess = near(name, MARKED)
    remedy = f"did you mean `{guess}`?" if guess else f"write one of {', '.join(sorted(MARKED))}"
    return Fault(path, f"`{short(name)}` is not a type of question", remedy)


def draw_problems(
    quizzes: Sequence[ReadyQuiz], bank: Place, questions: Iterable[tuple[Question, Place]]
) -> Iterator[Problem]:
    """Yield topics that no question has, and counts beyond what there is to draw, as faults of `bank`.

    Only what quizzes can ask is counted. Where questions exclude each other, a count is a fault that no draw
    could ever reach; one that only some draws reach isn't.
    """
    if not quizzes:
        return
    pool = _Pool([question for question, _ in questions if question.type in MARKED])
    guesses = Guesses(pool.topics)
    for index, quiz in enumerate(quizzes):
        unknown = [place for place, topic in enumerate(quiz.topics) if topic not in pool.topics]
        for place in unknown:
            guess = guesses.near(quiz.topics[place])
            message = f"no question that a quiz can ask has the topic `{quiz.topics[place]}`"
            remedy = f"did you mean `{guess}`?" if guess else "remove it"
            yield bank.problem(("quizzes", index, "topics", place), message, remedy)
        if not unknown and (fault := _count_fault(quiz, pool)):
            yield bank.problem(("quizzes", index, "count"), *fault)


def _count_fault(quiz: ReadyQuiz, pool: "_Pool") -> tuple[str, str] | None:
    """Return what is wrong with a count that no draw can reach, and what to do."""
    drawn = pool.sorts_for(quiz)
    there = sum(pool.sorts[sort] for sort in drawn)
    if quiz.count > there:
        are = "is" if there == 1 else "are"
        message = f"`count` is {quiz.count}, and there {are} only {there} to draw"
        return message, f"write {there} at most" if there else "choose other topics or types"
    if quiz.count <= there // pool.most_apart:
        return None
    together = pool.together(drawn)
    if quiz.count <= together:
        return None
    message = (
        f"`count` is {quiz.count}, and no more than {together} of the {there} to draw can be"
        " asked together, as they exclude each other"
    )
    return message, f"write {together} at most"


class _Pool:
    """The questions that quizzes can ask, by sorts: few differ in type and topics."""

    def __init__(self, questions: Sequence[Question]) -> None:
        self._questions = questions
        self._excludes = exclusions(questions)
        #: How many there are of each sort.
        self.sorts = Counter(map(_sort, questions))
        self._paths = {topics: paths_of(topics) for _, topics in self.sorts}
        #: All topics of these questions, and those above them.
        self.topics = set[str]().union(*self._paths.values())
        #: So many a question keeps out at most, itself too: of any n, n // this can be asked together.
        self.most_apart = 1 + max(map(len, self._excludes.values()), default=0)

    def sorts_for(self, quiz: ReadyQuiz) -> set[_Sort]:
        """Return the sorts that a quiz draws from."""
        return {
            (type_, topics)
            for type_, topics in self.sorts
            if (not quiz.types or type_ in quiz.types)
            and (not quiz.topics or not self._paths[topics].isdisjoint(quiz.topics))
        }

    def together(self, sorts: Collection[_Sort]) -> int:
        """Return a number of questions of these sorts beyond which some exclude each other."""
        ids = [question.id for question in self._questions if _sort(question) in sorts]
        # In an order that is the same in each run.
        choosy = dict.fromkeys(key for key in ids if key in self._excludes).keys()
        return len(ids) - len(choosy) + most_together({key: choosy & self._excludes[key] for key in choosy})


def _sort(question: Question) -> _Sort:
    return question.type, question.topics
