"""How many draws of a bank's quizzes ask two questions of which one gives the other's answer away."""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from quizapp.bank.checks.exclusions import exclusions
from quizapp.bank.checks.giveaways import find_giveaways
from quizapp.bank.schema import Bank
from quizapp.question_types import TYPES
from quizapp.quizzes.composition import PoolQuestion, compose, just_draw

#: What somebody asks for who draws from the whole bank.
_MANY = 40


class Drawn(NamedTuple):
    """What the draws of a quiz came to: how many hold a giveaway, and how many have too few questions."""

    quiz: str
    revealing: int
    short: int


def pool_of(bank: Bank) -> list[PoolQuestion]:
    """Return the questions of a bank as draws know them, numbered as they stand."""
    return [
        PoolQuestion(place, question.id, question.type, question.topics, TYPES[question.type].is_marked)
        for place, question in enumerate(bank.questions)
    ]


def draw_all(bank: Bank, draws: int) -> Iterator[Drawn]:
    """Draw each ready quiz so many times, and as often from the whole bank; what it allows doesn't count."""
    pool = pool_of(bank)
    ids = {question.key: question.id for question in pool}
    excludes = {
        ids[key]: [ids[other] for other in others] for key, others in exclusions(bank.questions).items()
    }
    allowed = {frozenset((ids[one.id], ids[other])) for one in bank.questions for other in one.allows}
    quizzes = [(quiz.id, quiz.composition, quiz.feedback == "each") for quiz in bank.quizzes]
    for name, composition, afterwards in [*quizzes, ("(the whole bank)", just_draw(_MANY), True)]:
        revealing: defaultdict[int, set[int]] = defaultdict(set)
        for giveaway in find_giveaways(bank.questions, afterwards=afterwards):
            if frozenset(giveaway[:2]) not in allowed:
                revealing[giveaway.revealed].add(giveaway.revealing)
        with_giveaway = short = 0
        for seed in range(draws):
            asked = {slot.question_id for slot in compose(composition, pool, seed, excludes)}
            with_giveaway += any(asked & revealing[question] for question in asked & revealing.keys())
            short += len(asked) < composition.count
        yield Drawn(name, with_giveaway, short)
