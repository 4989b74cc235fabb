"""A hospital bill: what it asks and how it says who pays what."""

from __future__ import annotations

from bot.calculators.form import Answers, Choice, Form, Kind, Question
from bot.calculators.questions import asked_answers
from bot.i18n import N_, gettext_for
from knowledge import wording
from knowledge.benefits.hi_bill import HiBillResult
from knowledge.schema import Language, Topic

_IN_NETWORK = ("referred", "temporary")


def _way(answers: Answers) -> str | None:
    """How the person came; staying somewhere for a time opens only suitable places of the basic level."""
    way = answers.get("way")
    return "own" if way == "temporary" and answers.get("level") == "specialised" else way


def _on_own(answers: Answers) -> bool:
    return _way(answers) == "own"


def _asks_way(answers: Answers) -> bool:
    return not (answers.get("level") == "primary" and answers.get("card") == "with_card")


def _asks_rank(answers: Answers) -> bool:
    """The rank decides outpatient care without referral, and the refund where there is no contract."""
    if answers.get("level") != "basic" or answers.get("way") == "emergency":
        return False
    if answers.get("card") == "no_contract":
        return True
    return answers.get("card") == "with_card" and _on_own(answers) and answers.get("kind") == "outpatient"


def _asks_former_provincial(answers: Answers) -> bool:
    return answers.get("level") == "specialised" and answers.get("card") == "with_card" and _on_own(answers)


def _asks_difficult_area(answers: Answers) -> bool:
    inpatient = answers.get("kind") == "inpatient"
    return inpatient and _asks_former_provincial(answers) and answers.get("was_provincial") != "true"


def _asks_copaid(answers: Answers) -> bool:
    return answers.get("five_years") == "true"


def _asks_five_years(answers: Answers) -> bool:
    return answers.get("card") == "with_card" and _way(answers) in (*_IN_NETWORK, "emergency", "listed")


def _inputs(said: Answers) -> dict[str, str]:
    answers = asked_answers(FORM.questions, said)
    way, card = _way(answers), answers["card"]
    rank = answers.get("hospital")
    if answers.get("was_provincial") == "true":
        rank = "former_provincial"
    inputs = {
        "bill": answers["bill"],
        "level": answers["level"],
        "kind": answers["kind"],
        "referral": "true" if way in _IN_NETWORK else "false",
        "emergency": "true" if way == "emergency" else "false",
        "listed_disease": "true" if way == "listed" else "false",
        "has_contract": "false" if card == "no_contract" else "true",
        "card_shown": "false" if card == "without_card" else "true",
        "difficult_area": answers.get("difficult_area", "false"),
    }
    if rank is not None:
        inputs["hospital"] = rank
    optional = ("benefit_percent", "five_years")
    inputs |= {field: answers[field] for field in optional if field in answers}
    if "copaid" in answers:
        inputs["copaid_this_year"] = answers["copaid"]
    return inputs


def _headline(result: HiBillResult, language: Language) -> str:
    _ = gettext_for(language)
    fund, patient = wording.vnd(result.fund_pays, language), wording.vnd(result.patient_pays, language)
    if result.paid_back_later:
        if result.fund_pays == 0:
            return _("You pay **{patient}** yourself: nothing is paid back here.").format(patient=patient)
        return _("You pay first, then claim about **{fund}** back. **{patient}** stays with you.").format(
            fund=fund, patient=patient
        )
    if result.patient_pays == 0:
        return _("You pay **nothing**: health insurance pays {fund}.").format(fund=fund)
    if result.fund_pays == 0:
        text = _("You pay **{patient}**, the whole bill: health insurance pays nothing here without a referral.")
        return text.format(patient=patient)
    text = _("You pay about **{patient}**. Health insurance pays {fund}.").format(patient=patient, fund=fund)
    if result.copay_left is not None and result.patient_pays < result.copay_left:
        left = wording.vnd(result.copay_left - result.patient_pays, language)
        text += "\n" + _("After {left} more of co-payments this year, everything is paid in full.").format(left=left)
    return text


