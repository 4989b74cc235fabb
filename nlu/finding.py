"""Values inside a longer sentence, so that a calculator need not ask for what was already said.

Stricter than the readers of typed answers: a value here was not asked for, so whatever may mean something
else (a legal limit, a date, somebody else's child) is left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from nlu.amounts import UNITS, money, parse_money
from nlu.counts import parse_percent, signed_percentages
from nlu.dates import parse_date
from nlu.durations import durations, parse_months
from nlu.numbers import digit_word, figures, worded
from nlu.readings import Range, Reading, Tokens, is_word, tokens
from nlu.text import clean, language_of

_LONGEST_BIRTH = 9  # tokens: "ngày 12 tháng 5 năm 1990"
_YOUNGEST, _OLDEST = 14, 110


@dataclass(frozen=True, slots=True)
class Found:
    """A value in a text and where it stands in ``clean(text)``. ``per``: what an amount is paid for, if said."""

    value: int | Decimal | str | Range
    text: str
    start: int
    end: int
    per: str = ""


def find_money(text: str) -> list[Found]:
    """All amounts of money."""
    return [
        Found(f.value, f.text, f.start, f.end, _per(ts, first, last))
        for ts, first, last, f in _scan(text, money, _is_money)
        if parse_money(f.text) == f.value
    ]


def find_months(text: str) -> list[Found]:
    """All durations, in months."""
    return [f for *_, f in _scan(text, durations, _is_duration) if parse_months(f.text) == f.value]


def find_percents(text: str) -> list[Found]:
    """All percentages with their sign or word."""
    return [f for *_, f in _scan(text, signed_percentages, _always) if parse_percent(f.text) == f.value]


def find_ages(text: str) -> list[Found]:
    """Ages of grown people, in years; not those of one's family."""
    return [
        f for *_, f in _scan(text, _ages, _is_own_age) if isinstance(f.value, int) and _YOUNGEST <= f.value <= _OLDEST
    ]


def find_births(text: str, on: date) -> list[Found]:
    """Dates or years of birth of grown people: *sinh năm 1990*, *born on 12 May 1990*."""
    cleaned, ts = clean(text), tokens(text)
    found: list[Found] = []
    i = 0
    while i < len(ts):
        if is_word(ts, i, "sinh", "sn", "born", "dob"):
            for end in range(min(len(ts), i + 1 + _LONGEST_BIRTH), i + 1, -1):
                piece = cleaned[ts[i].start : ts[end - 1].end]
                born = parse_date(piece, on)
                if born is not None and ts[end - 1].text.isalnum():
                    if on.year - _OLDEST <= int(born[:4]) <= on.year - _YOUNGEST:
                        found.append(Found(born, piece, ts[i].start, ts[end - 1].end))
                    i = end - 1
                    break
        i += 1
    return found


def find_values(kind: str, text: str, on: date) -> list[str]:
    """The pieces of a longer text that say a value of a kind, as typed: money, months, percent, birth or age.

    Amounts by the day, the hour or the year are left out: who asks for money mostly means a month's.
    """
    match kind:
        case "money":
            return [f.text for f in find_money(text) if f.per in ("", "month")]
        case "months":
            return [f.text for f in find_months(text)]
        case "percent":
            return [f.text for f in find_percents(text)]
        case "birth":
            return [f.text for f in find_births(text, on)]
        case "age":
            return [f.text for f in find_ages(text)]
        case _:
            return []


_Value = int | Decimal | Range
_Grammar = Callable[
    [Tokens, int],
    Iterable[Reading[int] | Reading[Decimal] | Reading[Range] | Reading[int | Range] | Reading[Decimal | Range]],
]
_Fits = Callable[[Tokens, int, int], bool]


def _scan(text: str, grammar: _Grammar, fits: _Fits) -> list[tuple[Tokens, int, int, Found]]:
    """From left to right the longest reading at each place, where it has one value only."""
    cleaned, ts = clean(text), tokens(text)
    found: list[tuple[Tokens, int, int, Found]] = []
    i = 0
    while i < len(ts):
        readings = set() if _inside_a_word(ts, i) else set(grammar(ts, i))
        end = max((behind for _, behind in readings), default=i + 1)
        values = {value for value, behind in readings if behind == end}
        if len(values) == 1 and not is_word(ts, i - 1, *_VAGUE) and fits(ts, i, end):
            start, stop = ts[i].start, ts[end - 1].end
            found.append((ts, i, end, Found(values.pop(), cleaned[start:stop], start, stop)))
        i = end
    return found


