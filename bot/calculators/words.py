"""The steps and warnings of the calculators in words: message ids by key."""

from __future__ import annotations

from bot.i18n import N_

STEPS: dict[str, str] = {
    "accident_insurance_per_year": N_("Accident insurance a year"),
    "adjusted_incomes": N_("Incomes of all months in today's prices"),
    "adjusted_incomes_with_missing_months": N_("With the months paid at once"),
    "amount": N_("In all"),
    "arbitration_by": N_("Last day for labour arbitration"),
    "average_income": N_("Average a month"),
    "begin_by": N_("Last day for the leave to begin"),
    "break_even": N_("Months of pension until your own money is back"),
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
    "drawn": N_("Drawn in all"),
    "extra_compensation": N_("More, because the employer does not take you back, at least"),
    "file_by": N_("Last day to file"),
    "first_day": N_("First day of the benefit"),
    "full_per_month": N_("Whole contribution for a month"),
    "full_total": N_("Whole contribution in all"),
    "fund_pays_above_threshold": N_("The fund's part above that"),
    "funeral": N_("Funeral allowance"),
    "gap_days": N_("Days since the old card ended"),
    "gap_months": N_("Months left without the allowance"),
    "gap_price": N_("Price of these months, if wanted"),
    "gross": N_("Before the State's part is taken off"),
    "health_insurance_per_year": N_("Health insurance a year"),
    "highest_monthly": N_("Highest benefit of the region"),
    "holiday_pay": N_("Wage of the paid holiday itself"),
    "hourly_base": N_("Wage of a normal hour"),
    "investment_rate_per_month": N_("Investment rate of the fund a month"),
    "least_amount": N_("Least amount of the law"),
    "least_survivors_one_off": N_("Least amount for the relatives"),
    "leave_days": N_("Working days of leave"),
    "leave_money": N_("Money for the leave"),
    "leave_months": N_("Months of leave"),
    "loss_part": N_("For the loss of capacity, or the death"),
    "lowest_pension": N_("Lowest pension"),
    "lump_sum": N_("One-time withdrawal for the same months"),
    "member_1": N_("First person"),
    "member_2": N_("Second person"),
    "member_3": N_("Third person"),
    "member_4": N_("Fourth person"),
    "member_5": N_("Fifth person or later"),
    "minimum_total": N_("At least in all"),
    "minimum_wage": N_("Minimum wage of the region"),
    "missing": N_("Missing"),
    "missing_months": N_("Months missing"),
    "missing_price": N_("Price of the missing months"),
    "monthly_amount": N_("Allowance a month"),
    "monthly_pension": N_("Pension a month"),
    "months_by_contribution": N_("Months your contributions pay for"),
    "months_by_time": N_("Months of benefit by your insured time"),
    "months_counted": N_("Months that count"),
    "months_in_window": N_("Months paid that count before the birth"),
    "months_kept": N_("Insured months kept for another time"),
    "months_moved_to_later_period": N_("Months from 2014 on, with the odd earlier ones"),
    "months_of_benefit": N_("Months of benefit"),
    "months_of_pension": N_("Months of pension for the relatives"),
    "months_to_pay": N_("Months to pay"),
    "most_for_short_time": N_("The most for less than a year"),
    "notice_days": N_("Days of notice"),
    "notice_pay": N_("Wages for the missing days of notice"),
    "one_off": N_("Paid once"),
    "overtime_pay": N_("Pay for these hours"),
    "paid_by_state": N_("The State pays"),
    "paid_by_worker": N_("You pay"),
    "patient_pays": N_("Your part"),
    "patient_pays_to_threshold": N_("Your part, up to the year's limit"),
    "per_day": N_("For a day of work"),
    "per_month": N_("For a month"),
    "per_trip": N_("For a trip or order"),
    "per_week": N_("For a week"),
    "per_year": N_("For a year"),
    "percent": N_("Percentage that applies"),
    "premium": N_("One payment"),
    "primary_level_percent": N_("Paid at health stations and family doctors (%)"),
    "rate_after_reduction": N_("Percentage after the reduction"),
    "rate_percent": N_("Percentage of the average"),
    "rate_reduction": N_("Taken off for retiring early"),
    "refund_before_support": N_("Refund before the State's part is taken off"),
    "refund_limit": N_("Highest refund"),
    "retirement_age_in_months": N_("Retirement age in months"),
    "severance": N_("Severance"),
    "share_of_benefit": N_("Share of your benefit paid at this place (%)"),
    "share_of_wage": N_("Share of the insured wage"),
    "signs_of_control": N_("Of these, control over access to work or discipline"),
    "signs_of_management": N_("Signs that somebody manages or supervises you"),
    "small_bill_threshold": N_("A bill under this is paid in full"),
    "social_insurance_per_month": N_("Social insurance a month"),
    "state_part": N_("The State's part"),
    "state_pays_total": N_("The State pays in all"),
    "state_support_per_month": N_("The State pays each month"),
    "supported_member": N_("Person with State support"),
    "survivors_one_off": N_("Once for the relatives"),
    "time_part": N_("For the time paid"),
    "total": N_("In all"),
    "total_paid": N_("Paid in"),
    "usable_from": N_("First day of the card"),
    "wages_off": N_("Wages for the time without work"),
    "waiting_days": N_("Days of waiting"),
    "worker_pays_per_month": N_("You pay a month on average"),
    "worker_pays_total": N_("You pay in all"),
    "worker_pays_total_high": N_("You pay in all at most"),
    "years_before_2014": N_("Years before 2014"),
    "years_counted": N_("Years that count"),
    "years_from_2014": N_("Years from 2014 on"),
}

