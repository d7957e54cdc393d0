"""Which passwords are good enough, and how they are hashed."""

import logging
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.people import HASHER

from quizapp.services.accounts import passwords
from quizapp.services.accounts.passwords import Hasher
from quizapp.services.errors import InvalidError


@pytest.mark.parametrize(
    "password",
    [
        "seven grey geese",
        "made-up-class",
        "x1y2z7m4k8",
        "éàüõîagxwq",
        "🦆🦢🐓🦃🦚🦜🦩🦉🐧🦤",
        "seven grey geese " * 11 + "and ducks",
        " " * 4 + "duck, goose",
    ],
)
def test_a_password_of_ten_to_two_hundred_code_points_is_taken(password: str) -> None:
    passwords.check(password, "Anna")


@pytest.mark.parametrize(
    "password",
    [
        "",
        "short",
        "ninechars",
        "🦆" * 9,
        "x" * 201,
        "ab" * 500_000,
        "aaaaaaaaaa",
        "ababababab",
        "password123",
        "PassWord123",
        "1234567890",
        *("password2024", "Password2024!", "P@ssw0rd123", "qwertz12345", "iloveyou123", "letmein123!"),
        *("zaq12wsxcde3", "1qaz2wsx3edc", "football2026", "Summer2025!", "trustno1trustno1", "19870512anna"),
        *("quizapp2026", "Anna1234567"),
    ],
)
def test_a_password_that_is_tried_first_is_refused(password: str) -> None:
    with pytest.raises(InvalidError, match=r"Use at (least 10|most 200) characters|easy to guess|your name"):
        passwords.check(password, "Anna")


@pytest.mark.parametrize(
    "password", ["Anna Schmidt", "ANNA SCHMIDT", " anna  schmidt", "\uff21nn\uff41 Schmidt"]
)
def test_the_own_name_is_no_password(password: str) -> None:
    with pytest.raises(InvalidError, match="not your name"):
        passwords.check(password, "Anna Schmidt")


@pytest.mark.parametrize(
    ("password", "known"),
    [
        ("anna.schmidt@example.org", ("Anna", "anna.schmidt@example.org")),
        ("anna.schmidt1990", ("Anna", "anna.schmidt@example.org")),
        ("Schmidt Anna 99", ("Anna Schmidt",)),
        ("tdimhcs_anna", ("Anna Schmidt",)),
        ("zorblaxian7", ("Zorblaxian", None)),
        ("Quizapp Zorblaxian", ("zorblaxian",)),
    ],
)
def test_nor_is_what_others_know_of_a_person_with_a_little_added(
    password: str, known: tuple[str | None, ...]
) -> None:
    with pytest.raises(InvalidError, match=r"easy to guess|your name or address"):
        passwords.check(password, *known)


@given(st.text(max_size=250), st.text(max_size=90))
def test_every_other_text_is_taken_or_refused(password: str, name: str) -> None:
    with suppress(InvalidError):
        passwords.check(password, name)


@given(st.text(max_size=50), st.text(max_size=50))
def test_a_hash_fits_its_own_password_only(password: str, other: str) -> None:
    stored = HASHER.hash(password)
    assert HASHER.verify(stored, password)
    assert HASHER.verify(stored, other) == (passwords.normalise(password) == passwords.normalise(other))


def test_a_password_is_the_same_however_its_accents_were_composed() -> None:
    assert HASHER.verify(HASHER.hash("cafe\u0301 au lait"), "caf\u00e9 au lait")


def test_the_hash_is_argon2id_with_the_configured_cost_and_one_thread() -> None:
    assert Hasher(memory=64, passes=2).hash("seven grey geese").startswith("$argon2id$v=19$m=64,t=2,p=1$")


def test_two_people_with_one_password_have_different_hashes() -> None:
    assert HASHER.hash("seven grey geese") != HASHER.hash("seven grey geese")


def test_nobody_has_no_password() -> None:
    assert not HASHER.verify(None, "")
    assert not HASHER.verify(None, "seven grey geese")


def test_a_password_longer_than_any_fits_nothing() -> None:
    assert not HASHER.verify(HASHER.hash("x" * 201), "x" * 201)


def test_a_hash_made_at_another_cost_is_outdated() -> None:
    stored = HASHER.hash("seven grey geese")
    assert not HASHER.is_outdated(stored)
    assert Hasher(memory=16, passes=1).is_outdated(stored)
    assert Hasher(memory=16, passes=1).verify(stored, "seven grey geese")


def test_a_hash_that_cant_be_read_fits_nothing_and_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        assert not HASHER.verify("not a hash", "seven grey geese")
    assert "can't be verified" in caplog.text
    assert "geese" not in caplog.text
