"""Notice before quitting: what it asks and how it says the result."""

from __future__ import annotations

from bot.calculators.form import Choice, Form, Kind, Question
from bot.i18n import N_, gettext_for
from knowledge import wording
from knowledge.benefits.notice import NoticeResult
from knowledge.schema import Language, Topic, Unit

# Only together with the word for a contract: "2 năm" alone may be how long somebody has worked.
_TERMS_12_36 = (
    *("1 nam", "mot nam", "2 nam", "hai nam", "3 nam", "ba nam", "12 thang", "18 thang", "24 thang", "36 thang"),
    *("of 1 year", "of one year", "of 2 years", "of two years", "of 3 years", "of three years"),
)


def _headline(result: NoticeResult, language: Language) -> str:
    _ = gettext_for(language)
    if result.may_leave_at_once:
        return _("**No notice is needed**: with this reason you may leave at once.")
    unit = Unit.WORKING_DAYS if result.unit == "working_days" else Unit.DAYS
    return _("**{days}** of notice before you leave. You need no reason and no approval.").format(
        days=wording.counted(result.days, unit, language)
    )


FORM = Form(
    calculator="notice",
    title=N_("How long before I quit must I say so"),
    topic=Topic.PROBATION_TERMINATION,
    article="probation_termination/how-to-quit",
    questions=(
        Question(
            field="contract",
            kind=Kind.CHOICE,
            ask=N_("Which contract do you have? Look for its term on the first page."),
            name=N_("contract"),
            choices=(
                Choice(
                    "indefinite",
                    N_("Without an end date"),
                    ("khong thoi han", "khong xac dinh thoi han", "vo thoi han", "permanent", "no end date"),
                ),
                Choice(
                    "12_36",
                    N_("For 12 to 36 months"),
                    tuple(f"{word} {term}" for word in ("hop dong", "hd", "contract") for term in _TERMS_12_36),
                ),
                Choice(
                    "under_12",
                    N_("For less than 12 months"),
                    (
                        "duoi 1 nam",
                        "duoi mot nam",
                        "duoi 12 thang",
                        "thoi vu",
                        "hop dong 3 thang",
                        "hop dong 6 thang",
                        "less than a year",
                        "less than 12 months",
                        "under 12 months",
                    ),
                ),
                Choice(
                    "domestic",
                    N_("Domestic work in a family"),
                    ("giup viec", "osin", "giup viec nha", "domestic worker", "housekeeper"),
                ),
            ),
        ),
        Question(
            field="reason",
            kind=Kind.CHOICE,
            ask=N_("Why do you leave?"),
            name=N_("reason"),
            choices=(
                Choice(
                    "none",
                    N_("Another reason, or none"),
                    ("ly do khac", "khong co ly do", "khong ly do", "no reason", "another reason"),
                ),
                Choice(
                    "unpaid_wages",
                    N_("Wages unpaid, too little or late"),
                    (
                        "no luong",
                        "cham luong",
                        "tre luong",
                        "khong tra luong",
                        "quyt luong",
                        "thieu luong",
                        "late wages",
                        "not paid",
                    ),
                ),
                Choice(
                    "not_as_agreed",
                    N_("Work, place or conditions not as agreed"),
                    ("khong dung thoa thuan", "khong dung hop dong", "not as agreed"),
                ),
                Choice(
                    "ill_treated",
                    N_("Beaten, insulted, ill-treated, forced to work"),
                    ("danh", "bi danh", "chui", "chui boi", "nguoc dai", "ep lam", "beaten", "insulted", "abuse"),
                ),
                Choice(
                    "sexual_harassment",
                    N_("Sexual harassment at work"),
                    ("quay roi", "quay roi tinh duc", "harassment", "harassed"),
                ),
                Choice(
                    "pregnant_must_stop",
                    N_("Pregnant, and the doctor says stop"),
                    ("mang thai", "mang bau", "bau", "co bau", "pregnant"),
                ),
                Choice(
                    "retirement_age",
                    N_("I have reached retirement age"),
                    ("tuoi nghi huu", "nghi huu", "den tuoi huu", "retirement"),
                ),
                Choice(
                    "false_information",
                    N_("The employer told me something false about the job"),
                    ("thong tin sai", "noi sai", "lua", "false"),
                ),
            ),
            prefill=False,
        ),
    ),
    headline=_headline,
    next_step=N_(
        "Write to the employer, name the day you leave, and keep proof: e-mail, registered post or a signed copy. If you "
        "leave for one of the reasons, write that reason down."
    ),
)
