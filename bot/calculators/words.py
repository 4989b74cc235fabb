"""The steps and warnings of the calculators in words: message ids by key."""

from __future__ import annotations

from bot.i18n import N_

STEPS: dict[str, str] = {
    "amount": N_("In all"),
    "arbitration_by": N_("Last day for labour arbitration"),
    "by_percent": N_("The fund's part"),
    "by_years": N_("By your years"),
    "compensation": N_("Compensation, at least"),
    "compounded_months": N_("Missing months, with interest"),
    "conciliation_by": N_("Last day for the labour conciliator"),
    "copay_left": N_("Co-payments left this year before all is paid in full"),
    "court_by": N_("Last day for the court"),
    "discounted_months": N_("Months paid ahead, with the discount"),
    "discounted_months_left": N_("Unused months, with the discount"),
    "discounted_supported_months": N_("Supported months, with the discount"),
    "extra_compensation": N_("More, because the employer does not take you back, at least"),
    "file_by": N_("Last day to file"),
    "first_day": N_("First day of the benefit"),
    "full_per_month": N_("Whole contribution for a month"),
    "full_total": N_("Whole contribution in all"),
    "fund_pays_above_threshold": N_("The fund's part above that"),
    "highest_monthly": N_("Highest benefit of the region"),
    "holiday_pay": N_("Wage of the paid holiday itself"),
    "hourly_base": N_("Wage of a normal hour"),
    "investment_rate_per_month": N_("Investment rate of the fund a month"),
    "least_amount": N_("Least amount of the law"),
    "minimum_total": N_("At least in all"),
    "minimum_wage": N_("Minimum wage of the region"),
    "missing": N_("Missing"),
    "months_by_time": N_("Months of benefit by your insured time"),
    "months_counted": N_("Months that count"),
    "months_kept": N_("Insured months kept for another time"),
    "months_of_benefit": N_("Months of benefit"),
    "notice_days": N_("Days of notice"),
    "notice_pay": N_("Wages for the missing days of notice"),
    "overtime_pay": N_("Pay for these hours"),
    "patient_pays": N_("Your part"),
    "patient_pays_to_threshold": N_("Your part, up to the year's limit"),
    "percent": N_("Percentage that applies"),
    "primary_level_percent": N_("Paid at health stations and family doctors (%)"),
    "refund_before_support": N_("Refund before the State's part is taken off"),
    "refund_limit": N_("Highest refund"),
    "severance": N_("Severance"),
    "share_of_benefit": N_("Share of your benefit paid at this place (%)"),
    "share_of_wage": N_("Share of the insured wage"),
    "signs_of_control": N_("Of these, control over access to work or discipline"),
    "signs_of_management": N_("Signs that somebody manages or supervises you"),
    "small_bill_threshold": N_("A bill under this is paid in full"),
    "state_pays_total": N_("The State pays in all"),
    "state_support_per_month": N_("The State pays each month"),
    "total": N_("In all"),
    "wages_off": N_("Wages for the time without work"),
    "worker_pays_per_month": N_("You pay a month on average"),
    "worker_pays_total": N_("You pay in all"),
    "worker_pays_total_high": N_("You pay in all at most"),
    "years_counted": N_("Years that count"),
}

