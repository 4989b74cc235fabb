"""Which social insurance a text speaks of."""

from __future__ import annotations

import pytest

from nlu.schemes import schemes_said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("đóng mấy năm có lương hưu", ""),
        ("rut bhxh 6 nam duoc nhiu", ""),
        ("chạy xe ôm sinh con có được thai sản không", ""),  # a driver may have a contract or not
        ("Từ đó tới giờ tôi đóng được 7 năm", ""),  # "từ đó", not "tự do"
        ("minimum years for a pension", ""),
        ("đóng BHXH tự nguyện mấy năm có lương hưu", "voluntary"),
        ("em dong tu nguyen dc 8 thang", "voluntary"),
        ("tui tự đóng", "voluntary"),
        ("lao động tự do sinh con được gì", "voluntary"),
        ("I am a freelancer, how many years", "voluntary"),
        ("I pay it myself", "voluntary"),
        ("cty đóng cho em 5 năm, rút được bao nhiêu", "compulsory"),
        ("nghỉ việc rồi có rút được không", "compulsory"),
        ("vo de chong duoc nghi may ngay", "compulsory"),
        ("bhxh bắt buộc", "compulsory"),
        ("my employer paid for 16 years", "compulsory"),
        ("mình không có hợp đồng", ""),
        ("không qua công ty, mình tự đóng", "voluntary"),
        ("không phải tự nguyện", ""),
        ("công ty không ký hợp đồng với em", "compulsory"),
        ("without a contract", ""),
        ("bhxh tn", "voluntary"),
        ("bhxh bb", "compulsory"),
        ("đóng công ty 9 năm rồi tự nguyện 3 năm", "compulsory voluntary"),
    ],
)
def test_schemes(text: str, said: str) -> None:
    assert schemes_said(text) == frozenset(said.split())
