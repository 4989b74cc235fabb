"""Which social insurance a text is about: the compulsory scheme of employees, or the voluntary one people pay themselves."""

from __future__ import annotations

import re
from typing import Literal

from nlu.text import normalize

Scheme = Literal["voluntary", "compulsory"]

# Over normal words (folded, abbreviations written out). Trades say nothing: drivers and sellers may have a contract or not.
_VOLUNTARY = re.compile(
    r"\b(?:tu nguyen|tu dong|tu mua|tu nop|tu tham gia|tu bo tien|mua bao hiem xa hoi|(?:lam|lao dong|nghe|nguoi) tu do"
    r"|noi tro|lam ruong|nong dan|bao hiem xa hoi tn|tnguyen"
    r"|voluntary|voluntarily|on my own|pay (?:it )?myself|self employed|freelanc\w*|housewife)\b"
)
_COMPULSORY = re.compile(
    r"\b(?:bat buoc|bao hiem xa hoi bb|cong ty|doanh nghiep|nha may|xi nghiep|cong nhan|nhan vien|cong chuc|vien chuc|giao vien|giam doc|sep"
    r"|nguoi lao dong(?! tu do)|lao dong nu|lao dong nam|nhan su|ke toan|hr|hop dong|bao giam|truy dong|tru luong|bi tru|luong dong|muc luong"
    r"|chu su dung|di lam|nghi (?:viec|vc|lam)|xin nghi|duoc nghi|nghi phep|nghi (?:de|sinh|san|thai san|may|bao|\d+)"
    r"|compulsory|mandatory|employ\w*|company|factory|payroll|salary|wages?|boss|resign\w*|quit|leave|contract)\b"
)


# *không có hợp đồng*, *not voluntary*: a scheme that is named only to say that it is not the one.
_DENIED = re.compile(
    r"\b(?:khong|chua|chang|ko|hong|not|no|without|never)(?: (?:he|co|qua|ky|lam|di|o|cho|phai|thuoc|dong|any|an?|have|through|by|in|paid))*"
    r" (?:bat buoc|cong ty|doanh nghiep|hop dong|tu nguyen|tu dong|compulsory|mandatory|voluntary|company|employer|contract)\b"
)


def schemes_said(text: str) -> frozenset[Scheme]:
    """The schemes that a text names, or shows by saying who pays: none, one or both."""
    plain = _DENIED.sub(" ", normalize(text))
    said: set[Scheme] = set()
    if _VOLUNTARY.search(plain):
        said.add("voluntary")
    if _COMPULSORY.search(plain):
        said.add("compulsory")
    return frozenset(said)
