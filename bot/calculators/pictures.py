"""Pictures of results, where looking beats reading: PNG, 900 by 600, labels in the person's language.

matplotlib is read when the first picture is drawn; nothing is kept between pictures.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING

from bot.calculators.questions import duration
from bot.i18n import gettext_for
from knowledge import wording
from knowledge.benefits.calculation import InputError
from knowledge.benefits.household_hi import HouseholdHiInputs, HouseholdHiResult
from knowledge.benefits.input_types import months_between
from knowledge.benefits.pension import PensionInputs, PensionResult, pension
from knowledge.benefits.worth_it import WorthItInputs, WorthItResult
from knowledge.law import Law
from knowledge.schema import Language, Unit

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH, HEIGHT, DPI = 900, 600, 100
INK, BLUE, ORANGE, GREY, GREEN = "#222222", "#1f5f99", "#d1661a", "#9aa5b1", "#2e7d4f"
_YEARS_SHOWN = 40
_NAMES_SHOWN = 10  # more bars than that cannot be told apart
_MILLION = 1_000_000
_ON_WHITE = {"facecolor": "white", "edgecolor": "none", "pad": 2}  # a line behind does not cross the letters


def household_hi_picture(law: Law, inputs: HouseholdHiInputs, result: HouseholdHiResult, language: Language) -> bytes:
    """The price of each member, as bars."""
    _ = gettext_for(language)
    prices = result.per_member[:_NAMES_SHOWN]

    def draw(axes: Axes) -> None:
        places = range(1, len(prices) + 1)
        bars = axes.bar(places, prices, color=BLUE, width=0.6)
        axes.bar_label(bars, [wording.number(price, language) for price in prices], padding=3, fontsize=11, color=INK)
        axes.set_xticks(list(places), [str(place) for place in places])
        axes.set_xlabel(_("person, in the order of joining"))
        axes.set_ylim(0, max(prices) * 1.15)
        _money_axis(axes, language)

    people = wording.counted(len(result.per_member), Unit.PEOPLE, language)
    title = _("Household health insurance: {people}, {months}").format(
        people=people, months=duration(inputs.months, language)
    )
    total = _("together {money}").format(money=wording.vnd(result.total, language))
    return _png(draw, f"{title}\n{total}")


def pension_picture(law: Law, inputs: PensionInputs, result: PensionResult, language: Language) -> bytes:
    """Years paid against the monthly pension (or its percentage), with the person's own place marked."""
    _ = gettext_for(language)
    paid = inputs.months_paid or 0  # a conversation asks for them; only the command takes a history
    in_money = inputs.average_income is not None
    points = [(months / 12, value) for months in _shown_months(paid) if (value := _pension_at(law, inputs, months))]
    mine = _pension_at(law, inputs, paid) or 0
    years = paid / 12

    top = max([mine, *(value for _x, value in points), 1])

    def draw(axes: Axes) -> None:
        if points:
            xs, ys = [x for x, _y in points], [y for _x, y in points]
            axes.plot(xs, ys, color=BLUE, linewidth=2.5, marker="o", markersize=4)
            axes.axvline(xs[0], color=GREY, linestyle="--", linewidth=1)
            text = _("pension from here: {time}").format(time=duration(round(xs[0] * 12), language))
            axes.annotate(text, (xs[0], top * 1.12), xytext=(6, 0), textcoords="offset points", color=INK, fontsize=10)
        axes.plot([years], [mine], color=ORANGE, marker="o", markersize=12, linestyle="none", zorder=5, clip_on=False)
        text = _("you: {time}").format(time=duration(paid, language))
        if mine:
            amount = wording.vnd(round(mine), language) if in_money else wording.percent(Decimal(str(mine)), language)
            text += f"\n{amount}"
        axes.annotate(
            text, (years, mine), xytext=(-14 if mine else 0, 14), textcoords="offset points", color=ORANGE,
            ha="right" if mine else "center", fontsize=12, fontweight="bold", bbox=_ON_WHITE,
        )  # fmt: skip
        axes.set_xlim(0, max(_YEARS_SHOWN, years) + 1)
        axes.set_ylim(0, top * 1.2)
        axes.set_xlabel(_("years paid"))
        if in_money:
            _money_axis(axes, language)
        else:
            axes.set_ylabel(_("percentage of the average income"))

    return _png(draw, _("Monthly pension by years paid (estimate)"))


