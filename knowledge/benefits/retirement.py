"""The month in which somebody reaches the retirement age.

Labour Code 45/2019/QH14, Article 169(2), and Decree 135/2020/NĐ-CP, Annex I: by sex and month of birth.
Joined voluntary insurance before 2021 and 20 years of it: Social Insurance Law 41/2024/QH15, Article 141(9).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from knowledge.benefits.calculation import InputError
from knowledge.benefits.contribution_time import later_month, legal_day
from knowledge.benefits.input_types import first_day, month_of
from knowledge.benefits.working import Working, figure
from knowledge.law import LawError, NoValueOnDate, Provision

Sex = Literal["male", "female"]


@dataclass(frozen=True, slots=True)
class Retirement:
    """When the retirement age is reached; the pension can begin the month after."""

    age_months: int
    month: str

    @property
    def pension_from(self) -> str:
        return later_month(self.month, 1)


def retirement(working: Working, sex: Sex, birth: str) -> Retirement:
    """The ordinary retirement age of somebody born in the month ``birth`` (``YYYY-MM``)."""
    if birth > month_of(working.law.on):
        raise InputError("birth", f"is after {working.law.on}", working.law.on)
    try:
        band = working.law.band("retirement_age_birth_bands", "men" if sex == "male" else "women", birth)
    except NoValueOnDate:
        raise
    except LawError as error:
        raise InputError("birth", str(error)) from None
    return _reached(working, birth, band)


def early_joiners_retirement(
    working: Working, sex: Sex, birth: str, joined: str | None, voluntary_months: int
) -> Retirement | None:
    """The lower age of people who joined voluntary insurance early and have many years of it; none for others."""
    if joined is None or voluntary_months < working.law.whole("vsi_old_age_rule.min_years") * 12:
        return None
    if first_day(joined) >= legal_day(working.law.provision("vsi_old_age_rule.joined_before")):
        return None
    age = working.law.provision("vsi_old_age_rule." + ("men" if sex == "male" else "women"))
    return _reached(working, birth, age)


def _reached(working: Working, birth: str, age: Provision) -> Retirement:
    years, months = divmod(int(figure(age)), 12)
    age_months = int(working.step("retirement_age_in_months", f"{years} * 12 + {months}", age))
    return Retirement(age_months, later_month(birth, age_months))
