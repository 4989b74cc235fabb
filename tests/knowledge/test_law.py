"""The values in force on a day, from the real content; the expected figures are those of the fact sheets."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.law import Law, LawError, NoValueOnDate, UnknownParameter
from knowledge.loading import Content
from knowledge.schema import Confidence, Parameter, Period, Unit

On = Callable[[str], Law]


@pytest.fixture(scope="module")
def on(content: Content) -> On:
    """The law on a day written YYYY-MM-DD."""
    return lambda day: Law(content.parameters, date.fromisoformat(day))


def enacted(parameter: Parameter) -> list[Period]:
    return sorted((p for p in parameter.values if not p.draft), key=lambda p: p.start)


@pytest.mark.parametrize(
    ("day", "path", "value"),
    [
        ("2025-07-01", "reference_level", 2_340_000),  # F2-07
        ("2026-06-30", "reference_level", 2_340_000),
        ("2026-07-01", "reference_level", 2_530_000),
        ("2026-11-21", "base_salary", 2_530_000),
        ("2025-06-30", "vsi_support_amount.poor", 99_000),  # F2-15
        ("2025-06-30", "vsi_support_amount.near_poor", 82_500),
        ("2025-06-30", "vsi_support_amount.other", 33_000),
        ("2025-07-01", "vsi_support_amount.poor", 165_000),  # F2-14
        ("2025-07-01", "vsi_support_amount.near_poor", 132_000),
        ("2025-07-01", "vsi_support_amount.ethnic_minority", 99_000),
        ("2025-07-01", "vsi_support_amount.other", 66_000),
        ("2026-12-31", "vsi_support_amount.other", 66_000),
        ("2027-01-01", "vsi_support_amount.poor", 242_000),
        ("2027-01-01", "vsi_support_amount.near_poor", 193_600),
        ("2027-01-01", "vsi_support_amount.ethnic_minority", 145_200),
        ("2027-01-01", "vsi_support_amount.other", 96_800),
        ("2025-06-30", "vsi_income_max", 46_800_000),  # F2-08, by the old rule
        ("2026-06-30", "vsi_income_max", 46_800_000),
        ("2026-07-01", "vsi_income_max", 50_600_000),
        ("2026-12-31", "vsi_income_min", 1_500_000),  # F2-05
        ("2027-01-01", "vsi_income_min", 2_200_000),  # F2-06
        ("2025-12-31", "minimum_wage_month.I", 4_960_000),  # F1-41
        ("2026-01-01", "minimum_wage_month.IV", 3_700_000),
        ("2026-11-21", "vsi_rate", 22),  # F2-03
        ("2026-11-21", "si_late_interest", Decimal("0.03")),  # F6-10
        ("2026-11-21", "notice_days_worker.indefinite", 45),  # F1-20
    ],
)
def test_value_by_date(on: On, day: str, path: str, value: int | Decimal) -> None:
    assert on(day).value(path) == value


def test_the_draft_wage_is_never_law(on: On, content: Content) -> None:
    draft = [p for p in content.parameters["minimum_wage_month"].values if p.draft]
    assert draft, "the draft is gone: choose another one for this test"
    law = on("2027-01-01")
    assert law.money("minimum_wage_month.I") == 5_310_000
    assert law.provision("minimum_wage_month.I").start == date(2026, 1, 1)
    assert on("2026-11-21").later("minimum_wage_month") is None


def test_drafts_are_never_law_of_any_parameter(content: Content) -> None:
    for name, parameter in content.parameters.items():
        for period in parameter.values:
            if period.draft:
                with contextlib.suppress(NoValueOnDate):
                    assert not Law(content.parameters, period.start).period(name).draft


def test_a_date_before_or_after_all_periods_is_an_error(content: Content) -> None:
    for name, parameter in content.parameters.items():
        first, last = enacted(parameter)[0], enacted(parameter)[-1]
        outside = [first.start - timedelta(days=1)]
        outside += [last.end + timedelta(days=1)] if last.end else []
        for day in outside:
            with pytest.raises(NoValueOnDate, match=f"no value of '{name}' is known for {day}"):
                Law(content.parameters, day).period(name)


@pytest.mark.parametrize(
    ("day", "path"),
    [
        ("2031-01-01", "vsi_support_amount.other"),  # follows from the poverty line, known to the end of 2030
        ("2031-01-01", "vsi_income_min"),
        ("2027-01-01", "vsi_discount_rate_r"),  # not published
        ("2025-06-30", "reference_level"),
        ("1990-01-01", "base_salary"),
    ],
)
def test_never_the_nearest_value(on: On, day: str, path: str) -> None:
    with pytest.raises(NoValueOnDate):
        on(day).value(path)


def test_a_gap_between_periods_has_no_value() -> None:
    def period(start: date, end: date | None, value: int) -> Period:
        record = {"from": start, "to": end, "value": value, "confidence": "high", "checked": date(2026, 1, 1)}
        return Period.model_validate(record | {"reference": [{"instrument": "law"}]})

    parameter = Parameter.model_validate(
        {
            "title": {"vi": "a", "en": "a"},
            "unit": "days",
            "values": [period(date(2020, 1, 1), date(2020, 12, 31), 1), period(date(2022, 1, 1), None, 2)],
        }
    )
    with pytest.raises(NoValueOnDate, match="known: 2020-01-01 to 2020-12-31, 2022-01-01 to now"):
        Law({"a": parameter}, date(2021, 6, 1)).value("a")


@settings(max_examples=300)
@given(data=st.data())
def test_a_value_holds_on_its_day_or_is_an_error(content: Content, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(content.parameters)))
    day = data.draw(st.dates(date(1990, 1, 1), date(2045, 1, 1)))
    parameter, law = content.parameters[name], Law(content.parameters, day)
    try:
        provision = law.provision(f"{name}.{parameter.keys[0]}" if parameter.keys else name)
    except LawError:
        return
    assert provision.start <= day
    assert provision.end is None or day <= provision.end


def test_every_value_can_be_read_on_the_first_day_of_its_period(content: Content) -> None:
    """Every key, row and band; a key without a value in a period says so."""
    for name, parameter in content.parameters.items():
        for period in enacted(parameter):
            law = Law(content.parameters, period.start)
            if period.by_year is not None:
                for year, row in period.by_year.items():
                    for key in row if isinstance(row, dict) else [None]:
                        assert law.by_year(name, year, key).value is not None
            elif period.bands is not None:
                for key, bands in period.bands.items():
                    for band in bands:
                        assert law.band(name, key, band.start).value is not None
            else:
                given_ = period.formula if period.formula is not None else period.value
                for key, value in given_.items() if isinstance(given_, dict) else [(None, given_)]:
                    path = f"{name}.{key}" if key else name
                    if value is None:
                        with pytest.raises(NoValueOnDate):
                            law.provision(path)
                    else:
                        provision = law.provision(path)
                        assert provision.value is not None and provision.references


def test_money_is_whole_dong(content: Content) -> None:
    """No formula and no value leaves a fraction of a đồng."""
    for name, parameter in content.parameters.items():
        for period in enacted(parameter):
            for key in parameter.keys or [None]:
                unit = parameter.unit_of(key)
                if period.by_year or period.bands or not unit.value.startswith(Unit.VND.value):
                    continue
                try:
                    value = Law(content.parameters, period.start).value(f"{name}.{key}" if key else name)
                except NoValueOnDate:
                    continue
                assert all(isinstance(v, int) for v in (value if isinstance(value, tuple) else (value,))), (name, key)


def test_a_value_with_a_formula_is_as_sure_as_its_least_sure_part(on: On) -> None:
    now, later = on("2026-11-21"), on("2027-01-01")
    assert now.provision("vsi_support_amount.poor").confidence is Confidence.HIGH
    assert now.parameter("vsi_support_amount").values[0].confidence is Confidence.HIGH
    assert later.provision("rural_poverty_line").confidence is Confidence.MEDIUM
    assert later.provision("vsi_support_amount.poor").confidence is Confidence.MEDIUM


def test_a_value_with_a_formula_holds_as_long_as_all_its_parts(on: On) -> None:
    provision = on("2026-11-21").provision("vsi_support_amount.poor")
    assert (provision.start, provision.end) == (date(2025, 7, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("day", "name", "later"),
    [
        ("2026-06-30", "reference_level", "2026-07-01"),  # follows from the base salary
        ("2026-07-01", "reference_level", None),
        ("2025-06-30", "vsi_support_amount", "2025-07-01"),
        ("2026-11-21", "vsi_support_amount", "2027-01-01"),
        ("2027-01-01", "vsi_support_amount", None),
        ("2026-11-21", "rural_poverty_line", "2027-01-01"),
        ("2026-11-21", "vsi_rate", None),
    ],
)
def test_later(on: On, day: str, name: str, later: str | None) -> None:
    assert on(day).later(name) == (date.fromisoformat(later) if later else None)


def test_by_year(on: On) -> None:
    law = on("2026-11-21")
    assert law.by_year("retirement_age", 2026, "men").value == 61 * 12 + 6  # F2-40
    assert law.by_year("retirement_age", 2026, "women").value == 57 * 12
    assert law.by_year("retirement_age", 2035, "women").value == 60 * 12
    assert law.by_year("vsi_cpi_coefficient", 2008).value == Decimal("2.29")  # F2-43
    assert law.by_year("csi_cpi_coefficient", "before_1995").value == Decimal("5.81")  # C4-33
    assert on("2025-11-21").by_year("vsi_cpi_coefficient", 2008).value == Decimal("2.21")
    with pytest.raises(LawError, match="'vsi_cpi_coefficient' of 2026 has 2008 to 2026, not 2007"):
        law.by_year("vsi_cpi_coefficient", 2007)
    with pytest.raises(NoValueOnDate):  # the table for decisions of 2027 is not published
        on("2027-01-01").by_year("vsi_cpi_coefficient", 2008)
    with pytest.raises(UnknownParameter, match="is no table by year"):
        law.by_year("vsi_rate", 2026)
    with pytest.raises(UnknownParameter, match=r"needs one of the keys \['men', 'women'\]"):
        law.by_year("retirement_age", 2026, "people")


@pytest.mark.parametrize(
    ("key", "born", "age"),
    [
        ("men", "1965-06", 61 * 12 + 6),
        ("men", "1965-07", 61 * 12 + 9),
        ("men", "1966-03", 61 * 12 + 9),
        ("men", "1966-04", 62 * 12),
        ("men", "2004-12", 62 * 12),
        ("women", "1969-12", 57 * 12),
        ("women", "1970-01", 57 * 12 + 4),
        ("women", "1975-05", 60 * 12),
    ],
)
def test_band_of_birth(on: On, key: str, born: str, age: int) -> None:
    assert on("2026-11-21").band("retirement_age_birth_bands", key, born).value == age


def test_bands_have_no_gap_and_end_open(content: Content) -> None:
    for parameter in content.parameters.values():
        for period in parameter.values:
            for bands in (period.bands or {}).values():
                for one, two in pairwise(bands):
                    year, month = map(int, (one.end or "").split("-"))
                    assert two.start == (f"{year}-{month + 1:02}" if month < 12 else f"{year + 1}-01")
                assert bands[-1].end is None


def test_errors_of_names_and_kinds(on: On) -> None:
    law = on("2026-11-21")
    with pytest.raises(LawError, match="begins with people born in 1961-01; 1950-01 is before that"):
        law.band("retirement_age_birth_bands", "men", "1950-01")
    for path in ("no_such_value", "vsi_support_amount", "vsi_support_amount.rich", "vsi_rate.poor", "retirement_age"):
        with pytest.raises(UnknownParameter):
            law.value(path)
    with pytest.raises(LawError, match="is not one number"):
        law.number("hotlines.vss")
    with pytest.raises(LawError, match="not a whole number"):
        law.whole("si_late_interest")
    assert (law.whole("vsi_rate"), law.money("reference_level")) == (22, 2_530_000)


def test_the_error_of_a_key_without_a_value_does_not_contradict_itself(on: On) -> None:
    with pytest.raises(NoValueOnDate) as error:
        on("2026-11-21").value("hi_waiting_days.gap_months")
    known = str(error.value).partition("known: ")[2]
    assert "2025-07-01 to now" not in known


def test_on_day_reads_the_same_parameters_on_another_day(on: On) -> None:
    law = on("2026-11-21")
    assert law.on_day(date(2026, 6, 30)).money("reference_level") == 2_340_000
    assert law.money("reference_level") == 2_530_000
