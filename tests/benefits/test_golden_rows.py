"""Rows of the sheets that fit no calculator, worked out from the dated values they rest on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest

from knowledge.benefits.deadlines import working_day_after
from knowledge.formulas import compute
from knowledge.law import Law

LawOn = Callable[[str], Law]
NOVEMBER = "2026-11-21"
OCTOBER = "2026-10-15"

SUMS = [
    ("CT1-01 worker", NOVEMBER, "8000000 * si_rates.worker_total / 100", 840_000),
    ("CT1-01 employer", NOVEMBER, "8000000 * si_rates.employer_total / 100", 1_720_000),
    (
        "CT1-02",
        NOVEMBER,
        "si_wage_max * (si_rates.worker_pension + si_rates.worker_hi) / 100 + 60000000 * si_rates.worker_ui / 100",
        5_407_000,
    ),
    ("CT1-05", NOVEMBER, "100000000 * si_late_interest / 100 * 200", 6_000_000),
    ("CT2-01", NOVEMBER, "sickness_rate.normal / 100 * 8000000 / sickness_rate.divisor_days * 5", 1_250_000),
    ("CT2-02", NOVEMBER, "sickness_rate.normal / 100 * 9600000 / sickness_rate.divisor_days * 3", 900_000),
    ("CT2-03", NOVEMBER, "sickness_rate.normal / 100 * 9600000 / sickness_rate.divisor_days / 2", 150_000),
    (
        "CT2-04",
        NOVEMBER,
        "sickness_rate.long_term_under_15y / 100 * 7200000 / sickness_rate.divisor_days * 20",
        3_000_000,
    ),
    ("CT2-05", OCTOBER, "convalescence_day_amount * 7", 5_313_000),
    ("CT5-03", "2026-09-15", "survivors_monthly.normal", 1_265_000),
    ("CT5-03 no child", "2026-09-15", "survivors_monthly.no_carer", 1_771_000),
    ("CT5-06", NOVEMBER, "3 * survivors_monthly.no_carer", 5_313_000),
    ("CT6-01", NOVEMBER, "accident_employer_compensation.loss_5_10 * 8000000", 12_000_000),
    (
        "CT6-02",
        NOVEMBER,
        "(accident_employer_compensation.loss_5_10 + (31 - accident_loss_percent_steps.first_to)"
        " * accident_employer_compensation.per_extra_percent) * 8000000",
        79_200_000,
    ),
    (
        "CT6-03",
        NOVEMBER,
        "(accident_employer_compensation.loss_5_10 + (31 - accident_loss_percent_steps.first_to)"
        " * accident_employer_compensation.per_extra_percent) * 8000000"
        " * accident_employer_compensation.own_fault_or_commuting_percent / 100",
        31_680_000,
    ),
    (
        "CT6-04",
        "2026-08-15",
        "(accident_fund_benefit.one_off_5_percent + (15 - accident_loss_percent_steps.min)"
        " * accident_fund_benefit.one_off_per_percent) * base_salary"
        " + (accident_fund_benefit.one_off_year_first + 3 * accident_fund_benefit.one_off_year_extra) * 6000000",
        33_700_000,
    ),
    (
        "CT6-05",
        "2026-08-15",
        "(accident_fund_benefit.monthly_31_percent + (41 - accident_loss_percent_steps.monthly_from)"
        " * accident_fund_benefit.monthly_per_percent) / 100 * base_salary"
        " + (accident_fund_benefit.monthly_year_first + 3 * accident_fund_benefit.monthly_year_extra) / 100 * 6000000",
        1_349_000,
    ),
    ("CT6-07 employer", OCTOBER, "accident_employer_compensation.loss_81_or_death * 8000000", 240_000_000),
    ("CT6-07 fund", OCTOBER, "accident_death_one_off", 91_080_000),
    ("CT6-07 funeral", OCTOBER, "funeral_allowance", 25_300_000),
    ("CT8-04", NOVEMBER, "hi_direct_payment_cap.outpatient_basic", 379_500),
    ("CT8-05", NOVEMBER, "hi_direct_payment_cap.inpatient_basic", 1_265_000),
    ("CT8-07", NOVEMBER, "3 + hi_card_days.expired_in_treatment_days", 18),
    ("CT9-04 months", NOVEMBER, "worker_unlawful_quit_months * 9000000", 4_500_000),
    ("CT9-04 days", NOVEMBER, "notice_days_worker.indefinite - 5", 40),
    ("CT9-05", NOVEMBER, "temporary_transfer.min_percent_of_old_pay / 100 * 10000000", 8_500_000),
    ("CT9-07", NOVEMBER, "wage_deduction_max / 100 * 2500000", 750_000),
]

FINES = [
    ("GT9-01", OCTOBER, "fine_no_written_contract.w1_10", True, (4_000_000, 10_000_000)),
    ("GT9-02", OCTOBER, "fine_no_written_contract.w1_10", False, (2_000_000, 5_000_000)),
    ("GT9-03", OCTOBER, "fine_late_or_short_pay.w11_50", True, (20_000_000, 40_000_000)),
    ("GT9-04", OCTOBER, "fine_keep_papers.domestic_employer", False, (10_000_000, 15_000_000)),
    ("CT9-03", NOVEMBER, "fine_pay_cut_as_discipline", False, (20_000_000, 40_000_000)),
    ("CT9-06", NOVEMBER, "fine_below_minimum_wage.w1_10", False, (20_000_000, 30_000_000)),
    ("CT11-01", NOVEMBER, "fine_benefit_file_late.per_worker", True, (4_000_000, 8_000_000)),
    ("CT11-02", NOVEMBER, "fine_pay_cut_as_discipline", True, (40_000_000, 80_000_000)),
    ("CT11-03", NOVEMBER, "fine_keep_papers.employer", False, (20_000_000, 25_000_000)),
    ("CT11-04", NOVEMBER, "fine_no_termination_notice", True, (2_000_000, 6_000_000)),
]


@pytest.mark.parametrize(("row", "day", "formula", "expected"), SUMS, ids=[row for row, *_ in SUMS])
def test_a_sum_of_dated_values(row: str, day: str, formula: str, expected: int, law_on: LawOn) -> None:
    assert compute(formula, law_on(day).number) == expected


@pytest.mark.parametrize(("row", "day", "fine", "company", "expected"), FINES, ids=[row for row, *_ in FINES])
def test_a_fine(row: str, day: str, fine: str, company: bool, expected: tuple[int, int], law_on: LawOn) -> None:
    law = law_on(day)
    times = law.whole("fine_multiplier_organisation") if company else 1
    low, high = law.value(fine)  # type: ignore[misc]
    assert (low * times, high * times) == expected


def test_ct11_05_company_keeps_maternity_money(law_on: LawOn) -> None:
    """CT11-05: 18 to 20 percent of 20,000,000, doubled, far below the cap."""
    law = law_on(NOVEMBER)
    low, high = law.value("fine_benefit_money_kept.percent")  # type: ignore[misc]
    times = law.whole("fine_multiplier_organisation")
    fines = [Decimal(percent) * 20_000_000 / 100 * times for percent in (low, high)]
    assert fines == [7_200_000, 8_000_000]
    assert max(fines) < law.money("fine_benefit_money_kept.cap") * times


def test_gt9_05_an_act_that_ended_in_august_has_the_old_fine(law_on: LawOn) -> None:
    """GT9-05: the fine of 2026-08-31 is that of the decree in force until 2026-09-09."""
    instruments = {
        reference.instrument for reference in law_on("2026-08-31").provision("fine_late_or_short_pay.w1_10").references
    }
    assert instruments == {"decree-12-2022"}


def test_gt2_74_an_allowance_below_the_social_pension(law_on: LawOn) -> None:
    """GT2-74: at 76, with 400,000 a month from social insurance, in November 2026."""
    law = law_on(NOVEMBER)
    assert law.whole("social_pension_age.general") <= 76 * 12
    assert law.money("social_pension") > 400_000


@pytest.mark.parametrize(
    ("row", "pay", "covered"), [("CT1-03", 4 * 12 * 45_000, False), ("CT1-04", 4 * 26 * 25_500, True)]
)
def test_part_time_pay_against_the_lowest_wage(row: str, pay: int, covered: bool, law_on: LawOn) -> None:
    assert (pay >= law_on(NOVEMBER).money("si_wage_min")) is covered


def test_ct1_06_and_ct1_07_registration_too_late(law_on: LawOn) -> None:
    """CT1-06: 30 days from the start, evasion 60 days later; CT1-07: in month 3 the 30 days are over."""
    law = law_on(NOVEMBER)
    limit = date(2026, 6, 1) + timedelta(days=law.whole("si_registration_days.register_within"))
    assert limit == date(2026, 7, 1)
    assert limit + timedelta(days=law.whole("si_registration_days.evasion_after_limit")) == date(2026, 8, 30)
    assert law.whole("si_registration_days.register_within") < 2 * 30


@pytest.mark.parametrize(("row", "days", "due"), [("CT1-08", 13, True), ("CT1-08", 14, False)])
def test_unpaid_days_in_a_month(row: str, days: int, due: bool, law_on: LawOn) -> None:
    assert (days < law_on(NOVEMBER).whole("sick_month_working_days")) is due


def test_ct6_06_below_five_percent_there_is_nothing(law_on: LawOn) -> None:
    """CT6-06: an occupational disease with 3% loss."""
    law = law_on(NOVEMBER)
    assert law.whole("accident_loss_percent_steps.min") > 3
    assert law.whole("accident_employer_compensation.min_loss_percent") > 3


def test_ct4_10_the_decision_on_a_withdrawal(law_on: LawOn) -> None:
    """CT4-10: filed complete on Monday 2026-10-05, decided within seven working days."""
    law = law_on("2026-10-05")
    days = law.whole("si_claim_deadlines.one_time_working_days")
    assert working_day_after(law, law.on, days) == date(2026, 10, 14)


@pytest.mark.parametrize(
    ("row", "bill", "cap"), [("CT8-04", 900_000, "outpatient"), ("CT8-05", 4_000_000, "inpatient")]
)
def test_direct_payment_is_capped(row: str, bill: int, cap: str, law_on: LawOn) -> None:
    law = law_on(NOVEMBER)
    assert bill * law.number("hi_benefit_percent.general") / 100 > law.money(f"hi_direct_payment_cap.{cap}_basic")
