"""The day whose law a question asks for; rather none than a wrong one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.moments import Moment, moment_in

ON = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "event", "day"),
    [
        ("sinh con 2/2025 được bao nhiêu tiền", "birth", "2025-02-01"),
        ("vo sinh ngay 5/6/2026 chong nghi may ngay", "birth", "2026-06-05"),
        ("em dự sinh tháng 3 năm 2027, đóng từ giờ kịp không", "birth", "2027-03-01"),
        ("the second baby is due on 14 March 2027", "birth", "2027-03-14"),
        ("bố tôi mất ngày 3/2/2026, mai táng được bao nhiêu", "death", "2026-02-03"),
        ("em bị cho nghỉ trái luật từ 2/6/2026", "dismissal", "2026-06-02"),
        (
            "ba em mất năm 2024, tiền mai táng bao nhiêu",
            "death",
            "2024-12-31",
        ),  # today's figure would be wrong for certain
        ("em sinh con đầu lòng 5/6/2026 được bao nhiêu", "birth", "2026-06-05"),
        ("em mang bầu nên nghỉ, sinh ngày 5/6/2026, được bao nhiêu", "birth", "2026-06-05"),
        ("vợ sinh con thứ 2 ngày 20/7/2026 em nghỉ mấy ngày", "birth", "2026-07-20"),
        ("năm 2027 đóng bao nhiêu", "named", "2027-01-01"),
        ("nam 2027 bhyt len may %", "named", "2027-01-01"),
        ("mức hỗ trợ 2027", "named", "2027-01-01"),
        ("cuối năm 2027 đóng bao nhiêu", "named", "2027-12-31"),
        ("từ tháng 1 năm sau đóng bao nhiêu", "named", "2027-01-01"),
        ("sang năm có tăng lương tối thiểu không", "named", "2027-01-01"),
        ("how much will it cost from next January", "named", "2027-01-01"),
        ("what will the minimum wage be in 2027", "named", "2027-01-01"),
        ("hồi 2023 lương tối thiểu vùng bao nhiêu", "named", "2023-12-31"),
        ("năm ngoái lương tối thiểu vùng 1 là bao nhiêu 1 giờ", "named", "2025-12-31"),
        ("tháng 7 năm ngoái lương cơ sở bao nhiêu", "named", "2025-07-01"),
    ],
)
def test_a_day_is_found(text: str, event: str, day: str) -> None:
    assert moment_in(text, ON) == Moment(event, date.fromisoformat(day))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "đóng bao nhiêu một tháng",
        "tôi sinh năm 1970 thì năm nào nghỉ hưu",
        "mình sn 85 đóng 14 năm",
        "chị tôi sinh tháng 5 năm 1970",
        "luật 2024 quy định gì",
        "luật bhxh 2024 rút một lần",
        "nghị định 158/2025",
        "Nghị định 12/2022/NĐ-CP phạt bao nhiêu",
        "có phải sang năm 2026 Luật Việc làm sửa đổi",
        "tôi đóng từ 2015 đến 2027",
        "hợp đồng hết hạn 31/12/2027",
        "nghỉ việc hồi 2023, giờ rút được không",
        "hệ số trượt giá 2026",  # this year's law is today's
        "tháng sau đóng bao nhiêu",
        "hai năm sau có rút được không",
        "từ 01/01/2027 chuẩn nghèo tăng, nộp trong tháng 12/2026 thì sao",  # two days
        "con tôi sinh năm 2021 có thẻ không",
        "mẹ mất năm 2026 được gì",  # before or after July?
        "bé đầu sinh tháng 3/2023, giờ em bầu bé thứ hai được nghỉ mấy tháng",  # the next child's law
        "con trai lớn sinh 2/2022, vợ tôi chuẩn bị sinh thì tôi nghỉ mấy ngày",
        "my first child was born in May 2024, I am pregnant again, how long is leave",
        "làm ở đây từ 3/2024 lương 5 triệu",
    ],
)
def test_no_day_is_made_up(text: str) -> None:
    assert moment_in(text, ON) is None


@given(st.text(max_size=80), st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_any_text_is_read(text: str, on: date) -> None:
    moment = moment_in(f"{text} năm 2027 {text}", on)
    assert moment is None or moment.day.year > 1980
