"""An installation in full use: people of every role, quizzes begun and finished, cards due and done."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import webtest
from flask import Flask
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import delete, insert, select
from werkzeug.test import TestResponse

from quizapp.assignments.resolving import Override
from quizapp.assignments.terms import Release, Terms
from quizapp.bank.reading import read_bank
from quizapp.models import Attempt, Base, LateAnswer, Slot
from quizapp.quizzes.rules import Feedback, QuizRules, Shows
from quizapp.scheduling.memory import Rating
from quizapp.services.accounts import people, visitors
from quizapp.services.banks import catalogue, sync
from quizapp.services.courses import (
    assignments,
    attempt_changes,
    courses,
    groups,
    invitations,
    joining,
    overrides,
)
from quizapp.services.courses.invitations import NewInvitation
from quizapp.services.courses.overrides import ForPerson
from quizapp.services.permissions import CourseRole, Role
from quizapp.services.person import Person
from quizapp.services.quizzes import beginning, closing
from quizapp.services.quizzes.beginning import QuizRequest
from quizapp.services.reviews import recording, showing
from quizapp.services.transaction import reading, writing
from quizapp.web.access import SignedIn
from support import databases
from support.apps import make_app
from support.assigning import assign, begin, settings_of
from support.courses import a_course, accompany, put_in
from support.databases import Backend
from support.jobs import a_given_up_job
from support.marking import an_essay, essay_bank, hide_essays
from support.people import (
    a_browser,
    a_history,
    a_person,
    answer_right,
    confirmation_token,
    everything_stored,
    signed,
)

#: Somebody of each role, and a second learner, who is nobody's business.
ANONYMOUS, VISITOR, LEARNER, ANOTHER, INSTRUCTOR, ADMINISTRATOR = WHO = (
    "anonymous", "visitor", "learner", "another", "instructor", "administrator",
)  # fmt: skip
#: Those who are something to the learner's course, or to another; the instructor owns the first.
OWNER, TEACHER, ASSISTANT, OWNER_ELSEWHERE, LEARNER_ELSEWHERE = IN_COURSES = (
    "owner", "teacher", "assistant", "owner elsewhere", "learner elsewhere",
)  # fmt: skip

FORM = "application/x-www-form-urlencoded"
#: What every session of the world holds, so that one token fits all forms of a person.
CSRF = "one for all"

Stored = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class TaughtCourse:
    """A course in use, and what its addresses name."""

    id: int
    group: int
    #: The token of its link, and of an open invitation to it.
    link: str
    invitation: str
    invitation_id: int
    #: For practice, so that it holds no question back.
    assignment: int
    #: What differs there for the learner.
    override: int
    #: An assignment whose results aren't released, and the learner's submitted attempt at it.
    homework: int
    attempt: int
    #: By the names of arguments, what addresses name of an essay that the learner submitted.
    marking: dict[str, int]


@dataclass
class World:
    app: Flask
    bank: int
    people: dict[str, Person | None]
    #: The token of an open link for the learner's new password.
    link: str
    #: A job that was given up.
    job: int
    #: The token of an open link that confirms the learner's address.
    confirmation: str
    #: The course that the learner is in, and another, of other people.
    course: TaughtCourse
    elsewhere: TaughtCourse
    stored: Stored = field(default_factory=dict)

    def browser(self, who: str) -> webtest.TestApp:
        return a_browser(self.app, self.people[who])

    def person(self, who: str) -> Person:
        person = self.people[who]
        assert person
        return person

    def send(
        self,
        who: str,
        method: str,
        address: str,
        body: bytes | None = None,
        content_type: str | None = FORM,
        **environ: str,
    ) -> TestResponse:
        """Send a request as somebody who is logged in, byte by byte as it is given.

        `environ` are headers and other variables of the WSGI environment.
        """
        session: dict[str, Any] = {"csrf_token": CSRF}
        if person := self.people[who]:
            session |= {"_user_id": SignedIn(person).get_id(), "_fresh": True}
        client = self.app.test_client(use_cookies=False)
        return client.open(
            address,
            method=method,
            data=body,
            content_type=content_type if body is not None else None,
            buffered=True,
            environ_overrides={"HTTP_COOKIE": f"session={signed(self.app, session)}"} | environ,
        )

    @property
    def token(self) -> str:
        """Return a token that fits the forms of everybody's session."""
        return str(URLSafeTimedSerializer(self.app.secret_key, salt="wtf-csrf-token").dumps(CSRF))  # type: ignore[arg-type]

    def attempts(self, who: str) -> list[int]:
        """Return the keys of somebody's quizzes, but for those at assignments."""
        with self.app.app_context():
            its = Attempt.user_id == self.person(who).id, Attempt.assignment_id.is_(None)
            return list(reading().scalars(select(Attempt.id).where(*its).order_by(Attempt.id)))

    def changed(self) -> list[str]:
        """Name the tables that are other than they were, apart from that of tries to log in."""
        with self.app.app_context():
            now = everything_stored()
        return [name for name, rows in self.stored.items() if now[name] != rows and name != "log_ins"]

    def restore(self) -> None:
        """Put every table back to what it was."""
        with self.app.app_context(), writing() as session:
            for table in reversed(Base.metadata.sorted_tables):
                session.execute(delete(table))
            for table in Base.metadata.sorted_tables:
                if rows := self.stored[table.name]:
                    session.execute(insert(table), rows)


