"""What the throttle takes for one customer's address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.services.accounts import throttle


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", "unknown"),
        (None, "unknown"),
        ("@", "unknown"),
        ("unix:" * 100, "unknown"),
    ],
)
def test_an_address_is_counted_by_what_one_customer_has(address: str | None, network: str) -> None:
    assert throttle.network(address) == network


@given(st.ip_addresses().map(str) | st.text())
def test_whatever_counts_as_an_address_fits_its_column(address: str) -> None:
    assert 1 <= len(throttle.network(address)) <= 64
