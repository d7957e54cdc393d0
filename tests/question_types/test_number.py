from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from quizapp.question_types.base import MalformedError
from quizapp.question_types.number.kind import Number, NumberQuestion
from quizapp.question_types.number.reading import LARGEST, read
from quizapp.question_types.number.words import SCALES

NUMBER = Number()
integers = st.integers(-(10**15), 10**15)
decimals = st.decimals(-(10**12), 10**12, places=4, allow_nan=False)
spaces = st.sampled_from([" ", "\u00a0", "\u2009", "\u202f", "'", "’"])


def question(**own: object) -> NumberQuestion:
    return NumberQuestion.model_validate({"id": "q", "type": "number", "topics": ["t"], "prompt": "?", **own})


def in_words(number: int) -> str:
    """Spell a number below a thousand millions, as a teacher would."""
    ones = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"]
    ones += ["twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
    tens = ["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
    for size, word in ((10**6, "million"), (1000, "thousand")):
        if number >= size:
            rest = number % size
            joint = "" if not rest else (" and " if rest < 100 else " ") + in_words(rest)
            return f"{in_words(number // size)} {word}{joint}"
    if number >= 100:
        return f"{ones[number // 100]} hundred" + (f" and {in_words(number % 100)}" if number % 100 else "")
    if number < 20:
        return ones[number]
    return tens[number // 10] + (f"-{ones[number % 10]}" if number % 10 else "")


@given(decimals, spaces)
def test_every_way_to_group_thousands_is_the_same_number(number: Decimal, space: str) -> None:
    grouped = f"{number:,f}"
    assert read(grouped) == number
    assert read(grouped.replace(",", space)) == number
    assert read(f"{number:f}") == number
    assert read(f"{number:f}".replace("-", "−")) == number


@given(st.integers(10**6, 10**15))
def test_points_between_several_thousands_are_unambiguous(number: int) -> None:
    assert read(f"{number:,}".replace(",", ".")) == number


@given(decimals, st.integers(-6, 12))
def test_exponents_are_the_same_number(number: Decimal, power: int) -> None:
    shifted = number.scaleb(-power)
    assert read(f"{shifted:f}e{power}") == number
    assert read(f"{shifted:f} × 10^{power}") == number


@given(decimals, st.sampled_from(sorted(SCALES)), st.sampled_from(["", " ", "-"]))
def test_a_scale_multiplies(number: Decimal, scale: str, gap: str) -> None:
    assert read(f"{number:f}{gap}{scale}") == number * SCALES[scale]
    assert read(f"{number:f}{gap}{scale.upper()}") == number * SCALES[scale]


@given(st.integers(0, 10**9 - 1))
def test_numbers_can_be_spelled_out(number: int) -> None:
    assert read(in_words(number)) == number
    assert read(in_words(number).replace("-", " ").replace(" and ", " ").title()) == number


@given(integers, st.sampled_from(["people", "%", "$", "km²", "m", "°C"]))
def test_a_unit_may_stand_before_behind_or_be_left_out(number: int, unit: str) -> None:
    for spelled in (f"{number} {unit}", f"{number}{unit}", f"{unit} {number}", f"{number:,} {unit.upper()}"):
        assert read(spelled, (unit,)) == number
    assert read(str(number), (unit,)) == number


@given(integers)
def test_a_word_that_is_no_unit_is_asked_back_with_the_unit_that_is_wanted(number: int) -> None:
    with pytest.raises(MalformedError, match="in people"):
        read(f"{number} sheep", ("people", "inhabitants"))
    with pytest.raises(MalformedError, match="alone"):
        read(f"{number} sheep")


@given(st.integers(0, 10**6), st.integers(0, 99))
def test_a_comma_before_a_fraction_is_asked_back(whole: int, fraction: int) -> None:
    with pytest.raises(MalformedError, match="point"):
        read(f"{whole},{fraction:02}")


@given(decimals, decimals)
def test_a_different_number_never_earns_credit(answer: Decimal, other: Decimal) -> None:
    assume(answer != other)
    asked = question(answer=str(answer))
    assert NUMBER.grade(asked, str(other)).credit == 0
    assert NUMBER.grade(asked, f"{other:,f}").credit == 0


@given(decimals, st.decimals(0, 10**6, places=3, allow_nan=False), decimals)
def test_a_response_is_right_exactly_within_the_tolerance(
    answer: Decimal, tolerance: Decimal, other: Decimal
) -> None:
    asked = question(answer=str(answer), tolerance=str(tolerance))
    assert NUMBER.grade(asked, str(answer + tolerance)).credit == 1
    assert NUMBER.grade(asked, str(answer - tolerance)).credit == 1
    assert NUMBER.grade(asked, str(other)).credit == (abs(answer - other) <= tolerance)


@given(st.integers(-1000, 1000), st.integers(0, 100))
def test_a_relative_tolerance_is_a_share_of_the_answer(answer: int, share: int) -> None:
    asked = question(answer=str(answer), tolerance=f"{share} %")
    edge = Decimal(abs(answer) * share) / 100
    assert NUMBER.grade(asked, f"{answer + edge:f}").credit == 1
    assert NUMBER.grade(asked, f"{answer + edge + Decimal('0.001'):f}").credit == 0


@given(st.integers(0, 10**6))
def test_a_huge_power_is_refused_before_it_is_reckoned(power: int) -> None:
    if power <= 29:
        assert read(f"9e{power}") <= LARGEST
    else:
        with pytest.raises(MalformedError):
            read(f"9e{power}")


@given(st.text(st.sampled_from(list("0123456789.,' -+e^×*%$kmbn/and")), max_size=40))
def test_what_is_read_is_always_a_bounded_number(text: str) -> None:
    try:
        number = read(text, ("%", "$"))
    except MalformedError:
        return
    assert number.is_finite()
    assert abs(number) <= LARGEST


@pytest.mark.parametrize(
    ("own", "shown"),
    [
        ({"answer": "11 million", "unit": "people"}, "11 million people"),
        ({"answer": "11000000"}, "11,000,000"),
        ({"answer": "1997"}, "1997"),
        ({"answer": "-12345.5"}, "-12,345.5"),
        ({"answer": "60", "unit": ["%", "points"]}, "60 %"),
        ({"answer": "60 %", "unit": "%"}, "60 %"),
        ({"answer": "1.4 billion", "unit": "$"}, "$1.4 billion"),
        ({"answer": "1400000000", "unit": "US$"}, "US$1,400,000,000"),
    ],
)
def test_the_answer_is_shown_with_its_unit(own: dict[str, object], shown: str) -> None:
    asked = question(**own)
    assert NUMBER.answer_text(asked) == shown
    assert NUMBER.grade(asked, NUMBER.read_written(asked, shown)).credit == 1


def test_the_authors_remark_meets_every_spelling_of_its_number() -> None:
    asked = question(answer="11 million", feedback=[{"response": "1.1 million", "text": "Ten times more."}])
    for response in ("1.1 million", "1,100,000", "1.1e6", "1100 thousand"):
        assert NUMBER.grade(asked, response).feedback == ("Ten times more.",)
    assert NUMBER.grade(asked, "1.2 million").feedback == ()
