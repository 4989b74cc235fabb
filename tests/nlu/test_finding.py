"""Values inside a question, for a calculator that shall not ask for them again."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.parsing import (
    Range,
    find_ages,
    find_births,
    find_money,
    find_months,
    find_percents,
    find_values,
    parse,
)
from nlu.text import clean

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("đóng bhxh tự nguyện 3 triệu thì mỗi tháng bao nhiêu, sau này được lương hưu mấy đồng", [3_000_000]),
        ("dong bhxh tu nguyen 2tr5 thi sau nay duoc bao nhieu", [2_500_000]),
        ("lương em hai triệu rưỡi, chủ trừ 500k", [2_500_000, 500_000]),
        ("lương cơ bản 4.960.000 đồng có đúng không", [4_960_000]),
        ("lương 5000000 có phải đóng không", [5_000_000]),
        ("thu nhập khoảng 4-5tr một tháng", [Range(4_000_000, 5_000_000)]),
        ("mỗi tháng dư được chừng ba bốn trăm ngàn", [Range(300_000, 400_000)]),
        ("có tháng trừ còn hơn triệu mốt", [1_100_000]),
        ("if I pay on 2.5 million a month, what pension?", [2_500_000]),
        ("lương 5 triệu 1, làm 6 ngày", [5_100_000]),
        # may be something else
        ("3 triệu ba em cho", []),
        ("cho 2 triệu 3 người", []),
        ("đóng 3 triệu năm ngoái được không", []),
        ("vài triệu thì đóng được không", []),
        ("tăng ca tính mấy trăm nghìn", []),
        ("nghị định 135/2020 nói gì", []),
        ("gọi số 0912345678 có được không", []),
        ("được 500 usd một tháng", []),
        ("cao 1m7 có đi lính không", []),
        ("năm 2025 đóng bao nhiêu", []),
        ("2 nghìn người bị sa thải", []),
        ("từ tháng 3 đến 5 triệu", []),
        ("xăng 5 lít", []),
    ],
)
def test_money(text: str, values: list[Any]) -> None:
    assert [f.value for f in find_money(text)] == values


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("lương 5 triệu một tháng", "month"),
        ("lương 5tr/tháng", "month"),
        ("quán trả 18k một giờ", "hour"),
        ("mỗi ngày chạy được 300k", "day"),
        ("công 350 ngàn một ngày", "day"),
        ("ngay 300k", "day"),
        ("phí 15tr mỗi năm", "year"),
        ("20k một cuốc", "piece"),
        ("lương 8 triệu", ""),
        ("vay 100 trieu mo quan", ""),
    ],
)
def test_what_an_amount_is_paid_for(text: str, per: str) -> None:
    assert [f.per for f in find_money(text)] == [per]
    assert len(find_values("money", text, TODAY)) == (per in ("", "month"))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("em đóng được 15 năm 6 tháng rồi nghỉ", [186]),
        ("dong bhxh 7 nam ruoi thi rut duoc bao nhieu", [90]),
        ("mẹ tôi đóng 13 năm, tháng rồi mất", [156]),
        ("đã đóng hơn hai chục năm", [240]),
        ("tham gia được gần một năm", [12]),
        ("I paid for 12 years and 3 months, then stopped", [147]),
        ("đóng 2-3 năm có được rút không", [Range(24, 36)]),
        # may be something else
        ("từ tháng 3 năm 2010 tới tháng 12 năm 2021", []),
        ("ngày 3 tháng 9 năm 2026 em nghỉ", []),
        ("năm 2010 em đi làm", []),
        ("chưa đủ 15 năm thì sao", []),
        ("dưới 20 năm có lương hưu không", []),
        ("3 năm trước em có đóng", []),
        ("con em 18 tháng tuổi", []),
        ("một tháng đóng bao nhiêu", []),
        ("5 triệu một năm", []),
        ("sau 12 tháng mới được rút phải không", []),
        ("thẻ 5 năm liên tục", []),
        ("em 25t rồi", []),
        ("13th month salary", []),
        ("mấy năm thì được lương hưu", []),
        ("sinh viên năm 3 có được đóng không", []),
    ],
)
def test_durations(text: str, values: list[Any]) -> None:
    assert [f.value for f in find_months(text)] == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("app tăng chiết khấu lên 32%", [32]),
        ("từ 20% lên gần 30 phần trăm", [20, 30]),
        ("suy giảm hai mươi phần trăm", [20]),
        ("thử việc trả 70 percent lương", [70]),
        ("mấy phần trăm", []),
        ("mấy trăm phần trăm", []),
        ("có 30 người", []),
    ],
)
def test_percentages(text: str, values: list[Any]) -> None:
    assert [f.value for f in find_percents(text)] == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("tôi sinh năm 1969, bán bún", ["1969"]),
        ("em sinh năm 90 thì bao giờ nghỉ hưu", ["1990"]),
        ("sinh ngày 12/3/1961, nữ", ["1961-03-12"]),
        ("toi sinh thang 6 nam 1970, nu", ["1970-06"]),
        ("I was born on 12 May 1975 and work as a driver", ["1975-05-12"]),
        ("vợ em sinh ngày 3/9/2026 thì được gì", []),  # gave birth
        ("sinh viên năm 3", []),
        ("sinh con được mấy tháng", []),
    ],
)
def test_births(text: str, values: list[Any]) -> None:
    assert [f.value for f in find_births(text, TODAY)] == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("tôi 52 tuổi, đóng được 10 năm", [52]),
        ("năm mươi hai tuổi mua được không", [52]),
        ("I am 45 years old", [45]),
        ("driver, aged 53", [53]),
        ("my aunt is 53 years old", []),
        ("mẹ tôi năm nay 60 tuổi", []),
        ("em năm nay 41 tuổi", [41]),
        ("đủ 60 tuổi mới được", []),
        ("con tôi 16 tuổi", []),
        ("từ 75 tuổi được gì", []),
        ("bé 5 tuổi", []),
    ],
)
def test_ages(text: str, values: list[Any]) -> None:
    assert [f.value for f in find_ages(text)] == values


def test_what_is_found_stands_where_it_says() -> None:
    text = "  Lương   em 2tr5/tháng, đóng 3 năm, mất 21%, sinh năm 1990, 36 tuổi "
    for found in (
        *find_money(text),
        *find_months(text),
        *find_percents(text),
        *find_births(text, TODAY),
        *find_ages(text),
    ):
        assert clean(text)[found.start : found.end] == found.text
    assert find_values("money", text, TODAY) == ["2tr5"]
    assert find_values("months", text, TODAY) == ["3 năm"]
    assert find_values("percent", text, TODAY) == ["21%"]
    assert find_values("birth", text, TODAY) == ["sinh năm 1990"]
    assert find_values("age", text, TODAY) == ["36 tuổi"]
    assert find_values("yesno", text, TODAY) == []


@given(st.text(max_size=300), st.sampled_from(["money", "months", "percent"]))
def test_what_is_found_can_be_read_as_an_answer(text: str, kind: str) -> None:
    for piece in find_values(kind, f"{text} 2tr5 {text} 3 năm 21% {text}", TODAY):
        assert parse(kind, piece, TODAY) is not None
    find_births(text, TODAY)
    find_ages(text)
