"""A made-up class, for trying quizapp out: each answer is recorded as a real one is.

Their names, habits and answers are drawn from one seed. Each has a memory of their own, which forgets
along the same curve as the model, a little faster or slower. When they study and take quizzes is settled
before the first answer, so that it is the same on every database.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum, auto
from random import Random
from zoneinfo import ZoneInfo

from sqlalchemy import update

from quizapp.models import User
from quizapp.question_types.base import FieldData, MalformedError, Response
from quizapp.quizzes.certainty import Certainty, pays_between
from quizapp.quizzes.rules import Feedback, QuizRules
from quizapp.scheduling.memory import NEW_CARD, CardState, Rating, recall_probability
from quizapp.services.accounts import profile, registration
from quizapp.services.accounts.authentication import AuthenticationContext
from quizapp.services.accounts.names import name_key
from quizapp.services.accounts.registration import NewAccount
from quizapp.services.banks import catalogue
from quizapp.services.banks.questions import AskedQuestion
from quizapp.services.memory.learner_memory import LearnerMemory
from quizapp.services.memory.scheduling import parameters_of
from quizapp.services.permissions import Role
from quizapp.services.person import Person, person_of
from quizapp.services.quizzes import answering, attempts, beginning, closing, ready
from quizapp.services.quizzes.beginning import QuizRequest, StartedQuiz
from quizapp.services.reviews import recording, showing, studied_banks
from quizapp.services.transaction import reading, writing

NAMES = (
    *("Aigerim", "Bakyt", "Chinara", "Daniyar", "Elnura", "Farida", "Gulnara", "Henrik", "Iskander"),
    *("Jamila", "Kanat", "Leyla", "Marat", "Nodira", "Oskar", "Parviz", "Rustam", "Saule", "Timur"),
    *("Ulugbek", "Vera", "Wei", "Yulduz", "Zarina"),
)
WEEKS = 8
ZONES = ("Asia/Almaty", "Asia/Bishkek", "Asia/Tashkent", "Asia/Dushanbe", "Europe/Berlin")
#: What a learner knows of a question before having seen it.
PRIOR = 0.3
#: What they say when they don't know, whatever is asked.
TYPED_GUESSES = ("I don't know", "1", "7", "1900", "5 May 1955", "June 1955", "summer 1955", "true", "false")
#: The longest that one sitting usually takes.
SITTING = timedelta(minutes=8)


@dataclass(frozen=True, slots=True)
class Habits:
    """How a made-up learner studies: how often, at what hour, how well they remember."""

    new_per_day: int
    diligence: float
    hour: int
    #: Below 1 they forget less than the model predicts, above it more.
    forgetting: float
    quizzes_a_week: float
    #: By how much they think themselves more likely to be right than they are.
    confidence: float
    sitting: timedelta = SITTING


#: The learner that somebody who tries quizapp out sees first: up to date, except for today's cards.
STEADY = Habits(
    new_per_day=5,
    diligence=1.5,
    hour=19,
    forgetting=0.8,
    quizzes_a_week=1.5,
    confidence=0.05,
    sitting=timedelta(minutes=20),
)


class QuizChoice(Enum):
    """Which quiz is taken in a sitting."""

    NONE = auto()
    READY = auto()
    PRACTICE = auto()


@dataclass(frozen=True, slots=True)
class Sitting:
    """One time that a learner sits down to study."""

    start: datetime
    quiz: QuizChoice


@dataclass(frozen=True, slots=True)
class MadeUpClass:
    """The people of a made-up class, and the bank that they learn from."""

    instructor: Person
    learners: tuple[Person, ...]
    bank_id: int


def make_class(
    context: AuthenticationContext,
    password: str,
    now: datetime,
    *,
    seed: int,
    report: Callable[[str], None],
    names: Sequence[str] = NAMES,
    weeks: int = WEEKS,
) -> MadeUpClass:
    """Fill an installation that has banks and nobody in it with a class and some weeks of history.

    Beside the learners there are "Instructor" and "Administrator"; everybody has the same password.
    """
    began = now - timedelta(weeks=weeks)
    _enrol("Administrator", Role.ADMINISTRATOR, "UTC", context, password, began)
    instructor = _enrol("Instructor", Role.INSTRUCTOR, "UTC", context, password, began)
    learners = []
    bank_id = max(catalogue.list_quiz_banks(), key=lambda bank: bank.quiz_questions).id
    for number, name in enumerate(names, 1):
        report(f"{number} of {len(names)}: {name}")
        rng = Random(f"{seed} {name}")  # noqa: S311 -- invented people, not secrets
        person = _enrol(name, Role.LEARNER, rng.choice(ZONES), context, password, began)
        habits, until = (STEADY, _today_begins(person, now)) if number == 1 else (_draw_habits(rng), now)
        person = _set_new_per_day(person, habits.new_per_day)
        studied_banks.study(person, bank_id, began)
        for sitting in list(_sittings(person, habits, began, until, rng)):
            moment = _review(person, habits, sitting.start, until, rng)
            if sitting.quiz is not QuizChoice.NONE:
                begun = _begin_quiz(person, bank_id, sitting.quiz, moment, rng)
                _take_quiz(person, habits, begun, moment, until, rng)
        learners.append(person)
    return MadeUpClass(instructor, tuple(learners), bank_id)


def _today_begins(person: Person, now: datetime) -> datetime:
    return person.clock.begins(person.clock.study_day(now))


def _draw_habits(rng: Random) -> Habits:
    return Habits(
        new_per_day=rng.choice((3, 4, 5, 6, 8)),
        diligence=rng.betavariate(3, 2),
        hour=rng.choice((7, 8, 13, 16, 18, 19, 20, 21)),
        forgetting=rng.uniform(0.7, 1.4),
        quizzes_a_week=rng.uniform(0.3, 1.8),
        confidence=rng.uniform(-0.15, 0.25),
    )


def _enrol(
    name: str, role: Role, zone: str, context: AuthenticationContext, password: str, now: datetime
) -> Person:
    person = registration.sign_up(NewAccount(f"{name} (made up)", password, time_zone=zone), context, now)
    with writing() as session:
        # Their user names say that they are made up, and so does a banner on every page.
        called = {"display_name": name, "display_name_key": name_key(name)}
        session.execute(update(User).where(User.id == person.id).values(role=role, made_up=True, **called))
        return person_of(session.get_one(User, person.id, populate_existing=True))


def _set_new_per_day(person: Person, new_per_day: int) -> Person:
    preferences = replace(person.preferences, new_per_day=new_per_day)
    profile.save_preferences(person, preferences)
    return replace(person, preferences=preferences)


def _sittings(
    person: Person, habits: Habits, began: datetime, now: datetime, rng: Random
) -> Iterator[Sitting]:
    """Yield when the learner sits down to study: some days, about the same hour, less often at weekends."""
    zone = ZoneInfo(person.clock.time_zone)
    day = began.astimezone(zone)
    while day < now:
        start = day.replace(hour=habits.hour, minute=rng.randrange(60), second=rng.randrange(60))
        is_weekend = day.weekday() >= 5  # noqa: PLR2004 -- Saturday and Sunday
        studies = rng.random() < habits.diligence * (0.6 if is_weekend else 1)
        if studies and began <= start < now - habits.sitting:
            yield Sitting(start, _choose_quiz(habits, rng))
        day += timedelta(days=1)


def _choose_quiz(habits: Habits, rng: Random) -> QuizChoice:
    if rng.random() < habits.quizzes_a_week / 7:
        return rng.choice((QuizChoice.READY, QuizChoice.PRACTICE))
    return QuizChoice.NONE


def _review(person: Person, habits: Habits, start: datetime, now: datetime, rng: Random) -> datetime:
    """Review what is due, until nothing is or the sitting is over; return when that was."""
    moment = start
    while moment < min(start + habits.sitting, now):
        side = showing.next_card(person, moment, rng.getrandbits(63))
        if isinstance(side, showing.QueueEnd):
            break
        moment += timedelta(seconds=rng.uniform(4, 20))
        state = _state(person, side.asked.question_id, moment)
        knows = rng.random() < _chance(person, state, habits, moment)
        answers = side.asked.kind.is_marked and rng.random() < 0.7  # noqa: PLR2004
        response = respond(side.asked, rng, knows=knows) if answers else None
        mark = side.asked.mark(response)
        credit = mark.credit if mark else None
        answered = showing.AnsweredCard(side.shown, person.clock.study_day(moment), response, credit)
        good = rng.choices((Rating.HARD, Rating.GOOD, Rating.EASY), (12, 75, 13))[0]
        recording.rate(person, answered, good if knows else Rating.AGAIN, moment)
        moment += timedelta(seconds=rng.uniform(2, 12))
    return moment


def _take_quiz(
    person: Person, habits: Habits, begun: StartedQuiz, start: datetime, now: datetime, rng: Random
) -> None:
    moment = start
    for number in range(1, begun.questions + 1):
        moment += timedelta(seconds=rng.uniform(6, 30))
        if moment >= now or rng.random() < 0.01:  # noqa: PLR2004 -- now and then one is skipped
            continue
        slot = attempts.show(person, begun.attempt_id, number)
        if slot.ends_at and moment > slot.ends_at:
            break
        asked = slot.asked
        chance = _chance(person, _state(person, asked.question_id, moment), habits, moment)
        response = respond(asked, rng, knows=rng.random() < chance)
        certainty = _certainty(chance + habits.confidence)
        answering.answer(person, begun.attempt_id, number, response, 0, moment, certainty)
    closing.finish(person, begun.attempt_id, min(moment, now))


def _begin_quiz(
    person: Person, bank_id: int, choice: QuizChoice, start: datetime, rng: Random
) -> StartedQuiz:
    """Begin one of the bank's ready quizzes, or a practice quiz of ten or twenty questions."""
    offered = [quiz for quiz in ready.list_ready(bank_id) if not quiz.only_assigned]
    if offered and choice is QuizChoice.READY:
        return beginning.begin_ready(person, bank_id, rng.choice(offered).id, start, rng.getrandbits(63))
    topics = [one.topic.path for one in catalogue.list_quiz_topics(bank_id) if one.topic.depth == 0]
    request = QuizRequest(
        bank_id,
        topics=(rng.choice(topics),) if rng.random() < 0.5 else (),  # noqa: PLR2004
        count=rng.choice((10, 10, 20)),
        rules=QuizRules(rng.choice(list(Feedback)), asks_certainty=rng.random() < 0.5),  # noqa: PLR2004
    )
    return beginning.begin(person, request, start, rng.getrandbits(63))


