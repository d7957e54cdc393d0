from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from quizapp.question_types.base import MalformedError, Mark
from quizapp.question_types.number import reading
from quizapp.question_types.number.kind import Number, NumberQuestion
from quizapp.question_types.number.quantity import Asked
from quizapp.question_types.number.reading import LARGEST
from quizapp.question_types.number.words import SCALES

NUMBER = Number()
integers = st.integers(-(10**15), 10**15)
decimals = st.decimals(-(10**12), 10**12, places=4, allow_nan=False)
spaces = st.sampled_from([" ", "\u00a0", "\u2009", "\u202f", "'", "’"])


def read(text: str, units: tuple[str, ...] = (), language: str = "en") -> Decimal:
    return reading.read(text, Asked(units, language)).number


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
    for spelled in (f"{number} {unit}", f"{number}{unit}", f"{unit} {number}"):
        assert read(spelled, (unit,)) == number
    if unit != "m":  # "5 M" may be five million
        assert read(f"{number:,} {unit.upper()}", (unit,)) == number
    assert read(str(number), (unit,)) == number


@given(integers)
def test_a_word_that_is_no_unit_is_asked_back_with_the_unit_that_is_wanted(number: int) -> None:
    with pytest.raises(MalformedError, match="in people"):
        read(f"{number} sheep", ("people", "inhabitants"))
    assert read(f"{number} sheep") == number
    with pytest.raises(MalformedError, match="alone"):
        read(f"{number} km")


@given(st.integers(0, 10**6), st.integers(0, 99))
def test_a_mark_that_can_only_stand_before_a_fraction_does(whole: int, fraction: int) -> None:
    expected = Decimal(f"{whole}.{fraction:02}")
    assert read(f"{whole},{fraction:02}") == expected
    assert read(f"{whole}.{fraction:02}", language="de") == expected
    with pytest.raises(MalformedError):
        read(f"{whole},{fraction:02},{fraction:02}")


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
    assert NUMBER.grade(asked, f"{answer + edge + Decimal('0.0001'):f}").credit == 0


@given(st.integers(0, 10**6))
def test_a_huge_power_is_refused_before_it_is_reckoned(power: int) -> None:
    if power <= 299:
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


# ---- ranges


@given(st.integers(-1000, 1000), st.integers(0, 1000), st.integers(-3000, 3000))
def test_any_number_in_a_range_is_right_its_ends_too(low: int, width: int, given_: int) -> None:
    asked = question(range=[str(low), f"{low + width:,}"])
    assert NUMBER.grade(asked, str(low)).credit == NUMBER.grade(asked, str(low + width)).credit == 1
    assert NUMBER.grade(asked, str(given_)).credit == (low <= given_ <= low + width)
    assert NUMBER.grade(asked, NUMBER.right_response(asked)).credit == 1


@pytest.mark.parametrize(
    ("own", "shown"),
    [
        ({"range": ["50", "60"], "unit": "%"}, "50–60 %"),
        ({"range": ["-5", "5.5"], "unit": "°C"}, "-5 – 5.5 °C"),
        ({"range": ["12000", "1 million"], "unit": "people"}, "12,000 – 1 million people"),
        ({"range": ["50 %", "60 %"], "unit": "%"}, "50 % – 60 %"),
    ],
)
def test_a_range_is_shown_from_end_to_end(own: dict[str, object], shown: str) -> None:
    assert NUMBER.answer_text(question(**own)) == shown


# ---- units


@given(st.integers(1, 10**6), st.sampled_from([("km", 1), ("m", 1000), ("sea miles", 2)]))
def test_a_number_in_any_unit_is_reckoned_in_that_of_the_answer(number: int, unit: tuple[str, int]) -> None:
    name, in_a_kilometre = unit
    asked = question(answer=str(number), unit={"km": 1, "m": 0.001, "sea miles": "0.5"})
    assert NUMBER.grade(asked, f"{number * in_a_kilometre} {name}").credit == 1
    assert NUMBER.grade(asked, f"{number * in_a_kilometre + 1} {name}").credit == 0
    assert NUMBER.grade(asked, str(number)).credit == 1


def test_an_answer_in_any_unit_is_the_same_answer() -> None:
    asked = question(answer="2 sea miles", tolerance="500 m", unit={"km": 1, "m": "1e-3", "sea miles": 1.852})
    credits_ = [NUMBER.grade(asked, text).credit for text in ("3704 m", "4.2 km", "4.3 km", "2")]
    assert credits_ == [1, 1, 0, 0]
    assert NUMBER.answer_text(asked) == "2 sea miles"


def test_a_number_in_two_units_at_once_is_asked_back() -> None:
    asked = question(answer="2", unit={"km": 1, "m": 0.001, "kilometres": 1})
    with pytest.raises(MalformedError, match="one of them"):
        NUMBER.parse(asked, "km 2 m", ())
    assert NUMBER.grade(asked, "km 2 kilometres").credit == 1


