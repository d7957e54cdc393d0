"""The end of a quiz on its pages: what is still unanswered, and how the result is told."""

import pytest
from support.answers import right, wrong
from support.quiz import StartQuiz
from support.wording import words, words_of

from quizapp.quizzes.rules import Feedback


def test_finish_says_how_the_other_questions_stand_and_asks_before_it_finishes(
    start: StartQuiz,
) -> None:
    quiz = start(Feedback.END, count=3)

    def finish(number: int) -> str:
        return words(quiz.open(number), "button[value=finish]")

    def primary(number: int) -> str:
        return str(quiz.open(number).html.select_one("#answer .button--primary").text.split("⏎")[0])

    assert finish(1) == "Finish 2 other questions unanswered"
    quiz.fill(1, right)
    assert finish(1) == "Finish 2 other questions unanswered"
    assert finish(2) == "Finish 1 other question unanswered"
    assert [primary(number).strip() for number in (1, 2, 3)] == [
        "Save and next",
        "Save and next",
        "Save and finish",
    ]
    assert not quiz.open(3).html.select("button[value=finish]")
    asked = quiz.fill(3, right).follow()
    assert asked.request.path == quiz.address("finish")
    assert "2 of 3 questions are answered" in words(asked)
    assert "answer" in quiz.open(1).forms  # nothing is finished yet
    assert finish(2) == "Finish all others answered"


def test_the_end_names_what_is_unanswered_and_asks_once(start: StartQuiz) -> None:
    quiz = start(Feedback.END, count=4)
    quiz.fill(2, right)
    page = quiz.open(2).forms["answer"].submit("go", value="finish").follow()
    assert "1 of 4 questions is answered." in page
    assert [chip.text.split()[-1] for chip in page.html.select("a.number")] == ["1", "3", "4"]
    result = page.forms["finish"].submit(status=303).follow()
    assert "1 of 4 right." in result
    assert "3 questions were left without an answer." in result
    again = page.forms["finish"].submit(status=303).follow()
    assert "1 of 4 right." in again


def test_a_result_folds_what_is_unanswered_once_there_is_much_of_it(start: StartQuiz) -> None:
    quiz = start(Feedback.END, count=9)
    quiz.fill(2, right)
    quiz.fill(3, wrong)
    quiz.fill(5, wrong)
    page = (
        quiz.open(2).forms["answer"].submit("go", value="finish").follow().forms["finish"].submit().follow()
    )
    sentence = words(page, ".result-sentence")
    assert sentence == "1 of 9 right. 2 were wrong. 6 questions were left without an answer."
    *answered, rest = page.html.select("main > .result-list > li > .result")
    assert [item.has_attr("open") for item in answered] == [False, True, True]
    assert not rest.has_attr("open")
    assert rest.select_one("summary").text.strip() == "6 not answered"
    within = [words_of(item) for item in rest.select(".result > summary")[1:]]
    assert [text.split()[2] for text in within] == ["1.", "4.", "6.", "7.", "8.", "9."]


def test_a_result_keeps_a_few_unanswered_questions_in_their_places(start: StartQuiz) -> None:
    quiz = start(Feedback.END, count=5)
    quiz.fill(3, right)
    page = (
        quiz.open(2).forms["answer"].submit("go", value="finish").follow().forms["finish"].submit().follow()
    )
    shown = page.html.select("main > .result-list > li > .result")
    assert [item.has_attr("open") for item in shown] == [True, True, False, True, True]


@pytest.mark.parametrize(
    ("count", "answers", "told"),
    [
        (2, ["0", "0"], "You didn't know any of the 2 yet."),
        (1, ["0"], "You didn't know it yet."),
        (2, [], "No question was answered."),
        (
            *(2, ["0", "w"]),
            "None of the 2 right this time. 1 was wrong. You chose “I don't know” for 1 question.",
        ),
        (1, ["w"], "Not right this time."),
    ],
)
def test_a_result_without_a_right_answer_is_told_in_one_sentence_or_two(
    start: StartQuiz, count: int, answers: list[str], told: str
) -> None:
    quiz = start(Feedback.END, count=count)
    for number, answer in enumerate(answers, 1):
        if answer == "w":
            quiz.fill(number, wrong)
        else:
            quiz.open(number).forms["answer"].submit("unknown", value="1")
    quiz.browser.get(quiz.address("finish")).forms["finish"].submit()
    page = quiz.browser.get(quiz.address("result"))
    assert words(page, ".result-sentence") == told
