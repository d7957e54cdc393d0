"""What can be wrong between the questions of a bank, once all of them are known."""

from collections.abc import Iterable, Iterator, KeysView, Mapping
from itertools import islice

from quizapp.bank.exclusions import ExclusionCheck
from quizapp.bank.keys import near
from quizapp.bank.loader import MOST_PROBLEMS
from quizapp.bank.place import Place
from quizapp.bank.problem import Problem, ProblemList
from quizapp.bank.schema import TryOut
from quizapp.bank.topics import paths_to
from quizapp.question_types.base import Question

#: Questions, each with where it stands.
Placed = Iterable[tuple[Question, Place]]


def exclusion_problems(ids: KeysView[str], questions: Placed) -> ProblemList:
    """Return what is wrong with what these questions exclude; `ids` are those of all questions."""
    check = ExclusionCheck(ids)
    problems = (
        place.problem(fault.path, fault.message, fault.remedy)
        for question, place in questions
        for fault in check.faults(question.id, question.excludes)
    )
    return ProblemList(islice(problems, MOST_PROBLEMS))


def unused_titles(titles: Mapping[str, str], header: Place, questions: Placed) -> Iterator[Problem]:
    """Yield the titles in `bank.yaml` of topics that none of all questions has.

    Not before all else is right: a question with a fault may be the one that has it.
    """
    if not titles:
        return
    used = _topics_of(questions)
    for path in titles:
        if path not in used:
            guess = near(path, used)
            message = f"no question has the topic `{path}`"
            remedy = f"did you mean `{guess}`?" if guess else "remove its title"
            yield header.problem(("topics", path), message, remedy, at_key=True)


def try_out_problems(try_out: TryOut, header: Place, questions: Placed) -> Iterator[Problem]:
    """Yield the topics in `bank.yaml` that a try-out leaves out, and that none of all questions has."""
    if not try_out.without:
        return
    used = _topics_of(questions)
    for index, path in enumerate(try_out.without):
        if path not in used:
            guess = near(path, used)
            remedy = f"did you mean `{guess}`?" if guess else "leave it out"
            yield header.problem(("try_out", "without", index), f"no question has the topic `{path}`", remedy)


def _topics_of(questions: Placed) -> set[str]:
    topics = {topic for question, _ in questions for topic in question.topics}
    return {path for topic in topics for path in paths_to(topic)}
