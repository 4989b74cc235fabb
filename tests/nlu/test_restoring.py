"""Tone marks put back into text typed without them."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.loading import Content
from nlu.restoring import MarkRestorer
from nlu.styles import without_marks
from nlu.text import fold, words
from nlu.training import marked_texts

TEXTS = [
    "người lao động đóng bảo hiểm xã hội tự nguyện",
    "người lao động được hưởng lương hưu",
    "đồng phục của công ty",
    "bạn có thẻ bảo hiểm y tế",
    "khu bãi đậu xe",
    "em bé bị ốm",
]


@pytest.fixture(scope="module")
def small() -> MarkRestorer:
    return MarkRestorer.learn(TEXTS)


@pytest.fixture(scope="module")
def real(content: Content) -> MarkRestorer:
    return MarkRestorer.learn(marked_texts(content.articles))


def test_what_was_learned_is_restored(small: MarkRestorer) -> None:
    for text in TEXTS:
        assert small.restore(without_marks(text)) == text


def test_neighbours_decide_between_forms(small: MarkRestorer) -> None:
    assert small.restore("nguoi lao dong dong bao hiem") == "người lao động đóng bảo hiểm"
    assert small.restore("dong phuc") == "đồng phục"


def test_words_with_marks_stay(small: MarkRestorer) -> None:
    assert small.restore("người lao dòng") == "người lao dòng"
    assert small.restore("hộ cận nghèo duoc huong") == "hộ cận nghèo được hưởng"


@pytest.mark.parametrize("text", ["sổ hồng", "nhà trong hẻm", "rủi ro"])
def test_words_with_marks_stay_even_if_they_look_like_teencode(small: MarkRestorer, text: str) -> None:
    assert small.restore(text) == text


def test_unknown_words_stay(small: MarkRestorer) -> None:
    assert small.restore("grab qwerty luong") == "grab qwerty lương"


def test_abbreviations_are_written_out(small: MarkRestorer) -> None:
    assert small.restore("nld dong bhxh") == "người lao động đóng bảo hiểm xã hội"


@pytest.mark.parametrize("text", ["", "   ", "🙂", "?!"])
def test_text_without_words_stays(small: MarkRestorer, text: str) -> None:
    assert small.restore(text) == text


def test_texts_without_marks_teach_nothing() -> None:
    restorer = MarkRestorer.learn(["nguoi lao dong", "the worker", "BHXH"])
    assert restorer.counts() == {"single": {}, "pairs": {}}
    assert restorer.restore("nguoi lao dong") == "nguoi lao dong"


def test_what_was_learned_can_be_kept_as_json(small: MarkRestorer) -> None:
    again = MarkRestorer(**json.loads(json.dumps(small.counts())))
    assert all(again.restore(without_marks(text)) == text for text in TEXTS)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("bao hiem xa hoi tu nguyen", "bảo hiểm xã hội tự nguyện"),
        ("tro cap that nghiep", "trợ cấp thất nghiệp"),
        ("hop dong lao dong", "hợp đồng lao động"),
        ("nguoi lao dong duoc nghi bao nhieu ngay", "người lao động được nghỉ bao nhiêu ngày"),
        ("cty ko dong bhxh cho nld", "công ty không đóng bảo hiểm xã hội cho người lao động"),
        ("BHYT ho gia dinh", "bảo hiểm y tế hộ gia đình"),
        ("muc luong toi thieu vung", "mức lương tối thiểu vùng"),
    ],
)
def test_the_language_of_the_field(real: MarkRestorer, typed: str, meant: str) -> None:
    assert real.restore(typed) == meant


def test_most_words_of_the_questions_come_back(content: Content, real: MarkRestorer) -> None:
    """Learned from answers only, measured on the marked questions."""
    right = total = 0
    for name in sorted(content.articles)[::12]:
        for question in content.articles[name].questions.vi[:6]:
            meant = words(question)
            restored = words(real.restore(without_marks(question)))
            if len(meant) == len(restored) and fold(question) != question.lower():
                total += len(meant)
                right += sum(one == two for one, two in zip(meant, restored, strict=True))
    assert total > 200
    assert right / total > 0.8


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=120))
def test_nothing_raises_and_no_word_changes_its_letters(small: MarkRestorer, text: str) -> None:
    restored = small.restore(text)
    if not words(text):
        assert restored == text
    assert isinstance(restored, str)
