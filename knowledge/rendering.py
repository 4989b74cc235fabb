"""Articles as people read them: template + law on a day + language -> plain text with ``**bold**``.

Templates are Jinja2 in its sandbox. They may use

- ``{{ law('vsi_support_amount.other') }}``: the value in force, written as its unit is read;
- the filters ``vnd``, ``million``, ``percent``, ``number``, ``date``, ``age``, and the counting
  filters ``days``, ``working_days``, ``months``, ``years``, ``hours``, ``minutes``, ``weeks``, ``people``
  on ``value('…')``, which gives the bare figure for sums such as ``{{ (value('a') * 12)|vnd }}``;
- ``{{ instrument('decree-159-2025') }}``: the name of a law;
- in a ``later`` note: ``start``, the day the change takes effect.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from knowledge import wording
from knowledge.law import Law, LawError, Provision
from knowledge.schema import LANGUAGES, Article, Bilingual, Confidence, Instrument, Language, Reference, Unit, Value


class RenderingError(Exception):
    """A template that cannot be turned into text; the message says which part and why."""


class NotYetApplicable(RenderingError):
    """The article describes rules that did not apply, or no longer apply, on the day asked."""

    def __init__(self, article: Article, on: date) -> None:
        self.article, self.on = article, on
        super().__init__(f"the article holds from {article.applies.start} to {article.applies.end}, not on {on}")


@dataclass(frozen=True, slots=True)
class RenderedArticle:
    """An article for one language and one day; all texts are final."""

    title: str
    answer: str
    next_step: str
    details: str | None
    later: tuple[str, ...]
    citations: tuple[str, ...]
    confirm_with: str | None
    checked: date
    confidence: Confidence
    provisions: tuple[Provision, ...]  # every dated value the texts used


class Renderer:
    """Renders articles from the instruments and the dated parameters."""

    def __init__(self, instruments: Mapping[str, Instrument]) -> None:
        self._instruments = instruments
        self._environments = {language: _environment(language) for language in LANGUAGES}
        self._templates: dict[tuple[str, str], Template] = {}

    def article(self, article: Article, law: Law, language: Language) -> RenderedArticle:
        """One article on ``law.on``. Raises :class:`RenderingError`, :class:`~knowledge.law.LawError`."""
        if not article.applies.holds(law.on):
            raise NotYetApplicable(article, law.on)
        used: list[Provision] = []
        later: list[str] = []
        for note in article.later:
            if (start := law.later(note.parameter)) is not None:
                text = note.en if language == "en" else note.vi
                later.append(self.text(text, law.on_day(start), language, used=[], start=start))
        texts = {
            name: self.text(part[language], law, language, used) if isinstance(part, Bilingual) else None
            for name, part in (
                ("title", article.title),
                ("answer", article.answer),
                ("next_step", article.next_step),
                ("details", article.details),
                ("confirm_with", article.confirm_with),
            )
        }
        return RenderedArticle(
            title=texts["title"] or "",
            answer=texts["answer"] or "",
            next_step=texts["next_step"] or "",
            details=texts["details"],
            later=tuple(later),
            citations=self.citations(self._basis(article, used, law.on), language, on=law.on),
            confirm_with=texts["confirm_with"],
            checked=article.reviewed,
            confidence=Confidence.lowest([article.confidence, *(p.confidence for p in used)]),
            provisions=tuple(used),
        )

    def _basis(self, article: Article, used: Sequence[Provision], on: date) -> list[Reference]:
        """What the article rests on, on another day than today: in place of a law of later the one it replaced."""
        kept = [r for r in article.legal_basis if r.label is not None or self._in_force(r, on)]
        if not kept or len(kept) == len(article.legal_basis):
            return list(article.legal_basis)
        dropped = {reference.instrument for reference in article.legal_basis} - {r.instrument for r in kept}
        figures = (r for provision in used for r in provision.references if self._in_force(r, on))
        return [*kept, *(r for r in figures if self._instruments[r.instrument].replaced_by in dropped)]

    def text(
        self, template: str, law: Law, language: Language, used: list[Provision] | None = None, **names: Any
    ) -> str:
        """One template as text; adds every dated value it reads to ``used``."""
        seen: list[Provision] = [] if used is None else used

        def provision(path: str) -> Provision:
            found = law.provision(path)
            seen.append(found)
            return found

        def law_text(path: str) -> str:
            found = provision(path)
            return wording.in_words_of(found.value, found.unit, language)

        def year_text(name: str, year: int, key: str | None = None) -> str:
            found = law.by_year(name, year, key)
            seen.append(found)
            return wording.in_words_of(found.value, found.unit, language)

        def instrument(name: str) -> str:
            if name not in self._instruments:
                raise RenderingError(f"no instrument is called '{name}'")
            return self._instruments[name].name[language]

        names |= {
            "law": law_text,
            "value": lambda path: provision(path).value,
            "by_year": year_text,
            "instrument": instrument,
        }
        try:
            return self._template(template, language).render(**names).strip()
        except (
            TemplateError,
            SecurityError,
            TypeError,
            ValueError,
            ArithmeticError,
            AttributeError,
            LookupError,
        ) as error:
            raise RenderingError(f"the template does not work: {error}") from None

    def _template(self, text: str, language: Language) -> Template:
        if (language, text) not in self._templates:
            self._templates[language, text] = self._environments[language].from_string(text)
        return self._templates[language, text]

    def citations(
        self,
        references: Iterable[Reference],
        language: Language,
        in_force_on: date | None = None,
        on: date | None = None,
    ) -> tuple[str, ...]:
        """References as people read them, an instrument named once with all its articles.

        With ``in_force_on`` only what was in force on that day (a rate may rest on an old law and a new one).
        With ``on`` a label such as "not yet in force" is shown only while it is true.
        """
        places: dict[str, list[str]] = {}
        for reference in references:
            if in_force_on is not None and not self._in_force(reference, in_force_on):
                continue
            name = self._name(reference, language, on)
            place = _place(reference, language)
            known = places.setdefault(name, [])
            if place and place not in known:
                known.append(place)
        return tuple(", ".join([name, *found]) for name, found in places.items())

    def citation(self, reference: Reference, language: Language) -> str:
        """``Nghị định 159/2025/NĐ-CP, Điều 5 khoản 1`` / ``Decree 159/2025/NĐ-CP, Article 5(1)``."""
        return self.citations([reference], language)[0]

    def _in_force(self, reference: Reference, day: date) -> bool:
        instrument = self._instruments.get(reference.instrument)
        return instrument is None or instrument.in_force.holds(day)

    def _name(self, reference: Reference, language: Language, on: date | None) -> str:
        if (instrument := self._instruments.get(reference.instrument)) is None:
            raise RenderingError(f"no instrument is called '{reference.instrument}'")
        name = instrument.name[language]
        if reference.label is None or (on is not None and instrument.in_force.holds(on)):
            return name
        return f"{name} ({_LABELS[language][reference.label]})"


_LABELS: dict[str, dict[str, str]] = {
    "vi": {"superseded": "đã hết hiệu lực", "later": "chưa có hiệu lực", "draft": "dự thảo"},
    "en": {"superseded": "no longer in force", "later": "not yet in force", "draft": "draft"},
}


def _place(reference: Reference, language: Language) -> str:
    if language == "vi":
        parts = [
            f"Điều {reference.article}" if reference.article else "",
            f"khoản {reference.clause}" if reference.clause else "",
            f"điểm {reference.point}" if reference.point else "",
            f"Phụ lục {reference.annex}" if reference.annex else "",
        ]
        return " ".join(part for part in parts if part)
    place = f"Article {reference.article}" if reference.article else ""
    place += f"({reference.clause})" if reference.clause else ""
    place += f"({reference.point})" if reference.point else ""
    return place + (f"{' ' if place else ''}Annex {reference.annex}" if reference.annex else "")


def _environment(language: Language) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False
    )
    environment.filters.update(_filters(language))
    return environment


def _filters(language: Language) -> dict[str, Any]:
    filters: dict[str, Any] = {
        "vnd": lambda v: wording.vnd(_whole_if_money(v), language),
        "million": lambda v: wording.million(v, language),
        "percent": lambda v: wording.percent(v, language),
        "number": lambda v: wording.number(v, language),
        "date": lambda v: wording.day(v, language),
        "age": lambda v: wording.age(v, language),
    }
    for unit in (
        Unit.DAYS, Unit.WORKING_DAYS, Unit.MONTHS, Unit.YEARS, Unit.HOURS, Unit.MINUTES, Unit.WEEKS, Unit.PEOPLE,
    ):  # fmt: skip
        filters[unit.value] = lambda v, unit=unit: wording.counted(v, unit, language)
    return filters


def _whole_if_money(value: Value) -> Value:
    """Money in templates must come out in whole đồng: a template never rounds."""
    if isinstance(value, Decimal) and value != value.to_integral_value():
        raise ValueError(f"{value} is not a whole number of đồng")
    return value


__all__ = ["LawError", "NotYetApplicable", "RenderedArticle", "Renderer", "RenderingError"]
