"""What the files under ``knowledge/content`` may say, as pydantic models.

Every model refuses keys it does not know. ``quyen kb schema`` writes the same rules as JSON Schema
for editors.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, Language] = ("vi", "en")


class Strict(BaseModel):
    """A record that refuses unknown keys and never changes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Confidence(StrEnum):
    """How sure the sheet behind a statement is; the lower of two counts."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @staticmethod
    def lowest(grades: list[Confidence]) -> Confidence:
        order = list(Confidence)
        return max(grades, key=order.index, default=Confidence.HIGH)


class Unit(StrEnum):
    """What a figure counts. Money is whole đồng."""

    VND = "vnd"
    VND_MONTH = "vnd_month"
    VND_YEAR = "vnd_year"
    VND_DAY = "vnd_day"
    VND_HOUR = "vnd_hour"
    PERCENT = "percent"
    PERCENT_DAY = "percent_day"
    PERCENT_MONTH = "percent_month"
    FACTOR = "factor"
    PEOPLE = "people"
    TIMES = "times"
    HOURS = "hours"
    MINUTES = "minutes"
    DAYS = "days"
    WORKING_DAYS = "working_days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"
    AGE = "age"  # written 61y6m, held as months
    COUNT = "count"
    TIME = "time"
    PHONE = "phone"
    DATE = "date"
    TEXT = "text"


class Topic(StrEnum):
    """The subjects of the knowledge base; each is a folder under ``content/articles``."""

    CONTRACT = "contract"
    PARTNER_AGREEMENT = "partner_agreement"
    PROBATION_TERMINATION = "probation_termination"
    WAGES_HOURS_LEAVE = "wages_hours_leave"
    VOLUNTARY_SI = "voluntary_si"
    SI_CONTRIBUTION = "si_contribution"
    SI_STATE_SUPPORT = "si_state_support"
    PENSION = "pension"
    LUMP_SUM_WITHDRAWAL = "lump_sum_withdrawal"
    MATERNITY = "maternity"
    SURVIVOR_FUNERAL = "survivor_funeral"
    HOUSEHOLD_HI = "household_hi"
    HI_CONTRIBUTION = "hi_contribution"
    HI_BENEFIT = "hi_benefit"
    HI_CARD_VALIDITY = "hi_card_validity"
    OCCUPATIONAL_ACCIDENT = "occupational_accident"
    UNEMPLOYMENT = "unemployment"
    SI_BOOK_PROCEDURE = "si_book_procedure"
    EMPLOYER_EVASION = "employer_evasion"
    LEGAL_AID = "legal_aid"
    TRAINING_JOBS = "training_jobs"
    ABOUT_BOT = "about_bot"
    OTHER_IN_SCOPE = "other_in_scope"


_SLUG = re.compile(r"^[a-z0-9]+(?:-[a-z0-9]+)*$")
_NAME = re.compile(r"^[a-z][a-z0-9_]*$")
_AGE = re.compile(r"^(\d+)y(?:(\d+)m)?$")


def _matching(pattern: re.Pattern[str], what: str) -> AfterValidator:
    def check(value: str) -> str:
        if not pattern.match(value):
            raise ValueError(f"'{value}' is not {what}")
        return value

    return AfterValidator(check)


def _as_text(value: Any) -> Any:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Slug = Annotated[str, _matching(_SLUG, "a slug: small letters, figures and single hyphens")]
Name = Annotated[str, _matching(_NAME, "a name: small letters, figures and underscores")]
Number = int | Decimal
Text = Annotated[str, Field(min_length=1)]
NumberLike = Annotated[str, BeforeValidator(_as_text)]


class Bilingual(Strict):
    """A text in both languages of the product."""

    vi: Text
    en: Text

    def __getitem__(self, language: str) -> str:
        return self.en if language == "en" else self.vi


class Span(Strict):
    """Days from ``from`` to ``to``, both included; no ``to`` means no end is known."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)
    start: date = Field(alias="from")
    end: date | None = Field(default=None, alias="to")

    @model_validator(mode="after")
    def _ordered(self) -> Span:
        if self.end is not None and self.end < self.start:
            raise ValueError(f"'to' {self.end} is before 'from' {self.start}")
        return self

    def holds(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)


class Instrument(Strict):
    """A law, decree, circular or official letter: ``content/law/instruments.yaml``."""

    kind: Literal["law", "code", "decree", "resolution", "circular", "dispatch", "notice", "decision", "other"]
    number: str | None = None
    name: Bilingual  # as it stands in a citation
    title: Bilingual | None = None
    in_force: Span
    consolidated: str | None = None
    amends: list[str] = []
    replaced_by: str | None = None
    address: str | None = None
    confidence: Confidence = Confidence.HIGH
    note: str | None = None


class Reference(Strict):
    """Where a statement stands: instrument, article, clause, point."""

    instrument: str
    article: NumberLike | None = None
    clause: NumberLike | None = None
    point: str | None = None
    annex: NumberLike | None = None
    label: Literal["superseded", "later", "draft"] | None = None
    note: str | None = None  # for maintainers


Scalar = Number | str | date
Value = Scalar | tuple[Number, Number] | None
KeyedFormula = str | dict[str, str | None]


