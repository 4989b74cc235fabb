"""Text as people type it, brought to one form: Unicode, tone marks, teencode, abbreviations.

Pure standard library and Python 3.10 syntax: the bot, the knowledge base and the Rasa process share it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"[^\W_]+(?:(?<=\d)[-/.,](?=\d)[^\W_]+)*", re.UNICODE)  # 1.500.000 and 12/5 stay whole
_STRETCHED = re.compile(r"([^\W\d])\1{2,}")

# Folded, as typed -> folded, as written out. Only what can hardly mean anything else in this field.
ABBREVIATIONS = {
    "bhxh": "bao hiem xa hoi",
    "bhxhtn": "bao hiem xa hoi tu nguyen",
    "bhxhbb": "bao hiem xa hoi bat buoc",
    "bxh": "bao hiem xa hoi",
    "bhyt": "bao hiem y te",
    "byt": "bao hiem y te",
    "bhyte": "bao hiem y te",
    "bhtn": "bao hiem that nghiep",
    "bhtnld": "bao hiem tai nan lao dong",
    "tctn": "tro cap that nghiep",
    "tcxh": "tro cap xa hoi",
    "tnld": "tai nan lao dong",
    "bnn": "benh nghe nghiep",
    "bh": "bao hiem",
    "bhiem": "bao hiem",
    "hdld": "hop dong lao dong",
    "hdlđ": "hop dong lao dong",
    "hd": "hop dong",
    "hdong": "hop dong",
    "hdtv": "hop dong thu viec",
    "ctv": "cong tac vien",
    "nld": "nguoi lao dong",
    "nsdld": "nguoi su dung lao dong",
    "sdld": "su dung lao dong",
    "cty": "cong ty",
    "cti": "cong ty",
    "ctyy": "cong ty",
    "dn": "doanh nghiep",
    "cn": "cong nhan",
    "nv": "nhan vien",
    "gv": "giao vien",
    "hs": "ho so",
    "hssv": "hoc sinh sinh vien",
    "sv": "sinh vien",
    "cccd": "can cuoc cong dan",
    "cmnd": "chung minh nhan dan",
    "ldtbxh": "lao dong thuong binh xa hoi",
    "lhxh": "huu tri xa hoi",
    "qd": "quyet dinh",
    "kcb": "kham chua benh",
    "bv": "benh vien",
    "bs": "bac si",
    "hgd": "ho gia dinh",
    "hkd": "ho kinh doanh",
    "htx": "hop tac xa",
    "tgpl": "tro giup phap ly",
    "dvc": "dich vu cong",
    "tp": "thanh pho",
    "hn": "ha noi",
    "hcm": "ho chi minh",
    "tphcm": "thanh pho ho chi minh",
    "sg": "sai gon",
    "gd": "gia dinh",
    "sdt": "so dien thoai",
    "ko": "khong",
    "k": "khong",
    "kg": "khong",
    "khg": "khong",
    "kh": "khong",
    "hok": "khong",
    "hong": "khong",
    "hk": "khong",
    "hem": "khong",
    "hum": "khong",
    "khum": "khong",
    "kp": "khong phai",
    "kb": "khong biet",
    "hoi": "hoi",
    "dc": "duoc",
    "duoc": "duoc",
    "dk": "duoc",
    "dx": "duoc",
    "đx": "duoc",
    "mik": "minh",
    "mk": "minh",
    "mih": "minh",
    "mn": "moi nguoi",
    "ng": "nguoi",
    "ngta": "nguoi ta",
    "nguoita": "nguoi ta",
    "nta": "nguoi ta",
    "ntn": "nhu the nao",
    "nhu the lao": "nhu the nao",
    "sao": "sao",
    "bn": "bao nhieu",
    "bnhieu": "bao nhieu",
    "bnhiu": "bao nhieu",
    "bnh": "bao nhieu",
    "nhiu": "bao nhieu",
    "nhiêu": "bao nhieu",
    "mún": "muon",
    "mun": "muon",
    "vs": "voi",
    "wa": "qua",
    "wá": "qua",
    "zay": "vay",
    "z": "vay",
    "v": "vay",
    "j": "gi",
    "r": "roi",
    "rui": "roi",
    "ròi": "roi",
    "oy": "roi",
    "lm": "lam",
    "ntnao": "nhu the nao",
    "lun": "luon",
    "luong huu": "luong huu",
    "trc": "truoc",
    "tr": "trieu",
    "trd": "trieu dong",
    "thg": "thang",
    "th": "thang",
    "ntnay": "nhu the nay",
    "bt": "biet",
    "bik": "biet",
    "bit": "biet",
    "cx": "cung",
    "cug": "cung",
    "nx": "nua",
    "nz": "nhu vay",
    "mag": "mang",
    "ah": "a",
    "ak": "a",
    "vn": "viet nam",
}
ABBREVIATIONS = {short: full for short, full in ABBREVIATIONS.items() if short != full and " " not in short}
_ENGLISH = frozenset(
    [
        "the",
        "a",
        "an",
        "is",
        "are",
        "am",
        "i",
        "my",
        "me",
        "we",
        "our",
        "you",
        "your",
        "he",
        "she",
        "it",
        "they",
        "their",
        "of",
        "to",
        "in",
        "on",
        "for",
        "with",
        "and",
        "or",
        "not",
        "no",
        "do",
        "does",
        "did",
        "can",
        "could",
        "will",
        "would",
        "should",
        "what",
        "when",
        "where",
        "who",
        "why",
        "how",
        "which",
        "if",
        "have",
        "has",
        "had",
        "be",
        "been",
        "was",
        "were",
        "from",
        "at",
        "by",
        "about",
        "as",
        "this",
        "that",
        "get",
        "pay",
        "paid",
        "work",
        "job",
        "insurance",
        "social",
        "health",
        "pension",
        "money",
        "contract",
        "employer",
        "company",
        "worker",
    ]
)
_VIETNAMESE = frozenset(
    [
        "toi",
        "em",
        "minh",
        "ban",
        "anh",
        "chi",
        "ong",
        "ba",
        "co",
        "chu",
        "bac",
        "cau",
        "la",
        "khong",
        "duoc",
        "co",
        "thi",
        "ma",
        "nay",
        "gi",
        "sao",
        "bao",
        "nhieu",
        "nhu",
        "the",
        "nao",
        "cho",
        "voi",
        "tu",
        "den",
        "trong",
        "ngoai",
        "khi",
        "neu",
        "vi",
        "da",
        "dang",
        "se",
        "chua",
        "roi",
        "cua",
        "cac",
        "nhung",
        "mot",
        "hai",
        "ba",
        "nam",
        "thang",
        "ngay",
        "dong",
        "tien",
        "bao",
        "hiem",
        "xa",
        "hoi",
        "y",
        "te",
        "cong",
        "ty",
        "lam",
        "viec",
        "hop",
        "dong",
        "luong",
        "nghi",
        "huu",
        "the",
        "di",
        "vay",
        "nha",
        "nguoi",
        "con",
        "vo",
        "chong",
        "muon",
        "hoi",
        "ve",
        "o",
        "xin",
        "hay",
        "phai",
        "bi",
    ]
)


def clean(text: str) -> str:
    """NFC text without invisible characters and with single spaces; the marks stay."""
    text = unicodedata.normalize("NFKC", text)
    text = _INVISIBLE.sub("", text)
    text = "".join(ch if ch.isprintable() or ch.isspace() else " " for ch in text)
    return _SPACE.sub(" ", text).strip()


@lru_cache(maxsize=65536)
def _fold_clean(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d").replace("ð", "d"))
    return "".join(ch for ch in decomposed if not unicodedata.combining(ch))


def fold(text: str) -> str:
    """Small letters without tone marks, ``đ`` as ``d``: *Đóng bảo hiểm* -> *dong bao hiem*."""
    return _fold_clean(clean(text))


def words(text: str) -> list[str]:
    """The words of a text, cleaned, in small letters, marks kept, three repeated letters cut to one."""
    return _WORD.findall(_STRETCHED.sub(r"\1", clean(text).lower()))


def language_of(text: str) -> str | None:
    """``vi`` or ``en`` where the words tell, else None."""
    lowered = clean(text).lower()
    if re.search("[ăâđêôơưạảãấầẩẫậắằẳẵặẹẻẽếềểễệỉĩịọỏốồổỗộớờởỡợụủũứừửữựỳỵỷỹ]", lowered):
        return "vi"
    typed = [_fold_clean(word) for word in words(lowered)]
    found = [without_key_leftovers(word) for word in typed]
    keyboard = sum(one != two for one, two in zip(typed, found, strict=True))
    english = sum(word in _ENGLISH for word in found)
    vietnamese = keyboard + sum(word in _VIETNAMESE or word in ABBREVIATIONS for word in found)
    if english == vietnamese:
        return None
    return "en" if english > vietnamese else "vi"


_SYLLABLE = re.compile(
    r"^(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdghklmnpqrstvx])?"
    r"(?:uye|oai|oay|uay|uoi|uou|ieu|yeu|uya|oeo|uao|ia|ie|ua|uo|ue|uy|uu|ui|oa|oe|oi|oo|ai|ao|au|ay|eo|eu|iu|ye|ya|[aeiouy])"
    r"(?:ch|ng|nh|[cmnpt])?$"
)
_DOUBLED = re.compile(r"([aeod])\1")


@lru_cache(maxsize=65536)
def without_key_leftovers(word: str) -> str:
    """A folded word without what a Vietnamese keyboard left in it: *dduowcj* -> *duoc*, *hie6m* -> *hiem*.

    Only where the word is no Vietnamese syllable as it stands and becomes one without the leftovers.
    """
    if _SYLLABLE.match(word) or not word.isascii() or len(word) < 3:
        return word
    if any(ch.isdigit() for ch in word) and word[0].isalpha():  # VNI: figures stand for the marks
        bare = "".join(ch for ch in word if not ch.isdigit())
        return bare if len(bare) > 1 and _SYLLABLE.match(bare) and word[-1] not in "0" else word
    bare = _DOUBLED.sub(r"\1", word)  # Telex: dd aa ee oo, w, and one of s f r x j for the tone
    first_vowel = next((i for i, ch in enumerate(bare) if ch in "aeiouyw"), len(bare))
    candidates = [bare] + [bare[:i] + bare[i + 1 :] for i in range(first_vowel, len(bare)) if bare[i] in "sfrxj"]
    for candidate in candidates:
        for form in (candidate, _uw(candidate)):
            if form != word and _SYLLABLE.match(form):
                return form
    return word


def _uw(word: str) -> str:
    """*w* behind a vowel is a mark, elsewhere it is the letter ư."""
    return re.sub(r"w", "u", re.sub(r"([aou])w", r"\1", word))


def normal_words(text: str) -> list[str]:
    """Folded words with abbreviations and teencode written out; what search and classifier compare.

    English text keeps its words as they are: ``a`` or ``no`` are not teencode there.
    """
    expand = language_of(text) != "en"
    found: list[str] = []
    for word in words(text):
        folded = _fold_clean(word)
        if expand and folded in ABBREVIATIONS:
            found.extend(ABBREVIATIONS[folded].split())
        else:
            found.append(without_key_leftovers(folded) if expand else folded)
    return found


def normalize(text: str) -> str:
    """:func:`normal_words` as one text."""
    return " ".join(normal_words(text))


def has_marks(text: str) -> bool:
    """Whether a text carries any Vietnamese mark (tone, hat, hook, or đ)."""
    return fold(text) != clean(text).lower()
