"""A made-up course of the made-up class: an instructor, two groups, and three assignments at three stages.

The first is over and its results are known; the second is submitted, and its essays are half marked; the
third is open.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random
from typing import Final
from zoneinfo import ZoneInfo

from quizapp.assignments.resolving import Accommodation, Override
from quizapp.assignments.terms import LateStep, Release, Terms
from quizapp.question_types.base import Response
from quizapp.quizzes.composition import Composition, just_draw
from quizapp.quizzes.rules import Feedback, QuizRules, Shows
from quizapp.services.banks.questions import AskedQuestion
from quizapp.services.courses import (
    accommodations,
    assignments,
    courses,
    groups,
    joining,
    mark_queue,
    marking,
    overrides,
)
from quizapp.services.courses.accommodations import GivenAccommodation
from quizapp.services.courses.assignments import AssignmentSettings
from quizapp.services.courses.courses import CourseSettings
from quizapp.services.courses.overrides import ForPerson
from quizapp.services.demo.learners import MadeUpClass, respond
from quizapp.services.person import Person
from quizapp.services.quizzes import answering, assigned, attempts, closing, ready, settling
from quizapp.services.quizzes.assigned import Entry
from quizapp.services.quizzes.marks import SentMark

TITLE: Final = "China and Central Asia"
ZONE: Final = "Asia/Almaty"
GROUPS: Final = ("Section A", "Section B")
#: The ready quiz of a bank that the second assignment asks, where there is one of that key.
MIDTERM: Final = "midterm"
#: What learners write where an essay is asked for, from well to badly.
ESSAYS: Final = (
    (
        "China's industry needed more energy every year, so its state companies looked for oil "
        "abroad. They bought fields that could be used at once, and others as a reserve for later. To "
        "win the tender, CNPC promised to help build a pipeline to China. By 2003 not much of it "
        "stood: the oil still went by rail to Xinjiang, and the two sides had only just agreed to "
        "begin the last stage in 2004."
    ),
    (
        "The company wanted oil because the Chinese economy was growing and needed energy. It also "
        "thought of the future, when these reserves could be used. It had promised a pipeline and "
        "investments, but by 2003 both were late."
    ),
    (
        "China needs a lot of energy. CNPC bought the fields in Aktobe and Uzen and promised a "
        "pipeline, which took longer than planned. In the meantime oil was sent in tanks by train."
    ),
    "Because China needed oil and Kazakhstan needed money. The pipeline was built later.",
    "They bought them since they were cheap at that time.",
)


@dataclass(frozen=True, slots=True)
class Stage:
    """An assignment, and how the class takes it."""

    title: str
    asks: Composition
    terms: Terms
    #: When the first and the last of them begin.
    begins: tuple[datetime, datetime]
    #: What share of the class takes it.
    taken_by: float
    #: What share of those leaves the attempt open.
    left_open: float = 0


def make_course(made_up: MadeUpClass, now: datetime, *, seed: int, report: Callable[[str], None]) -> int:
    """Make the course with its people and assignments, as the instructor would have; return its key."""
    report("The course")
    rng = Random(f"{seed} course")  # noqa: S311 -- invented people, not secrets
    zone = ZoneInfo(ZONE)
    today = now.astimezone(zone).date()

    def at(days: int, hour: int) -> datetime:
        return datetime.combine(today + timedelta(days=days), time(hour), zone)

    instructor, began = made_up.instructor, at(-13, 9)
    bank_ids = frozenset({made_up.bank_id})
    course_id = courses.create(instructor, CourseSettings(TITLE, ZONE, bank_ids), began)
    _let_in(made_up, course_id, began)
    quizzes = {quiz.id: quiz for quiz in ready.list_ready(made_up.bank_id)}
    midterm = quizzes[MIDTERM].composition if MIDTERM in quizzes else just_draw(10)
    for stage in _stages(at, midterm, now):
        assignment_id = _set(made_up, course_id, stage, rng, now)
        _mark_half(instructor, course_id, assignment_id, now)
    for person in made_up.learners:
        settling.settle(person, now)
    return course_id


def _stages(at: Callable[[int, int], datetime], midterm: Composition, now: datetime) -> Sequence[Stage]:
    exam = QuizRules(Feedback.END, time_limit=30)
    return (
        Stage(
            "Homework 1",
            just_draw(8),
            Terms(
                opens_at=at(-12, 8),
                due_at=at(-7, 20),
                closes_at=at(-5, 20),
                late=(LateStep(at(-5, 20), 50),),
                attempts=2,
            ),
            begins=(at(-11, 9), at(-6, 20)),
            taken_by=0.9,
        ),
        Stage(
            "Midterm",
            midterm,
            Terms(
                rules=exam,
                opens_at=at(-3, 10),
                closes_at=at(-3, 12),
                shows=Shows.EXAM,
                release=Release.BY_HAND,
            ),
            begins=(at(-3, 10), at(-3, 11)),
            taken_by=0.95,
        ),
        Stage(
            "Homework 2",
            just_draw(8),
            Terms(opens_at=at(-2, 8), due_at=at(2, 20), attempts=3),
            begins=(at(-2, 9), now - timedelta(minutes=40)),
            taken_by=0.5,
            left_open=0.3,
        ),
    )


def _let_in(made_up: MadeUpClass, course_id: int, now: datetime) -> None:
    """Let the class join, half of it into each group; one learner has more time in everything."""
    instructor, token = made_up.instructor, courses.find(course_id).join_token
    group_ids = [groups.make(instructor, course_id, name, now) for name in GROUPS]
    for place, person in enumerate(made_up.learners):
        joining.join_by_link(person, token, now)
        group = frozenset({group_ids[place % len(group_ids)]})
        groups.put_member(instructor, course_id, person.id, group, now)
    more_time = GivenAccommodation(Accommodation(time_factor=1.5), "Extra time, by the student office.")
    accommodations.change(instructor, course_id, made_up.learners[-1].id, more_time, now)


def _set(made_up: MadeUpClass, course_id: int, stage: Stage, rng: Random, now: datetime) -> int:
    """Set an assignment and let the class take it; the first learner hasn't begun what is open."""
    instructor = made_up.instructor
    opens = stage.terms.opens_at or now
    settings = AssignmentSettings(
        title=stage.title, instructions="", bank_id=made_up.bank_id, composition=stage.asks, terms=stage.terms
    )
    assignment_id = assignments.create(instructor, course_id, settings, opens)
    assignments.publish(instructor, course_id, assignment_id, opens)
    if stage.left_open:
        later = Override(due_at=timedelta(days=2))
        target = ForPerson(made_up.learners[-1].id)
        overrides.put(instructor, course_id, assignment_id, target, later, "Ill last week.", opens)
    for place, person in enumerate(made_up.learners):
        takes = rng.random() < stage.taken_by and not (stage.left_open and place == 0)
        begins = stage.begins[0] + (stage.begins[1] - stage.begins[0]) * rng.random()
        if takes:
            _take(person, course_id, assignment_id, begins, rng, leaves=rng.random() < stage.left_open)
    return assignment_id


