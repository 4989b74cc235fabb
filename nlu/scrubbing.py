"""Takes out of a question what could say who asks: numbers of people and papers, names, addresses on the net."""

from __future__ import annotations

import re

_SURNAMES = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Trịnh|Đoàn|Lâm|Mai|Tô|Hà|Cao|Châu|Tạ|Lương|Lưu|Vương|Phùng"
    "|Nguyen|Tran|Pham|Hoang|Huynh|Vu|Vo|Dang|Bui|Do|Ngo|Duong|Ly|Dinh|Trinh|Doan"
)
_UPPER = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
_WORD = rf"[{_UPPER}][^\W\d_]*"
_RULES = [
    (re.compile(r"\b[\w.+-]+@[\w-]+\.[\w.-]+\b"), "[…]"),  # mail
    (re.compile(r"https?://\S+|\bwww\.\S+"), "[…]"),
    (re.compile(r"(?<!\w)@\w{3,}"), "[…]"),  # handles
    (re.compile(r"(?<![\d.,])\+?\d(?:[\s.-]?\d){7,}(?!\d)(?!\s*(?:đ|₫|vnd|dong|đồng|triệu|tr)\b)", re.IGNORECASE), "[…]"),
    (re.compile(rf"\b(?:{_SURNAMES})(?:\s+{_WORD}){{1,4}}"), "[…]"),
    (
        re.compile(
            rf"((?i:(?:tên|ten)(?:\s+(?:là|la|tôi là|em là|mình là|toi la|em la))?|my name is|\bi am|\bmr\.?|\bmrs\.?|\bms\.?))\s+{_WORD}(?:\s+{_WORD}){{0,4}}"
        ),
        r"\1 […]",
    ),
    (re.compile(rf"((?:công ty|cong ty|cty|Công ty|Công Ty|CÔNG TY)(?:\s+(?:TNHH|CP|cổ phần|MTV|tnhh))*)(?:\s+{_WORD}){{1,6}}"), r"\1 […]"),
]  # fmt: skip


def scrubbed(text: str) -> str:
    """A question without names, long numbers, mail and net addresses. Amounts, dates and durations stay."""
    text = text.encode("utf-8", "ignore").decode()  # half a surrogate pair could not be stored
    for pattern, instead in _RULES:
        text = pattern.sub(instead, text)
    return text
