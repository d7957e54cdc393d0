"""Progress: every figure is the one that the log, read whole, leads to."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from sqlalchemy import select, update
from support.answers import right, wrong
from support.histories import History, write_history
from support.people import a_person
from support.resync import resync
from support.reviewing import with_settings
from support.statements import statements

from quizapp.models import BankRecord, Card, QuestionRecord, Review, Slot, User
from quizapp.question_types.base import Question
from quizapp.quizzes.certainty import Calibration, Certainty
from quizapp.quizzes.rules import Feedback, QuizRules
from quizapp.scheduling.memory import Rating
from quizapp.scheduling.parameters import DEFAULT_PARAMETERS
from quizapp.scheduling.retention import Tally, TrueRetention, chance_of, mastery
from quizapp.services.accounts import sessions
from quizapp.services.banks import catalogue
from quizapp.services.banks.questions import load_current
from quizapp.services.memory import check
from quizapp.services.person import Person
from quizapp.services.progress import overview
from quizapp.services.quizzes import answering, attempts, beginning, closing
from quizapp.services.quizzes.beginning import QuizRequest
from quizapp.services.reviews import recording, showing, studied_banks, undoing
from quizapp.services.reviews.today import show_today
from quizapp.services.transaction import reading, reading_rows, writing

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.fixture
def ada(in_app: None, bank: int, now: datetime) -> Person:  # noqa: ARG001 -- services work within the app
    person = a_person(now)
    studied_banks.study(person, bank, now)
    return person


def rate_next(person: Person, rating: Rating, at: datetime) -> int | None:
    """Rate the next card; return the review's key, or None where there is no card."""
    reading().rollback()
    side = showing.next_card(person, at, 1)
    if isinstance(side, showing.QueueEnd):
        return None
    answered = showing.answer(person, side.shown, side.asked, None, at).answered
    recording.rate(person, answered, rating, at)
    return reading().scalar(select(Review.id).order_by(Review.id.desc()).limit(1))


def study(person: Person, since: datetime, days: int, seed: int = 7) -> datetime:
    """Live through some weeks: reviews, slips that are undone, quizzes; return when they ended."""
    chance = Random(seed)
    for day in range(days):
        at = since + day * DAY
        if chance.random() < 0.3:
            continue
        for _ in range(12):
            at += timedelta(seconds=chance.randrange(5, 400))
            review_id = rate_next(person, Rating(chance.choice([1, 2, 3, 3, 3, 3, 4])), at)
            if review_id and chance.random() < 0.15:
                undoing.undo(person, review_id, at)
        if chance.random() < 0.3:
            take_quiz(person, at, chance.randrange(1000), chance.random())
    return since + days * DAY


def take_quiz(person: Person, at: datetime, seed: int, share: float, count: int = 4) -> int:
    """Take a quiz and answer about that share rightly."""
    chance = Random(seed)
    begun = beginning.begin(
        person, QuizRequest(the_bank(), count=count, rules=QuizRules(Feedback.EACH)), at, seed
    )
    for number in range(1, begun.questions + 1):
        asked = attempts.show(person, begun.attempt_id, number).asked
        response = right(asked) if chance.random() < share else wrong(asked)
        answering.answer(person, begun.attempt_id, number, response, 0, at)
    return begun.attempt_id


def the_bank() -> int:
    return catalogue.list_banks()[0].id


def logs(person: Person) -> dict[int, list[Review]]:
    """Return every entry of the learner's log, by card."""
    reading().rollback()
    found: dict[int, list[Review]] = {}
    rows = reading().scalars(
        select(Review).where(Review.user_id == person.id).order_by(Review.card_id, Review.sequence)
    )
    for entry in rows:
        found.setdefault(entry.card_id, []).append(entry)
    return found


def true_retention(log: Iterable[Review], since: date, until: date) -> TrueRetention:
    """Tally reviews of these days the long way: of what stands in a card's log, the first on each day."""
    entries = list(log)
    undone = {entry.undoes for entry in entries}
    firsts: dict[date, Review] = {}
    for entry in entries:
        if entry.event != "undo" and entry.sequence not in undone:
            firsts.setdefault(entry.study_day, entry)
    tests = [
        entry
        for day, entry in firsts.items()
        if since <= day <= until and (entry.event, entry.phase_before) == ("review", "review")
    ]
    remembered = {
        mature: [entry.rating != Rating.AGAIN for entry in tests if (entry.interval_before >= 21) is mature]
        for mature in (False, True)
    }
    return TrueRetention(*(Tally(len(found), sum(found)) for found in remembered.values()))


