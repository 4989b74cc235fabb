"""Who asks for a person gets one, whatever else is there to understand with."""

from __future__ import annotations

import pytest

from bot.conversation.understanding import wants_person


@pytest.mark.parametrize(
    "text",
    ["gặp tư vấn", "Cho em gặp người tư vấn với ạ", "muốn nói chuyện với người thật", "gap luat su", "tư vấn viên",
     "talk to someone", "I want to talk to a person", "can I speak with a lawyer please"],
)  # fmt: skip
def test_asks_for_a_person(text: str) -> None:
    assert wants_person(text)


@pytest.mark.parametrize(
    "text",
    ["tư vấn giúp em về thai sản", "gặp tai nạn khi giao hàng", "công ty cho nhân viên nghỉ không lương", "hỏi về lương",
     "my boss does not talk to me", "luật sư có miễn phí không"],
)  # fmt: skip
def test_asks_something_else(text: str) -> None:
    assert not wants_person(text)
