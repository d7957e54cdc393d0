"""Who is let in: the code however it is typed, and the networks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.assignments.admission import admits, takes_address, takes_code
from quizapp.assignments.terms import Terms

CODE = Terms(access_codes=("Moon-Lake 42", "other"))
ROOM = Terms(networks=("10.1.0.0/16", "2001:db8::/32"))


@pytest.mark.parametrize(
    "typed", ["Moon-Lake 42", " moonlake42 ", "MOON–LAKE–42", "\uff4d\uff4f\uff4f\uff4elake42", "OTHER"]
)
def test_a_code_is_taken_however_it_is_typed(typed: str) -> None:
    assert takes_code(CODE, typed)


@pytest.mark.parametrize("typed", ["", " ", "--", "moon", "moonlake421", "moonläke42", "\x00"])
def test_another_code_is_not(typed: str) -> None:
    assert not takes_code(CODE, typed)


def test_nothing_typed_is_no_code() -> None:
    assert not takes_code(Terms(access_codes=("--",)), "")
    assert takes_code(Terms(), "")
    assert takes_code(Terms(), "anything")


@pytest.mark.parametrize("address", ["10.1.2.3", "::ffff:10.1.2.3", "2001:db8::1"])
def test_an_address_of_a_network_is_taken(address: str) -> None:
    assert takes_address(ROOM, address)


@pytest.mark.parametrize(
    "address", ["10.2.0.1", "::1", "", "10.1.2", "10.1.2.3, 10.1.2.4", "fe80::1%eth0", "x"]
)
def test_another_or_none_is_not(address: str) -> None:
    assert not takes_address(ROOM, address)
    assert takes_address(Terms(), address)


@settings(deadline=None)
@given(st.text(), st.text())
def test_whatever_is_sent_is_answered(code: str, address: str) -> None:
    both = Terms(access_codes=CODE.access_codes, networks=ROOM.networks)
    assert admits(both, code, address) == (takes_code(both, code) and takes_address(both, address))
    assert admits(Terms(), code, address)