def test_retention_is_what_the_whole_log_leads_to(ada: Person, now: datetime) -> None:
    end = study(ada, now, 50)
    shown = overview.show(ada, end)
    found = logs(ada).values()
    for week in shown.weeks:
        sunday = week.monday + 6 * DAY
        every = (true_retention(log, week.monday, sunday) for log in found)
        assert week.retention == sum(every, start=TrueRetention())
    assert shown.retention.all.reviews > 30
    assert check.check().differences == ()


def test_undone_reviews_are_in_no_figure(ada: Person, now: datetime) -> None:
    empty = overview.show(ada, now + DAY)
    for number in range(3):
        review_id = rate_next(ada, Rating.AGAIN, now + number * MINUTE)
        assert review_id
        undoing.undo(ada, review_id, now + number * MINUTE)
    assert overview.show(ada, now + DAY) == empty


def test_the_calendar_counts_reviews_and_questions_answered_by_study_day(ada: Person, now: datetime) -> None:
    night = datetime(2026, 3, 3, 3, 59, tzinfo=UTC)  # still the second of March
    for at in (now, night, night + 2 * MINUTE):
        rate_next(ada, Rating.EASY, at)
    take_quiz(ada, night, 1, 1.0, count=3)
    days = {day.date: (day.reviews, day.answers) for day in overview.show(ada, night + DAY).days}
    assert days[date(2026, 3, 2)] == (2, 3)
    assert days[date(2026, 3, 3)] == (1, 0)
    assert sum(map(sum, days.values())) == 6


def test_a_changed_answer_counts_as_one_question(ada: Person, now: datetime) -> None:
    begun = beginning.begin(ada, QuizRequest(the_bank(), count=1, rules=QuizRules(Feedback.END)), now, 1)
    asked = attempts.show(ada, begun.attempt_id, 1).asked
    answering.answer(ada, begun.attempt_id, 1, wrong(asked), 0, now)
    answering.answer(ada, begun.attempt_id, 1, right(asked), 1, now)
    assert overview.show(ada, now).days[-1].answers == 1


def test_the_calendar_has_every_day_from_a_monday_to_today(ada: Person, now: datetime) -> None:
    for at, weeks in ((now, 26), (now + 300 * DAY, 52)):
        rate_next(ada, Rating.EASY, at)
        days = [day.date for day in overview.show(ada, at).days]
        assert days[0].weekday() == 0
        assert days[-1] == ada.clock.study_day(at)
        assert days == [days[0] + number * DAY for number in range(len(days))]
        assert len(days) > (weeks - 1) * 7


@pytest.mark.parametrize("reviews_per_day", [2, 200])
def test_the_forecast_begins_with_what_is_left_of_today(
    ada: Person, now: datetime, reviews_per_day: int
) -> None:
    end = study(ada, now, 20) + 3 * DAY
    ada = with_settings(ada, reviews_per_day=reviews_per_day)
    progress = overview.show(ada, end)
    shown, held_back = progress.upcoming.days, progress.upcoming.held_back
    today = ada.clock.study_day(end)
    due_days = reading().scalars(select(Card.due_day).where(Card.user_id == ada.id))
    days = [max(today, day or today) for day in due_days]
    assert [day.day for day in shown] == [today + number * DAY for number in range(30)]
    assert shown[0].due == show_today(ada, end).left
    assert held_back == days.count(today) - shown[0].due + progress.today.new
    assert (held_back > 0) == (reviews_per_day == 2)
    assert [day.due for day in shown[2:]] == [days.count(day.day) for day in shown[2:]]
    assert shown[1].due == days.count(today + DAY) + held_back
    assert sum(day.due for day in shown) > 5


