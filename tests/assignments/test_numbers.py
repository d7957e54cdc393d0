"""Numbers as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.assignments.numbers import read_number, read_whole


@given(st.integers(0, 10**6), st.integers(0, 999), st.sampled_from(".,\u066b"))
def test_what_people_write_is_read(whole: int, part: int, mark: str) -> None:
    assert read_number(f" {whole}{mark}{part:03} ") == float(f"{whole}.{part:03}")


@given(st.integers(-(10**9), 10**9))
def test_whole_numbers_are_read(whole: int) -> None:
    assert read_whole(f" {whole} ") == whole


@given(st.text())
def test_no_text_is_too_odd(text: str) -> None:
    number, whole = read_number(text), read_whole(text)
    assert number is None or 0 <= number < 10**20
    assert whole is None or abs(whole) < 10**20


def test_digits_are_those_of_any_script() -> None:
    assert read_number("\u0661\u066b\u0665") == 1.5
    assert read_whole("\u0967\u0968") == 12


@pytest.mark.parametrize("slip", ["1_0", "1e3", "nan", "inf", "", " ", "1.2.3", "0x10", "9" * 21])
def test_slips_are_no_numbers(slip: str) -> None:
    assert read_number(slip) is None
    assert read_whole(slip) is None
