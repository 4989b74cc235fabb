"""From what a person said to the day to act by, by the law of the day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bot.reminders.kinds import ABOUT, BLOCKS, MONTHLY, ONCE
from bot.reminders.reminder import Kind, Step
from knowledge.benefits.calculation import InputError, Warning, references_of
from knowledge.benefits.deadlines import LastDay, last_day_of, next_working_day
from knowledge.benefits.dispute_deadlines import DisputeDeadlinesInputs, dispute_deadlines
from knowledge.benefits.working import Working
from knowledge.database import Knowledge
from knowledge.law import LawError, Provision
from knowledge.schema import Reference

DEADLINES = "vsi_payment_deadline_months"
SAID = (
    "unemployment_claim_against_employer_sooner",
    "time_limit_over",
)  # else the reminder would come too late for them
YEARS_AHEAD = timedelta(days=3 * 366)  # a day further off is a slip of the finger


@dataclass(frozen=True, slots=True)
class Reckoned:
    """The day to act by, the last day of the law, and what they rest on."""

    day: date
    last: date | None = None
    until: date | None = None  # the next working day, where the last day is a day off: it still counts
    step: Step | None = None
    every: int = 0
    figures: Mapping[str, Provision] | None = None  # for the sentence that says the rule
    references: tuple[Reference, ...] = ()
    warnings: tuple[Warning, ...] = ()

    @property
    def latest(self) -> date:
        return self.last or self.day


def reckoned(kind: Kind, answers: Mapping[str, str], knowledge: Knowledge, on: date) -> Reckoned:
    """Raises LawError where the law of those days is not known, InputError for a day that cannot be."""
    law = knowledge.law(on)
    day = {field: date.fromisoformat(value) for field, value in answers.items() if _is_day(value)}
    for field, said in day.items():
        if said > on + YEARS_AHEAD:
            raise InputError(field, f"is too far ahead, after {on + YEARS_AHEAD}", on + YEARS_AHEAD)
    working = Working(law)
    match kind:
        case Kind.HI_CARD:
            ends = day["ends"]
            figures = {
                "gap": working.read("hi_waiting_days.gap_days", max(on, ends)),
                "wait": working.read("hi_waiting_days.first_time_or_gap", max(on, ends)),
            }
            return Reckoned(ends, figures=figures, references=references_of(*figures.values()))
        case Kind.CONTRIBUTION:
            return _contribution(working, day["day"], answers["every"])
        case Kind.DISPUTE:
            return _dispute(working, day["discovered"], answers["kind"])
        case Kind.BIRTH_ALLOWANCE:
            born = day["birth_date"]
            days = working.read("vsi_maternity_allowance.filing_days", born)
            found = last_day_of(working, "file_by", born, days=_whole(days))
            return _deadline(found, days)
        case Kind.MATERNITY_MONEY:
            days = working.read("si_claim_deadlines.maternity_worker_days", day["leave_end"])
            found = last_day_of(working, "file_by", day["leave_end"], days=_whole(days))
            # The value rests on every article of its table; the article of the knowledge base names the one meant.
            article = knowledge.article(ABOUT[kind].article)
            return _deadline(found, days, tuple(article.legal_basis) if article is not None else None)
        case Kind.UNEMPLOYMENT:
            ended = day["ended_on"]
            months = working.read("ui_conditions.filing_months", max(on, ended))
            found = last_day_of(working, "file_by", ended, months=_whole(months))
            return _deadline(found, months)


def _deadline(found: LastDay, limit: Provision, references: tuple[Reference, ...] | None = None) -> Reckoned:
    return Reckoned(
        found.safe_by,
        last=found.last_day,
        until=_moved(found.last_day, found.next_working_day),
        figures={"limit": limit},
        references=limit.references if references is None else references,
    )


def _contribution(working: Working, day: date, every: str) -> Reckoned:
    if every in (ONCE, MONTHLY):
        # For their references: the ways to pay, and when (the time to pay of a month has no figure of its own).
        ways, times = (working.read(f"{name}.m3", max(day, working.law.on)) for name in (BLOCKS, DEADLINES))
        return Reckoned(day, every=int(every == MONTHLY), references=references_of(ways, times))
    block = working.read(f"{BLOCKS}.{every}", max(day, working.law.on))
    limit = working.read(f"{DEADLINES}.{every}", max(day, working.law.on))
    return Reckoned(
        day, every=_whole(block), figures={"block": block, "limit": limit}, references=references_of(block, limit)
    )


def _dispute(working: Working, discovered: date, kind: str) -> Reckoned:
    """The next limit that is not over: the conciliator's where he comes first, then the court's."""
    inputs = DisputeDeadlinesInputs.model_validate(
        {"discovered": discovered, "kind": "other" if kind == "something_else" else kind}
    )
    calculation = dispute_deadlines(working.law, inputs)
    result = calculation.result
    court = result.may_skip_conciliation or "conciliation" in result.passed
    last = result.court_by if court else result.conciliation_by
    limit = working.read(f"dispute_time_limits.{'court' if court else 'conciliation'}", discovered)
    return Reckoned(
        result.court_safe_by if court else result.conciliation_safe_by,
        last=last,
        until=_moved(last, next_working_day(working.law, last)),
        step="court" if court else "conciliator",
        figures={"limit": limit},
        references=limit.references,
        warnings=_said(calculation.warnings, result.may_skip_conciliation),
    )


def _moved(last: date, next_working: date) -> date | None:
    return next_working if next_working != last else None


def _said(warnings: tuple[Warning, ...], court_at_once: bool) -> tuple[Warning, ...]:
    """What has to be said beside the reminder; a conciliator's limit that is over matters only where he comes first."""
    known = {warning.key: warning for warning in warnings if warning.key in SAID}
    if court_at_once:
        known.pop("time_limit_over", None)
    return tuple(known.values())


def _whole(provision: Provision) -> int:
    if not isinstance(provision.value, int):
        raise LawError(f"'{provision.name}' is not a whole number")
    return provision.value


def _is_day(value: str) -> bool:
    return len(value) == 10 and value[4] == value[7] == "-"
