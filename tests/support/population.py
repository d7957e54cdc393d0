"""People with something to show for every page of the app, on a server that runs already.

They are made through the services, on the database that the server has open.
"""

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from flask import Flask

from quizapp.assignments.resolving import Override
from quizapp.assignments.terms import LateStep, Navigation, Release, Terms
from quizapp.question_types import TYPES
from quizapp.quizzes.certainty import Certainty
from quizapp.quizzes.composition import Composition, DrawItem, FixedItem, Section
from quizapp.quizzes.rules import Feedback, QuizRules, Shows
from quizapp.scheduling.memory import Rating
from quizapp.services.accounts import email_address, people, visitors
from quizapp.services.accounts.names import LONGEST_EMAIL, LONGEST_NAME
from quizapp.services.banks import catalogue
from quizapp.services.banks.catalogue import BankSummary, Wanted
from quizapp.services.courses import (
    assignments,
    attempt_changes,
    courses,
    groups,
    invitations,
    overrides,
    previews,
)
from quizapp.services.courses.courses import LONGEST_TITLE
from quizapp.services.courses.groups import LONGEST_NAME as LONGEST_GROUP
from quizapp.services.courses.invitations import NewInvitation
from quizapp.services.courses.overrides import ForPerson
from quizapp.services.permissions import CourseRole, Role
from quizapp.services.person import Person
from quizapp.services.quizzes import answering, attempts, beginning, closing
from quizapp.services.quizzes.beginning import QuizRequest
from quizapp.services.reviews import recording, showing, studied_banks
from quizapp.services.reviews.showing import QueueEnd
from quizapp.services.transaction import reading
from support.answers import right, wrong
from support.assigning import assign, begin, settings_of
from support.browsing import BANKS
from support.courses import a_course, accompany, put_in
from support.jobs import a_given_up_job
from support.marking import essays, hide_essays
from support.people import (
    CONTEXT,
    PASSWORD,
    a_person,
    answer_right,
    confirm_email,
    confirmation_token,
    session_of,
)


@dataclass(frozen=True)
class Population:
    """Cookies of people by what they are, and what addresses need to name."""

    cookies: Mapping[str, str]
    places: Mapping[str, object]


def populate(app: Flask, now: datetime) -> Population:
    """Make everybody, on an installation with banks and nobody in it. Needs an app context."""
    student, instructor, administrator = (
        a_person(now, role.capitalize(), role) for role in (Role.LEARNER, Role.INSTRUCTOR, Role.ADMINISTRATOR)
    )
    newcomer, resting, rating, quizzed, writing = (
        a_person(now, name) for name in ("Newcomer", "Resting", "Rating", "Quizzed", "Writing")
    )
    owner, rival, claimant = (
        a_person(now, name, email=f"{email}@example.org")
        for name, email in (("Owner", "family"), ("Rival", "family"), ("Claimant", "claimant"))
    )
    confirm_email(owner, now)
    long_ruler, long_learner = (
        a_person(now, letter * LONGEST_NAME, role, email=longest_email(letter))
        for letter, role in (("M", Role.ADMINISTRATOR), ("W", Role.LEARNER))
    )
    trying, tried = visitors.begin_visit(now), visitors.begin_visit(now)
    a_given_up_job(now)
    # Another journey may have brought a bank of its own.
    by_key = {one.key: one for one in catalogue.list_banks()}
    shipped, bank, ways = (by_key[folder.name] for folder in BANKS)
    for person in (resting, rating):
        studied_banks.study(person, bank.id, now)
    studied_banks.study(writing, ways.id, now)
    _review(resting, now, itertools.repeat(Rating.EASY))
    again = _study_for_weeks(student, shipped.id, now)
    places = {
        "shipped": shipped.id,
        "bank": bank.id,
        "ways": ways.id,
        "resting": resting.id,
        "student": student.id,
        "instructor": instructor.id,
        "administrator": administrator.id,
        "token": people.make_password_link(administrator, newcomer.id, now).token,
        "confirmation": confirmation_token(claimant, now),
        "long": long_learner.id,
        "long_token": people.make_password_link(administrator, long_learner.id, now).token,
        "long_confirmation": confirmation_token(long_learner, now),
        "conflict": confirmation_token(rival, now),
        "trying": beginning.begin_try_out(trying, bank.id, now, seed=1).attempt_id,
        "tried": _try_out(tried, bank.id, now),
        "again": again,
        "timed": beginning.begin_ready(quizzed, bank.id, "final", now, seed=1).attempt_id,
        "certain": _certain(quizzed, bank.id, now),
        **_courses(instructor, student, bank.id, now),
        **_essays(instructor, writing, rating, now),
        "long_course": _long_course(long_ruler, long_learner, now),
        **dict(_quizzes(quizzed, ways, now)),
        **dict(_quizzes(quizzed, bank, now)),
        **dict(_questions(ways.id)),
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
        "writing": writing,
        "instructor": instructor,
        "administrator": administrator,
        "administrator with a long name": long_ruler,
    }
    return Population(_cookies(app, everybody), places)