def test_mastery_is_the_mean_over_all_questions_of_a_topic(ada: Person, now: datetime) -> None:
    end = study(ada, now, 20)
    today = ada.clock.study_day(end)
    chances = {
        card.question_id: chance_of(
            card.phase,
            card.step,
            card.stability,
            card.last_study_day,
            day=today,
            parameters=DEFAULT_PARAMETERS,
        )
        for card in reading().scalars(select(Card))
    }
    topics = topics_of_questions()
    shown = {topic.topic.path: topic for topic in overview.show(ada, end).topics}
    assert sorted(shown) == sorted(topics)
    for label, questions in topics.items():
        seen = [chance for id_ in questions if (chance := chances.get(id_))]
        found = mastery(seen, len(questions))
        assert shown[label].share == pytest.approx(found.mean)
        assert (shown[label].known, shown[label].total) == (found.known, len(questions))
    assert any(topic.share > 0.5 for topic in shown.values())


def test_topics_stand_in_the_order_of_the_names_that_are_read(ada: Person, now: datetime) -> None:
    first = overview.show(ada, now).topics[0].topic.path
    reading().rollback()
    with writing() as session:
        session.execute(update(BankRecord).values(topic_titles={first: "Zambezi"}))
    names = [topic.topic.name for topic in overview.show(ada, now).topics]
    assert len(names) > 1
    assert names[-1] == "Zambezi"
    assert names == sorted(names, key=str.casefold)


def topics_of_questions() -> dict[str, set[int]]:
    """Return the questions of each top-level topic, read from the questions themselves."""
    found: dict[str, set[int]] = {}
    for question_id in reading().scalars(select(QuestionRecord.id)):
        for topic in load_current(reading_rows(), question_id, 0).topics:
            found.setdefault(topic.path.split("/")[0], set()).add(question_id)
    return found


def test_the_first_page_shows_a_small_topic_that_was_begun(ada: Person, now: datetime) -> None:
    rate_next(ada, Rating.EASY, now)
    begun = reading().scalars(select(QuestionRecord.key).join(Card)).one()

    def own_topic(question: Question) -> Question:
        return question.model_copy(update={"topics": ("zebras" if question.id == begun else question.id,)})

    resync(own_topic, now)
    assert [topic.topic.path for topic in overview.home(ada, now).topics] == ["zebras"]


def test_the_topic_known_least_is_the_one_of_which_progress_shows_the_least(
    ada: Person, now: datetime
) -> None:
    resync(lambda question: question.model_copy(update={"topics": (question.id,)}), now)
    assert overview.find_weakest(ada, now) is None
    for rating in (Rating.EASY, Rating.AGAIN, Rating.EASY):
        rate_next(ada, rating, now)
    shown = [topic for topic in overview.show(ada, now).topics if topic.begun]
    assert len(shown) == 3
    weakest = overview.find_weakest(ada, now)
    assert weakest == min(shown, key=lambda topic: topic.share)
    assert weakest.share == 0


def test_retired_questions_are_in_no_topic_and_in_no_forecast(ada: Person, now: datetime) -> None:
    rate_next(ada, Rating.EASY, now)
    begun = reading().scalars(select(QuestionRecord.key).join(Card)).one()
    before = overview.show(ada, now)
    resync(lambda question: None if question.id == begun else question, now)
    reading().rollback()
    after = overview.show(ada, now)
    assert sum(topic.total for topic in after.topics) == sum(topic.total for topic in before.topics) - 1
    assert [sum(day.due for day in one.upcoming.days[1:]) for one in (before, after)] == [1, 0]


def test_the_first_page_gets_the_same_topics_and_days_in_short(ada: Person, now: datetime) -> None:
    assert overview.home(ada, now).days == ()
    end = study(ada, now, 10)
    home, whole = overview.home(ada, end), overview.show(ada, end)
    assert set(home.topics) <= set(whole.topics)
    assert home.days == whole.days


def test_the_last_quizzes_come_with_their_marks(ada: Person, now: datetime) -> None:
    first = take_quiz(ada, now, 1, 1.0)
    second = take_quiz(ada, now + DAY, 2, 0.0)
    shown = overview.show(ada, now + DAY).quizzes
    assert [(quiz.id, quiz.credit, quiz.questions) for quiz in shown] == [(second, 0, 4), (first, 4, 4)]


def test_progress_is_ones_own(ada: Person, now: datetime) -> None:
    rate_next(ada, Rating.EASY, now)
    take_quiz(ada, now, 1, 0.0)
    bob = a_person(now)
    shown = overview.show(bob, now)
    assert not shown.has_begun
    assert overview.home(bob, now) == overview.Home((), ())