def _take(
    person: Person, course_id: int, assignment_id: int, start: datetime, rng: Random, *, leaves: bool
) -> None:
    """Take an assignment once; one who leaves does so halfway."""
    moment, ability = start, rng.betavariate(5, 2)
    seed = rng.getrandbits(63)
    attempt_id = assigned.begin_assigned(
        person, course_id, assignment_id, Entry("", "127.0.0.1"), moment, seed
    )
    questions = attempts.progress(person, attempt_id).questions
    for number in range(1, (questions // 2 if leaves else questions) + 1):
        moment += timedelta(seconds=rng.uniform(15, 80))
        slot = attempts.show(person, attempt_id, number)
        response = _response(slot.asked, ability, rng)
        answering.answer(person, attempt_id, number, response, slot.sequence, moment)
    if not leaves:
        closing.finish(person, attempt_id, moment + timedelta(seconds=20))


def _response(asked: AskedQuestion, ability: float, rng: Random) -> Response:
    if asked.kind.is_marked:
        return respond(asked, rng, knows=rng.random() < ability)
    return ESSAYS[min(int((1 - ability) * 2 * len(ESSAYS)), len(ESSAYS) - 1)]


def _mark_half(instructor: Person, course_id: int, assignment_id: int, now: datetime) -> None:
    """Mark every second answer that people mark, the better the sooner it stands among the made-up ones."""
    for queue in mark_queue.list_queues(instructor, course_id, assignment_id):
        for queued in queue.answers[::2]:
            answer = marking.find(instructor, course_id, assignment_id, queued.slot_id, now)
            response = answer.slot.response if answer.slot else None
            lacks = ESSAYS.index(response) if response in ESSAYS else len(ESSAYS) - 1
            share = 1 - lacks / len(ESSAYS)
            worth = [line.points for line in answer.rubric] or [queued.worth]
            sent = SentMark(
                answer_id=answer.answer_id,
                sequence=answer.sequence,
                points=tuple(min(round(2 * share * points) / 2, points) for points in worth),
                comment="Good reasons. Say more of what came of it." if lacks else "",
            )
            marking.mark(instructor, course_id, assignment_id, queued.slot_id, sent, now)
