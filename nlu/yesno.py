"""Yes and no as people type them. Never read out of a question, a doubt, or a longer sentence."""

from __future__ import annotations

import re

from nlu.readings import Tokens, readable, tokens
from nlu.text import fold

_NO_SPELLINGS = "không khôg kô ko k kg khg kh hông hổng hok hk hem hơm hăm khum khom khôn"
NO_WORDS = frozenset(spelling for word in f"{_NO_SPELLINGS} chưa".split() for spelling in (word, fold(word)))
_CANONICAL: dict[str, str] = {}
for _said, _typed in {
    "khong": f"{_NO_SPELLINGS} chẳng chả",
    "chua": "chưa",
    "co": "có",
    "roi": "rồi r rùi rui ròi oy",
    "dung": "đúng đug",
    "phai": "phải",
    "khong phai": "kp kop",
    "sai": "sai",
    "duoc": "được đc dc đk dk đx",
    "da": "dạ đã",
    "vang": "vâng vg",
    "u": "ừ ừa ừm ờ uh uhm um ừh uk uki ukm",
    "ok": "ok oke okie okê oki okay okey okela",
    "chac": "chắc",
    "chan": "chắn",
    "dau": "đâu",
    "who": "em e tôi tui mình mik mk con cháu",
    "polite": "ạ a ah ak á nha nhé nhe nghe nghen nè đó đấy chứ chớ luôn mà anh chị ad bạn bot thôi thật vậy thế à",
    "still": "vẫn cũng",
    "ever": "từng hề bao lần nào",
    "gio": "giờ",
    "verb": "đóng làm nhận ký kí mua nghỉ báo lãnh lĩnh nộp xin muốn bị trả",
    "tham": "tham",
    "gia": "gia",
    "di": "đi",
    "dang": "đăng",
    "gi": "gì",
    "chinh": "chính",
    "xac": "xác",
    "chuan": "chuẩn",
}.items():
    for _word in _typed.split():
        _CANONICAL[_word] = _said
        _CANONICAL.setdefault(fold(_word), _said)
_CANONICAL["ký"] = _CANONICAL["ky"] = "verb"

_VERB = r"(?:di verb|verb|tham gia|dang verb|di)"
_POLITE = r"(?: (?:polite|who))*"
_LEAD = r"(?:(?:da|vang|u|polite|who) )*"
_ONLY_POLITE = re.compile(r"(?:da|vang|u|polite|who)(?: (?:da|vang|u|polite|who))*")
_NO = re.compile(
    rf"{_LEAD}(?:still )?(?:"
    rf"(?:khong|chua)(?: (?:khong|chua))*(?: who)?(?: (?:khong|chua))?(?: (?:co|phai|duoc|dung|ever|gio|dau|chac chan))*(?: {_VERB})?(?: roi)?"
    r"|chac chan (?:khong|chua)|sai|sai roi|dau co|co dau|verb gi co|dau phai|(?:khong|chua) (?:ever )?co"
    rf"){_POLITE}"
)
_YES = re.compile(
    rf"{_LEAD}(?:still )?(?:"
    rf"(?:ok |chac chan )?(?:co|duoc|dung|phai|chuan|chinh xac|chac chan)(?: (?:co|roi|dung|phai|who))*(?: {_VERB})?(?: roi)?|chac roi|ok roi"
    rf"|(?:co )?(?:da )?{_VERB} roi|da {_VERB}(?: roi)?|co (?:da )?{_VERB}|roi|u|ok|da|vang"
    rf"){_POLITE}"
)

_YES_ENGLISH = re.compile(
    r"(?:oh |well )?(?:yes|yep|yeah|yup|yea|ya|yess|y|sure|true|correct|right|exactly|definitely|absolutely|indeed|of course|affirmative"
    r"|certainly|ok|okay|i do|i did|i have|i am|i was|it is|that s right)"
    r"(?: (?:yes|i do|i did|i have|i am|i was|it is|it does|they do|please|sir|of course|sure|definitely|absolutely|that s right|already|thanks))*"
)
_NO_ENGLISH = re.compile(
    r"(?:oh |well )?(?:no|nope|nah|n|not|never|not yet|false|incorrect|wrong|negative|not at all|none|no way|of course not|definitely not"
    r"|absolutely not|certainly not|i (?:do not|don t|dont|did not|didn t|didnt|have not|haven t|havent|am not|was not|wasn t))"
    r"(?: (?:no|not yet|never|yet|at all|sir|thanks|thank you|i (?:do not|don t|dont|did not|didn t|didnt|have not|haven t|havent|am not|was not)"
    r"|not|it is not|it isn t))*"
)


def parse_yesno(text: str) -> bool | None:
    """Yes (True) or no (False); None for a question, a doubt, or anything less clear."""
    if not readable(text) or "?" in text:
        return None
    clauses = _clauses(tokens(text))
    meant = [clause for clause in clauses if not _ONLY_POLITE.fullmatch(_canonical(clause))]
    said = {_one(clause) for clause in meant or clauses}  # "dạ, không" is no
    return said.pop() if len(said) == 1 else None


def _clauses(ts: Tokens) -> list[list[str]]:
    """The words between commas and points."""
    clauses: list[list[str]] = [[]]
    for token in ts:
        if token.text[0].isalnum():
            clauses[-1].extend(re.split(r"['’]", token.text))
        elif token.text in ".,;!:…" and clauses[-1]:
            clauses.append([])
    return [clause for clause in clauses if clause]


def _one(words: list[str]) -> bool | None:
    plain = " ".join(words)
    if _NO_ENGLISH.fullmatch(plain):
        return False
    if _YES_ENGLISH.fullmatch(plain):
        return True
    said = _canonical(words)
    if _NO.fullmatch(said):
        return False
    return True if _YES.fullmatch(said) else None


def _canonical(words: list[str]) -> str:
    """The words in one spelling, those of no weight as their class; *?* for any other."""
    return " ".join(_CANONICAL.get(word, "?") for word in words)