def _courses(instructor: Person, student: Person, bank_id: int, now: datetime) -> dict[str, object]:
    """Let the instructor run a course that the student is in, and put another away."""
    course_id = a_course(instructor, now, "Mountains, spring term", [bank_id])
    group_id = groups.make(instructor, course_id, "Section A", now)
    accompany(instructor, course_id, group_id, student, now)
    token = invitations.invite_one(instructor, course_id, NewInvitation("mia@example.org", "Mia"), now, None)
    archived = a_course(instructor, now, "Rivers, autumn term")
    courses.archive(instructor, archived, now)
    join_token = courses.find(course_id).join_token
    reading().rollback()
    return _assignments(instructor, student, course_id, bank_id, now) | {
        "course": course_id,
        "group": group_id,
        "invitation": token,
        "archived": archived,
        "join_token": join_token,
    }


def _assignments(
    instructor: Person, student: Person, course_id: int, bank_id: int, now: datetime
) -> dict[str, object]:
    """Set a quiz for a course, and draft two others: one in sections, and one that asks nothing yet."""
    day = timedelta(days=1)
    terms = Terms(
        shows=Shows.PRACTICE,
        attempts=None,
        due_at=now + 3 * day,
        closes_at=now + 5 * day,
        late=(LateStep(now + 5 * day, 50),),
    )
    assigned = assign(instructor, course_id, settings_of(bank_id, terms), now)
    overrides.put(
        instructor, course_id, assigned, ForPerson(student.id), Override(due_at=2 * day), "Flu", now
    )
    parts = Composition(
        (
            Section((FixedItem("longest-river", 2.0), DrawItem(2, ("rivers",))), "Rivers"),
            Section((DrawItem(2, ("mountains",)),), None, is_shuffled=True),
        )
    )
    exam = settings_of(bank_id, Terms(shows=Shows.EXAM), parts)
    taker = a_person(now, "Timur Timely")
    put_in(course_id, taker, CourseRole.LEARNER, now)
    attempt = begin(taker, course_id, assigned, now)
    answer_right(taker, attempt, 1, now)
    return _taken(instructor, student, course_id, bank_id, now) | {
        "attempt": attempt,
        **_timed_attempts(instructor, taker, course_id, bank_id, now),
        "assigned": assigned,
        "drafted": assignments.create(instructor, course_id, exam, now),
        "empty": assignments.create(
            instructor, course_id, settings_of(bank_id, Terms(), Composition(())), now
        ),
    }


def _essays(instructor: Person, waiting: Person, told: Person, now: datetime) -> dict[str, object]:
    """Let two learners of another course submit an essay, and mark that of the second."""
    quiz = essays(now, [waiting, told], Terms(shows=Shows.HOMEWORK), instructor)
    hide_essays(now)
    written, marked = quiz.slot(waiting), quiz.slot(told)
    seen = quiz.mark(instructor, marked, (1.5, 0), now, comment="Well put.\n\nBut why there?")
    return {
        "essay_course": quiz.course,
        "essays": quiz.assignment,
        "essay": seen.slot.asked.question_id,
        "written": written,
        "marked": marked,
        "essay_waits": quiz.attempts[waiting.id],
        "essay_told": quiz.attempts[told.id],
    }


