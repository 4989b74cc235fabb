"""Typed answers: what was written in advance, round trips of our own wording, and any text at all."""

from __future__ import annotations

import time
import unicodedata
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import wording
from knowledge.schema import Language, Unit
from nlu.parsing import KINDS, Range, Value, parse, parse_money, parse_months, parse_percent, parse_yesno
from nlu.text import fold

TYPED = yaml.safe_load((Path(__file__).parent / "typed_answers.yaml").read_text("utf-8"))
TODAY: date = TYPED.pop("today")
CASES = [(kind, text, wanted) for kind, answers in TYPED.items() for text, wanted in answers.items()]
MOST_WRONG = 0.02


def meant(kind: str, wanted: Any) -> Value | None:
    """A value of the file as the readers give it."""
    if isinstance(wanted, dict):
        if "from" in wanted:
            return wanted["from"], wanted["to"]
        return Range(*(Decimal(str(v)) if kind == "percent" else v for v in (wanted["low"], wanted["high"])))
    return Decimal(str(wanted)) if kind == "percent" and wanted is not None else wanted


def same(one: Value | None, other: Value | None) -> bool:
    return one == other and isinstance(one, bool) == isinstance(other, bool)


def wrong() -> list[str]:
    read = [(kind, text, meant(kind, wanted), parse(kind, text, TODAY)) for kind, text, wanted in CASES]
    return [f"{kind} {text!r}: {got}, not {wanted}" for kind, text, wanted, got in read if not same(got, wanted)]


def test_there_are_many_typed_answers_of_every_kind() -> None:
    assert set(TYPED) == set(KINDS)
    assert len(CASES) >= 320


def test_no_typed_answer_is_written_twice() -> None:
    lines = (Path(__file__).parent / "typed_answers.yaml").read_text("utf-8").splitlines()
    assert sum(line.startswith('  "') for line in lines) == len(CASES)


def test_typed_answers_are_read_as_meant() -> None:
    found = wrong()
    rate = len(found) / len(CASES)
    print(f"{len(found)} of {len(CASES)} typed answers wrong ({rate:.1%})")
    assert rate <= MOST_WRONG, "\n".join(found)


@pytest.mark.parametrize(("kind", "text", "wanted"), [case for case in CASES if case[2] is None])
def test_no_answer_gives_no_value(kind: str, text: str, wanted: None) -> None:
    """None of these may ever become a value: that one is not a matter of rates."""
    assert parse(kind, text, TODAY) is None


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "text",
    [
        "không biết", "ko nhớ", "k nho", "quên rồi", "bỏ qua", "chưa rõ", "hông chắc", "not sure", "i don't know", "no idea", "i forgot",
        "skip", "sao lại hỏi cái này?", "đóng bhxh tự nguyện 3 triệu thì mỗi tháng bao nhiêu?", "lương 5 triệu có được trợ cấp không",
        "sinh năm 1990 thì bao giờ được nghỉ hưu", "can i get a pension after 15 years?", "làm 3 năm thì được mấy tháng lương",
    ],
)  # fmt: skip
def test_doubts_and_questions_are_no_values(kind: str, text: str) -> None:
    assert parse(kind, text, TODAY) is None
    assert parse(kind, fold(text), TODAY) is None


@pytest.mark.parametrize(
    ("marked", "value"),
    [("tám", 8_000_000), ("tầm 5", 5_000_000), ("tầm năm", 5_000_000), ("tầm tám", 8_000_000)],
)
def test_marks_tell_eight_from_about(marked: str, value: int) -> None:
    assert parse_money(f"{marked} triệu") == value
    assert parse_money(fold(f"{marked} triệu")) == value


@pytest.mark.parametrize("text", ["tám mươi triệu", "tầm mười triệu", "tám trăm nghìn", "tầm trăm nghìn"])
def test_without_marks_what_may_be_two_things_is_asked_again(text: str) -> None:
    assert parse_money(text) is not None
    assert parse_money(fold(text)) is None


@pytest.mark.parametrize(
    "text", ["có không", "đúng không", "được chưa", "có phải không", "có đúng không ạ", "yes or no"]
)
def test_a_question_is_not_a_yes(text: str) -> None:
    assert parse_yesno(text) is None
    assert parse_yesno(fold(text)) is None


# --- round trips: what the bot itself writes is read back

