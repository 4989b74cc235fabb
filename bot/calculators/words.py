"""The steps and warnings of the calculators in words: message ids by key."""

from __future__ import annotations

from bot.i18n import N_

STEPS: dict[str, str] = {
    "full_per_month": N_("Whole contribution for a month"),
    "state_support_per_month": N_("The State pays each month"),
}

WARNINGS: dict[str, str] = {
    "province_may_add_support": N_("Your province may add to the State's part: ask the local social insurance office."),
}
