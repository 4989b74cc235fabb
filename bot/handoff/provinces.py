"""The provinces and cities of Viet Nam as they are today, from a kept list, and the names they had before."""

from __future__ import annotations

import re

from vietnam_provinces import Province

from nlu.text import fold, words

PROVINCES: dict[int, str] = {int(p.code): p.name.removeprefix("Thành phố ") for p in Province.iter_all()}
"""Name by official number."""

_COMMON = {"hcm": 79, "tphcm": 79, "tp hcm": 79, "sai gon": 79, "sg": 79, "ho chi minh": 79, "hn": 1, "dn": 48}
# Merged away by Resolution 202/2025/QH15; people still say where they work by these names. Folded, as they are typed.
_FORMER: dict[str, int] = {
    name: code
    for code, names in {
        8: "ha giang",
        15: "yen bai",
        19: "bac kan, bac can",
        24: "bac giang",
        25: "vinh phuc, hoa binh",
        31: "hai duong",
        33: "thai binh",
        37: "ha nam, nam dinh",
        44: "quang binh",
        48: "quang nam",
        51: "kon tum, kontum",
        52: "binh dinh",
        56: "ninh thuan",
        66: "phu yen",
        68: "dak nong, dac nong, binh thuan",
        75: "binh phuoc",
        79: "ba ria vung tau, ba ria, vung tau, brvt, binh duong",
        80: "long an",
        82: "tien giang",
        86: "ben tre, tra vinh",
        91: "kien giang",
        92: "soc trang, hau giang",
        96: "bac lieu",
    }.items()
    for name in names.split(", ")
}
_LEADING = re.compile(
    r"^(?:(?:da|em|e|toi|minh|tui|con|chau|anh|chi|dang|lam|song|viec|ben|duoi|tren) )*(?:o )?(?:thanh pho |tinh |tp )?"
)


def province_in(text: str) -> int | None:
    """The number of the province a short answer names, with or without marks; None if it names none."""
    plain = " ".join(words(fold(text)))
    for said in (plain, _LEADING.sub("", plain)):
        if (code := _COMMON.get(said) or _NAMED.get(said) or _FORMER.get(said)) is not None:
            return code
    return None


_NAMED = {" ".join(words(fold(name))): code for code, name in PROVINCES.items()}