LANGUAGES: st.SearchStrategy[Language] = st.sampled_from(["vi", "en"])
DAYS = st.dates(date(1930, 1, 1), date(2060, 12, 31))


@given(st.integers(1000, 10**12), LANGUAGES)
def test_amounts_as_the_bot_writes_them(amount: int, language: Language) -> None:
    assert parse_money(wording.vnd(amount, language)) == amount
    assert parse_money(wording.vnd(amount, language).replace("₫", "đồng")) == amount


@given(st.integers(1000, 10**11), st.integers(1, 10**9), LANGUAGES)
def test_ranges_as_the_bot_writes_them(low: int, more: int, language: Language) -> None:
    assert parse_money(wording.vnd((low, low + more), language)) == Range(low, low + more)


@given(st.integers(1, 999_999), LANGUAGES)
def test_millions_as_the_bot_writes_them(thousands: int, language: Language) -> None:
    assert parse_money(wording.million(thousands * 1000, language)) == thousands * 1000


@given(st.integers(1, 99), st.integers(1, 9))
def test_short_amounts(millions: int, tenths: int) -> None:
    amount = millions * 10**6 + tenths * 10**5
    for text in (
        f"{millions}tr{tenths}",
        f"{millions} triệu {tenths}",
        f"{millions}.{tenths}m",
        f"{millions},{tenths} triệu",
    ):
        assert parse_money(text) == amount
        assert parse_money(f"{text}/tháng") == amount


DIGITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]


def in_words(number: int) -> str:
    """A number below a thousand in Vietnamese words."""
    hundreds, rest = divmod(number, 100)
    tens, unit = divmod(rest, 10)
    said = [DIGITS[hundreds], "trăm"] if hundreds else []
    if tens > 1:
        said += [DIGITS[tens], "mươi"]
    elif tens:
        said.append("mười")
    elif hundreds and unit:
        said.append("lẻ")
    if unit == 5 and tens:
        said.append("lăm")
    elif unit == 1 and tens > 1:
        said.append("mốt")
    elif unit:
        said.append(DIGITS[unit])
    return " ".join(said)


def test_amounts_in_words() -> None:
    for number in range(1, 1000):
        said = f"{in_words(number)} triệu"
        assert parse_money(said) == number * 10**6, said
        assert parse_money(fold(said)) in (number * 10**6, None), said  # None: "tam muoi" may be "tầm mười"
        assert parse_money(f"{in_words(number)} nghìn") == number * 1000, said


@given(st.integers(1, 999), st.integers(1, 999))
def test_long_amounts_in_words(millions: int, thousands: int) -> None:
    said = f"{in_words(millions)} triệu {in_words(thousands)} nghìn"
    assert parse_money(said) == millions * 10**6 + thousands * 1000


@given(st.integers(1, 99), st.integers(1, 11))
def test_years_and_months(years: int, months: int) -> None:
    whole = years * 12 + months
    worded = f"{in_words(years)} năm {in_words(months)} tháng"
    english = f"{wording.counted(years, Unit.YEARS, 'en')} {wording.counted(months, Unit.MONTHS, 'en')}"
    for text in (f"{years} năm {months} tháng", f"{years} nam {months} thang", f"{years}n{months}t", english, worded):
        assert parse_months(text) == whole
    assert parse_months(fold(worded)) in (whole, None)
    assert parse_months(str(whole)) == whole


def test_every_duration_in_words() -> None:
    for years in range(1, 100):
        for months in range(1, 12):
            said = f"{in_words(years)} năm {in_words(months)} tháng"
            assert parse_months(said) == years * 12 + months, said
            assert parse_months(fold(said)) in (years * 12 + months, None), said


@given(st.integers(1, 99))
def test_years_in_words(years: int) -> None:
    assert parse_months(f"{in_words(years)} năm") == years * 12
    assert parse_months(f"{in_words(years)} năm rưỡi") == years * 12 + 6


@given(DAYS, LANGUAGES)
def test_days_as_the_bot_writes_them(day: date, language: Language) -> None:
    for text in (
        wording.day(day, language), day.isoformat(), f"{day.day}-{day.month}-{day.year}", f"{day:%d.%m.%Y}",
        f"ngày {day.day} tháng {day.month} năm {day.year}", f"ngay {day.day} thang {day.month} nam {day.year}",
        f"ngày {in_words(day.day)} tháng {in_words(day.month)} năm {day.year}",
    ):  # fmt: skip
        assert parse("date", text, TODAY) == day.isoformat(), text