WARNINGS: dict[str, str] = {
    "base_salary_medium_confidence": N_(
        "The base salary of that time was not read in the legal text itself: check with the social insurance office."
    ),
    "block_deadline_passed": N_(
        "The time to pay for these {months} months is over: it is within the first {within_first} months."
    ),
    "cap_day_open": N_(
        "The highest benefit changed about then, and two texts name different days for it: ask the employment service."
    ),
    "civil_deadline_day_medium_confidence": N_("Sources differ by one day on the last day. Do not wait for it."),
    "claim_refund_with_papers": N_(
        "You pay first. To get money back you need the invoices, the cost list, the discharge or visit papers and a copy of your card or ID."
    ),
    "copaid_before_change_needed": N_(
        "The base salary changed this year. Ask the social insurance office to count what you co-paid before and after; the limit left can differ."
    ),
    "court_decides_if_unlawful": N_("Whether the dismissal was unlawful is decided by the court, not by this sum."),
    "domestic_reason_not_named": N_(
        "For domestic work the rule names unpaid wages and abuse as reasons to leave at once. For your reason ask legal aid first."
    ),
    "file_well_before_last_day": N_("File well before the last day. Time lost through force majeure is not counted."),
    "first_day_one_earlier_if_filing_day_counts": N_(
        "If the day of filing is counted too, the first day is one working day earlier."
    ),
    "force_majeure_pay_delay": N_("Exception: with force majeure the employer may pay up to {days} days late."),
    "general_benefit_assumed": N_(
        "I counted with the general benefit level of {percent}%. Some groups have more: see your level in VssID."
    ),
    "hi_benefit_percent_medium_confidence": N_(
        "The benefit level of that time was not read in the legal text itself: check with the social insurance office."
    ),
    "holiday_wage_in_month_wage": N_(
        "Your monthly wage already holds the wage of the holiday itself; this comes on top."
    ),
    "hospital_rank_unknown_lower_share_used": N_(
        "I do not know the rank of this hospital and counted with the lower share. Ask the hospital, VssID or the social insurance hotline."
    ),
    "hospital_rank_unknown_lowest_rank_used": N_(
        "I do not know the rank of this place and counted with the lowest one."
    ),
    "insurance_contributions_on_top": N_(
        "On top, the employer pays social, health and unemployment insurance for the time without work."
    ),
    "last_day_is_day_off": N_(
        "{last_day} is a day off; by the Civil Code the next working day, {next_working_day}, still counts. Do not rely on it."
    ),
    "later_start_if_employer_cannot_pay": N_(
        "If the employer is bankrupt, dissolved or gone, the time to file runs from the authority's confirmation: ask the employment service."
    ),
    "least_amount_without_counted_time_open": N_(
        "Unemployment insurance covers all of your time. Whether the least amount is still owed then is not clear: ask a union or the Department of Home Affairs."
    ),
    "minimum_wage_change_proposed": N_("New amounts are proposed from {planned_from}; that is only a draft, not law."),
    "monthly_minimum_is_for_full_time": N_(
        "The monthly minimum is for full normal hours. If you work shorter hours, compare the wage of an hour."
    ),
    "months_above_limit_lost": N_(
        "{months} insured months are above what can be counted; they are lost once the benefit is drawn."
    ),
    "months_in_window_not_checked": N_(
        "Not checked: at least {months} of the insured months must lie in the {window} months before the end of the job."
    ),
    "moving_holidays_not_counted": N_(
        "Holidays that move (Tết, Hùng Kings, National Day) are not in this count of working days."
    ),
    "no_insured_job_after_filing": N_(
        "The benefit needs that you have no new insured job within {days} working days of filing."
    ),
    "no_platform_ruling_known": N_("No ruling on app drivers is known to me."),
    "no_refund_outpatient_at_this_level": N_(
        "For treatment without a stay at this kind of place, nothing is paid back."
    ),
    "normal_day_assumed": N_("I counted a normal day of {hours} hours for the holiday itself."),
    "not_paying_at_the_end": N_(
        "Insurance was not paid for the last months of the job. With some exceptions that stands in the way: ask the employment service."
    ),
    "not_told_nothing_kept": N_("The new job was not told in time, so no insured months are kept."),
    "notice_pay_day_divisor_medium_confidence": N_(
        "The law does not say how to turn a month's wage into a day's; here a month has 30 days. Use your real daily wage if you know it."
    ),
    "only_court_or_authority_decides": N_(
        "This is only a reading of the law's test. A court or the competent authority decides."
    ),
    "past_month_cannot_be_paid": N_("A past month cannot be paid for any more."),
    "prepaid_support_netting_open": N_(
        "The rules do not say how the State's part is taken off a payment for years ahead. Ask the social insurance office for the exact sum."
    ),
    "province_may_add_support": N_("Your province may add to the State's part: ask the local social insurance office."),
    "questions_unanswered": N_("{count} signs were not asked or not answered; they can matter too."),
    "refund_less_state_support": N_("From this refund the State's part of the unused months is taken off."),
    "rural_poverty_line_medium_confidence": N_(
        "The poverty line behind this was not read in the decree itself: check with the social insurance office."
    ),
    "small_bill_off_network_share_only": N_(
        "Small bills are usually paid in full, but at this kind of hospital only this share is paid without a referral."
    ),
    "special_jobs_longer_notice": N_(
        "For special jobs (flight crew, enterprise managers and the like) it is longer: {days} days with a contract of 12 months or more."
    ),
    "support_ends_within": N_(
        "The State pays for only {supported} of these months: {most} months is the most in a lifetime."
    ),
    "support_for_missing_months_unknown": N_(
        "Whether the State supports missing months is not written in the decree, so it is not counted. Ask the social insurance office."
    ),
    "support_used_up": N_("The State has already supported you for {most} months, the most in a lifetime."),
    "time_limit_over": N_("A time limit is over. Ask a union, a lawyer or legal aid at once which way is still open."),
    "ui_benefit_medium_confidence": N_(
        "The rule of that time on the amount was not read in the legal text itself: check with the employment service."
    ),
    "ui_conditions_medium_confidence": N_(
        "The conditions of that time were not read in the legal text itself: check with the employment service."
    ),
    "ui_duration_steps_medium_confidence": N_(
        "The number of months under the rule of that time was not read in the legal text itself: check with the employment service."
    ),
    "under_minimum_time_ask": N_(
        "For less than the least time of the law, ask a union or legal aid whether something is still owed."
    ),
    "under_minimum_time_no_severance": N_("The time with this employer is too short for severance."),
    "unemployment_claim_against_employer_sooner": N_(
        "If the employer owes unemployment insurance: sue for the lost benefit within {months} months of the end of the job."
    ),
    "vsi_discount_rate_r_low_confidence": N_(
        "The investment rate of the fund comes from second-hand sources. Take this as an estimate and ask the social insurance office."
    ),
    "vsi_income_min_medium_confidence": N_(
        "The lowest income to pay on was not read in the decree itself: check with the social insurance office."
    ),
}