@contextmanager
def settled(backend: Backend, instance: Path, folder: Path, *settings: str) -> Iterator[World]:
    """Give a world on a database of its own, with the bank of a folder and further lines of settings."""
    databases.migrate(backend.bare(), instance)
    with (instance / "settings.toml").open("a") as file:
        # Mail is offered, and reaches nobody.
        mail = ('PUBLIC_URL = "http://quiz.example.org"', 'SMTP_HOST = "127.0.0.1"', "SMTP_PORT = 9")
        file.write("\n".join((*mail, *settings)) + "\n")
    app = make_app(instance)
    yield _inhabit(app, folder)
    databases.close(app)


def _inhabit(app: Flask, folder: Path) -> World:
    """Sync the bank of a folder, and let people come and study it, until now."""
    now = datetime.now(UTC)
    reading_ = read_bank(folder)
    assert reading_.bank, reading_.problems
    with app.app_context():
        sync.sync([reading_.bank], now)
        bank = catalogue.list_banks()[0].id
        administrator = a_person(now, "Ada Minister", Role.ADMINISTRATOR)
        learner = a_person(now, "Lea Learner", email="lea@example.org")
        another = a_person(now, "Otto Other")
        visitor = visitors.begin_visit(now)
        for person in (learner, another):
            _study(person, bank, now)
        first = beginning.begin_try_out(visitor, bank, now, seed=1)
        closing.finish(visitor, first.attempt_id, now)
        second = beginning.begin_try_out(visitor, bank, now, seed=2)
        answer_right(visitor, second.attempt_id, 1, now)
        link = people.make_password_link(administrator, learner.id, now).token
        job = a_given_up_job(now)
        confirmation = confirmation_token(learner, now)
        everybody = {
            ANONYMOUS: None,
            VISITOR: visitor,
            LEARNER: learner,
            ANOTHER: another,
            INSTRUCTOR: a_person(now, "Ines Instructor", Role.INSTRUCTOR),
            ADMINISTRATOR: administrator,
        }
        taught = _teach(everybody, bank, now)
        return World(app, bank, everybody, link, job, confirmation, **taught, stored=everything_stored())


def _teach(everybody: dict[str, Person | None], bank: int, now: datetime) -> dict[str, TaughtCourse]:
    """Let the instructor run a course with a staff, and somebody else another."""
    everybody |= {
        OWNER: everybody[INSTRUCTOR],
        TEACHER: a_person(now, "Tara Teacher"),
        ASSISTANT: a_person(now, "Asa Assistant"),
        OWNER_ELSEWHERE: a_person(now, "Oskar Elsewhere", Role.INSTRUCTOR),
        LEARNER_ELSEWHERE: everybody[ANOTHER],
    }
    people = {who: person for who, person in everybody.items() if person}
    here = _run_course(people[OWNER], people[LEARNER], bank, now)
    put_in(here.id, people[TEACHER], CourseRole.INSTRUCTOR, now)
    put_in(here.id, people[ASSISTANT], CourseRole.ASSISTANT, now)
    assignments.create(people[OWNER], here.id, settings_of(bank, Terms(shows=Shows.PRACTICE)), now)
    elsewhere = _run_course(people[OWNER_ELSEWHERE], people[ANOTHER], bank, now)
    joining.close_joining(people[OWNER_ELSEWHERE], elsewhere.id, now)
    courses.archive(people[OWNER_ELSEWHERE], a_course(people[OWNER_ELSEWHERE], now, "Put away"), now)
    hide_essays(now)
    return {"course": here, "elsewhere": elsewhere}