@given(DAYS)
def test_months_of_years(day: date) -> None:
    for text in (f"{day:%m/%Y}", f"tháng {day.month} năm {day.year}", f"thang {day.month}/{day.year}", f"{day:%Y-%m}"):
        assert parse("date", text, TODAY) == f"{day:%Y-%m}", text
    assert parse("date", str(day.year), TODAY) == str(day.year)


@given(DAYS, DAYS)
def test_periods(one: date, other: date) -> None:
    first, last = sorted((one, other))
    wanted = (f"{first:%Y-%m}", f"{last:%Y-%m}")
    for text in (
        f"từ {first:%m/%Y} đến {last:%m/%Y}",
        f"{first:%m/%Y}-{last:%m/%Y}",
        f"from {first:%B %Y} to {last:%B %Y}",
    ):
        assert parse("period", text, TODAY) == wanted, text
    if wanted[0] != wanted[1]:
        assert parse("period", f"từ {last:%m/%Y} đến {first:%m/%Y}", TODAY) is None


@given(st.decimals(1, 100, places=2), LANGUAGES)
def test_percentages_as_the_bot_writes_them(value: Decimal, language: Language) -> None:
    assert parse_percent(wording.percent(value, language)) == value


@given(DAYS)
def test_near_days_of_any_today(today: date) -> None:
    assert parse("date", "hôm nay", today) == today.isoformat()
    assert parse("date", "hôm qua", today) == (today - timedelta(days=1)).isoformat()
    last_month = today.replace(day=1) - timedelta(days=1)
    assert parse("date", "tháng trước", today) == f"{last_month:%Y-%m}"
    monday = date.fromisoformat(str(parse("date", "thứ hai tuần trước", today)))
    assert monday.weekday() == 0
    assert 7 <= (today - monday).days <= 13


# --- any text

TYPED_WORDS = (
    "năm nam tháng thang triệu trieu tr k củ trăm tram nghìn mười muoi mươi lăm lam tư tu tám tam tầm rưỡi ruoi không ko có chưa rồi"
    " mấy vài từ đến - / , . % đ ₫ $ 1 2 5 15 100 1990 1.500.000 12/5/1990 2tr5 một mot hai ba người and a half million years may nay"
    " trước nửa"
)
WORDS = st.sampled_from(TYPED_WORDS.split())
ANY_TEXT = st.one_of(
    st.text(max_size=60), st.lists(WORDS, max_size=14).map(" ".join), st.lists(WORDS, max_size=10).map("".join)
)


@settings(max_examples=400)
@given(st.sampled_from(KINDS), ANY_TEXT, DAYS)
def test_any_text_gives_a_sane_value_or_none(kind: str, text: str, today: date) -> None:
    value = parse(kind, text, today)
    match kind, value:
        case _, None:
            return
        case "money", int():
            assert 0 <= value <= 10**12
        case "months", int():
            assert 0 <= value <= 1200
        case "percent", Decimal():
            assert 0 <= value <= 100
        case "number", int():
            assert 0 <= value <= 100_000
        case "money" | "months" | "percent" | "number", Range(low=low, high=high):
            assert 0 <= low < high
        case "date", str():
            assert date.fromisoformat(f"{value}-01-01"[:10])
        case "period", (first, last):
            assert "1900-01" <= first <= last <= "2100-12"
        case "yesno", bool():
            pass
        case _:
            pytest.fail(f"{kind} gives {value!r}")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "text",
    [
        "triệu " * 33,
        "năm " * 50,
        "hai " * 50,
        "1 " * 100,
        "9" * 5000,
        "1.000" * 40,
        "a " * 100,
        "mươi" * 900,
        "½",
        "3²",
    ],
)
def test_a_strange_text_costs_no_time(kind: str, text: str) -> None:
    started = time.perf_counter()
    parse(kind, text, TODAY)
    assert time.perf_counter() - started < 0.5


@given(st.sampled_from(CASES))
def test_unicode_forms_and_capitals_do_not_matter(case: tuple[str, str, Any]) -> None:
    kind, text, _ = case
    expected = parse(kind, text, TODAY)
    assert same(parse(kind, unicodedata.normalize("NFD", text), TODAY), expected)
    assert same(parse(kind, f"  {text.upper()} ", TODAY), expected)
