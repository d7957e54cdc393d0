"""What is wrong with terms, beside its field, and what is only odd."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from support.terms import AUTUMN, DAY, HOUR, rules, timed_terms

from quizapp.assignments.terms import LateStep, Release, Terms, doubts, faults

HOMEWORK = Terms(opens_at=AUTUMN, due_at=AUTUMN + 2 * DAY, closes_at=AUTUMN + 4 * DAY)
MIDDLE, END = AUTUMN + 3 * DAY, AUTUMN + 4 * DAY


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"closes_at": AUTUMN, "due_at": None}, "closes_at"),
        ({"closes_at": AUTUMN - DAY, "due_at": None}, "closes_at"),
        ({"due_at": AUTUMN - DAY}, "due_at"),
        ({"due_at": AUTUMN + 5 * DAY}, "due_at"),
        ({"rules": rules(0)}, "time_limit"),
        ({"attempts": 0}, "attempts"),
        ({"wait": -1}, "wait"),
        ({"late": (LateStep(END, 101),)}, "late"),
        ({"late": (LateStep(END, -1),)}, "late"),
        ({"late": (LateStep(END, 50), LateStep(MIDDLE, 80))}, "late"),
        ({"late": (LateStep(MIDDLE, 80), LateStep(MIDDLE, 50))}, "late"),
        ({"late": (LateStep(AUTUMN + 2 * DAY, 80),)}, "late"),
        ({"late": (LateStep(END + HOUR, 80),)}, "late"),
        ({"late": (LateStep(END, 80),), "due_at": None}, "late"),
        ({"late": (LateStep(END, 80),), "closes_at": None}, "late"),
        ({"access_codes": (" - ",)}, "access_code"),
        ({"networks": ("10.0.0.0/8", "10.0.0/8")}, "networks"),
        ({"networks": ("10.0.0.1/8",)}, "networks"),
        ({"networks": ("anywhere",)}, "networks"),
        ({"release": Release.AT}, "releases_at"),
    ],
)
def test_each_fault_stands_beside_its_field(change: dict[str, object], field: str) -> None:
    found = faults(replace(HOMEWORK, **change))  # type: ignore[arg-type]
    assert [fault.field for fault in found] == [field]
    assert all(fault.message.endswith(".") for fault in found)


@settings(deadline=None)
@given(timed_terms())
def test_terms_in_order_have_no_fault(terms: Terms) -> None:
    assert faults(terms) == ()


def test_a_release_before_the_close_is_no_fault() -> None:
    terms = replace(
        HOMEWORK, release=Release.AT, releases_at=AUTUMN, late=(LateStep(MIDDLE, 80), LateStep(END, 0))
    )
    assert faults(terms) == ()
    assert faults(Terms(networks=("10.0.0.0/8", "2001:db8::/32", "192.0.2.1"))) == ()


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({}, []),
        ({"opens_at": AUTUMN - 400 * DAY}, ["opens_at"]),
        ({"closes_at": AUTUMN + 367 * DAY}, ["closes_at"]),
        ({"releases_at": AUTUMN + 400 * DAY}, ["releases_at"]),
        ({"opens_at": AUTUMN - 3 * DAY, "due_at": AUTUMN - DAY, "closes_at": None}, ["due_at"]),
        ({"opens_at": AUTUMN - 3 * DAY, "due_at": None, "closes_at": AUTUMN}, ["closes_at"]),
        ({"rules": rules(4 * 24 * 60)}, []),
        ({"rules": rules(4 * 24 * 60 + 1)}, ["time_limit"]),
        ({"rules": rules(60), "due_at": None, "closes_at": None}, []),
    ],
)
def test_what_is_odd_is_asked_back(change: dict[str, object], fields: list[str]) -> None:
    terms = replace(HOMEWORK, **change)  # type: ignore[arg-type]
    assert faults(terms) == ()
    assert [doubt.field for doubt in doubts(terms, AUTUMN)] == fields


def test_a_close_that_nobody_set_is_the_due_date() -> None:
    assert replace(HOMEWORK, closes_at=None).closes == AUTUMN + 2 * DAY
    assert HOMEWORK.closes == END
    assert Terms().closes is None
