"""The same question without marks and in teencode, for measuring."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.styles import in_teencode, without_marks
from nlu.text import fold, has_marks, normalize


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Không được đóng BHXH à?", "Khong duoc dong BHXH a?"),
        ("ĐÌNH CÔNG", "DINH CONG"),
        (unicodedata.normalize("NFD", "Đường sá"), "Duong sa"),
        ("already plain, 22%", "already plain, 22%"),
    ],
)
def test_without_marks(text: str, bare: str) -> None:
    assert without_marks(text) == bare


@pytest.mark.parametrize(
    ("text", "teen"),
    [
        ("Em không biết gì", "e ko bik j"),
        ("công ty không ký hợp đồng lao động", "cty ko ký hđlđ"),
        ("Bảo hiểm xã hội tự nguyện", "bhxh tự nguyện"),
        ("người ta", "ng ta"),
        ("không gian", "ko gian"),
        ("emm, anhh", "emm, anhh"),  # only whole words
        ("plain English", "plain English"),
    ],
)
def test_in_teencode(text: str, teen: str) -> None:
    assert in_teencode(text) == teen


@pytest.mark.parametrize(
    "text",
    [
        "công ty không trả lương được bao nhiêu tháng rồi",
        "hợp đồng lao động với người ta như thế nào",
        "bảo hiểm y tế vậy",
    ],
)
def test_the_normaliser_reads_every_style_alike(text: str) -> None:
    assert normalize(in_teencode(text)) == normalize(text) == normalize(without_marks(text))


@given(st.text("aàảãáạăằâầdđeèêềiìoòôồơờuùưừyỳAĐÊ ,?1", max_size=100))
def test_no_mark_is_left(text: str) -> None:
    assert not has_marks(without_marks(text))


@given(st.text(max_size=100))
def test_any_text(text: str) -> None:
    assert fold(without_marks(text)).split() == fold(text).split()
    in_teencode(text)
