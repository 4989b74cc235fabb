"""Text as people type it: marks, teencode, stretched letters, invisible characters, the language."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nlu.text import (
    ABBREVIATIONS,
    clean,
    fold,
    has_marks,
    language_of,
    normal_words,
    normalize,
    without_key_leftovers,
    words,
)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Đóng bảo hiểm xã hội tự nguyện", "dong bao hiem xa hoi tu nguyen"),
        ("ĐƯỜNG ĐI", "duong di"),
        ("đĐdD", "dddd"),
        ("ưƯơƠăĂâÂêÊôÔ", "uuooaaaaeeoo"),
        ("ằẳẵắặ ầẩẫấậ ềểễếệ ồổỗốộ ờởỡớợ ừửữứự ỳỷỹýỵ", "aaaaa aaaaa eeeee ooooo ooooo uuuuu yyyyy"),
        (unicodedata.normalize("NFD", "Người lao động được nghỉ"), "nguoi lao dong duoc nghi"),
        ("ðược", "duoc"),  # the Icelandic letter that some keyboards give
        ("ｂｈｘｈ　２２％", "bhxh 22%"),  # full-width
        ("luong", "luong"),
        ("", ""),
    ],
)
def test_fold(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_every_unicode_form_is_the_same_text(form: str) -> None:
    text = "Nghỉ việc thì chốt sổ bảo hiểm ở đâu?"
    assert clean(unicodedata.normalize(form, text)) == text
    assert normal_words(unicodedata.normalize(form, text)) == normal_words(text)


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("lương\u200bhưu", "lươnghưu"),  # zero-width space, joiner, byte order mark
        ("\ufefflương\u200d hưu\u2060", "lương hưu"),
        ("\u202elương\u202c hưu\u200f", "lương hưu"),  # right-to-left marks
        ("\u2067lương\u2069", "lương"),
        ("lương\u00ad hưu", "lương hưu"),  # soft hyphen
        ("  lương \t\n\r hưu\u00a0\u3000 ", "lương hưu"),
        ("lương\x00\x07hưu", "lương hưu"),
        ("\ud83d lương", "lương"),
        ("\u200b\u200e\ufeff", ""),
        ("مرحبا", "مرحبا"),
        ("lương 🛵 hưu", "lương 🛵 hưu"),
    ],
)
def test_clean(typed: str, cleaned: str) -> None:
    assert clean(typed) == cleaned


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("bhxh bhyt bhtn", "bao hiem xa hoi bao hiem y te bao hiem that nghiep"),
        ("HĐLĐ", "hop dong lao dong"),
        ("hdld", "hop dong lao dong"),
        ("cty ko trả lương", "cong ty khong tra luong"),
        ("k dc nghỉ hok", "khong duoc nghi khong"),
        ("mik là nld", "minh la nguoi lao dong"),
        ("đc đóng bn tiền z", "duoc dong bao nhieu tien vay"),
        ("nsdlđ", "nguoi su dung lao dong"),
        ("ntn r ạ", "nhu the nao roi a"),
        ("tgpl ở tphcm", "tro giup phap ly o thanh pho ho chi minh"),
        ("khum bik hỏi ai", "khong biet hoi ai"),
    ],
)
def test_teencode_and_abbreviations(typed: str, written: str) -> None:
    assert normalize(typed) == written


def test_abbreviations_are_folded_and_written_out() -> None:
    for short, full in ABBREVIATIONS.items():
        assert fold(full) == full
        assert not set(full.split()) & (set(ABBREVIATIONS) - {"hoi"}), f"{short}: {full} would be written out again"


def test_every_abbreviation_can_be_met() -> None:
    assert [short for short in ABBREVIATIONS if fold(short) != short] == []


@pytest.mark.parametrize(
    ("typed", "kept"), [("sổ hồng", "so hong"), ("nhà trong hẻm", "nha trong hem"), ("rủi ro", "rui ro")]
)
def test_marked_words_are_no_teencode(typed: str, kept: str) -> None:
    assert normalize(typed) == kept


def test_english_is_not_teencode() -> None:
    assert (
        normalize("is there a tr or bt in my contract and what is it")
        == "is there a tr or bt in my contract and what is it"
    )


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("lươnggggg", ["lương"]),
        ("trờiiiii ơiiii", ["trời", "ơi"]),
        ("good", ["good"]),  # two are a spelling
        ("CCCD gốc", ["cccd", "gốc"]),  # an abbreviation as it stands
        ("1000000", ["1000000"]),  # figures stay
        ("!!!", []),
    ],
)
def test_stretched_letters(typed: str, kept: list[str]) -> None:
    assert words(typed) == kept


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("🛵 chạy <b>Grab</b>, *đêm*", ["chạy", "b", "grab", "b", "đêm"]),
        ("[bấm](http://x)", ["bấm", "http", "x"]),
        ("___", []),
        ("🙂🙂", []),
    ],
)
def test_words(typed: str, found: list[str]) -> None:
    assert words(typed) == found


def test_marks_are_seen() -> None:
    assert has_marks("đi") and has_marks("Tôi") and has_marks("o\u0302ng")
    assert not has_marks("di lam") and not has_marks("BHXH 22%") and not has_marks("")


@pytest.mark.parametrize(
    ("typed", "bare"),
    [("dduowcj", "duoc"), ("hie6m", "hiem"), ("luong", "luong"), ("bhxh", "bhxh"), ("grab", "grab"), ("150", "150")],
)
def test_leftovers_of_a_keyboard(typed: str, bare: str) -> None:
    assert without_key_leftovers(typed) == bare


# --- language

VIETNAMESE = """
xin chào | chào bạn | toi muon hoi | luong huu | bao hiem | bhyt | bhxh 1 lan | rut bhxh | tuoi nghi huu cua nu | mat the bhyt
can lam gi | nghỉ việc | tai nan lao dong | sinh con dc bao nhieu | chạy grab | shipper bi no luong | cty no luong 2 thang
em bi duoi viec | con ho can ngheo thi sao | no me ko co hd | di kham benh | me em bi om | toi 60 tuoi | hợp đồng thử việc
ky hop dong ao | lam them gio | do em lam o nha | con toi 5 tuoi | the bhyt het han | luong toi thieu vung 1 | nghi phep nam
gia dinh 4 nguoi mua bhyt het bao nhieu | đổi sang tiếng anh | so bhxh bi mat | nghi le tet | cam on ban nhieu
"""
ENGLISH = """
pension age for women | what is my pension | what does health insurance pay | is the employer right | no contract and no money
how much do i pay | can i withdraw | my boss does not pay | social insurance book | who can help me | accident at work | am i an employee
do i need a contract | is tet a holiday | overtime pay | what about near poor households | what is bhyt | when do i get the money
can they do this to me | i want to get a pension | where do i pay | my company will not pay my social insurance
he is not my employer | what should i do if they have not paid | a pension for drivers | who pays for my health insurance
"""
UNKNOWN = ["", "   ", "123", "2.500.000", "🙂", "ok", "Grab", "?!", "\u200b", "مرحبا", "你好", "VssID"]


def texts(block: str) -> list[str]:
    return [text.strip() for line in block.strip().splitlines() for text in line.split("|")]


@pytest.mark.parametrize(
    ("text", "language"),
    [*((t, "vi") for t in texts(VIETNAMESE)), *((t, "en") for t in texts(ENGLISH)), *((t, None) for t in UNKNOWN)],
)
def test_language_of(text: str, language: str | None) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize("text", ["tro cap that nghiep", "to khai", "cam on", "an trom"])
def test_vietnamese_without_marks_is_not_english(text: str) -> None:
    assert language_of(text) != "en"


@pytest.mark.parametrize("text", ["i was fired", "lost my card", "how to register", "the card expired"])
def test_english_is_no_leftover_of_a_keyboard(text: str) -> None:
    assert language_of(text) == "en"


@pytest.mark.parametrize("text", ["minimum wage", "unemployment benefit", "maternity leave", "sick leave"])
def test_short_english_terms_of_the_field(text: str) -> None:
    assert language_of(text) == "en"


# --- any text

ANY = st.text(st.characters(), max_size=200)  # lone surrogates too


@settings(max_examples=500)
@given(ANY)
@example("đ" * 10_000)
@example("e\u0301" * 500)
@example("\u202e\u200b🛵\x00")
def test_nothing_raises(text: str) -> None:
    folded = fold(text)
    assert folded == folded.lower()
    assert "đ" not in folded and not any(unicodedata.combining(ch) for ch in folded)
    assert all(word and word == fold(word) for word in normal_words(text))
    assert language_of(text) in (None, "vi", "en")
    assert clean(clean(text)) == clean(text)
    has_marks(text)


@settings(max_examples=500)
@given(ANY)
def test_folding_twice_changes_no_word(text: str) -> None:
    assert fold(fold(text)).split() == fold(text).split()


@pytest.mark.parametrize("text", ["0\u00b4", "a \u00a8 b"])
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text("aàáảãạăâbcdđeêghiklmnoôơpqrstuưvxy ", max_size=80))
def test_marks_and_capitals_make_no_difference_to_search(text: str) -> None:
    assert fold(text.upper()) == fold(unicodedata.normalize("NFD", text)) == fold(text)
