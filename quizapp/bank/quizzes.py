"""What can be wrong with well-shaped ready quizzes: their ids, and what they would draw from."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from quizapp.bank.checks import markup_faults
from quizapp.bank.exclusions import exclusions, most_together
from quizapp.bank.images import Images
from quizapp.bank.keys import near
from quizapp.bank.place import Place
from quizapp.bank.problem import Problem, short
from quizapp.bank.schema import ReadyQuiz
from quizapp.bank.topics import paths_to
from quizapp.question_types import MARKED, TYPES
from quizapp.question_types.base import Fault, Question


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
    can_be_asked = [question for question, _ in questions if question.type in MARKED]
    # Few sets of topics stand at many questions, so what the sets mean is looked at once for each.
    alike = Counter((question.type, question.topics) for question in can_be_asked)
    paths = {topics: {path for topic in topics for path in paths_to(topic)} for _, topics in alike}
    known = set[str]().union(*paths.values())
    excludes = exclusions(can_be_asked)
    # Each keeps so many out with itself, so that of any n questions n // most can surely be asked together.
    most = 1 + max(map(len, excludes.values()), default=0)
    for index, quiz in enumerate(quizzes):
        unknown = [place for place, topic in enumerate(quiz.topics) if topic not in known]
        for place in unknown:
            guess = near(quiz.topics[place], known)
            message = f"no question that a quiz can ask has the topic `{quiz.topics[place]}`"
            remedy = f"did you mean `{guess}`?" if guess else "remove it"
            yield bank.problem(("quizzes", index, "topics", place), message, remedy)
        if unknown:
            continue
        drawn = {(kind, topics) for kind, topics in alike if _is_drawn(quiz, kind, paths[topics])}
        there = sum(alike[sort] for sort in drawn)
        if quiz.count > there:
            message = (
                f"`count` is {quiz.count}, and there {'is' if there == 1 else 'are'} only {there} to draw"
            )
            remedy = f"write {there} at most" if there else "choose other topics or types"
            yield bank.problem(("quizzes", index, "count"), message, remedy)
        elif quiz.count > there // most:
            ids = [question.id for question in can_be_asked if (question.type, question.topics) in drawn]
            together = _together(ids, excludes)
            if quiz.count > together:
                message = (
                    f"`count` is {quiz.count}, and no more than {together} of the {there} to draw can be"
                    " asked together, as they exclude each other"
                )
                yield bank.problem(("quizzes", index, "count"), message, f"write {together} at most")


def _together(ids: Collection[str], excludes: Mapping[str, Collection[str]]) -> int:
    """Return a number of these questions beyond which some of them exclude each other."""
    # In an order that is the same in each run.
    choosy = dict.fromkeys(key for key in ids if key in excludes).keys()
    return len(ids) - len(choosy) + most_together({key: choosy & excludes[key] for key in choosy})


def _is_drawn(quiz: ReadyQuiz, kind: str, paths: set[str]) -> bool:
    """Tell whether a quiz may draw questions of a type at or below these topics."""
    return (not quiz.types or kind in quiz.types) and (not quiz.topics or not paths.isdisjoint(quiz.topics))
