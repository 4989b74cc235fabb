from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.telegram.splitting import split, units

# Words, borders, emoji of two units, joined emoji, letters with loose marks.
PIECES = st.sampled_from(["lương", "a", " ", "\n", "\n\n", "🛵", "👩‍🏭", "e\u0323\u0302", "x" * 40, "•", "\t"])
TEXTS = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=80).map("".join))


@given(TEXTS, st.integers(2, 50))
@example("🛵" * 60, 3)
def test_nothing_is_lost_and_every_part_fits(text: str, limit: int) -> None:
    parts = split(text, limit)
    assert "".join(parts) == text
    assert all(0 < units(part) <= limit for part in parts) or text == ""


@given(st.text(max_size=300))
def test_units_are_those_of_utf_16(text: str) -> None:
    assert units(text) == len(text.encode("utf-16-le", "surrogatepass")) // 2


@pytest.mark.parametrize(
    ("text", "limit", "parts"),
    [
        ("vừa đủ", 6, ["vừa đủ"]),
        ("một hai ba", 8, ["một hai ", "ba"]),
        ("một hai\nba bốn năm", 14, ["một hai\n", "ba bốn năm"]),
        ("một\nhai\n\nba bốn năm sáu", 16, ["một\nhai\n\n", "ba bốn năm sáu"]),
        ("a\n\nmột hai ba bốn", 14, ["a\n\nmột hai ba ", "bốn"]),  # a border too early is no good border
        ("không_có_chỗ_cắt", 6, ["không_", "có_chỗ", "_cắt"]),
        ("xx👩‍🏭👩‍🏭", 8, ["xx👩‍🏭", "👩‍🏭"]),
        ("ee\u0323\u0302e\u0323\u0302", 5, ["ee\u0323\u0302", "e\u0323\u0302"]),
    ],
)
def test_borders(text: str, limit: int, parts: list[str]) -> None:
    assert split(text, limit) == parts
