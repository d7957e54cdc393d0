"""What the bank that comes with the app promises its learners, as far as a program can tell."""

import re
from collections import Counter
from pathlib import Path

import pytest
from support.draws import draw_all, pool_of

from quizapp.bank.checks.giveaways import check_giveaways
from quizapp.bank.reading import read_bank
from quizapp.question_types.base import Question
from quizapp.question_types.single.kind import SingleQuestion
from quizapp.question_types.truefalse.kind import TrueFalseQuestion

FOLDER = Path(__file__).parents[2] / "questions" / "central-asia-and-china"
KINDS_IN_ORDER = ("dates", "agreements", "actors", "figures")
KINDS = set(KINDS_IN_ORDER)
#: What asks about the print of the documents instead of what they tell.
PRINT = "sources/print"
SUBJECTS = {
    *("border-settlement", "diplomacy", "migration", "oil-and-gas", "sco", "security", "sources"),
    *("trade", "transport", "uighurs", "water"),
    *("kazakhstan", "kyrgyzstan", "tajikistan", "turkmenistan", "uzbekistan"),
}


@pytest.fixture(scope="module")
def questions() -> tuple[Question, ...]:
    reading = read_bank(FOLDER)
    assert reading.problems == ()
    return tuple(question for question, _ in reading.questions)


@pytest.fixture(scope="module")
def singles(questions: tuple[Question, ...]) -> list[SingleQuestion]:
    return [question for question in questions if isinstance(question, SingleQuestion)]


def test_it_leaves_hardly_anything_out(questions: tuple[Question, ...]) -> None:
    types = Counter(question.type for question in questions)
    assert len(questions) >= 250
    assert len([name for name, count in types.items() if count >= 5]) >= 10, types
    assert types["timeline"] + types["ordering"] + types["matching"] >= 15, types


def test_every_question_has_one_kind_and_a_subject_or_more(questions: tuple[Question, ...]) -> None:
    for question in questions:
        if PRINT in question.topics:
            assert question.topics == (PRINT,), question.id
            continue
        kinds = [topic for topic in question.topics if topic.split("/")[0] in KINDS]
        subjects = SUBJECTS.intersection(question.topics)
        assert kinds == [question.topics[0]], question.id
        assert subjects, question.id
        assert len(kinds) + len(subjects) == len(question.topics), question.id


def test_a_ready_quiz_is_there_for_each_kind_one_for_all_of_it_and_one_for_a_course() -> None:
    bank = read_bank(FOLDER).bank
    assert bank
    *kinds, final, midterm = bank.quizzes
    assert [(quiz.topics, quiz.count) for quiz in kinds] == [((kind,), 15) for kind in KINDS_IN_ORDER]
    assert (final.id, final.topics, final.types, final.count) == ("final", KINDS_IN_ORDER, (), 40)
    assert (final.time_limit, final.feedback) == (45, "end")
    assert midterm.only_assigned


def test_no_ready_quiz_asks_about_the_print() -> None:
    bank = read_bank(FOLDER).bank
    assert bank
    about_print = [question for question in pool_of(bank) if PRINT in question.topics]
    assert about_print
    draws = [draw for quiz in bank.quizzes for draw in quiz.composition.draws.values()]
    assert not any(draw.takes(question) for draw in draws for question in about_print)


def test_no_giveaways_are_left_to_exclude_or_to_allow() -> None:
    assert list(map(str, check_giveaways(read_bank(FOLDER)))) == []


def test_no_draw_of_any_quiz_holds_a_giveaway() -> None:
    """`make bench` draws two thousand times."""
    bank = read_bank(FOLDER).bank
    assert bank
    assert [drawn for drawn in draw_all(bank, 300) if drawn.revealing or drawn.short] == []


def test_who_only_tries_it_is_asked_of_the_world_and_not_of_its_documents() -> None:
    bank = read_bank(FOLDER).bank
    assert bank
    prompts = {question.id: question.prompt for question in bank.questions}
    named = bank.try_out.questions
    assert len(set(named)) == len(named) >= 30
    leaning = re.compile(r"\b(according|article|brief|documents?|Monitor|report|author)\b", re.IGNORECASE)
    assert [key for key in named if leaning.search(prompts[key])] == []


def test_every_question_explains_itself_and_says_where_it_is_from(questions: tuple[Question, ...]) -> None:
    assert [question.id for question in questions if not (question.explanation and question.sources)] == []


def test_the_right_choice_is_the_longest_no_more_often_than_by_chance(singles: list[SingleQuestion]) -> None:
    longest = chance = 0.0
    for question in singles:
        lengths = [len(choice.text) for choice in question.choices]
        if len(question.answer) == max(lengths):
            longest += 1 / lengths.count(max(lengths))
        chance += 1 / len(lengths)
    share, expected = longest / len(singles), chance / len(singles)
    assert expected - 0.05 < share < expected + 0.02, (
        f"{share:.1%} of {len(singles)}, {expected:.1%} by chance"
    )


def test_right_choices_stand_in_every_place(singles: list[SingleQuestion]) -> None:
    places = Counter(
        [choice.text for choice in question.choices].index(question.answer)
        for question in singles
        if len(question.choices) == 4
    )
    share = {place: count / places.total() for place, count in sorted(places.items())}
    assert len(share) == 4, share
    assert all(0.2 < part < 0.3 for part in share.values()), share


def test_what_is_claimed_is_true_about_as_often_as_not(questions: tuple[Question, ...]) -> None:
    claims = [question.answer for question in questions if isinstance(question, TrueFalseQuestion)]
    assert 0.4 < sum(claims) / len(claims) < 0.6


def test_every_wrong_choice_says_what_it_really_is(singles: list[SingleQuestion]) -> None:
    silent = [
        (question.id, choice.text)
        for question in singles
        for choice in question.choices
        if choice.text != question.answer and not choice.feedback
    ]
    assert silent == []
