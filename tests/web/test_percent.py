"""How shares are written: only nothing is 0 %, and only all of it 100 %."""

import pytest

from quizapp.web.filters import percent


@pytest.mark.parametrize(
    ("share", "written"),
    [
        (None, "–"),
        (0, "0 %"),
        (0.001, "1 %"),
        (0.494, "49 %"),
        (0.995, "99 %"),
        (0.99999, "99 %"),
        (1, "100 %"),
        (1.05, "105 %"),
    ],
)
def test_only_nothing_is_0_percent_and_only_all_100(share: float | None, written: str) -> None:
    assert percent(share).replace("\N{NO-BREAK SPACE}", " ") == written
