"""What is written instead of one number, in all languages whose habits are known."""
# ruff: noqa: RUF001 -- letters of other scripts are meant

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from quizapp.question_types.base import MalformedError
from quizapp.question_types.cloze import gaps
from quizapp.question_types.cloze.gaps import NumberGap
from quizapp.question_types.habits.amounts import AMOUNTS
from quizapp.question_types.habits.table import HABITS
from quizapp.question_types.number.kind import Number, NumberQuestion

NUMBER = Number()
LANGUAGES = sorted(AMOUNTS)
WITHOUT_SPACES = {"zh", "ja"}
whole = st.integers(0, 10**9)


def question(**own: object) -> NumberQuestion:
    return NumberQuestion.model_validate({"id": "q", "type": "number", "topics": ["t"], "prompt": "?", **own})


def told(asked: NumberQuestion, line: str) -> str:
    with pytest.raises(MalformedError) as raised:
        NUMBER.parse(asked, line, ())
    return str(raised.value)


def phrases(language: str, kind: str) -> list[str]:
    return [phrase for phrase in getattr(AMOUNTS[language], kind).split("|") if phrase]


def test_amounts_are_known_wherever_habits_are() -> None:
    assert set(AMOUNTS) == set(HABITS)


@given(
    whole,
    whole,
    st.sampled_from(["{}-{}", "{} – {}", "{}…{}", "{} to {}", "from {} to {} people", "about {}–{}"]),
)
def test_a_range_is_understood_as_one(low: int, high: int, form: str) -> None:
    assume(low < high)
    for asked in (question(answer="5"), question(answer="5", unit="people"), question(range=["5", "9"])):
        assert told(asked, form.format(f"{low:,}", f"{high:,}")).startswith(
            f"You wrote a range, from {low:,} to"
        )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_range_is_understood_in_the_words_of_a_language(language: str) -> None:
    asked = question(answer="6", language=language)
    space = "" if language in WITHOUT_SPACES else " "
    for joint in phrases(language, "joints"):
        assert told(asked, f"5{space}{joint}{space}7") == "You wrote a range, from 5 to 7. Write one number."
        for opening in phrases(language, "openings"):
            for second in (joint, *phrases(language, "joints_behind_openings")):
                line = f"{opening}{space}5{space}{second}{space}7"
                assert told(asked, line) == "You wrote a range, from 5 to 7. Write one number."
        for closing in phrases(language, "closings"):
            line = f"5{space}{joint}{space}7{space}{closing}"
            assert told(asked, line) == "You wrote a range, from 5 to 7. Write one number."


@pytest.mark.parametrize(
    "line", ["200,000–250,000", "between 200 and 250 thousand", "from 200 to 250 thousand"]
)
def test_a_range_in_a_gap_is_understood_as_one(line: str) -> None:
    gap = NumberGap(type="number", answer="225000", tolerance="5 %")
    with pytest.raises(MalformedError, match="You wrote a range"):
        gaps.read(gap, line)