def test_without_its_unit_a_number_earns_what_the_author_says_and_is_told_so() -> None:
    asked = question(answer="60", unit="%", without_unit=0.5)
    assert NUMBER.grade(asked, "60 per cent").credit == 1
    assert NUMBER.grade(asked, "60") == Mark(0.5, ("The number is right. Its unit is missing: \\%.",))
    assert NUMBER.grade(asked, "61") == Mark(0)
    assert "earns less" in NUMBER.asks(asked)


def test_a_unit_that_is_required_is_asked_for() -> None:
    asked = question(answer="60", unit=["km", "kilometres"], unit_required=True)
    assert list(NUMBER.faults(asked)) == []
    with pytest.raises(MalformedError, match="Write the unit too, such as km"):
        NUMBER.parse(asked, "60", ())
    assert NUMBER.grade(asked, NUMBER.parse(asked, "60 kilometres", ())).credit == 1
    assert NUMBER.right_response(asked) == "60 km"
    assert "Write the unit too" in NUMBER.asks(asked)


# ---- other languages


@given(decimals, st.sampled_from(["de", "ru", "kk", "fr", "es", "tr", "de-AT"]))
def test_where_a_comma_stands_before_the_fraction_both_marks_change_places(
    number: Decimal, language: str
) -> None:
    swapped = f"{number:,f}".translate(str.maketrans(",.", ".,"))
    assert read(swapped, language=language) == number
    assert read(swapped.replace(".", " "), language=language) == number
    assert read(f"{number:f}".replace(".", ","), language=language) == number


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        ("de", "11 Millionen", "11e6"),
        ("de", "1,4 Mrd.", "1.4e9"),
        ("de", "2 Billionen", "2e12"),
        ("de", "3 Tausend", "3e3"),
        ("fr", "2 milliards", "2e9"),
        ("fr", "11 000 000", "11e6"),
        ("ru", "3 тыс.", "3e3"),
        ("ru", "1,5 млн", "1.5e6"),
        ("ru", "2 МИЛЛИАРДА", "2e9"),
        ("kk", "5 миллион", "5e6"),
        ("kk", "5 мың", "5e3"),
        ("es", "3 mil millones", "3e9"),
        ("es", "1 millon", "1e6"),
        ("pt-BR", "2 bilhões", "2e9"),
        ("de-CH", "11’000’000.5", "11000000.5"),
        ("xx-nowhere", "11 million", "11e6"),
        ("en-GB", "11 million", "11e6"),
    ],
)
def test_every_language_has_its_own_words_for_millions(language: str, text: str, number: str) -> None:
    assert read(text, language=language) == Decimal(number)


@pytest.mark.parametrize(
    ("language", "shown"),
    [("de", "1.234.567,5 km"), ("ru", "1\u00a0234\u00a0567,5 km"), ("en", "1,234,567.5 km")],
)
def test_the_answer_is_shown_as_the_language_writes_it(language: str, shown: str) -> None:
    asked = question(answer="1234567.5" if language == "en" else "1234567,5", unit="km", language=language)
    assert list(NUMBER.faults(asked)) == []
    assert NUMBER.answer_text(asked) == shown
    assert NUMBER.grade(asked, NUMBER.read_written(asked, shown)).credit == 1


@pytest.mark.parametrize(
    ("own", "line", "hint"),
    [
        ({}, "They signed five.", "“They signed” isn't understood. Write only the number, such as 250."),
        (
            {},
            "I dunno, the signed ones were definitely five agreements",
            "The words around the number aren't understood. Write only the number, such as 250.",
        ),
        (
            {"unit": "km", "unit_required": True},
            "They walked five km",
            "“They walked” isn't understood. Write only the number in km.",
        ),
        (
            {},
            "They signed five or six",
            "You wrote more than one number. Write only the one that answers the question.",
        ),
        ({}, "no one knows", "Write one number, such as 250."),
        ({}, "plan b", "Write one number, such as 250."),
        ({"unit": "km"}, "no idea", "Write one number, such as 250 or 2.5 thousand."),
        ({}, "Fiveteen", "“Fiveteen” isn't understood. If you mean fifteen, write that."),
    ],
)
def test_a_hint_says_what_is_understood(own: dict[str, object], line: str, hint: str) -> None:
    with pytest.raises(MalformedError) as told:
        NUMBER.parse(question(answer="5", **own), line, ())
    assert str(told.value) == hint


@pytest.mark.parametrize(
    "own",
    [
        {"answer": "250"},
        {"answer": "2.5 thousand"},
        {"range": ["200", "700"]},
        {"answer": "2.5", "language": "de"},
    ],
)
def test_the_example_of_a_hint_is_not_the_answer(own: dict[str, object]) -> None:
    asked = question(unit="km", **own)
    with pytest.raises(MalformedError) as told:
        NUMBER.parse(asked, "no idea", ())
    examples = str(told.value).partition("such as ")[2].removesuffix(".").split(" or ")
    assert [NUMBER.grade(asked, example).credit for example in examples] == [0, 0]
