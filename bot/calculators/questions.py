"""Questions and wordings that several forms share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.calculators.form import Answers, Choice, Kind, Question
from bot.calculators.si_contribution import FORM as SI_CONTRIBUTION
from bot.i18n import N_
from knowledge import wording
from knowledge.schema import Language, Unit

SEX = Question(
    field="sex",
    kind=Kind.CHOICE,
    ask=N_("Man or woman, as in the papers?"),
    name=N_("sex"),
    choices=(
        Choice("male", N_("Man"), ("=nam", "nam gioi", "dan ong", "con trai", "man", "=m")),
        Choice("female", N_("Woman"), ("nu", "nu gioi", "dan ba", "phu nu", "con gai", "woman", "=f")),
    ),
)

BIRTH = Question(
    field="birth",
    kind=Kind.MONTH,
    ask=N_("When were you born? Month and year, as on the ID card."),
    name=N_("born"),
    example=N_("for example: 5/1970; only 1970 if the papers have no month"),
)

AVERAGE = Question(
    field="average_income",
    kind=Kind.MONEY,
    ask=N_("On which income were contributions paid, on average a month? VssID shows it month by month."),
    name=N_("average income"),
    example=N_("for example: 3 million, 4tr5; a good estimate will do"),
)

_group = SI_CONTRIBUTION.question("group")
assert _group is not None
GROUP = _group

BLOCK = Question(
    field="months",
    kind=Kind.CHOICE,
    ask=N_("How many months do you want to pay at once?"),
    name=N_("months at once"),
    choices=(
        Choice("3", N_("3 months"), ("quy", "quarter", "ba thang")),
        Choice("6", N_("6 months"), ("nua nam", "half a year", "sau thang")),
        Choice("12", N_("12 months"), ("mot nam", "1 nam", "ca nam", "a year", "one year")),
    ),
)

BIRTH_DATE = Question(
    field="birth_date",
    kind=Kind.DATE,
    ask=N_("On which day was the child born? Not yet born: the expected day."),
    name=N_("day of birth"),
    example=N_("for example: 20/8/2026"),
)

CHILDREN = Question(
    field="children",
    kind=Kind.CHOICE,
    ask=N_("How many children at this birth?"),
    name=N_("children"),
    choices=(
        Choice("1", N_("One child"), ("mot", "mot con", "mot be", "1 con", "1 be", "one", "one child")),
        Choice("2", N_("Twins"), ("hai", "sinh doi", "song sinh", "2 con", "2 be", "two", "twins")),
        Choice("3", N_("Triplets"), ("ba", "sinh ba", "3 con", "3 be", "three", "triplets")),
    ),
    prefill=False,  # "2 con" may be the children at home
)


def optional(question: Question) -> Question:
    """The same question, which may be skipped."""
    return replace(question, optional=True)


def asked_answers(questions: Iterable[Question], answers: Answers) -> dict[str, str]:
    """The answers that still apply: one left from before an earlier answer was changed does not."""
    return {
        question.field: answers[question.field]
        for question in questions
        if question.field in answers and (question.only_if is None or question.only_if(answers))
    }


def month_text(month: str) -> str:
    """``09/2026`` of ``2026-09``."""
    return f"{month[5:]}/{month[:4]}"


def duration(months: int, language: Language) -> str:
    """``3 năm 2 tháng`` / ``3 years 2 months``."""
    years, odd = divmod(months, 12)
    parts = [wording.counted(years, Unit.YEARS, language)] if years else []
    parts += [wording.counted(odd, Unit.MONTHS, language)] if odd or not years else []
    return " ".join(parts)