@pytest.mark.parametrize(
    "line", ["1e-5", "-5", "10^-3", "1-1/2", "twenty-five", "5 - 3", "2004-07-14", "5 or 7"]
)
def test_what_has_a_hyphen_and_is_no_range_isnt_called_one(line: str) -> None:
    message = ""
    try:
        NUMBER.parse(question(answer="5"), line, ())
    except MalformedError as error:
        message = str(error)
    assert "range" not in message


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_part_of_a_whole_is_asked_back_where_the_answer_is_none(language: str) -> None:
    asked = question(answer="60", unit="%", language=language)
    hedges = ["", *HABITS[language].hedges.split("|")]
    for part in phrases(language, "parts"):
        for hedge in hedges:
            line = f"{hedge} {part}".strip() if language not in WITHOUT_SPACES else hedge + part
            assert told(asked, line).startswith(f"You wrote a fraction, “{line[:30].rstrip()}")
            assert told(asked, line).endswith(" Write the number in %.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_limit_beside_a_part_of_a_whole_is_no_fraction(language: str) -> None:
    asked = question(answer="60", unit="%", language=language)
    for limit in phrases(language, "limits"):
        for part in phrases(language, "parts")[:3]:
            line = f"{limit} {part}"
            assert told(asked, line).endswith(" doesn't say how much. Write one number in %.")


@pytest.mark.parametrize(
    "line",
    [
        "up to a third",
        "half at most",
        "half or more",
        "well over half of them",
        "yarısından fazla",
        "半分以上",
    ],
)
def test_a_limit_is_one_wherever_it_stands(line: str) -> None:
    assert (
        told(question(answer="60", unit="%"), line)
        == f"“{line}” doesn't say how much. Write one number in %."
    )


def test_more_or_less_half_is_half() -> None:
    assert told(question(answer="60", unit="%"), "more or less half").startswith("You wrote a fraction")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_leaves_open_how_many_is_asked_back(language: str) -> None:
    for asked in (question(answer="1000", language=language), question(answer="1000000", unit="people")):
        for phrase in phrases(language, "vague"):
            assert f"“{phrase}” doesn't say how many. Write one number" in told(asked, phrase)


@pytest.mark.parametrize("line", ["half", "one half", "½", "1/2", "about half", "more than half", "0.5"])
def test_a_part_that_is_asked_for_is_marked(line: str) -> None:
    asked = question(answer="0.5")
    assert NUMBER.grade(asked, NUMBER.parse(asked, line, ())).credit == 1


@given(st.decimals(0, 1, places=3).filter(lambda share: 0 < share < 1))
def test_a_share_of_one_is_never_asked_back_for_being_a_part(share: Decimal) -> None:
    asked = question(answer=str(share))
    assert NUMBER.grade(asked, NUMBER.parse(asked, "three quarters", ())).credit == (share == Decimal("0.75"))


@pytest.mark.parametrize(
    ("unit", "language", "right", "wrong"),
    [
        ("mln", "pl", ["38 mln", "38 milionów", "38 miliony", "38 million", "38"], ["38 mld", "38 tysięcy"]),
        ("mln osób", "pl", ["38 mln osób", "38 milionów osób", "38 milionów"], ["38 tysięcy osób"]),
        ("Mio.", "de", ["38 Mio.", "38 Millionen"], ["38 Mrd."]),
        ("тыс.", "ru", ["38 тыс.", "38 тысяч"], ["38 млн"]),
        ("m", "en", ["38 m"], ["38 million", "38 mln"]),
    ],
)
def test_a_unit_with_a_word_for_a_scale_may_be_written_in_full(
    unit: str, language: str, right: list[str], wrong: list[str]
) -> None:
    asked = question(answer="38", unit=unit, language=language)
    assert [NUMBER.grade(asked, line).credit for line in right] == [1] * len(right)
    for line in wrong:
        with suppress(MalformedError):
            assert NUMBER.grade(asked, NUMBER.parse(asked, line, ())).credit == 0


@given(
    st.decimals(1, 999, places=1),
    st.sampled_from(["de", "fr", "es", "it", "nl", "pl", "tr", "sv", "cs", "da"]),
)
def test_english_billions_are_asked_back_where_they_may_be_others(number: Decimal, language: str) -> None:
    assume(number % 1 and "." in str(number))
    for word in ("billion", "bn"):
        for asked in (
            question(answer="5", language=language),
            question(answer="5", unit="km", language=language),
        ):
            assert told(asked, f"{number} {word}").startswith("Is that ")


@pytest.mark.parametrize("language", ["en", "ru", "uk", "kk", "ar", "zh", "ja", "ko"])
def test_english_billions_are_read_where_they_mean_one_thing(language: str) -> None:
    asked = question(answer="1400000000", language=language)
    assert NUMBER.grade(asked, NUMBER.parse(asked, "1.4 billion", ())).credit == 1


def test_a_number_that_would_be_asked_back_is_no_answer() -> None:
    for own in ({"answer": "1.4 billion"}, {"range": ["1.4 billion", "3 Billionen"]}):
        (fault,) = NUMBER.faults(question(language="de", **own))
        assert "Milliarden" in fault.remedy
    assert list(NUMBER.faults(question(language="de", answer="1,4 Billionen"))) == []


def test_what_the_author_names_is_marked_and_remarked_on() -> None:
    asked = question(answer="60", unit="%", feedback=[{"response": "half", "text": "That is 50 %."}])
    assert list(NUMBER.faults(asked)) == []
    assert NUMBER.grade(asked, NUMBER.parse(asked, "half", ())).feedback == ("That is 50 %.",)


@pytest.mark.parametrize("line", ["half", "millions", "1.4 billion"])
def test_what_was_answered_before_it_was_asked_back_keeps_its_mark(line: str) -> None:
    asked = question(answer="60", language="de" if "billion" in line else "en")
    assert NUMBER.grade(asked, line).credit == 0
    assert [count.number for count in NUMBER.summary(asked, [line])] == [1]
