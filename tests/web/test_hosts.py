"""The host that a request names: which can be, and which an installation takes."""

from collections.abc import Callable

import pytest
import webtest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from quizapp.web.security import is_host

LABELS = st.from_regex(r"[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?", fullmatch=True)
NAMES = st.lists(LABELS, min_size=1, max_size=3).map(".".join)
ADDRESSES = st.one_of(
    st.ip_addresses(v=4).map(str), st.ip_addresses(v=6).map(lambda address: f"[{address.compressed}]")
)
PORTS = st.one_of(st.just(""), st.integers(0, 65_535).map(lambda port: f":{port}"))


@given(st.builds(str.__add__, st.one_of(NAMES, ADDRESSES), PORTS))
def test_every_name_and_address_can_be_a_host_with_a_port_or_without(host: str) -> None:
    assert is_host(host)


@given(
    st.one_of(NAMES, ADDRESSES),
    st.characters(exclude_characters=".-_:0123456789", exclude_categories=("Lu", "Ll")),
    PORTS,
)
def test_nothing_can_that_holds_any_other_character(host: str, other: str, port: str) -> None:
    assert not is_host(f"{host}{other}{port}")
    assert not is_host(f"{other}{host}{port}")


@pytest.mark.parametrize("setting", ['TRUSTED_HOSTS = ["quiz.example.org", ".school.example"]'])
@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("quiz.example.org", 200),
        ("quiz.example.org:8443", 200),
        ("a.school.example", 200),
        ("evil.example", 400),
        ("quiz.example.org.evil.example", 400),
    ],
)
def test_an_installation_may_name_the_hosts_that_it_takes(
    setting: str, host: str, status: int, install: Callable[..., Flask]
) -> None:
    pages = webtest.TestApp(install(setting), extra_environ={"HTTP_HOST": host})
    for path in ("/log-in", "/static/none", "/no/such/page"):
        found = pages.get(path, status="*").status_int
        assert (found == 400) == (status == 400)
