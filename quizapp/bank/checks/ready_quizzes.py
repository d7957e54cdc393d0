"""What can be wrong with well-shaped ready quizzes: their ids, and what they would draw from.

What is wrong with several items of one quiz is found in `compositions`.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from quizapp.bank.checks.compositions import Compositions, composition_faults, unfit_type
from quizapp.bank.checks.exclusions import exclusions, most_together
from quizapp.bank.checks.questions import markup_faults
from quizapp.bank.keys import Guesses, Path, near
from quizapp.bank.pictures.images import Images
from quizapp.bank.place import Place
from quizapp.bank.problem import Problem, short
from quizapp.bank.schema import ReadyQuiz
from quizapp.bank.topics import paths_of
from quizapp.question_types import MARKED, TYPES
from quizapp.question_types.base import Fault, Question

#: A type of question, and topics.
_Sort: TypeAlias = tuple[str, tuple[str, ...]]


def quiz_faults(quizzes: Mapping[int, ReadyQuiz], images: Images) -> Iterator[Fault]:
    """Yield ids that are there twice, types that no quiz can ask, and Markdown that can't be rendered.

    The quizzes come by their place in the list of all, of which some may be misshapen.
    """
    before: set[str] = set()
    for index, quiz in quizzes.items():
        if quiz.id in before:
            message = f"the ready quiz `{quiz.id}` is there twice"
            yield Fault(("quizzes", index, "id"), message, "give it another id")
        before.add(quiz.id)
        for path, name in _types_of(quiz):
            if fault := _type_fault(name, people_mark=quiz.only_assigned):
                yield Fault(("quizzes", index, *path), *fault)
        for found in composition_faults(quiz):
            yield replace(found, path=("quizzes", index, *found.path))
        yield from markup_faults(quiz.description or "", images, ("quizzes", index, "description"))


def _types_of(quiz: ReadyQuiz) -> Iterator[tuple[Path, str]]:
    for place, name in enumerate(quiz.types):
        yield ("types", place), name
    for number, section in enumerate(quiz.sections):
        for item_number, item in enumerate(section.items):
            for place, name in enumerate(item.types):
                yield ("sections", number, "items", item_number, "types", place), name


def _type_fault(name: str, *, people_mark: bool) -> tuple[str, str] | None:
    """Return what is wrong with a type that a draw names, and what to do; None if nothing is."""
    if name in TYPES:
        return unfit_type(name, people_mark=people_mark)
    guess = near(name, MARKED)
    remedy = f"did you mean `{guess}`?" if guess else f"write one of {', '.join(sorted(MARKED))}"
    return f"`{short(name)}` is not a type of question", remedy


def draw_problems(
    quizzes: Mapping[int, ReadyQuiz], bank: Place, questions: Iterable[tuple[Question, Place]]
) -> Iterator[Problem]:
    """Yield topics that no question has, and counts beyond what there is to draw, as faults of `bank`.

    Only what quizzes can ask is counted. Where questions exclude each other, a count is a fault that no draw
    could ever reach; one that only some draws reach isn't.
    """
    if not quizzes:
        return
    all_questions = [question for question, _ in questions]
    pool = _Pool([question for question in all_questions if question.type in MARKED])
    compositions = Compositions(all_questions)
    guesses = Guesses(pool.topics)
    for index, quiz in quizzes.items():
        unknown = False
        for path, topic in _topics_of(quiz):
            if topic not in pool.topics and not (quiz.only_assigned and compositions.knows_topic(topic)):
                guess = guesses.near(topic)
                message = f"no question that a quiz can ask has the topic `{topic}`"
                remedy = f"did you mean `{guess}`?" if guess else "remove it"
                yield bank.problem(("quizzes", index, *path), message, remedy)
                unknown = True
        if unknown:
            continue
        if quiz.sections or quiz.questions or quiz.only_assigned:
            for fault in compositions.faults(quiz):
                yield bank.problem(("quizzes", index, *fault.path), fault.message, fault.remedy)
        elif quiz.count and (wrong := _count_fault(quiz.count, quiz, pool)):
            yield bank.problem(("quizzes", index, "count"), *wrong)


def _topics_of(quiz: ReadyQuiz) -> Iterator[tuple[Path, str]]:
    for place, topic in enumerate(quiz.topics):
        yield ("topics", place), topic
    for number, section in enumerate(quiz.sections):
        for item_number, item in enumerate(section.items):
            for place, topic in enumerate(item.topics):
                yield ("sections", number, "items", item_number, "topics", place), topic


def _count_fault(count: int, quiz: ReadyQuiz, pool: "_Pool") -> tuple[str, str] | None:
    """Return what is wrong with a count that no draw can reach, and what to do."""
    drawn = pool.sorts_for(quiz)
    there = sum(pool.sorts[sort] for sort in drawn)
    if count > there:
        are = "is" if there == 1 else "are"
        message = f"`count` is {count}, and there {are} only {there} to draw"
        return message, f"write {there} at most" if there else "choose other topics or types"
    if count <= there // pool.most_apart:
        return None
    together = pool.together(drawn)
    if count <= together:
        return None
    message = (
        f"`count` is {count}, and no more than {together} of the {there} to draw can be"
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
