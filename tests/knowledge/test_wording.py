"""Figures as people read them, in both languages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import wording
from knowledge.schema import LANGUAGES, Language, Unit, Value


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        (165_000, "165.000 ₫", "165,000 ₫"),
        (0, "0 ₫", "0 ₫"),
        (Decimal("82500"), "82.500 ₫", "82,500 ₫"),
        (50_600_000, "50.600.000 ₫", "50,600,000 ₫"),
        ((2_000_000, 5_000_000), "2.000.000–5.000.000 ₫", "2,000,000–5,000,000 ₫"),
    ],
)
def test_money(value: Value, vi: str, en: str) -> None:
    assert (wording.vnd(value, "vi"), wording.vnd(value, "en")) == (vi, en)


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        (50_600_000, "50,6 triệu đồng", "50.6 million đồng"),
        (1_000_000_000, "1 tỷ đồng", "1 billion đồng"),
        (1_500_000, "1,5 triệu đồng", "1.5 million đồng"),
        ((2_000_000, 5_000_000), "2–5 triệu đồng", "2–5 million đồng"),
        ((3_000_000, 3_000_000), "3 triệu đồng", "3 million đồng"),
    ],
)
def test_large_money_in_words(value: Value, vi: str, en: str) -> None:
    assert (wording.million(value, "vi"), wording.million(value, "en")) == (vi, en)


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        (Decimal("4.5"), "4,5%", "4.5%"),
        (22, "22%", "22%"),
        (29, "29%", "29%"),
        (Decimal("0.03"), "0,03%", "0.03%"),
        (100, "100%", "100%"),
        (Decimal("10.5"), "10,5%", "10.5%"),
        (0, "0%", "0%"),
        ((5, Decimal("7.5")), "5–7,5%", "5–7.5%"),
    ],
)
def test_percent_keeps_its_decimals(value: Value, vi: str, en: str) -> None:
    assert (wording.percent(value, "vi"), wording.percent(value, "en")) == (vi, en)


@given(st.integers(0, 400))
def test_every_whole_percentage_is_read_as_it_is(value: int) -> None:
    assert [wording.percent(value, language) for language in LANGUAGES] == [f"{value}%"] * 2


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        (date(2027, 1, 1), "01/01/2027", "1 Jan 2027"),
        (date(2026, 11, 21), "21/11/2026", "21 Nov 2026"),
        (date(2025, 7, 9), "09/07/2025", "9 Jul 2025"),
    ],
)
def test_date(value: date, vi: str, en: str) -> None:
    assert (wording.day(value, "vi"), wording.day(value, "en")) == (vi, en)


@pytest.mark.parametrize(
    ("months", "vi", "en"),
    [
        (738, "61 tuổi 6 tháng", "61 years 6 months"),
        (732, "61 tuổi", "61 years"),
        (733, "61 tuổi 1 tháng", "61 years 1 month"),
        (684, "57 tuổi", "57 years"),
        (12, "1 tuổi", "1 year"),
    ],
)
def test_age(months: int, vi: str, en: str) -> None:
    assert (wording.age(months, "vi"), wording.age(months, "en")) == (vi, en)


@pytest.mark.parametrize(
    ("value", "unit", "vi", "en"),
    [
        (45, Unit.DAYS, "45 ngày", "45 days"),
        (1, Unit.DAYS, "1 ngày", "1 day"),
        (3, Unit.WORKING_DAYS, "3 ngày làm việc", "3 working days"),
        (1, Unit.WORKING_DAYS, "1 ngày làm việc", "1 working day"),
        (120, Unit.MONTHS, "120 tháng", "120 months"),
        (1, Unit.MONTHS, "1 tháng", "1 month"),
        (Decimal("1.5"), Unit.MONTHS, "1,5 tháng", "1.5 months"),
        (0, Unit.YEARS, "0 năm", "0 years"),
        (1, Unit.PEOPLE, "1 người", "1 person"),
        (10, Unit.PEOPLE, "10 người", "10 people"),
        (20, Unit.TIMES, "20 lần", "20 times"),
        (1200, Unit.HOURS, "1.200 giờ", "1,200 hours"),
        (30, Unit.MINUTES, "30 phút", "30 minutes"),
        (2, Unit.WEEKS, "2 tuần", "2 weeks"),
        ((2, 5), Unit.YEARS, "2–5 năm", "2–5 years"),
    ],
)
def test_counted(value: Value, unit: Unit, vi: str, en: str) -> None:
    assert (wording.counted(value, unit, "vi"), wording.counted(value, unit, "en")) == (vi, en)


@pytest.mark.parametrize(
    ("value", "unit", "vi", "en"),
    [
        (165_000, Unit.VND_MONTH, "165.000 ₫", "165,000 ₫"),
        (25_500, Unit.VND_HOUR, "25.500 ₫", "25,500 ₫"),
        (Decimal("0.03"), Unit.PERCENT_DAY, "0,03%", "0.03%"),
        (738, Unit.AGE, "61 tuổi 6 tháng", "61 years 6 months"),
        (date(2026, 7, 1), Unit.DATE, "01/07/2026", "1 Jul 2026"),
        (Decimal("2.29"), Unit.FACTOR, "2,29", "2.29"),
        ((1, 3), Unit.COUNT, "1–3", "1–3"),
        ("1900 9068", Unit.PHONE, "1900 9068", "1900 9068"),
        ("17:00", Unit.TIME, "17:00", "17:00"),
        (60, Unit.DAYS, "60 ngày", "60 days"),
    ],
)
def test_a_value_reads_as_its_unit(value: Value, unit: Unit, vi: str, en: str) -> None:
    assert (wording.in_words_of(value, unit, "vi"), wording.in_words_of(value, unit, "en")) == (vi, en)


@pytest.mark.parametrize("unit", [u for u in Unit if u is not Unit.DATE])
def test_every_unit_can_be_read(unit: Unit) -> None:
    for language in LANGUAGES:
        assert "2" in wording.in_words_of(24 if unit is Unit.AGE else 2, unit, language)


@given(st.integers(0, 10**13), st.sampled_from(LANGUAGES))
def test_money_keeps_every_digit(value: int, language: Language) -> None:
    text = wording.vnd(value, language)
    assert text.endswith(" ₫") and int("".join(ch for ch in text if ch.isdigit())) == value


@given(st.decimals(0, 1000, places=4), st.sampled_from(LANGUAGES))
def test_percent_keeps_four_decimals(value: Decimal, language: Language) -> None:
    text = wording.percent(value, language).removesuffix("%")
    point = "," if language == "vi" else "."
    assert Decimal(text.replace("." if point == "," else ",", "").replace(point, ".")) == value


@pytest.mark.parametrize("value", ["165000", None, date(2026, 1, 1)])
def test_what_is_no_number_is_refused(value: Value) -> None:
    for read in (wording.vnd, wording.percent, wording.million, wording.age):
        with pytest.raises(ValueError, match="is not a number"):
            read(value, "vi")
    with pytest.raises(ValueError, match="is not a date"):
        wording.day("2026-01-01", "vi")
