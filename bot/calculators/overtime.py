"""Overtime and night work: what it asks and how it says the result."""

from __future__ import annotations

from decimal import Decimal

from bot.calculators.form import Answers, Choice, Form, Kind, Question
from bot.i18n import N_, gettext_for
from knowledge import wording
from knowledge.benefits.overtime import OvertimeResult
from knowledge.schema import Language, Topic


def _by_month(answers: Answers) -> bool:
    return answers.get("paid_by") == "month"


def _by_month_or_day(answers: Answers) -> bool:
    return answers.get("paid_by") in ("month", "day")


def _weekday_night(answers: Answers) -> bool:
    return answers.get("day") == "weekday" and answers.get("night") == "true"


def _inputs(answers: Answers) -> dict[str, str]:
    paid_by = answers["paid_by"]
    day = "rest" if answers["day"] == "rest_day" else answers["day"]
    inputs = {"hours": answers["hours"], "day": day, "night": answers["night"]}
    if _weekday_night(answers):
        kind = answers["night_kind"]
        inputs["overtime"] = "false" if kind == "shift" else "true"
        inputs["after_day_overtime"] = "true" if kind == "after_day" else "false"
    if paid_by == "hour":
        inputs["hourly_wage"] = answers["wage"]
    else:
        hours = Decimal(answers["day_hours"]) * (Decimal(answers["days"]) if paid_by == "month" else 1)
        inputs |= {"monthly_wage": answers["wage"], "month_hours": str(hours)}
    if paid_by != "month":
        inputs["daily_paid"] = "true"
        if paid_by == "day" and answers["day"] == "holiday":
            inputs["day_hours"] = answers["day_hours"]
    return inputs


def _headline(result: OvertimeResult, language: Language) -> str:
    _ = gettext_for(language)
    text = _("**{amount}** for these hours: {percent} of your normal hourly wage.").format(
        amount=wording.vnd(result.amount, language), percent=wording.percent(result.percent, language)
    )
    if result.holiday_pay:
        own = wording.vnd(result.holiday_pay, language)
        text += "\n" + _("In it: {own} for the paid holiday itself.").format(own=own)
    return text


FORM = Form(
    calculator="overtime",
    title=N_("Pay for overtime and night work"),
    topic=Topic.WAGES_HOURS_LEAVE,
    article="wages_hours_leave/overtime-pay",
    questions=(
        Question(
            field="day",
            kind=Kind.CHOICE,
            ask=N_("On which kind of day did you work?"),
            name=N_("kind of day"),
            choices=(
                Choice(
                    "weekday",
                    N_("Normal working day"),
                    ("ngay thuong", "ngay binh thuong", "trong tuan", "normal day", "working day"),
                ),
                Choice("rest_day", N_("Weekly rest day"), ("ngay nghi", "chu nhat", "sunday", "day off")),
                Choice(
                    "holiday",
                    N_("Public holiday or paid leave"),
                    ("ngay le", "dip le", "nghi le", "tet", "nghi co luong", "paid leave"),
                ),
            ),
        ),
        Question(
            field="hours",
            kind=Kind.HOURS,
            ask=N_("How many hours do you want to count?"),
            name=N_("hours"),
            example=N_("for example: 2, or 1 hour 30 minutes"),
        ),
        Question(
            field="night",
            kind=Kind.YESNO,
            ask=N_("Were these hours at night, between {start} and {end}?"),
            name=N_("at night"),
            figures={"start": "working_time_limits.night_start", "end": "working_time_limits.night_end"},
        ),
        Question(
            field="night_kind",
            kind=Kind.CHOICE,
            ask=N_("Which night work was it?"),
            name=N_("night work"),
            choices=(
                Choice(
                    "shift", N_("My normal night shift"), ("lam ca dem", "ca binh thuong", "ca chinh", "night shift")
                ),
                Choice("only", N_("Overtime, only at night"), ("tang ca dem", "chi ban dem", "only at night")),
                Choice(
                    "after_day",
                    N_("Overtime, after overtime in the daytime"),
                    ("tang ca ngay roi", "tang ca tu chieu", "sau tang ca ngay", "after overtime"),
                ),
            ),
            only_if=_weekday_night,
            prefill=False,
        ),
        Question(
            field="paid_by",
            kind=Kind.CHOICE,
            ask=N_("How is your wage set?"),
            name=N_("wage is set by"),
            choices=(
                Choice("month", N_("By the month"), ("thang", "theo thang", "luong thang", "month", "monthly")),
                Choice("day", N_("By the day"), ("ngay", "theo ngay", "cong nhat", "day", "daily")),
                Choice("hour", N_("By the hour"), ("gio", "theo gio", "tieng", "hour", "hourly")),
            ),
            prefill=False,
        ),
        Question(
            field="wage",
            kind=Kind.MONEY,
            ask=N_(
                "How much is that wage (for the month, the day or the hour)? Leave out bonus, meal, fuel, phone, travel and "
                "housing money."
            ),
            name=N_("wage"),
            example=N_("for example: 7.8 million, 300k, 25,000"),
        ),
        Question(
            field="days",
            kind=Kind.NUMBER,
            ask=N_("How many normal working days did you have in that month?"),
            name=N_("working days of the month"),
            example=N_("for example: 26; the timesheet shows it"),
            only_if=_by_month,
        ),
        Question(
            field="day_hours",
            kind=Kind.HOURS,
            ask=N_("How many normal hours do you work a day?"),
            name=N_("normal hours a day"),
            example=N_("for example: 8"),
            only_if=_by_month_or_day,
        ),
    ),
    headline=_headline,
    inputs=_inputs,
    next_step=N_(
        "These rates are for work under a labour contract. Compare with your payslip. Keep your own record of hours, rosters, "
        "messages and gate or app logs, and ask the employer in writing for what is missing."
    ),
)
