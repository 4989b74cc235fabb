"""Figures, dates and amounts as people read them, in Vietnamese and English."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

from knowledge.schema import Language, Unit, Value

LOCALES = {"vi": "vi_VN", "en": "en_GB"}
_MILLION = Decimal(1_000_000)
_BILLION = Decimal(1_000_000_000)
_NOUNS: dict[Unit, dict[Language, tuple[str, str]]] = {
    Unit.HOURS: {"vi": ("giờ", "giờ"), "en": ("hour", "hours")},
    Unit.MINUTES: {"vi": ("phút", "phút"), "en": ("minute", "minutes")},
    Unit.DAYS: {"vi": ("ngày", "ngày"), "en": ("day", "days")},
    Unit.WORKING_DAYS: {"vi": ("ngày làm việc", "ngày làm việc"), "en": ("working day", "working days")},
    Unit.WEEKS: {"vi": ("tuần", "tuần"), "en": ("week", "weeks")},
    Unit.MONTHS: {"vi": ("tháng", "tháng"), "en": ("month", "months")},
    Unit.YEARS: {"vi": ("năm", "năm"), "en": ("year", "years")},
    Unit.TIMES: {"vi": ("lần", "lần"), "en": ("time", "times")},
    Unit.PEOPLE: {"vi": ("người", "người"), "en": ("person", "people")},
}


def number(value: int | Decimal, language: Language) -> str:
    """A plain number: ``1.265.000`` / ``1,265,000``, ``4,5`` / ``4.5``."""
    return str(format_decimal(value, format="#,##0.######", locale=LOCALES[language]))


def vnd(value: Value, language: Language) -> str:
    """Whole đồng: ``165.000 ₫`` / ``165,000 ₫``; a range as ``2.000.000–5.000.000 ₫``."""
    if isinstance(value, tuple):
        return f"{number(value[0], language)}–{number(value[1], language)} ₫"
    return f"{number(_number(value), language)} ₫"


def million(value: Value, language: Language) -> str:
    """A large amount in words: ``50,6 triệu đồng`` / ``50.6 million đồng``."""
    low, high = value if isinstance(value, tuple) else (_number(value), _number(value))
    unit, divisor = (
        (("tỷ đồng", "billion đồng"), _BILLION)
        if high >= _BILLION
        else (
            ("triệu đồng", "million đồng"),
            _MILLION,
        )
    )
    figures = "–".join(dict.fromkeys(number(Decimal(v) / divisor, language) for v in (low, high)))
    return f"{figures} {unit[0] if language == 'vi' else unit[1]}"


def percent(value: Value, language: Language) -> str:
    """A percentage given as its figure: 4.5 is ``4,5%`` / ``4.5%``."""
    if isinstance(value, tuple):
        return f"{number(value[0], language)}–{percent(value[1], language)}"
    return format_percent(_number(value) / 100, format="#,##0.####%", locale=LOCALES[language])


def day(value: Value | date, language: Language) -> str:
    """A date: ``01/01/2027`` / ``1 Jan 2027``."""
    if not isinstance(value, date):
        raise ValueError(f"'{value}' is not a date")
    return format_date(value, format="dd/MM/yyyy" if language == "vi" else "d MMM y", locale=LOCALES[language])


def counted(value: Value, unit: Unit, language: Language) -> str:
    """A count with its noun: ``45 ngày`` / ``45 days``, ``1 month``."""
    if isinstance(value, tuple):
        return f"{number(value[0], language)}–{counted(value[1], unit, language)}"
    figure = _number(value)
    one, many = _NOUNS[unit][language]
    return f"{number(figure, language)} {one if figure == 1 else many}"


def age(value: Value, language: Language) -> str:
    """Months of age: ``61 tuổi 6 tháng`` / ``61 years 6 months``."""
    years, months = divmod(int(_number(value)), 12)
    if language == "vi":
        return f"{years} tuổi" + (f" {months} tháng" if months else "")
    return f"{years} year{'s' if years != 1 else ''}" + (
        f" {months} month{'s' if months > 1 else ''}" if months else ""
    )


def in_words_of(value: Value, unit: Unit, language: Language) -> str:
    """A value as its unit is usually read; what ``{{ law('…') }}`` prints without a filter."""
    match unit:
        case Unit.VND | Unit.VND_MONTH | Unit.VND_YEAR | Unit.VND_DAY | Unit.VND_HOUR:
            return vnd(value, language)
        case Unit.PERCENT | Unit.PERCENT_DAY | Unit.PERCENT_MONTH:
            return percent(value, language)
        case Unit.AGE:
            return age(value, language)
        case Unit.DATE:
            return day(value, language)
        case _ if unit in _NOUNS:
            return counted(value, unit, language)
        case _ if isinstance(value, tuple):
            return f"{number(value[0], language)}–{number(value[1], language)}"
        case _ if isinstance(value, int | Decimal):
            return number(value, language)
        case _:
            return str(value)


def _number(value: Value) -> int | Decimal:
    if isinstance(value, int | Decimal):
        return value
    raise ValueError(f"'{value}' is not a number")