def test_a_day_that_lies_ahead_after_a_flight_west_is_counted(ada: Person, now: datetime) -> None:
    """Reviewed on Kiritimati on Monday, looked at from Hawaii where it is still Sunday."""
    with writing() as session:
        session.execute(update(User).where(User.id == ada.id).values(time_zone="Pacific/Kiritimati"))
    monday = datetime(2026, 3, 9, 1, tzinfo=UTC)
    east = sessions.find_person(ada.id)
    assert east
    for at in (now - 30 * DAY, monday):
        rate_next(east, Rating.EASY, at)
    with writing() as session:
        session.execute(update(User).where(User.id == ada.id).values(time_zone="Pacific/Honolulu"))
    west = sessions.find_person(ada.id)
    assert west
    shown = overview.show(west, monday)
    assert shown.days[-1].date == date(2026, 3, 8)
    assert shown.weeks[-1].retention.all.reviews == 1


def test_a_long_history_takes_no_more_statements(ada: Person, now: datetime) -> None:
    def costs(end: datetime) -> list[int]:
        reading().rollback()
        # Late enough for cards to wait: where none does, a page also looks when the next one comes.
        at = end + 60 * DAY
        assert show_today(ada, at).is_ready
        return [statements(lambda: overview.home(ada, at)), statements(lambda: overview.show(ada, at))]

    end = study(ada, now, 4)
    short = costs(end)
    end = study(ada, end, 25)
    assert costs(end) == short


# ---- how well learners judge themselves


def say(
    person: Person, at: datetime, feedback: Feedback, *answers: tuple[bool, Certainty | None]
) -> tuple[int, datetime]:
    """Take a quiz, rightly or wrongly and saying how sure; return it, still open, and when that was."""
    request = QuizRequest(the_bank(), count=len(answers) + 1, rules=QuizRules(feedback, asks_certainty=True))
    quiz = beginning.begin(person, request, at, at.minute).attempt_id
    for number, (is_right, certainty) in enumerate(answers, 1):
        asked = attempts.show(person, quiz, number).asked
        response = right(asked) if is_right else wrong(asked)
        answering.answer(person, quiz, number, response, 0, at, certainty)
    return quiz, at


SURE, FAIRLY, GUESS = Certainty


def test_each_certainty_has_the_mean_of_its_credits(ada: Person, now: datetime) -> None:
    assert overview.show(ada, now).calibration == ()
    say(ada, now, Feedback.EACH, (True, SURE), (True, SURE), (False, SURE), (False, GUESS), (True, None))
    eve = a_person(now)
    say(eve, now, Feedback.EACH, (False, SURE), (True, FAIRLY))
    assert overview.show(ada, now).calibration == (
        Calibration(SURE, 3, pytest.approx(2 / 3)), Calibration(GUESS, 1, 0),
    )  # fmt: skip


def test_answers_of_a_quiz_that_tells_at_its_end_count_once_it_has_and_as_they_stood(
    ada: Person, now: datetime
) -> None:
    quiz, _ = say(ada, now, Feedback.END, (True, FAIRLY), (False, FAIRLY))
    assert overview.show(ada, now).calibration == ()
    slot = attempts.show(ada, quiz, 2)
    answering.answer(ada, quiz, 2, right(slot.asked), slot.sequence, now, SURE)
    closing.finish(ada, quiz, now)
    assert overview.show(ada, now).calibration == (Calibration(SURE, 1, 1), Calibration(FAIRLY, 1, 1))


def test_an_answer_after_a_hint_tells_nothing_of_how_one_judges_oneself(ada: Person, now: datetime) -> None:
    quiz, _ = say(ada, now, Feedback.EACH, (True, SURE), (True, SURE))
    with writing() as session:
        session.execute(update(Slot).where(Slot.attempt_id == quiz, Slot.number == 1).values(hints_used=1))
    assert overview.show(ada, now).calibration == (Calibration(SURE, 1, 1),)


def test_only_the_last_answers_tell_how_one_judges_oneself(ada: Person, now: datetime) -> None:
    ben = a_person(now)
    write_history(ben, History("sure", cards=1, reviews=1, attempts=31), the_bank(), now)
    assert ada
    assert sum(level.answers for level in overview.show(ben, now).calibration) == 300
