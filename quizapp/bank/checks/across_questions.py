"""What can be wrong between the questions of a bank, once all of them are known."""

from collections.abc import Iterable, Iterator, KeysView, Mapping
from dataclasses import replace
from itertools import islice

from quizapp.bank.checks.exclusions import ExclusionCheck
from quizapp.bank.keys import Guesses
from quizapp.bank.place import Place
from quizapp.bank.problem import Problem, ProblemList
from quizapp.bank.schema import TryOut
from quizapp.bank.topics import paths_of
from quizapp.bank.yaml.loader import MOST_PROBLEMS
from quizapp.bank.yaml.marked import locate
from quizapp.question_types import MARKED, TYPES
from quizapp.question_types.base import Question

#: Questions, each with where it stands.
Placed = Iterable[tuple[Question, Place]]


def exclusion_problems(ids: KeysView[str], questions: Placed, *, knows_all: bool) -> ProblemList:
    """Return what is wrong with what these questions exclude or allow.

    `ids` are those of all questions, unless some aren't known.
    """
    check = ExclusionCheck(ids, knows_all=knows_all)
    problems = (
        place.problem(fault.path, fault.message, fault.remedy)
        for question, place in questions
        for fault in check.faults(question)
    )
    return ProblemList(islice(problems, MOST_PROBLEMS))


def former_id_problems(first_places: Mapping[str, Place], renamed: Placed) -> ProblemList:
    """Return what is wrong with the earlier ids that these questions name; `first_places` has all of now."""
    problems: list[Problem] = []
    named: dict[str, Place] = {}
    for question, place in renamed:
        for index, old in enumerate(question.was):
            path = ("was", index) if isinstance(place.node["was"], list) else ("was",)
            if old == question.id:
                message, remedy = f"`{old}` is the question's own id", "write the one it had before"
            elif old in first_places:
                other = first_places[old]
                line, column = locate(other.node, ("id",))
                message = f"the question `{old}` is still there, at {other.file}:{line}:{column}"
                remedy = "remove that one, or this `was`"
            elif old in named:
                other = named[old]
                line, column = locate(other.node, ("was",))
                message = f"`{old}` is named already, at {other.file}:{line}:{column}"
                remedy = "name it once: one question can have its answers"
            else:
                named[old] = place
                continue
            problems.append(place.problem(path, message, remedy))
    return ProblemList(islice(problems, MOST_PROBLEMS))


def unused_titles(titles: Mapping[str, str], header: Place, questions: Placed) -> Iterator[Problem]:
    """Yield the titles in `bank.yaml` of topics that none of all questions has.

    Not before all topics are known: a question that can't be read may be the one that has it.
    """
    if not titles:
        return
    used = _topics_of(questions)
    guesses = Guesses(used)
    for path in titles:
        if path not in used:
            guess = guesses.near(path)
            message = f"no question has the topic `{path}`"
            remedy = f"did you mean `{guess}`?" if guess else "remove its title"
            yield replace(header.problem(("topics", path), message, remedy, at_key=True), level="warning")


def try_out_problems(try_out: TryOut, header: Place, places: Mapping[str, Place]) -> Iterator[Problem]:
    """Yield the questions named in `bank.yaml` for a try-out that there aren't, or that no quiz can ask.

    `places` are those of all questions. One of an unknown type has a fault of its own.
    """
    if not try_out.questions:
        return
    types = {key: place.node.get("type") for key, place in places.items()}
    guesses = Guesses(types.keys())
    for index, name in enumerate(try_out.questions):
        if name not in types:
            guess = guesses.near(name)
            message, remedy = (
                f"there is no question `{name}`",
                f"did you mean `{guess}`?" if guess else "remove it",
            )
        elif types[name] in TYPES.keys() - MARKED:
            message, remedy = f"no quiz can ask `{name}`, which isn't marked", "name another"
        else:
            continue
        yield header.problem(("try_out", "questions", index), message, remedy)


def _topics_of(questions: Placed) -> set[str]:
    return paths_of({topic for question, _ in questions for topic in question.topics})
