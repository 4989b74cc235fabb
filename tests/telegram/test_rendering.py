from __future__ import annotations

import base64
import logging

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.conversation.replies import Button, Card, Document, Picture
from bot.telegram.rendering import FilePart, PhotoPart, TextPart, html_parts, render, to_html
from tests.telegram.bot_api_rules import parse_html, utf16

PIECES = st.sampled_from(["**", "lương", " ", "\n", "\n\n", "🛵", "<b>", "</b>", "&", "&lt;", "*", "x" * 30, "• "])
MARKUPS = st.one_of(
    st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=200), st.lists(PIECES, max_size=60).map("".join)
)


def letters(text: str) -> str:
    return "".join(text.split())


@given(MARKUPS, st.integers(10, 60))
@example("**" + "đ" * 100 + "**", 30)
def test_parts_are_sound_fit_and_lose_nothing(markup: str, limit: int) -> None:
    whole = parse_html(to_html(markup))
    parts = [parse_html(part) for part in html_parts(markup, limit)]
    assert all(utf16(part.text) <= limit and part.text.strip() for part in parts)
    assert letters("".join(part.text for part in parts)) == letters(whole.text)
    bold = sum(length for part in parts for _, _, length in part.entities)
    assert bold <= sum(length for _, _, length in whole.entities)


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="*")))
def test_text_without_markup_is_shown_as_it_is(text: str) -> None:
    shown = parse_html(to_html(text))
    assert (shown.text, shown.entities) == (text, [])


@pytest.mark.parametrize(
    ("markup", "html"),
    [
        ("**Lương** tối thiểu", "<b>Lương</b> tối thiểu"),
        ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
        ("**a & b** và **c**", "<b>a &amp; b</b> và <b>c</b>"),
        ("mở mà không đóng **", "mở mà không đóng **"),
        ("**qua\ndòng**", "**qua\ndòng**"),
        ("2 * 3 **", "2 * 3 **"),
        ("****", "****"),
        ("hai nửa \ud83d rời, \x00\x07 điều khiển\t", "hai nửa \ufffd rời,  điều khiển "),
    ],
)
def test_markup(markup: str, html: str) -> None:
    assert to_html(markup) == html


def test_bold_cut_in_two_is_bold_in_both_parts() -> None:
    assert html_parts("**một hai ba**", 8) == ["<b>một hai </b>", "<b>ba</b>"]


def test_blank_card_becomes_nothing() -> None:
    assert render(Card(text=" \n ")) == []
    assert render(Card(text="\n" * 9000)) == []


def test_buttons_are_on_the_last_part() -> None:
    card = Card(text="chữ " * 3000, buttons=((Button(label="Tiếp", data="1:next"),),))
    parts = render(card)
    assert [isinstance(part, TextPart) and part.keyboard is not None for part in parts] == [False, False, True]


def test_button_that_telegram_would_refuse_is_left_out(caplog: pytest.LogCaptureFixture) -> None:
    rows = (
        (Button(label="dài", data="đ" * 33), Button(label="vừa", data="đ" * 32)),
        (Button(label=" ", data="1"), Button(label="x", data="")),
    )
    with caplog.at_level(logging.ERROR):
        (part,) = render(Card(text="chọn", buttons=rows))
    assert isinstance(part, TextPart)
    assert part.keyboard is not None
    assert [[button.text for button in row] for row in part.keyboard.inline_keyboard] == [["vừa"]]
    assert len(caplog.records) == 2


def test_caption_too_long_becomes_a_message() -> None:
    png, buttons = base64.b64encode(b"png"), ((Button(label="Tiếp", data="1"),),)
    (short,) = render(Picture(png=png, caption="**a** " * 340, buttons=buttons))
    assert isinstance(short, PhotoPart)
    assert (short.png, short.keyboard is not None) == (b"png", True)
    photo, text = render(Picture(png=png, caption="a" * 1025, buttons=buttons))
    assert photo == PhotoPart(b"png")
    assert isinstance(text, TextPart)
    assert text.keyboard is not None
    file, text = render(Document(name="đơn.txt", content=png, caption="a" * 1025))
    assert (file, text) == (FilePart("đơn.txt", b"png"), TextPart("a" * 1025))
    assert render(Document(name="đơn.txt", content=png)) == [FilePart("đơn.txt", b"png")]
