"""Who pays a hospital bill: Health Insurance Law Art. 22, 31(2); Decree 188/2025 Art. 17-19, 57.

The fund pays the person's own benefit percentage; without a referral only a share of that, by the level and
rank of the hospital. Small bills, primary care, and co-payments over the year's threshold after enough
continuous years are paid in full. Only costs that health insurance covers at all count as the bill.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import Field

from knowledge.benefits.calculation import Calculation, Calculator, InputError, Inputs, Result
from knowledge.benefits.input_types import Day, Dong, Percent
from knowledge.benefits.working import Working, figure, plain
from knowledge.law import Law, Provision

SHARE, RULES = "hi_off_network_percent_of_benefit", "hi_full_cover_rules"
FULL = Decimal(100)


class HiBillInputs(Inputs):
    bill: Dong = Field(description="cost of one visit or stay that health insurance covers")
    level: Literal["primary", "basic", "specialised"] = Field(
        description="primary = commune health station, family-doctor practice; outpatient at a regional polyclinic counts too"
    )
    kind: Literal["inpatient", "outpatient"] = Field(description="inpatient = admitted to a bed")
    referral: bool = Field(
        description="true = in the network: the registered place, referred, or a suitable basic-level place while living "
        "away from home"
    )
    emergency: bool = Field(False, description="the facility took it as an emergency")
    benefit_percent: Percent | None = Field(None, description="own benefit level; default: the general one")
    copaid_this_year: Dong = Field(0, description="co-payments in this calendar year before this bill, in the network")
    copaid_before_change: Dong | None = Field(
        None, description="part of copaid_this_year paid before the base salary changed in that year"
    )
    five_years: bool = Field(False, description="the continuous years of the law are reached (the date is on the card)")
    hospital: Literal["unknown", "under_50_points", "from_50_points", "former_district", "former_provincial"] = Field(
        "unknown",
        description="rank of the hospital, where there is no referral: under_50_points also provisionally ranked basic, "
        "former_provincial also former central",
    )
    listed_disease: bool = Field(False, description="treatment of a disease on the list of rare and serious diseases")
    difficult_area: bool = Field(
        False, description="ethnic minority or poor person living in a difficult area, or island resident"
    )
    has_contract: bool = Field(True, description="the facility has a health-insurance contract")
    card_shown: bool = Field(True, description="card or ID was shown before the end of the treatment")
    visited_on: Day | None = Field(None, description="day of the treatment; default: today")


class HiBillResult(Result):
    fund_pays: int = Field(description="what health insurance pays of the bill")
    patient_pays: int = Field(description="what is left for the patient")
    percent: Decimal = Field(
        description="percent of the bill the fund pays, before a refund limit or the year's threshold"
    )
    paid_back_later: bool = Field(description="the patient pays first and claims the fund's part at the SI office")
    copay_left: int | None = Field(
        description="co-payments left this year, before this bill, until all is paid in full"
    )


def hi_bill(law: Law, inputs: HiBillInputs) -> Calculation[HiBillResult]:
    working = Working(law.on_day(inputs.visited_on or law.on))
    own = _own_benefit(working, inputs)
    left = _copay_left(working, inputs)
    direct = not (inputs.has_contract and inputs.card_shown)
    share = FULL if direct else _share(working, inputs)
    if not direct:
        own = _full_cover(working, inputs, own, share)
    percent = working.step("percent", f"{plain(own)} * {plain(share)} / 100")
    fund = working.money("by_percent", f"{inputs.bill} * {plain(percent)} / 100")
    if direct:
        fund = _refund(working, inputs, fund)
    patient = working.money("patient_pays", f"{inputs.bill} - {fund}")
    if left is not None and patient > left and not direct and _in_network(inputs):
        patient = working.money("patient_pays_to_threshold", str(left))
        percent = FULL if left == 0 else percent
        fund = working.money("fund_pays_above_threshold", f"{inputs.bill} - {left}")
    return working.calculation(
        HiBillResult(fund_pays=fund, patient_pays=patient, percent=percent, paid_back_later=direct, copay_left=left)
    )


def _in_network(inputs: HiBillInputs) -> bool:
    return inputs.referral or inputs.emergency or inputs.listed_disease


def _own_benefit(working: Working, inputs: HiBillInputs) -> Decimal:
    general = working.read("hi_benefit_percent.general")
    lowest = figure(general)
    if inputs.benefit_percent is None:
        working.warn("general_benefit_assumed", percent=plain(lowest))
        return lowest
    if inputs.benefit_percent < lowest:
        raise InputError("benefit_percent", f"must be at least {plain(lowest)}", lowest)
    return inputs.benefit_percent


def _share(working: Working, inputs: HiBillInputs) -> Decimal:
    """Percent of the own benefit that is paid at this place."""
    _check_hospital(inputs)
    if inputs.referral:
        return FULL
    if inputs.emergency:
        key = "emergency"
    elif inputs.listed_disease:
        key = "listed_62_diseases"
    else:
        key = _off_network_key(working, inputs)
    share = working.read(f"{SHARE}.{key}")
    return working.step("share_of_benefit", plain(figure(share)), share)


def _check_hospital(inputs: HiBillInputs) -> None:
    rank = inputs.hospital
    if inputs.level == "primary" and rank != "unknown":
        raise InputError("hospital", "has no rank at primary level; leave it out")
    if inputs.level == "specialised" and rank in ("under_50_points", "from_50_points", "former_district"):
        raise InputError("hospital", f"'{rank}' is a rank of the basic level")


def _off_network_key(working: Working, inputs: HiBillInputs) -> str:
    rank, inpatient = inputs.hospital, inputs.kind == "inpatient"
    if inputs.level == "primary":
        return "primary"
    if inputs.level == "basic":
        if rank == "former_district":
            return "former_district"
        if inpatient:
            return "basic_inpatient"
        if rank == "under_50_points":
            return "basic_outpatient_under_50_points_or_provisional"
        if rank == "former_provincial":
            return "basic_former_provincial_central_outpatient"
    elif rank == "former_provincial":
        return f"former_provincial_specialised_{inputs.kind}"
    elif inpatient and inputs.difficult_area:
        return "minority_or_poor_difficult_area_or_island_specialised_inpatient"
    if rank == "unknown":
        working.warn("hospital_rank_unknown_lower_share_used")
    return "basic_outpatient_50_to_under_70_points" if inputs.level == "basic" else f"specialised_{inputs.kind}"


def _full_cover(working: Working, inputs: HiBillInputs, own: Decimal, share: Decimal) -> Decimal:
    """The benefit level of this bill: everything at primary level and for a small bill."""
    if inputs.level == "primary":
        initial = working.read("hi_initial_level_percent.initial_level")
        return working.step("primary_level_percent", plain(figure(initial)), initial)
    threshold = working.read("hi_full_cover_visit_threshold")
    if inputs.bill < figure(threshold):
        working.money("small_bill_threshold", plain(figure(threshold)), threshold)
        if share < FULL:
            working.warn("small_bill_off_network_share_only")
        return FULL
    return own


def _refund(working: Working, inputs: HiBillInputs, fund: int) -> int:
    """The fund's part where the patient pays first: limited, unless it was an emergency."""
    working.warn("claim_refund_with_papers")
    if inputs.emergency:
        return fund
    cap = _refund_cap(working, inputs)
    if cap is None:
        working.warn("no_refund_outpatient_at_this_level")
        return 0
    limit = working.money("refund_limit", plain(figure(cap)), cap)
    return min(fund, limit)