class Band(Strict):
    """A value for people born from one month to another (``YYYY-MM``, both included)."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)
    start: str = Field(alias="from", pattern=r"^\d{4}-\d{2}$")
    end: str | None = Field(default=None, alias="to", pattern=r"^\d{4}-\d{2}$")
    value: Scalar


class Period(Span):
    """The value of a parameter over one span of days, in exactly one of four forms."""

    value: Value | dict[str, Value] = None
    formula: KeyedFormula | None = None
    by_year: dict[int | str, Scalar | dict[str, Scalar]] | None = None
    bands: dict[str, list[Band]] | None = None
    reference: list[Reference] = Field(min_length=1)
    confidence: Confidence
    checked: date
    draft: bool = False  # proposed only: never law, never used in an answer as law
    note: str | None = None

    @model_validator(mode="after")
    def _one_form(self) -> Period:
        given = [
            form
            for form in ("value", "formula", "by_year", "bands")
            if form in self.model_fields_set and getattr(self, form) is not None
        ]
        if len(given) != 1:
            raise ValueError("give exactly one of value, formula, by_year, bands")
        return self


class Parameter(Strict):
    """One legal value by date: ``content/law/parameters/NAME.yaml``."""

    title: Bilingual
    unit: Unit | dict[str, Unit]
    keys: list[str] | None = None
    values: list[Period] = Field(min_length=1)
    facts: list[str] = []
    note: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _typed_by_unit(cls, data: Any) -> Any:
        """Values take the type of their unit, whether they come from YAML or from the built database's JSON."""
        if not isinstance(data, dict) or not isinstance(data.get("values"), list):
            return data
        unit = data.get("unit")
        periods = []
        for period in data["values"]:
            if isinstance(period, dict):
                period = dict(period)
                if "value" in period:
                    period["value"] = _typed(period["value"], unit)
                if isinstance(rows := period.get("by_year"), dict):
                    period["by_year"] = {_year(year): _typed(row, unit) for year, row in rows.items()}
            periods.append(period)
        return {**data, "values": periods}

    @model_validator(mode="after")
    def _same_keys(self) -> Parameter:
        keys = set(self.keys or [])
        if isinstance(self.unit, dict) and set(self.unit) != keys:
            raise ValueError(f"unit names {sorted(self.unit)}, keys are {sorted(keys)}")
        for period in self.values:
            content = period.formula if period.formula is not None else period.value
            if period.by_year is not None or period.bands is not None:
                continue
            given = set(content) if isinstance(content, dict) else set()
            if given != keys:
                missing, unknown = sorted(keys - given), sorted(given - keys)
                raise ValueError(
                    f"the period from {period.start} must have exactly the keys {sorted(keys)}"
                    + (f"; missing {missing}" if missing else "")
                    + (f"; unknown {unknown}" if unknown else "")
                )
        enacted = sorted((p for p in self.values if not p.draft), key=lambda p: p.start)
        for earlier, later in pairwise(enacted):
            if earlier.end is None or earlier.end >= later.start:
                raise ValueError(
                    f"the period from {earlier.start} runs into the one from {later.start}; "
                    f"end it with 'to' on the day before {later.start}"
                )
        return self

    def unit_of(self, key: str | None) -> Unit:
        return self.unit[key] if isinstance(self.unit, dict) and key is not None else self.unit  # type: ignore[return-value]


_TEXTS = {Unit.PHONE, Unit.TIME, Unit.TEXT}


def _typed(value: Any, unit: Any) -> Any:
    if isinstance(value, dict):
        return {key: _typed(item, unit.get(key) if isinstance(unit, dict) else unit) for key, item in value.items()}
    if unit in _TEXTS:
        return str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if isinstance(value, str) and unit != Unit.AGE:
        try:
            return date.fromisoformat(value) if unit == Unit.DATE else Decimal(value)
        except (ValueError, ArithmeticError):
            return value
    return value


def _year(key: Any) -> Any:
    return int(key) if isinstance(key, str) and key.isdecimal() else key


class LaterNote(Strict):
    """A sentence shown only until a new period of ``parameter`` starts, with the new values in it.

    Inside it ``law(…)`` reads the law of the first later day and ``start`` is that day.
    """

    parameter: Name
    vi: Text
    en: Text


class Questions(Strict):
    """Ways people ask, as they type; the training data of the understanding."""

    vi: list[Text]
    en: list[Text]


class LiteralFigure(Strict):
    """A figure that stands in the text itself, with the reason why it is no legal value."""

    text: Text
    reason: Text


class Article(Strict):
    """One question and its answer: ``content/articles/TOPIC/SLUG.yaml``."""

    title: Bilingual
    scheme: Literal["voluntary", "compulsory"] | None = None
    applies: Span
    confidence: Confidence = Confidence.HIGH
    confirm_with: Bilingual | None = None  # who can confirm what is not certain
    reviewed: date
    review_by: date
    facts: list[str] = []
    answer: Bilingual
    next_step: Bilingual
    details: Bilingual | None = None
    later: list[LaterNote] = []
    legal_basis: list[Reference] = []
    related: list[str] = []
    counterpart: str | None = None  # the same matter under the other scheme
    calculator: str | None = None
    urgent: bool = False
    literal_figures: list[LiteralFigure] = []
    questions: Questions


class Office(Strict):
    """Somebody who gives free help: ``content/help/offices.yaml``."""

    name: Bilingual
    helps_with: Bilingual
    topics: list[Topic | Literal["all"]]
    phone: str | None = None
    hours: Bilingual | None = None
    website: str | None = None
    free: bool
    province: str | None = None  # none: the whole country
    urgent: bool = False
    verified: date
    confidence: Confidence
    reference: list[Reference] = []
    note: str | None = None


def parse_age(text: str) -> int:
    """``61y6m`` as months (738). Raises ValueError for anything else."""
    if not (match := _AGE.match(text)) or int(match[2] or 0) > 11:
        raise ValueError(f"'{text}' is not an age such as 61y6m or 57y")
    return int(match[1]) * 12 + int(match[2] or 0)
