from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from quizapp.scheduling.study_day import StudyClock, time_zones, to_utc

HOUR = timedelta(hours=1)

clocks = st.builds(StudyClock, st.sampled_from(sorted(time_zones())), st.integers(0, 23))
moments = st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 -- hypothesis wants naive bounds


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type]


def test_before_four_in_the_morning_it_is_still_yesterday() -> None:
    clock = StudyClock("Asia/Tokyo")
    tokyo = ZoneInfo("Asia/Tokyo")
    assert clock.study_day(datetime(2025, 3, 9, 3, 59, 59, tzinfo=tokyo)) == date(2025, 3, 8)
    assert clock.study_day(datetime(2025, 3, 9, 4, tzinfo=tokyo)) == date(2025, 3, 9)


def test_the_day_depends_on_the_moment_and_not_on_the_zone_it_is_written_in() -> None:
    moment = datetime(2025, 3, 9, 23, tzinfo=ZoneInfo("America/New_York"))
    clock = StudyClock("Asia/Tokyo", day_starts_at=0)
    assert clock.study_day(moment) == clock.study_day(moment.astimezone(UTC)) == date(2025, 3, 10)


def test_a_day_begins_at_its_hour_on_the_wall() -> None:
    assert StudyClock("America/New_York", 5).begins(date(2025, 1, 15)) == utc(2025, 1, 15, 10)
    assert StudyClock("America/New_York", 5).begins(date(2025, 7, 15)) == utc(2025, 7, 15, 9)


def test_begins_is_in_utc() -> None:
    assert StudyClock("Asia/Tokyo").begins(date(2025, 1, 15)).tzinfo is UTC


@settings(deadline=None, max_examples=500)
@given(clocks, moments)
def test_every_moment_lies_within_its_study_day(clock: StudyClock, moment: datetime) -> None:
    day = clock.study_day(moment)
    assert clock.begins(day) <= moment < clock.begins(day + timedelta(days=1))


@settings(deadline=None)
@given(clocks, st.dates(date(1900, 1, 2), date(2100, 1, 1)))
def test_a_day_never_begins_before_the_one_before_it(clock: StudyClock, day: date) -> None:
    assert clock.begins(day - timedelta(days=1)) <= clock.begins(day)


@pytest.mark.parametrize("day_starts_at", range(24))
@pytest.mark.parametrize(
    ("zone", "change"),
    [
        ("Europe/Berlin", utc(2025, 3, 30, 1)),
        ("Europe/Berlin", utc(2025, 10, 26, 1)),
        ("Australia/Lord_Howe", utc(2025, 4, 5, 15)),  # back by half an hour
        ("Australia/Lord_Howe", utc(2025, 10, 4, 15, 30)),
        ("Pacific/Apia", utc(2011, 12, 30, 10)),  # 30 December was left out
        ("Pacific/Kwajalein", utc(1993, 8, 21, 12)),  # so was 21 August
        ("Africa/Casablanca", utc(2025, 2, 23, 2)),  # back for Ramadan
        ("Africa/Casablanca", utc(2025, 4, 6, 2)),
        ("America/St_Johns", utc(2006, 10, 29, 2, 31)),  # back over midnight
        ("America/Sao_Paulo", utc(2017, 10, 15, 3)),  # midnight was skipped
        ("Antarctica/Troll", utc(2025, 3, 30, 1)),  # by two hours
        ("America/Juneau", utc(1867, 10, 19, 8, 31)),  # a day came twice
    ],
)
def test_days_follow_one_another_around_a_change_of_clocks(
    zone: str, change: datetime, day_starts_at: int
) -> None:
    clock = StudyClock(zone, day_starts_at)
    moments = [change + timedelta(minutes=10 * step) for step in range(-6 * 36, 6 * 36)]
    days = [clock.study_day(moment) for moment in moments]
    assert days == sorted(days)
    for moment, day in zip(moments, days, strict=True):
        assert clock.begins(day) <= moment < clock.begins(day + timedelta(days=1))


def test_a_fold_over_midnight_does_not_bring_yesterday_back() -> None:
    clock = StudyClock("America/St_Johns", 0)
    before = utc(2006, 10, 29, 2, 30, 30)  # half a minute past midnight; at 00:01 it became 23:01 again
    assert clock.study_day(before) == clock.study_day(before + HOUR / 2) == date(2006, 10, 29)


def test_a_skipped_hour_starts_the_day_as_late_as_it_would_have_been() -> None:
    clock = StudyClock("Europe/Berlin", 2)
    assert clock.begins(date(2025, 3, 30)) == utc(2025, 3, 30, 1)  # 3 o'clock: there was no 2
    assert clock.study_day(utc(2025, 3, 30, 0, 59)) == date(2025, 3, 29)


def test_of_a_doubled_hour_the_first_starts_the_day() -> None:
    clock = StudyClock("Europe/Berlin", 2)
    assert clock.begins(date(2025, 10, 26)) == utc(2025, 10, 26, 0)
    assert clock.study_day(utc(2025, 10, 26, 1)) == date(2025, 10, 26)


def test_the_day_that_apia_left_out_has_no_length() -> None:
    clock = StudyClock("Pacific/Apia")
    assert clock.begins(date(2011, 12, 30)) == clock.begins(date(2011, 12, 31))


@pytest.mark.parametrize(
    "name",
    [
        "Mars/Olympus",
        "",
        "America",  # a folder
        "europe/berlin",
        "../UTC",
        "/etc/passwd",
        "UTC\0",
        "\ud800",
        "localtime",  # another place on each machine
        "Factory",
        "tzdata.zi",
        "x" * 5000,
    ],
)
def test_an_unknown_zone_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="is not an IANA time zone"):
        StudyClock(name)


@pytest.mark.parametrize("hour", [-1, 24, 10**20])
def test_an_hour_outside_the_day_is_refused(hour: int) -> None:
    with pytest.raises(ValueError, match="from 0 to 23"):
        StudyClock("UTC", hour)


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="has no time zone"):
        StudyClock().study_day(datetime(2025, 1, 1))  # noqa: DTZ001 -- what is tested


@given(moments)
@example(utc(2025, 1, 1))
def test_to_utc_keeps_the_moment(moment: datetime) -> None:
    there = to_utc(moment.astimezone(ZoneInfo("Asia/Kathmandu")))
    assert there == moment
    assert there.tzinfo is UTC