FORM = Form(
    calculator="hi-bill",
    title=N_("What health insurance pays of a hospital bill"),
    topic=Topic.HI_BENEFIT,
    article="hi_benefit/how-much-is-paid",
    questions=(
        Question(
            field="bill",
            kind=Kind.MONEY,
            ask=N_("How much is the bill of this visit or stay? Count only what health insurance covers."),
            name=N_("bill"),
            example=N_("for example: 1,500,000 or 1tr5; the cost list of the hospital shows it"),
        ),
        Question(
            field="level",
            kind=Kind.CHOICE,
            ask=N_("Which level does the place have? The hospital or VssID can tell you."),
            name=N_("level of the place"),
            example=N_("a regional polyclinic counts like a health station if you do not stay"),
            prefill=False,  # the place that is registered on the card may be named too
            choices=(
                Choice(
                    "primary",
                    N_("Commune health station, family doctor"),
                    ("tram y te", "tram xa", "cap ban dau", "bac si gia dinh", "health station", "family doctor"),
                ),
                Choice("basic", N_("Basic level (many hospitals)"), ("cap co ban", "co ban", "tuyen huyen")),
                Choice(
                    "specialised",
                    N_("Specialised level (large hospitals)"),
                    ("chuyen sau", "specialized"),
                ),
            ),
        ),
        Question(
            field="kind",
            kind=Kind.CHOICE,
            ask=N_("Do you stay in hospital, or are you treated and go home?"),
            name=N_("kind of care"),
            choices=(
                Choice(
                    "inpatient",
                    N_("I stay in hospital"),
                    ("noi tru", "nam vien", "nhap vien", "stay in hospital", "in hospital", "admitted"),
                ),
                Choice(
                    "outpatient",
                    N_("Treated, then home"),
                    ("ngoai tru", "kham roi ve", "ve trong ngay", "khong nam vien", "go home", "went home"),
                ),
            ),
        ),
        Question(
            field="card",
            kind=Kind.CHOICE,
            ask=N_("What about your card (or your ID) there?"),
            name=N_("card"),
            choices=(
                Choice(
                    "with_card",
                    N_("I showed it before leaving"),
                    ("co dua", "da dua", "dua roi", "co trinh", "showed", "yes"),
                ),
                Choice(
                    "without_card",
                    N_("I did not show it"),
                    ("chua dua", "khong dua", "quen the", "khong mang the", "did not show", "forgot"),
                ),
                Choice(
                    "no_contract",
                    N_("The place takes no health insurance"),
                    ("khong nhan bhyt", "khong nhan the", "khong co hop dong", "phong kham tu", "no contract"),
                ),
            ),
            prefill=False,
        ),
        Question(
            field="way",
            kind=Kind.CHOICE,
            ask=N_("How did you come there?"),
            name=N_("way there"),
            choices=(
                Choice(
                    "referred",
                    N_("Registered place, or with a referral"),
                    ("dung tuyen", "co giay chuyen", "giay chuyen vien", "noi dang ky", "referral", "registered"),
                ),
                Choice(
                    "own",
                    N_("On my own, no referral"),
                    ("trai tuyen", "tu di", "vuot tuyen", "khong co giay", "khong giay chuyen", "on my own"),
                ),
                Choice("emergency", N_("As an emergency"), ("cap cuu",)),
                Choice(
                    "temporary",
                    N_("I live here for a time (basic level)"),
                    ("tam tru", "o tam", "di lam xa", "temporary residence", "live here"),
                ),
                Choice(
                    "listed",
                    N_("For a listed rare or serious disease"),
                    ("benh hiem", "benh hiem ngheo", "trong danh sach", "rare disease", "serious disease"),
                ),
            ),
            only_if=_asks_way,
            prefill=False,
        ),
        Question(
            field="hospital",
            kind=Kind.CHOICE,
            ask=N_("What do you know about the rank of this place?"),
            name=N_("rank of the place"),
            choices=(
                Choice("former_district", N_("It was a district hospital"), ("tuyen huyen", "cap huyen", "district")),
                Choice(
                    "former_provincial",
                    N_("It was a provincial or central hospital"),
                    ("tuyen tinh", "cap tinh", "trung uong", "provincial", "central"),
                ),
                Choice(
                    "under_50_points",
                    N_("Lower points, or ranked for the time being"),
                    ("diem thap", "tam xep", "provisional"),
                ),
                Choice("from_50_points", N_("Higher points"), ("diem cao", "higher")),
            ),
            optional=True,
            only_if=_asks_rank,
            prefill=False,
        ),
        Question(
            field="was_provincial",
            kind=Kind.CHOICE,
            ask=N_("Was it a provincial hospital before?"),
            name=N_("provincial hospital before"),
            choices=(
                Choice("true", N_("It was"), ("co", "dung", "yes", "tuyen tinh")),
                Choice("false", N_("It was not"), ("khong", "ko", "chua", "no", "not")),
            ),
            optional=True,
            only_if=_asks_former_provincial,
            prefill=False,
        ),
        Question(
            field="difficult_area",
            kind=Kind.YESNO,
            ask=N_("Do you live on an island, or are you poor or of an ethnic minority and live in a difficult area?"),
            name=N_("island or difficult area"),
            only_if=_asks_difficult_area,
        ),
        Question(
            field="benefit_percent",
            kind=Kind.PERCENT,
            ask=N_("Which share of a bill does your card pay? VssID shows your benefit level."),
            name=N_("benefit level"),
            example=N_("for example: 80%; skip it if you do not know"),
            optional=True,
            only_if=_asks_way,
            prefill=False,  # most people name the share they pay themselves
        ),
        Question(
            field="five_years",
            kind=Kind.YESNO,
            ask=N_("Have you reached {years} of insurance in a row? The card or VssID shows the day."),
            name=N_("{years} in a row"),
            figures={"years": "hi_full_cover_rules.continuous_years"},
            optional=True,
            only_if=_asks_five_years,
        ),
        Question(
            field="copaid",
            kind=Kind.MONEY,
            ask=N_("How much have you co-paid this year before this bill, with referral or in an emergency?"),
            name=N_("co-paid this year"),
            example=N_("add up the hospital invoices of this year; skip it if there are none"),
            optional=True,
            only_if=_asks_copaid,
            prefill=False,
        ),
    ),
    headline=_headline,
    inputs=_inputs,
    next_step=N_(
        "Show your card, ID or VNeID before you leave the hospital. If you had to pay first, keep the invoices, the cost "
        "list and the discharge paper, and claim at the social insurance office."
    ),
)
