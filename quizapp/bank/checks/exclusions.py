"""Questions that give each other's answers away: `excludes` keeps them out of one draw, both ways.

`allows` names those that may be asked together, although one seems to give the other away.
"""

from collections.abc import Collection, Iterator, KeysView, Mapping, Sequence

from quizapp.bank.keys import Guesses
from quizapp.bank.problem import short
from quizapp.question_types.base import Fault, Question


def exclusions(questions: Sequence[Question]) -> dict[str, tuple[str, ...]]:
    """Map each of some questions that may not be asked beside others of them to their ids, sorted."""
    ids = {question.id for question in questions}
    pairs: dict[str, set[str]] = {}
    for question in filter(lambda question: question.excludes, questions):
        for other in ids.intersection(question.excludes):
            pairs.setdefault(question.id, set()).add(other)
            pairs.setdefault(other, set()).add(question.id)
    return {key: tuple(sorted(others)) for key, others in pairs.items()}


def most_together(excludes: Mapping[str, Collection[str]]) -> int:
    """Return a number beyond which no set of these questions goes of which none excludes another.

    They are parted into groups of which each excludes all others in its group, so that at most one of each
    can be asked. That may be more than there are to find, never fewer.
    """
    left, groups = dict.fromkeys(excludes), 0
    while left:
        first, _ = left.popitem()
        groups += 1
        common = set(excludes[first]) & left.keys()
        while common:
            # The same in each run, whatever the order of a set.
            other = min(common)
            del left[other]
            common.intersection_update(excludes[other])
            common.discard(other)
    return groups


class ExclusionCheck:
    """Finds what is wrong with `excludes` and `allows`; an unknown id only where all of a bank are known."""

    def __init__(self, ids: KeysView[str], *, knows_all: bool) -> None:
        self.ids = ids
        self.knows_all = knows_all
        self.guesses = Guesses(ids)

    def faults(self, question: Question) -> Iterator[Fault]:
        """Yield what is wrong with what a question excludes and allows."""
        yield from self._faults("excludes", question.id, question.excludes)
        yield from self._faults("allows", question.id, question.allows)
        for index, other in enumerate(question.allows):
            if other in question.excludes:
                message = f"`{short(other)}` is excluded, so it can't be allowed too"
                yield Fault(("allows", index), message, "leave one of them out")

    def _faults(self, key: str, own: str, others: Sequence[str]) -> Iterator[Fault]:
        before: set[str] = set()
        for index, other in enumerate(others):
            path = (key, index)
            if other == own:
                yield Fault(path, f"`{short(other)}` is this question itself", "leave it out")
            elif other in before:
                yield Fault(path, f"`{short(other)}` is there twice", "leave one of them out")
            elif self.knows_all and other not in self.ids:
                guess = self.guesses.near(other)
                remedy = f"did you mean `{guess}`?" if guess else "correct it, or leave it out"
                yield Fault(path, f"there is no question `{short(other)}` in this bank", remedy)
            before.add(other)
