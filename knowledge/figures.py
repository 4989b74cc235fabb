"""Figures that stand typed in a text where a dated parameter should speak."""

from __future__ import annotations

import re

_TEMPLATE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
# What may carry a figure without being a legal value: numbers of laws and articles, step numbers, names.
_ALLOWED = re.compile(
    r"""
      \b\d+/\d{4}(?:/[\w\-Đđ]+)*            # 159/2025/NĐ-CP
    | \b\d+[-/](?:QĐ|NQ|BHXH|VBHN)[\w\-/]*   # 366/QĐ-BHXH
    | \b(?:Điều|khoản|Phụ\ lục|Mẫu(?:\ số)?|Bước|Nhóm|Article|Annex|Form|Step|Group|Clause)\ \d+[a-zđ]?
    | ^\s*\d{1,2}[.)]\s                      # a numbered line
    | \b24/7\b
    """,
    re.VERBOSE | re.MULTILINE,
)
_DIGITS = re.compile(r"\d[\d.,]*(?:\s?(?:%|₫|đ\b|[^\W\d_]+))?")
_IN_WORDS = re.compile(
    r"\b(?:(?:hai|ba|bốn|sáu|bảy|tám|chín|mười|hai mươi|ba mươi)(?: (?:một|hai|ba|bốn|lăm|năm|sáu|bảy|tám|chín|rưỡi))?"
    r" (?:ngày|tháng|năm|tuổi|giờ|tuần|triệu|nghìn|phần trăm|lần mức)"
    r"|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|eighteen|twenty|thirty|forty|forty-five"
    r"|sixty|ninety)(?:-| )(?:working |consecutive )?(?:day|month|year|hour|week|million|thousand|percent|per cent)s?)\b",
    re.IGNORECASE,
)


def typed_figures(template: str, allowed: list[str]) -> list[str]:
    """The figures typed into a template outside ``{{ … }}``, in figures or in words."""
    text = _TEMPLATE.sub(" ", template)
    for literal in allowed:
        text = text.replace(literal, " ")
    text = _ALLOWED.sub(" ", text)
    return [match.group().strip() for pattern in (_DIGITS, _IN_WORDS) for match in pattern.finditer(text)]
