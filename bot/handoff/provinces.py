"""The provinces and cities of Viet Nam as they are today, from a kept list."""

from __future__ import annotations

from vietnam_provinces import Province

from nlu.text import fold, words

PROVINCES: dict[int, str] = {int(p.code): p.name.removeprefix("Thành phố ") for p in Province.iter_all()}
"""Name by official number."""

_COMMON = {"hcm": 79, "tphcm": 79, "tp hcm": 79, "sai gon": 79, "sg": 79, "ho chi minh": 79, "hn": 1, "dn": 48}
_LEADING = ("thanh pho ", "tinh ", "tp ", "o ")


def province_in(text: str) -> int | None:
    """The number of the province a short answer names, with or without marks; None if it names none."""
    plain = " ".join(words(fold(text)))
    for word in _LEADING:
        plain = plain.removeprefix(word)
    if plain in _COMMON:
        return _COMMON[plain]
    return next((code for code, name in PROVINCES.items() if " ".join(words(fold(name))) == plain), None)