def _run_course(owner: Person, learner: Person, bank: int, now: datetime) -> TaughtCourse:
    essays = essay_bank(now)
    course_id = a_course(owner, now, banks=[bank, essays])
    group = groups.make(owner, course_id, "Section A", now)
    accompany(owner, course_id, group, learner, now)
    token = invitations.invite_one(owner, course_id, NewInvitation("mia@example.org", "Mia"), now, None)
    (waiting,) = invitations.list_open(course_id)
    assignment = assign(owner, course_id, settings_of(bank, Terms(shows=Shows.PRACTICE)), now)
    overrides.put(owner, course_id, assignment, ForPerson(learner.id), Override(attempts=9), "", now)
    (override,) = overrides.list_overrides(owner, course_id, assignment)
    link = courses.find(course_id).join_token
    homework, attempt = _take_homework(owner, learner, course_id, bank, now)
    marking = an_essay(owner, learner, course_id, essays, now)
    reading().rollback()
    return TaughtCourse(
        *(course_id, group, link, token or "", waiting.id, assignment, override.id, homework, attempt),
        marking=marking,
    )


def _take_homework(
    owner: Person, learner: Person, course_id: int, bank: int, now: datetime
) -> tuple[int, int]:
    """Let a learner take homework, of which one attempt was annulled, and go on with something timed.

    They submitted an exam too, of which nothing is told, and a practice of theirs was annulled under way.
    """
    timed = QuizRules(Feedback.END, time_limit=60)
    terms = Terms(rules=timed, shows=Shows.HOMEWORK, release=Release.BY_HAND)
    homework = assign(owner, course_id, settings_of(bank, terms), now)
    annulled = begin(learner, course_id, homework, now)
    closing.finish(learner, annulled, now)
    attempt_changes.annul(owner, course_id, homework, annulled, "The wrong room", now)
    attempt = begin(learner, course_id, homework, now)
    closing.finish(learner, attempt, now)
    with writing() as session:
        slot_id = session.scalar(select(Slot.id).where(Slot.attempt_id == attempt, Slot.number == 1))
        session.add(LateAnswer(slot_id=slot_id, response=None, arrived_at=now))
    practice = Terms(rules=timed, shows=Shows.PRACTICE)
    begin(learner, course_id, assign(owner, course_id, settings_of(bank, practice), now), now)
    exam = Terms(shows=Shows.EXAM, release=Release.BY_HAND)
    untold = begin(learner, course_id, assign(owner, course_id, settings_of(bank, exam), now), now)
    closing.finish(learner, untold, now)
    spoilt = assign(owner, course_id, settings_of(bank, practice), now)
    cut_short = begin(learner, course_id, spoilt, now)
    attempt_changes.annul(owner, course_id, spoilt, cut_short, "The wrong room", now)
    return homework, attempt


def _study(person: Person, bank: int, now: datetime) -> None:
    """Take a quiz and review a month ago, rate a card today, and begin quizzes."""
    a_history(person, bank, now - timedelta(days=31))
    side = showing.next_card(person, now, seed=1)
    assert isinstance(side, showing.QuestionSide)
    shown = showing.answer(person, side.shown, side.asked, None, now)
    recording.rate(person, shown.answered, Rating.GOOD, now)
    beginning.begin(person, QuizRequest(bank, count=12), now, seed=2)  # to be discarded
    for seed, feedback in enumerate(Feedback, 3):
        begun = beginning.begin(person, QuizRequest(bank, count=12, rules=QuizRules(feedback)), now, seed)
        answer_right(person, begun.attempt_id, 1, now)