def _taken(
    instructor: Person, student: Person, course_id: int, bank_id: int, now: datetime
) -> dict[str, object]:
    """Begin an assignment without a way back, and previews: one under way and one submitted.

    Of an exam nothing is told yet, and a practice was annulled under way.
    """
    terms = Terms(shows=Shows.PRACTICE, navigation=Navigation.FORWARD, rules=QuizRules(Feedback.END))
    forward, tried_out = (assign(instructor, course_id, settings_of(bank_id, terms), now) for _ in range(2))
    exam = Terms(shows=Shows.EXAM, release=Release.BY_HAND)
    untold = begin(student, course_id, assign(instructor, course_id, settings_of(bank_id, exam), now), now)
    closing.finish(student, untold, now)
    spoilt = assign(instructor, course_id, settings_of(bank_id, Terms(shows=Shows.PRACTICE)), now)
    cut_short = begin(student, course_id, spoilt, now)
    attempt_changes.annul(instructor, course_id, spoilt, cut_short, "The wrong room", now)
    done = previews.begin(instructor, course_id, tried_out, None, now, seed=tried_out)
    closing.finish(instructor, done, now)
    return {
        "forward": begin(student, course_id, forward, now),
        "untold": untold,
        "cut_short": cut_short,
        "preview": previews.begin(instructor, course_id, forward, None, now, seed=forward),
        "tried_out": tried_out,
    }


def _timed_attempts(
    instructor: Person, taker: Person, course_id: int, bank_id: int, now: datetime
) -> dict[str, object]:
    """Set an exam of an hour: one attempt was annulled, one ended before an answer arrived, one goes on."""
    terms = Terms(rules=QuizRules(Feedback.END, time_limit=60), shows=Shows.EXAM, release=Release.BY_HAND)
    quiz = assign(instructor, course_id, settings_of(bank_id, terms), now - timedelta(hours=3))
    annulled = begin(taker, course_id, quiz, now - timedelta(hours=2))
    closing.finish(taker, annulled, now - timedelta(hours=2))
    attempt_changes.annul(instructor, course_id, quiz, annulled, "The wrong room", now)
    late = begin(taker, course_id, quiz, now - timedelta(hours=2))
    answering.answer(taker, late, 1, None, 0, now - timedelta(minutes=30))
    closing.close_overdue(taker, now)
    other = a_person(now, "Dora Delayed")
    put_in(course_id, other, CourseRole.LEARNER, now)
    return {
        "timed_quiz": quiz,
        "annulled_attempt": annulled,
        "late_attempt": late,
        "timed_attempt": begin(other, course_id, quiz, now),
    }


def _long_course(ruler: Person, learner: Person, now: datetime) -> int:
    """Make a course of which every name is as long as can be."""
    course_id = a_course(ruler, now, "W" * LONGEST_TITLE)
    group_id = groups.make(ruler, course_id, "M" * LONGEST_GROUP, now)
    accompany(ruler, course_id, group_id, learner, now)
    return course_id


def populate_bare(app: Flask, now: datetime) -> Population:
    """Make learners and an instructor on an installation without banks. Needs an app context."""
    moving = a_person(now, "Moving", email="old@example.org")
    confirm_email(moving, now)
    email_address.change_email(moving, "new@example.org", PASSWORD, CONTEXT, now)
    everybody = {
        "moving": moving,
        "learner": a_person(now, "Alone", email="alone@example.org"),
        "instructor": a_person(now, "Idle", Role.INSTRUCTOR),
    }
    return Population(_cookies(app, everybody), {})