def worth_it_picture(law: Law, inputs: WorthItInputs, result: WorthItResult, language: Language) -> bytes:
    """What is paid and what is drawn, year by year from today."""
    _ = gettext_for(language)
    start = months_between(f"{law.on:%Y-%m}", result.pension_from) / 12
    months = inputs.years_to_pay * 12
    worker, state = result.paid_by_worker, result.paid_by_state
    supported = min(months, law.whole("vsi_support_max_months") - inputs.supported_months_used)
    end = start + max(inputs.years_alive_after, 1)

    def draw(axes: Axes) -> None:
        # The State pays for the first months only: then the worker's line grows faster.
        kink = (worker + state) * supported / months - state
        paid = [0, supported / 12, months / 12, end]
        axes.plot(paid, [0, kink, worker, worker], color=ORANGE, linewidth=2.5, label=_("paid by you"))
        if state:
            both = worker + state
            axes.plot(
                [0, months / 12, end], [0, both, both], color=GREY, linewidth=1.5, linestyle="--",
                label=_("paid by you and the State"),
            )  # fmt: skip
        if result.eligible:
            drawn = result.one_off + result.monthly_pension * 12 * (end - start)
            once = result.one_off
            axes.plot([start, start, end], [0, once, drawn], color=GREEN, linewidth=2.5, label=_("drawn as a pension"))
        else:
            axes.plot(
                [start, start], [0, result.lump_sum], color=GREEN, marker="o", markersize=9, markevery=[1], linewidth=2.5,
                label=_("one-time withdrawal"),
            )  # fmt: skip
            axes.annotate(
                wording.million(result.lump_sum, language), (start, result.lump_sum), xytext=(12, -4),
                textcoords="offset points", color=GREEN, fontsize=12, fontweight="bold",
            )  # fmt: skip
        if result.break_even_months is not None and start + result.break_even_months / 12 <= end:
            text = _("your money is back after {time} of pension").format(
                time=duration(result.break_even_months, language)
            )
            axes.annotate(
                text, (start + result.break_even_months / 12, worker), xytext=(-12, 28), textcoords="offset points",
                ha="right", color=INK, fontsize=10, arrowprops={"arrowstyle": "->", "color": INK},
            )  # fmt: skip
        axes.set_xlim(0, end)
        axes.set_ylim(bottom=0)
        axes.set_xlabel(_("years from today"))
        axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.12), ncol=3, frameon=False, fontsize=11)
        _money_axis(axes, language)

    return _png(draw, _("Paid and drawn over time, in today's prices (estimate)"))


def _shown_months(paid: int) -> list[int]:
    return sorted({*(12 * year for year in range(1, _YEARS_SHOWN + 1)), paid})


def _pension_at(law: Law, inputs: PensionInputs, months: int) -> float:
    """The pension (or percentage) of the same person with other months paid; 0 where there is none."""
    same = inputs.model_copy(
        update={
            "months_paid": months,
            "months_after_age": 0,
            "compulsory_months": min(inputs.compulsory_months, months),
        }
    )
    try:
        found = pension(law, same).result
    except InputError:  # more months than a life has
        return 0
    if not found.eligible:
        return 0
    return float(found.rate_percent if found.monthly_pension is None else found.monthly_pension)


def _money_axis(axes: Axes, language: Language) -> None:
    """Amounts in millions or thousands of đồng."""
    from matplotlib.ticker import FuncFormatter

    top = axes.get_ylim()[1]
    unit = _MILLION if top >= 3 * _MILLION else 1000
    axes.yaxis.set_major_formatter(
        FuncFormatter(lambda value, _place: wording.number(Decimal(f"{value / unit:.1f}"), language))
    )
    _ = gettext_for(language)
    axes.set_ylabel(_("million đồng") if unit == _MILLION else _("thousand đồng"))


def _png(draw: Callable[[Axes], None], title: str) -> bytes:
    """One picture: frame, title, and what ``draw`` puts into it."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH / DPI, HEIGHT / DPI), dpi=DPI, layout="constrained", facecolor="white")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    axes.set_title(title, fontsize=14, fontweight="bold", color=INK, pad=12)
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(axis="y", color="#e5e9ee")
    axes.set_axisbelow(True)
    draw(axes)
    buffer = BytesIO()
    figure.savefig(buffer, format="png")
    return buffer.getvalue()