WARNINGS: dict[str, str] = {
    "allowance_rate_of_decision_day": N_("The amount is that of the day of the decision; it can be higher by then."),
    "amount_paid_reading_uncertain": N_(
        "With less than a year paid you get back “what was paid”. How the office counts that is not certain: ask it."
    ),
    "average_income_needed": N_("For the relatives' money I need the average income paid on."),
    "base_salary_medium_confidence": N_(
        "The base salary of that time was not read in the legal text itself: check with the social insurance office."
    ),
    "birth_in_the_future_values_may_change": N_("The birth is still to come: the amounts can change until then."),
    "block_deadline_passed": N_(
        "The time to pay for these {months} months is over: it is within the first {within_first} months."
    ),
    "cap_day_open": N_(
        "The highest benefit changed about then, and two texts name different days for it: ask the employment service."
    ),
    "check_father_and_voluntary_allowance": N_(
        "Not enough months here does not always mean nothing: the father may get the birth money, and the voluntary scheme's allowance counts voluntary and compulsory months together."
    ),
    "civil_deadline_day_medium_confidence": N_("Sources differ by one day on the last day. Do not wait for it."),
    "claim_refund_with_papers": N_(
        "You pay first. To get money back you need the invoices, the cost list, the discharge or visit papers and a copy of your card or ID."
    ),
    "compulsory_benefit_instead": N_("Somebody entitled in both schemes gets only the compulsory scheme's money."),
    "copaid_before_change_needed": N_(
        "The base salary changed this year. Ask the social insurance office to count what you co-paid before and after; the limit left can differ."
    ),
    "court_decides_if_unlawful": N_("Whether the dismissal was unlawful is decided by the court, not by this sum."),
    "csi_cpi_coefficient_medium_confidence": N_(
        "The table of price coefficients was not read in the official text itself: check with the social insurance office."
    ),
    "csi_one_time_under_year_percent_medium_confidence": N_(
        "The percentage used for less than a year comes from older rules: check with the social insurance office."
    ),
    "day_of_minimum_wage_unconfirmed": N_(
        "Which day's minimum wage counts is not confirmed; I took that of the day of the accident."
    ),
    "domestic_reason_not_named": N_(
        "For domestic work the rule names unpaid wages and abuse as reasons to leave at once. For your reason ask legal aid first."
    ),
    "earlier_age_if_joined_early": N_(
        "If you joined the voluntary scheme early, the retirement age can be lower: change the answer about your first voluntary month."
    ),
    "enacted_change_ahead": N_(
        "A change of the law from {first_day} is already decided; these figures do not hold it yet."
    ),
    "entitled_if_doctor_ordered_rest": N_(
        "If a doctor ordered rest to protect the pregnancy, these months are enough."
    ),
    "father_must_be_insured_now": N_("The father must be in compulsory social insurance at the time."),
    "father_one_off_needs_months": N_(
        "For the birth money the father himself needs {months} months paid before the birth."
    ),
    "file_directly_with_si_office": N_(
        "You left before the birth: file yourself at any social insurance office or on the National Public Service Portal. The months of leave do not count as insured time."
    ),
    "file_early_after_birth": N_(
        "You need not wait for the end of the leave: the papers can be handed in right after the birth."
    ),
    "file_well_before_last_day": N_("File well before the last day. Time lost through force majeure is not counted."),
    "first_day_may_differ_by_one": N_("Counting can differ by one day: see the first day in VssID."),
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
    "hi_waiting_days_low_confidence": N_(
        "The waiting rule of that time is not certain: check with the social insurance office."
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
    "income_below_later_minimum": N_(
        "From {first_day} the lowest income to pay on is {minimum}: the income you chose will be too low then."
    ),
    "insurance_contributions_on_top": N_(
        "On top, the employer pays social, health and unemployment insurance for the time without work."
    ),
    "issuing_office_sets_first_day": N_(
        "After a short gap the office that issues the card sets the first day: ask when you pay."
    ),
    "last_day_is_day_off": N_(
        "{last_day} is a day off; by the Civil Code the next working day, {next_working_day}, still counts. Do not rely on it."
    ),
    "late_filing_needs_explanation": N_("The time to file is over: you can still file, with a written explanation."),
    "later_start_if_employer_cannot_pay": N_(
        "If the employer is bankrupt, dissolved or gone, the time to file runs from the authority's confirmation: ask the employment service."
    ),
    "least_amount_without_counted_time_open": N_(
        "Unemployment insurance covers all of your time. Whether the least amount is still owed then is not clear: ask a union or the Department of Home Affairs."
    ),
    "leave_end_assumed": N_("I took {leave_end} as the last day of the leave, as if it began on the day of birth."),
    "loss_below_least": N_("Below a loss of {least}% this insurance pays no allowance."),
    "lowest_pension_depends_on_kind_of_work": N_(
        "The lowest pension needs long years in certain kinds of work: ask the social insurance office whether yours count."
    ),
    "lump_sum_only_to_compare": N_(
        "The withdrawal is shown only to compare: with enough years for a pension it exists only in special cases."
    ),
    "minimum_wage_change_proposed": N_("New amounts are proposed from {planned_from}; that is only a draft, not law."),
    "minimum_wage_month_low_confidence": N_(
        "The minimum wage of that time is not certain: check before you rely on it."
    ),
    "monthly_minimum_is_for_full_time": N_(
        "The monthly minimum is for full normal hours. If you work shorter hours, compare the wage of an hour."
    ),
    "monthly_pension_needed": N_("For the relatives' money I need the monthly pension."),
    "monthly_survivors_money_if_compulsory_time": N_(
        "If at least {years} years were compulsory insurance, some relatives can have monthly money instead of the one-off. Ask before you choose."
    ),
    "monthly_survivors_money_possible": N_(
        "Some relatives (children, old or disabled ones) can have monthly money instead of the one-off. Ask before you choose: it cannot be swapped later."
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
    "new_law_if_undecided_when_it_began": N_(
        "This is the law before the Employment Law 2025. A claim that was still undecided when that law began falls under it: ask the employment service."
    ),
    "no_cover_in_the_gap": N_("Between the end of the old card and the payment health insurance pays nothing."),
    "no_insured_job_after_filing": N_(
        "For {days} days after filing (working days under the Employment Law 2025) you must have no new insured job."
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
        "The law does not say how to turn a month's wage into a day's; here a month has {days}. Use your real daily wage if you know it."
    ),
    "oai_benefit_medium_confidence": N_(
        "The benefit rates come from one source that quotes the decree: take this as an estimate and ask the social insurance office."
    ),
    "odd_months_after_age_unclear": N_(
        "How odd months paid after retirement age count is not clear: ask the social insurance office."
    ),
    "odd_months_of_time_unclear": N_("How the odd months beyond whole years count is not clear; I left them out."),
    "one_off_only_if_mother_not_entitled": N_(
        "The father gets the birth money only if the mother is not entitled to it herself."
    ),
    "only_court_or_authority_decides": N_(
        "This is only a reading of the law's test. A court or the competent authority decides."
    ),
    "only_one_parent_claims": N_("If both parents pay voluntary insurance, only one of them claims."),
    "other_benefits_not_counted": N_(
        "Not counted: funeral money, what relatives get, and the pensioner's health card."
    ),
    "past_month_cannot_be_paid": N_("A past month cannot be paid for any more."),
    "pension_may_be_possible_instead": N_(
        "You may have enough years for a pension: then you choose between the pension and the withdrawal."
    ),
    "prepaid_support_netting_open": N_(
        "The rules do not say how the State's part is taken off a payment for years ahead. Ask the social insurance office for the exact sum."
    ),
    "projection_constant_law": N_(
        "This holds today's law and prices for the years to come; the real figure will differ."
    ),
    "province_may_add_support": N_("Your province may add to the State's part: ask the local social insurance office."),
    "questions_unanswered": N_("{count} signs were not asked or not answered; they can matter too."),
    "reduction_needs_same_financial_year": N_(
        "The lower prices need that all join as a household in the same financial year."
    ),
    "refund_less_state_support": N_("From this refund the State's part of the unused months is taken off."),
    "rural_poverty_line_medium_confidence": N_(
        "The poverty line behind this was not read in the decree itself: check with the social insurance office."
    ),
    "second_child_born_before_longer_leave": N_(
        "The longer leave for a second child began later; it does not count for this birth."
    ),
    "second_child_twins_reading": N_(
        "How twins count when one child is already living is a reading of the rules: ask the social insurance office."
    ),
    "short_mixed_time_unclear": N_(
        "For a short time in both schemes the rules are not clear: ask the social insurance office."
    ),
    "small_bill_off_network_share_only": N_(
        "Small bills are usually paid in full, but at this kind of hospital only this share is paid without a referral."
    ),
    "social_pension_medium_confidence": N_(
        "The social pension's amount was not read in the decree itself: ask the commune or the social insurance office."
    ),
    "special_jobs_longer_notice": N_(
        "For special jobs (flight crew, enterprise managers and the like) it is longer: {days} days."
    ),
    "state_support_unknown": N_(
        "Whether the State or your area helps with this contribution, and how much, is not known to me: ask the social insurance office."
    ),
    "support_ends_within": N_(
        "The State pays for only {supported} of these months: {most} months is the most in a lifetime."
    ),
    "support_for_missing_months_unknown": N_(
        "Whether the State supports missing months is not written in the decree, so it is not counted. Ask the social insurance office."
    ),
    "support_may_be_higher_locally": N_("The State's part is at least this; your province may add to it."),
    "support_used_up": N_("The State has already supported you for {most} months, the most in a lifetime."),
    "supported_member_may_choose_household": N_(
        "People with State support may also join with the household: compare which costs less."
    ),
    "time_limit_over": N_("A time limit is over. Ask a union, a lawyer or legal aid at once which way is still open."),
    "total_paid_estimated": N_("What you paid in is estimated from your average income."),
    "total_paid_needed": N_(
        "With so few months the relatives get back what was paid in: the social insurance office has the sum."
    ),
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
    "vsi_one_time_withdrawal_medium_confidence": N_(
        "The rule of that time was not read in the legal text itself: check with the social insurance office."
    ),
    "withdrawn_time_is_lost": N_(
        "The months you withdraw no longer count for anything: no pension, no survivors' money from them."
    ),
    "years_not_enough_for_pension": N_("These years are not enough for a pension."),
}

# Figures of the law that a warning names and its calculation does not give: placeholder, path of the dated value.
FIGURES: dict[str, dict[str, str]] = {
    "notice_pay_day_divisor_medium_confidence": {"days": "notice_pay_day_divisor"},
}