def _inside_a_word(ts: Tokens, i: int) -> bool:
    """*B52*, *12/5*, *-5*: no value of its own."""
    return ts[i].glued and (ts[i - 1].text.isalpha() or ts[i - 1].text in "/-+−_@#$€£.")


_VAGUE = ("mấy", "vài", "nhiêu", "bao", "few", "several", "some")


def _always(ts: Tokens, first: int, end: int) -> bool:
    return True


# --- money

_ABROAD = ("usd", "$", "€", "£", "đô", "đôla", "dollar", "dollars", "euro", "yên", "won", "baht", "tệ")
_COUNTED = ("người", "đơn", "cuốc", "km", "cây", "cái", "lượt", "chữ", "bước", "vuông", "2", "tuổi", "nd", "%")
_UNIT_WORDS = tuple(word for words in UNITS.values() for word in words)
_CURRENCY = ("đồng", "đ", "d", "vnd", "vnđ", "₫")
_EACH = ("một", "1", "mỗi", "hàng", "hằng", "từng", "a", "an", "per", "each", "every", "/", "trên")
_PERIODS = {
    "month": ("tháng", "thg", "th", "month", "mo"),
    "day": ("ngày", "bữa", "day"),
    "hour": ("giờ", "tiếng", "hour", "h", "hr"),
    "week": ("tuần", "week"),
    "year": ("năm", "year"),
    "piece": ("chuyến", "cuốc", "đơn", "ca", "buổi", "lần", "kg", "km", "trip", "order", "shift", "cái", "sản"),
}


def _is_money(ts: Tokens, first: int, end: int) -> bool:
    said = ts[first:end]
    behind = ts[end] if end < len(ts) else None
    if is_word(ts, first - 1, *_ABROAD) or is_word(ts, end, *_ABROAD, *_COUNTED):
        return False
    units = [k for k in range(first, end) if is_word(ts, k, *_UNIT_WORDS)]
    if not units:
        return _is_plain_amount(ts, first, end)
    if ts[first].text in ("ty", "ti", "cu"):
        return False
    for k in units:
        if ts[k].text in ("ng", "chai") or (ts[k].text in ("k", "m", "cu") and not ts[k].glued):
            return False
        if ts[k].text == "m" and (k + 1 < end or ("." not in ts[k - 1].text and _language(ts) != "en")):
            return False  # metres
    if is_word(ts, first - 1, "tháng", "năm", "lần", "thứ") and any(
        is_word(ts, k, "đến", "tới") for k in range(first, end)
    ):
        return False  # "từ tháng 3 đến 5 triệu"
    last = said[-1]
    if behind is not None and behind.text.isalnum() and not _per(ts, first, end) and not is_word(ts, end, *_CURRENCY):
        worded_tail = not last.is_figure and digit_word(ts, end - 1) is not None and last.text != "mốt"
        spaced_tail = last.is_figure and not last.glued and len(last.text) < 3
        if worded_tail or spaced_tail:  # "3 triệu ba em cho", "2 triệu 3 người"
            return False
    return not (last.is_figure and is_word(ts, end, "tháng", "năm", "ngày", "người"))


def _is_plain_amount(ts: Tokens, first: int, end: int) -> bool:
    text = ts[first].text
    currency = is_word(ts, end, *_CURRENCY) or is_word(ts, first - 1, "vnd")
    if not ts[first].is_figure or text == "0" or is_word(ts, first - 1, "số", "điều", "luật"):
        return False
    long = len(text.replace(".", "").replace(",", "")) >= 6 and text.endswith("000")
    return currency or long


def _language(ts: Tokens) -> str | None:
    return language_of(" ".join(t.text for t in ts))


def _per(ts: Tokens, first: int, end: int) -> str:
    """What an amount is paid for: *300k/ngày*, *mỗi ngày chạy được 300k*."""
    behind = end + 1 if is_word(ts, end, *_CURRENCY) else end
    for period, words in _PERIODS.items():
        if is_word(ts, behind, *_EACH) and is_word(ts, behind + 1, *words):
            return period
        if period in ("month", "day", "hour"):  # "ngày 300k", "300k ngày"
            alone = words[:2]
            if is_word(ts, behind, *alone) or is_word(ts, first - 1, *alone):
                return period
    for k in range(first - 1, max(first - 6, 0), -1):
        if not ts[k].text[0].isalnum():
            break
        for period, words in _PERIODS.items():
            if period != "piece" and is_word(ts, k, *words) and is_word(ts, k - 1, *_EACH):
                return period
    return ""


