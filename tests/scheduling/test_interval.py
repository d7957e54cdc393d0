from datetime import timedelta

import pytest

from quizapp.scheduling.interval import interval_text, spoken_interval


@pytest.mark.parametrize(
    ("wait", "text", "spoken"),
    [
        (timedelta(0), "now", "now"),
        (timedelta(minutes=-5), "now", "now"),
        (timedelta(days=-5), "now", "now"),
        (timedelta(seconds=20), "1 min", "in 1 minute"),
        (timedelta(minutes=1), "1 min", "in 1 minute"),
        (timedelta(minutes=5.5), "6 min", "in 6 minutes"),
        (timedelta(minutes=10), "10 min", "in 10 minutes"),
        (timedelta(minutes=59.7), "1 h", "in 1 hour"),
        (timedelta(hours=2.2), "2 h", "in 2 hours"),
        (timedelta(days=1), "1 d", "in 1 day"),
        (timedelta(days=12), "12 d", "in 12 days"),
        (timedelta(days=30), "30 d", "in 30 days"),
        (timedelta(days=31), "1 mo", "in 1 month"),
        (timedelta(days=103), "3.4 mo", "in 3.4 months"),
        (timedelta(days=364), "12 mo", "in 12 months"),
        (timedelta(days=365), "1 y", "in 1 year"),
        (timedelta(days=767), "2.1 y", "in 2.1 years"),
        (timedelta(days=36_500), "100 y", "in 100 years"),
    ],
)
def test_a_wait_is_short_on_a_button_and_spelled_out_when_spoken(
    wait: timedelta, text: str, spoken: str
) -> None:
    assert interval_text(wait) == text
    assert spoken_interval(wait) == spoken
