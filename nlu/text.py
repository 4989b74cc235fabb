"""Text as people type it, brought to one form: Unicode, tone marks, teencode, abbreviations.

Pure standard library and Python 3.10 syntax: the bot, the knowledge base and the Rasa process share it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from nlu.wordlists import ABBREVIATIONS, ENGLISH, VIETNAMESE

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"[^\W_]+(?:(?<=\d)[-/.,](?=\d)[^\W_]+)*", re.UNICODE)  # 1.500.000 and 12/5 stay whole
_STRETCHED = re.compile(r"([^\W\d])\1{2,}")


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
    return _SPACE.sub(" ", _fold_clean(clean(text))).strip()


def words(text: str) -> list[str]:
    """The words of a text, cleaned, in small letters, marks kept, three repeated letters cut to one."""
    return [_unstretched(word) for word in _WORD.findall(clean(text).lower())]


def _unstretched(word: str) -> str:
    """*nhaaaa* as *nha*; *cccd* is an abbreviation as it stands."""
    if _STRETCHED.search(word) is None or _fold_clean(word) in ABBREVIATIONS:
        return word
    return _STRETCHED.sub(r"\1", word)


def _vietnamese_words(typed: list[str]) -> int:
    """How many folded words speak for Vietnamese: known ones, and, in more than one word, whatever is built like a syllable.

    *to* and *that* are words of both languages and count for both; *man* alone says nothing.
    """
    known = sum(word in VIETNAMESE or (word in ABBREVIATIONS and word not in ENGLISH) for word in typed)
    built = sum(
        word not in VIETNAMESE
        and word not in ABBREVIATIONS
        and word not in ENGLISH
        and _SYLLABLE.match(without_key_leftovers(word)) is not None
        for word in typed
    )
    return known + built if len(typed) > 1 else known


def language_of(text: str) -> str | None:
    """``vi`` or ``en`` where the words tell, else None."""
    lowered = clean(text).lower()
    if re.search("[ăâđêôơưạảãấầẩẫậắằẳẵặẹẻẽếềểễệỉĩịọỏốồổỗộớờởỡợụủũứừửữựỳỵỷỹ]", lowered):
        return "vi"
    typed = [_fold_clean(word) for word in words(lowered)]
    english = sum(word in ENGLISH for word in typed)
    vietnamese = _vietnamese_words(typed)
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
        if expand and folded in ABBREVIATIONS and not is_full_word(word):
            found.extend(ABBREVIATIONS[folded].split())
        else:
            found.append(without_key_leftovers(folded) if expand else folded)
    return found


def normalize(text: str) -> str:
    """:func:`normal_words` as one text."""
    return " ".join(normal_words(text))


def is_full_word(word: str) -> bool:
    """Whether a word carries marks on a vowel: *hẻm* is no teencode; *đc* and *hđlđ* are."""
    folded = _fold_clean(word)
    return folded != word and any(ch in "aeiouy" for ch in folded)


def has_marks(text: str) -> bool:
    """Whether a text carries any Vietnamese mark (tone, hat, hook, or đ)."""
    return fold(text) != clean(text).lower()
