"""Questions about a job that several forms share, and how their answers become inputs."""

from __future__ import annotations

from bot.calculators.form import Answers, Choice, Kind, Question
from bot.i18n import N_

_REGIONS = {"1": "I", "2": "II", "3": "III", "4": "IV"}  # figures, so that a bare "2" is read as an answer

REGION_CHOICES = (
    Choice("1", N_("Region I"), ("vung 1", "vung i", "vung mot", "region 1", "region i", "region one")),
    Choice("2", N_("Region II"), ("vung 2", "vung ii", "vung hai", "region 2", "region ii", "region two")),
    Choice("3", N_("Region III"), ("vung 3", "vung iii", "vung ba", "region 3", "region iii", "region three")),
    Choice("4", N_("Region IV"), ("vung 4", "vung iv", "vung bon", "vung tu", "region 4", "region iv", "region four")),
)


def region_of(answers: Answers) -> str | None:
    """The region as the calculators write it; None where it was skipped."""
    return _REGIONS.get(answers.get("region", ""))


AVERAGE_WAGE = Question(
    field="average_wage",
    kind=Kind.MONEY,
    ask=N_("What was your contract wage a month, on average over the last {months}?"),
    name=N_("average wage"),
    example=N_("for example: 8 million, 6tr5; it stands in the contract and its annexes"),
    figures={"months": "severance.average_wage_months"},
)

MONTHS_WORKED = Question(
    field="months_worked",
    kind=Kind.MONTHS,
    ask=N_("How long did you really work for this employer in all?"),
    name=N_("time with this employer"),
    example=N_("for example: 2 years 7 months"),
)

INSURED_TIME = Question(
    field="insured_time",
    kind=Kind.CHOICE,
    ask=N_("For how much of that time was unemployment insurance paid, or its money paid to you in cash?"),
    name=N_("time with unemployment insurance"),
    choices=(
        Choice("all", N_("All of it"), ("tat ca", "toan bo", "dong du", "all of it", "all")),
        Choice("part", N_("Part of it"), ("mot phan", "mot so thang", "co luc co luc khong", "part", "some")),
        Choice("none", N_("None of it"), ("khong co thang nao", "khong dong", "chua dong", "none", "never")),
    ),
    example=N_("VssID and the social insurance book show the months"),
    prefill=False,
)

INSURED_MONTHS = Question(
    field="months_with_ui",
    kind=Kind.MONTHS,
    ask=N_("For how many months was unemployment insurance paid, or its money paid to you in cash?"),
    name=N_("months with unemployment insurance"),
    example=N_("for example: 24 months, 2 years"),
    only_if=lambda answers: answers.get("insured_time") == "part",
    prefill=False,
)


def insured_months(answers: Answers) -> str:
    """Months of the work that unemployment insurance covers."""
    match answers.get("insured_time"):
        case "all":
            return answers["months_worked"]
        case "part":
            return answers["months_with_ui"]
        case _:
            return "0"
