"""People with something to show for every page of the app, on a server that runs already.

They are made through the services, as `quizapp demo` does, on the database that the server has open.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from flask import Flask
from sqlalchemy import select

from quizapp.models import User
from quizapp.question_types import TYPES
from quizapp.scheduling.memory import Rating
from quizapp.services import accounts, attempts, catalogue, demo, people, quizzes, reviews, studied_banks
from quizapp.services.attempts import Feedback
from quizapp.services.catalogue import Wanted
from quizapp.services.permissions import Role
from quizapp.services.person import Person, person_of
from quizapp.services.quizzes import Wish
from quizapp.services.reviews import CardSide
from quizapp.services.transaction import reading
from quizapp.web.access import SignedIn
from support.answers import right, wrong
from support.people import DOOR, PASSWORD, a_person, signed


@dataclass(frozen=True)
class Population:
    """Cookies of people by what they are, and what addresses need to name."""

    cookies: Mapping[str, str]
    places: Mapping[str, object]


def populate(app: Flask, now: datetime) -> Population:
    """Make everybody, on an installation with banks and nobody in it. Needs an app context."""
    demo.make_class(DOOR, PASSWORD, now, seed=1994, report=lambda _: None, names=("Aigerim",))
    student, instructor, administrator = map(_made_up, ("Aigerim", "Instructor", "Administrator"))
    newcomer, resting, rating, quizzed = (
        a_person(now, name) for name in ("Newcomer", "Resting", "Rating", "Quizzed")
    )
    trying, tried = accounts.begin_visit(now), accounts.begin_visit(now)
    shipped, bank = catalogue.list_banks()
    for person in (resting, rating):
        studied_banks.study(person, bank.id, now)
    _review_all(resting, now)
    places = {
        "shipped": shipped.id,
        "bank": bank.id,
        "resting": resting.id,
        "administrator": administrator.id,
        "token": people.make_password_link(administrator, newcomer.id, now).token,
        "trying": quizzes.begin_try_out(trying, bank.id, now, seed=1).attempt_id,
        "tried": _try_out(tried, bank.id, now),
        **dict(_quizzes(quizzed, bank.id, now)),
        **dict(_questions(bank.id)),
    }
    everybody = {
        "visitor who tries": trying,
        "visitor who tried": tried,
        "newcomer": newcomer,
        "student": student,
        "resting": resting,
        "rating": rating,
        "quizzed": quizzed,
        "instructor": instructor,
        "administrator": administrator,
    }
    return Population(_cookies(app, everybody), places)


def populate_bare(app: Flask, now: datetime) -> Population:
    """Make a learner and an instructor on an installation without banks. Needs an app context."""
    everybody = {"learner": a_person(now, "Alone"), "instructor": a_person(now, "Idle", Role.INSTRUCTOR)}
    return Population(_cookies(app, everybody), {})


def _cookies(app: Flask, everybody: Mapping[str, Person]) -> dict[str, str]:
    return {
        who: signed(app, {"_user_id": SignedIn(person).get_id(), "_fresh": True})
        for who, person in everybody.items()
    }


def _made_up(name: str) -> Person:
    return person_of(reading().scalars(select(User).where(User.name == f"{name} (made up)")).one())


def _review_all(person: Person, now: datetime) -> None:
    """Know every card of today, so that none is left."""
    while isinstance(side := reviews.next_card(person, now, seed=1), CardSide):
        answered = reviews.answer(person, side.shown, side.asked, None, now).answered
        reviews.rate(person, answered, Rating.EASY, now)


def _quizzes(person: Person, bank_id: int, now: datetime) -> Iterator[tuple[str, int]]:
    """Take all twelve questions twice: left open to be changed, and told after each; and one alone."""
    every = Wish(bank_id, count=12, feedback=Feedback.END)
    wishes = {
        "asked": every,
        "told": replace(every, feedback=Feedback.EACH),
        "alone": replace(every, count=1),
    }
    for seed, (name, wish) in enumerate(wishes.items()):
        attempt_id = quizzes.begin(person, wish, now, seed).attempt_id
        yield name, attempt_id
        for number in range(1, wish.count + 1):
            kind = attempts.show(person, attempt_id, number).asked.question.type
            yield f"{name}_{kind}", number
            if name != "asked":
                _answer(person, attempt_id, number, now, rightly=number % 3 == 0)


def _try_out(person: Person, bank_id: int, now: datetime) -> int:
    attempt_id = quizzes.begin_try_out(person, bank_id, now, seed=2).attempt_id
    for number in range(1, 6):
        _answer(person, attempt_id, number, now, rightly=number > 2)
    return attempt_id


def _answer(person: Person, attempt_id: int, number: int, now: datetime, *, rightly: bool) -> None:
    slot = attempts.show(person, attempt_id, number)
    response = right(slot.asked) if rightly else wrong(slot.asked)
    quizzes.answer(person, attempt_id, number, response, slot.sequence, now)


def _questions(bank_id: int) -> Iterator[tuple[str, int]]:
    for name in TYPES:
        yield f"question_{name}", catalogue.find_questions(bank_id, Wanted(type=name)).rows[0].id