def _refund_cap(working: Working, inputs: HiBillInputs) -> Provision | None:
    name = "hi_direct_payment_cap"
    higher = inputs.hospital in ("from_50_points", "former_provincial") or inputs.level == "specialised"
    if inputs.has_contract or not higher:
        if not inputs.has_contract and inputs.hospital == "unknown":
            working.warn("hospital_rank_unknown_lowest_rank_used")
        return working.read(f"{name}.{inputs.kind}_basic")
    if inputs.kind == "outpatient":
        return None
    level = "specialised" if inputs.level == "specialised" else "former_provincial_basic"
    return working.read(f"{name}.inpatient_{level}")


def _copay_left(working: Working, inputs: HiBillInputs) -> int | None:
    """Co-payments left until everything is paid in full; None without the continuous years."""
    day, before = working.law.on, inputs.copaid_before_change
    if not inputs.five_years and before is None:
        return None
    now, start = working.law.money("base_salary"), working.law.on_day(date(day.year, 1, 1)).money("base_salary")
    if before is not None and now == start:
        raise InputError("copaid_before_change", f"the base salary has not changed in {day.year} before {day}")
    if before is not None and before > inputs.copaid_this_year:
        raise InputError("copaid_before_change", "cannot be more than copaid_this_year", inputs.copaid_this_year)
    if not inputs.five_years:
        return None
    if now != start and before is None and inputs.copaid_this_year:
        working.warn("copaid_before_change_needed")
    base = working.read("base_salary")
    multiple = working.read(f"{RULES}.copay_base_multiple")
    before = before or 0
    later = inputs.copaid_this_year - before
    left = working.money(
        "copay_left", f"({plain(figure(multiple))} - {before} / {start}) * {now} - {later}", multiple, base
    )
    return max(0, left)


CALCULATOR = Calculator(
    "hi-bill",
    HiBillInputs,
    HiBillResult,
    hi_bill,
    governing_dates=(
        ("hi_benefit_percent, hi_off_network_percent_of_benefit, hi_full_cover_visit_threshold", "visited_on"),
        ("base_salary (year's threshold)", "visited_on and 1 January of that year"),
    ),
)
