"""Full-text search finds the right article in every way of writing, and bears every query."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from knowledge.database import Knowledge, build, searchable
from knowledge.loading import load_content
from knowledge.schema import LANGUAGES, Topic
from knowledge.search import search

SUPPORT, AGE = "si_state_support/how-much", "pension/retirement-age"
HOUSEHOLD, AID = "household_hi/price-per-member", "legal_aid/where-and-hotline"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    path = tmp_path_factory.mktemp("small") / "knowledge.db"
    build(load_content(Path(__file__).parent / "sound"), path)
    return Knowledge(path)


@pytest.mark.parametrize(
    ("question", "article"),
    [
        ("Nhà nước cho bao nhiêu tiền khi đóng bảo hiểm xã hội tự nguyện?", SUPPORT),  # with marks
        ("nữ bao nhiêu tuổi được nghỉ hưu", AGE),
        ("bảo hiểm y tế hộ gia đình giá bao nhiêu một người", HOUSEHOLD),
        ("đường dây nóng trợ giúp pháp lý miễn phí", AID),
        ("Chạy Grab có phải là người lao động không?", "partner_agreement/is-a-driver-an-employee"),
        ("nha nuoc ho tro bao nhieu khi dong bao hiem xa hoi tu nguyen", SUPPORT),  # without marks
        ("nu bao nhieu tuoi duoc nghi huu", AGE),
        ("bao hiem y te ho gia dinh gia bao nhieu mot nguoi", HOUSEHOLD),
        ("duong day nong tro giup phap ly mien phi", AID),
        ("nn hỗ trợ bn tiền khi đóng bhxh tự nguyện z", SUPPORT),  # teencode and abbreviations
        ("nữ bn tuổi dc nghỉ hưu", AGE),
        ("bhyt hgđ bn tiền 1 ng", HOUSEHOLD),
        ("số đt tgpl miễn phí", AID),
        ("mất thẻ bhyt lm sao giờ", "hi_card_validity/lost-or-wrong-card"),
        ("how much does the government pay towards voluntary social insurance", SUPPORT),  # English
        ("at what age do women retire", AGE),
        ("price of household health insurance for each member", HOUSEHOLD),
        ("free legal aid hotline number", AID),
        ("I lost my health insurance card", "hi_card_validity/lost-or-wrong-card"),
    ],
)
def test_finds(knowledge: Knowledge, question: str, article: str) -> None:
    assert article in [found.article for found in search(knowledge, question, 3)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("nữ bao nhiêu tuổi được nghỉ hưu", "nu bao nhieu tuoi duoc nghi huu"),
        ("Công ty không ký hợp đồng lao động!!!", "cty ko ky hdld"),
        ("BẢO HIỂM Y TẾ", "bhyt"),
        ("lương hưu", "lươngggg   hưuuuu"),
        ("đóng bảo hiểm", "đo\u0301ng bảo hiểm"),
    ],
)
def test_ways_of_writing_make_no_difference(knowledge: Knowledge, one: str, other: str) -> None:
    assert search(knowledge, one) == search(knowledge, other) != []


def test_best_first_and_no_more_than_asked(knowledge: Knowledge) -> None:
    found = search(knowledge, "bảo hiểm xã hội tự nguyện", 4)
    assert len(found) == 4 and len({f.article for f in found}) == 4
    assert [f.score for f in found] == sorted((f.score for f in found), reverse=True)
    assert all(f.score > 0 for f in found)


def test_an_article_of_each_topic_is_found_by_its_own_title(knowledge: Knowledge) -> None:
    firsts = [next(iter(knowledge.of_topic(topic).items()), None) for topic in Topic]
    missed = [
        (name, language)
        for name, article in filter(None, firsts)
        for language in LANGUAGES
        if name not in [f.article for f in search(knowledge, article.title[language], 5)]
    ]
    assert missed == []


@pytest.mark.parametrize("question", ["", "   ", "?!…", "🙂🛵", "\u200b\u200e", "___", "-", '"', "''"])
def test_without_words_nothing_is_found(knowledge: Knowledge, question: str) -> None:
    assert search(knowledge, question) == []


def test_unknown_words_find_nothing(knowledge: Knowledge) -> None:
    assert search(knowledge, "qwertzuiop asdfghjkl") == []


def test_words_are_joined_in_pairs() -> None:
    assert searchable("Bảo hiểm y tế") == "bao hiem y te bao_hiem hiem_y y_te"


SIGNS = [*list("\"'()*^+-:{};\\%_đ"), "AND", "OR", "NOT", "NEAR/2", "NEAR(", "body:", "--", "1.5", "a.b/c"]
LETTERS = ["lương", "bhxh", "🛵", "\u200b", "\u202e", "\x00", "\ud83d", "\n", "ﷺ", "e\u0301\u0301"]
ODD = st.sampled_from([*SIGNS, *LETTERS])


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.one_of(st.text(max_size=300), st.lists(ODD, max_size=40).map(" ".join), st.lists(ODD, max_size=40).map("".join))
)
@example('"')
@example("đối tác' OR 1=1 --")
@example("NEAR(hop dong, 2)")
@example("hợp đồng" * 1250)  # one word of 10,000 characters
@example("hợp đồng " * 1112)
@example("\ud800 hợp đồng")
@example("\x00hợp\x00đồng")
def test_no_query_raises(small: Knowledge, query: str) -> None:
    found = search(small, query)
    assert len(found) <= 5 and all(f.article in small.articles for f in found)


def test_ten_thousand_characters_are_searched(knowledge: Knowledge) -> None:
    story = "Tôi kể hết sự tình cho anh chị nghe. " * 270
    assert len(story) > 9_900
    assert search(knowledge, story + "mấy tuổi về hưu") is not None
    question = "Nữ bao nhiêu tuổi được nghỉ hưu? " + " ".join(f"chuyện{n}" for n in range(1200))
    assert len(question) > 10_000
    assert AGE in [f.article for f in search(knowledge, question)]