def longest_email(letter: str) -> str:
    """Return an address as long as one can be, which breaks nowhere but at its dots."""
    address = f"{letter * 64}@{letter * 62}.{letter * 61}.{letter * 60}.org"
    assert len(address) == LONGEST_EMAIL
    return address


def _cookies(app: Flask, everybody: Mapping[str, Person]) -> dict[str, str]:
    return {who: session_of(app, person) for who, person in everybody.items()}


def _review(person: Person, now: datetime, ratings: Iterable[Rating]) -> None:
    """Rate one card after another, until there are no more."""
    for rating in ratings:
        side = showing.next_card(person, now, seed=1)
        if isinstance(side, QueueEnd):
            return
        answered = showing.answer(person, side.shown, side.asked, None, now).answered
        recording.rate(person, answered, rating, now)


def _study_for_weeks(person: Person, bank_id: int, now: datetime) -> int:
    """Review every third day for weeks, forgetting a card each time, with a ready quiz now and then.

    Returns the last of these.
    """
    studied_banks.study(person, bank_id, now - timedelta(days=30))
    for days_ago in range(30, 0, -3):
        moment = now - timedelta(days=days_ago)
        _review(person, moment, [*[Rating.GOOD] * 5, Rating.AGAIN, Rating.HARD])
        if days_ago % 9 == 0:
            taken = beginning.begin_ready(person, bank_id, "dates", moment, seed=days_ago).attempt_id
            for number in range(1, 6):
                _answer(person, taken, number, moment, rightly=number > 2 - days_ago // 18)
            closing.finish(person, taken, moment)
    return taken


def _quizzes(person: Person, bank: BankSummary, now: datetime) -> Iterator[tuple[str, object]]:
    """Take all questions twice: left open to be changed, and told after each; and one alone."""
    every = QuizRequest(bank.id, count=bank.quiz_questions, rules=QuizRules(Feedback.END))
    requests = {
        "asked": every,
        "told": replace(every, rules=QuizRules(Feedback.EACH)),
        "alone": replace(every, count=1),
    }
    for seed, (name, request) in enumerate(requests.items(), start=bank.id * len(requests)):
        quiz = beginning.begin(person, request, now, seed)
        attempt_id = quiz.attempt_id
        yield name, attempt_id
        for number in range(1, quiz.questions + 1):
            question = attempts.show(person, attempt_id, number).asked.question
            yield f"{name}_{question.type}", f"{attempt_id}/{number}"
            if question.hints:
                yield f"{name}_hinted", f"{attempt_id}/{number}"
            if name != "asked":
                _answer(person, attempt_id, number, now, rightly=number % 3 == 0)


def _certain(person: Person, bank_id: int, now: datetime) -> int:
    """Begin a quiz that asks how sure one is, and answer all but two of its questions."""
    quiz = beginning.begin_ready(person, bank_id, "rivers", now, seed=2)
    for number in range(3, quiz.questions + 1):
        _answer(person, quiz.attempt_id, number, now, rightly=number % 2 == 0)
    return quiz.attempt_id


def _try_out(person: Person, bank_id: int, now: datetime) -> int:
    attempt_id = beginning.begin_try_out(person, bank_id, now, seed=2).attempt_id
    for number in range(1, 6):
        _answer(person, attempt_id, number, now, rightly=number > 2)
    return attempt_id


def _answer(person: Person, attempt_id: int, number: int, now: datetime, *, rightly: bool) -> None:
    slot = attempts.show(person, attempt_id, number)
    response = right(slot.asked) if rightly else wrong(slot.asked)
    certainty = list(Certainty)[number % len(Certainty)]
    answering.answer(person, attempt_id, number, response, slot.sequence, now, certainty)


def _questions(bank_id: int) -> Iterator[tuple[str, int]]:
    for name in TYPES:
        for question in catalogue.find_questions(bank_id, Wanted(type=name)).items[:1]:
            yield f"question_{name}", question.id
    for question in catalogue.find_questions(bank_id, Wanted(text="highest mountain")).items[:1]:
        yield "question_hinted", question.id
