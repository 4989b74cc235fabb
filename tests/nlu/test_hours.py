"""Hours as people type them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.hours import parse_hours
from nlu.readings import Range


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("2", "2"),
        ("2.5", "2.5"),
        ("2,5", "2.5"),
        ("2 tiếng rưỡi", "2.5"),
        ("2 tieng ruoi", "2.5"),
        ("hai tiếng rưỡi", "2.5"),
        ("2 rưỡi", "2.5"),
        ("2h30", "2.5"),
        ("2h", "2"),
        ("2 giờ 30 phút", "2.5"),
        ("1 tiếng 15p", "1.25"),
        ("90 phút", "1.5"),
        ("nửa tiếng", "0.5"),
        ("nửa giờ", "0.5"),
        ("năm tiếng", "5"),
        ("tăng ca 3 tiếng", "3"),
        ("khoảng 4 tiếng", "4"),
        ("8 tiếng một ngày", "8"),
        ("8 giờ rưỡi mỗi ngày", "8.5"),
        ("two and a half hours", "2.5"),
        ("2 and a half hours", "2.5"),
        ("an hour", "1"),
        ("half an hour", "0.5"),
        ("an hour and a half", "1.5"),
        ("45 minutes", "0.75"),
        ("12", "12"),
    ],
)
def test_hours(text: str, hours: str) -> None:
    assert parse_hours(text) == Decimal(hours)


def test_between_two_numbers_of_hours() -> None:
    assert parse_hours("2-3 tiếng") == Range(2, 3)
    assert parse_hours("hai ba tiếng") == Range(2, 3)
    assert parse_hours("2 hoặc 3 giờ") == Range(2, 3)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nhiều lắm",
        "từ 18h đến 20h",
        "lúc 22 giờ",
        "8-17h",
        "300k",
        "2 ngày",
        "mấy tiếng",
        "2h75",
        "8h30 sáng",
        "không biết",
    ],
)
def test_no_hours(text: str) -> None:
    assert parse_hours(text) is None


@given(st.text(max_size=100))
def test_whatever_is_typed_gives_hours_or_nothing(text: str) -> None:
    value = parse_hours(text)
    assert value is None or isinstance(value, Range) or value >= 0