def _certainty(felt: float) -> Certainty:
    """Return how sure somebody says they are who feels this likely to be right."""
    return next(level for level in Certainty if felt >= pays_between(level)[0] or level is Certainty.GUESS)


def _state(person: Person, question_id: int, at: datetime) -> CardState:
    return LearnerMemory(reading(), person, at, [question_id]).state(question_id)


def _chance(person: Person, state: CardState, habits: Habits, at: datetime) -> float:
    """Return how likely they know the answer."""
    if state == NEW_CARD:
        return PRIOR
    recalled = recall_probability(state, person.clock.study_day(at), parameters_of(person))
    return float(recalled**habits.forgetting) * 0.98


def respond(asked: AskedQuestion, rng: Random, *, knows: bool) -> Response:
    """Return the right response, or a wrong one of the same kind."""
    if knows:
        return asked.right_response
    guesses = list(_guesses(asked, rng))
    rng.shuffle(guesses)
    return next(response for response in _readable(asked, guesses) if asked.grade(response).credit < 1)


def _guesses(asked: AskedQuestion, rng: Random) -> Iterator[FieldData]:
    """Yield what a browser might send for a question of any type, if not for this one."""
    guesses = [*(str(place) for place in range(len(asked.order))), *TYPED_GUESSES]
    yield from guesses
    yield from ([guess] for guess in guesses)
    right = asked.data(asked.right_response)
    if isinstance(right, list):
        # Of several parts some are mixed up, or only one is filled in.
        yield from (rng.sample(right, len(right)) for _ in guesses)
        for part in range(len(right)):
            for guess in guesses:
                yield [guess if place == part else "" for place in range(len(right))]


def _readable(asked: AskedQuestion, guesses: Iterable[FieldData]) -> Iterator[Response]:
    for guess in guesses:
        with suppress(MalformedError):
            yield asked.parse(guess)