# --- durations

_NO_DURATION_BEHIND = (
    "tháng", "ngày", "mùng", "mồng", "năm", "thứ", "lớp", "lần", "điều", "khoản", "quý", "số", "kỳ", "dưới", "chưa", "nhất", "thiểu",
    "quá", "còn", "thiếu", "sau", "trong", "đủ", "mỗi", "cách", "lương", "thai", "bầu", "con", "bé", "cháu", "tuổi", "hạn", "under",
    "least", "after", "within", "in", "every", "next", "last", "age", "aged", "old",
)  # fmt: skip
_NO_DURATION_BEFORE = (
    "tuổi", "old", "of", "trước", "ngoái", "sau", "tới", "nữa", "ago", "later", "liên", "liền", "lương", "trở", "thử", "đầu", "cuối", "gần",
    "nhất", "một", "/", "từ",
)  # fmt: skip


def _is_duration(ts: Tokens, first: int, end: int) -> bool:
    if is_word(ts, first - 1, *_NO_DURATION_BEHIND):
        return False
    if is_word(ts, end, *_NO_DURATION_BEFORE) and not _wage_follows(ts, first, end):
        return False
    if end < len(ts) and (ts[end].is_figure or ts[end].text in ("/", "-")):
        return False
    said = ts[first:end]
    if said[0].text in ("/", "-") or (first and ts[first - 1].text in ("/", "-", "–", "$")):
        return False
    if len(said) == 2 and (len(said[1].text) == 1 or said[1].text == "th"):
        return False  # "25t" is an age, "5m" a length, "13th" an English ordinal
    if len(said) == 2 and is_word(ts, first, "một", "1", "a", "one", "an"):  # mostly "a month", "a year"
        return is_word(ts, first - 1, "được", "hơn", "gần", "for") or is_word(ts, end, "rồi")
    return True


def _wage_follows(ts: Tokens, first: int, end: int) -> bool:
    """*làm 5 năm lương 8tr*: two values. But *2 tháng lương* are two wages, unless somebody worked them."""
    if not is_word(ts, end, "lương"):
        return False
    amount = end + 1
    while is_word(ts, amount, *_BEFORE_WAGE):
        amount += 1
    if not any(_is_money(ts, amount, behind) for _, behind in money(ts, amount)):
        return False
    worked = first - 2 if is_word(ts, first - 1, "được", "hơn", "gần") else first - 1
    return is_word(ts, end - 1, "năm", "nam") or is_word(ts, worked, "làm", "đóng", "chạy")


_BEFORE_WAGE = ("tháng", "cơ", "bản", "bình", "quân", "trung", "khoảng", "tầm", "là", "được", "mỗi", "hợp", "đồng")


# --- ages

_NO_OWN_AGE = (
    "đủ", "từ", "đến", "tới", "dưới", "trên", "trước", "sau", "chưa", "con", "bé", "cháu", "lúc", "ở", "năm", "quá", "until", "at", "under",
    "over", "from", "to", "before", "after", "reach", "hưu",
)  # fmt: skip


def _ages(ts: Tokens, i: int) -> list[tuple[int, int]]:
    start = i + 1 if is_word(ts, i, "aged", "age") else i
    numbers = [(f.decimal, end) for f, end in figures(ts, start) if f.decimal is not None]
    numbers += list(worded(ts, start, nam_is_five=True))
    found = []
    for number, end in numbers:
        if number != int(number):
            continue
        if start > i:
            found.append((int(number), end))
        elif is_word(ts, end, "tuổi"):
            found.append((int(number), end + 1))
        elif is_word(ts, end, "years", "year", "yrs") and is_word(ts, end + 1, "old"):
            found.append((int(number), end + 2))
    return found


_WHO = ("tôi", "em", "mình", "tui", "anh", "chị", "năm", "nay", "this", "is")
_OTHERS = (
    "con", "bé", "cháu", "mẹ", "má", "cha", "bố", "ba", "vợ", "chồng", "ông", "bà", "dì", "chú", "bác", "cậu", "mợ", "thím", "mother",
    "father", "wife", "husband", "son", "daughter", "aunt", "uncle", "child",
)  # fmt: skip


def _is_own_age(ts: Tokens, first: int, end: int) -> bool:
    if is_word(ts, first - 1, *_NO_OWN_AGE) or is_word(ts, end, "trở", "mới", "nghề", "thọ"):
        return False
    before = first - 1
    while is_word(ts, before, *_WHO):
        before -= 1
    return not is_word(ts, before, *_OTHERS)
