"""Everything ``quyen kb check`` refuses, each as a sentence that names the file, the line and the mend."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from knowledge.benefits.registry import NAMES as CALCULATORS
from knowledge.figures import typed_figures
from knowledge.formulas import FormulaError, names_in
from knowledge.law import Law, LawError, Provision
from knowledge.loading import Content, topic_of
from knowledge.markup import broken, plain
from knowledge.rendering import NotYetApplicable, Renderer, RenderingError
from knowledge.schema import LANGUAGES, Article, Bilingual, Confidence, Language, Reference, Topic
from knowledge.yaml_source import Location, Problem, Source
from nlu.text import fold, words

LONGEST = {"title": 90, "answer": 600, "next_step": 260, "details": 2800, "later": 260}  # characters as read
FEWEST_QUESTIONS: dict[Language, int] = {"vi": 12, "en": 8}
LONGEST_QUESTION = 400
SIMILAR = 0.85  # share of common words from which two questions of one list count as one


def check_content(content: Content, today: date) -> list[Problem]:
    """All problems of a loaded content, in the order of the files."""
    problems = [
        *_instruments(content),
        *_parameters(content),
        *_offices(content),
        *_same_question(content),
    ]
    renderer = Renderer(content.instruments)
    law = Law(content.parameters, today)
    for article_id, article in content.articles.items():
        problems.extend(_article(content, article_id, article, renderer, law))
    return sorted(problems, key=lambda p: (str(p.path), p.line))


def _instruments(content: Content) -> Iterator[Problem]:
    source = content.sources["instruments"]
    for name, instrument in content.instruments.items():
        for field, others in (("amends", instrument.amends), ("replaced_by", [instrument.replaced_by])):
            for other in others:
                if other is not None and other not in content.instruments:
                    yield source.problem((name, field), f"'{other}' is no instrument of this file")


def _reference(content: Content, source: Source, at: Location, reference: Reference, day: date) -> Iterator[Problem]:
    instrument = content.instruments.get(reference.instrument)
    if instrument is None:
        yield source.problem(
            at, f"cites '{reference.instrument}', which law/instruments.yaml does not have; add it or correct the name"
        )
        return
    force = instrument.in_force
    if reference.label is None and not force.holds(day):
        state = "not yet in force" if force.start > day else "no longer in force"
        wanted = "later" if force.start > day else "superseded"
        yield source.problem(
            at, f"cites '{reference.instrument}', which is {state} on {day}; cite what is, or add 'label: {wanted}'"
        )


def _parameters(content: Content) -> Iterator[Problem]:
    for name, parameter in content.parameters.items():
        source = content.sources[name]
        for index, period in enumerate(parameter.values):
            at: Location = ("values", index)
            for number, reference in enumerate(period.reference):
                if reference.instrument not in content.instruments:
                    yield from _reference(content, source, (*at, "reference", number), reference, period.start)
            formulas = period.formula.values() if isinstance(period.formula, dict) else [period.formula]
            for formula in formulas:
                try:
                    law = Law(content.parameters, period.start)
                    for path in names_in(formula or "0"):
                        law.number(path)
                except (FormulaError, LawError, ArithmeticError, RecursionError) as error:
                    yield source.problem((*at, "formula"), f"the formula does not work on {period.start}: {error}")


def _offices(content: Content) -> Iterator[Problem]:
    source = content.sources["offices"]
    for name, office in content.offices.items():
        if office.confidence is Confidence.LOW:
            yield source.problem((name,), f"'{name}' has low confidence: verify it or take it out")


def _same_question(content: Content) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for article_id, article in content.articles.items():
        for language in LANGUAGES:
            for index, question in enumerate(getattr(article.questions, language)):
                key = " ".join(words(fold(question)))
                if (other := seen.get(key)) is not None:
                    where = "this article" if other == article_id else f"'{other}'"
                    yield content.sources[article_id].problem(
                        ("questions", language, index), f"the question '{question}' also stands under {where}; keep one"
                    )
                seen.setdefault(key, article_id)


def _article(content: Content, article_id: str, article: Article, renderer: Renderer, law: Law) -> Iterator[Problem]:
    source = content.sources[article_id]
    about_law = topic_of(article_id) is not Topic.ABOUT_BOT
    if not article.legal_basis and about_law:
        yield source.problem((), "has no citation: give 'legal_basis' with at least one instrument")
    for index, reference in enumerate(article.legal_basis):
        yield from _reference(content, source, ("legal_basis", index), reference, law.on)
    for field in ("related", "counterpart"):
        value = getattr(article, field)
        for index, other in enumerate(value if field == "related" else [value] if value else []):
            at: Location = (field, index) if field == "related" else (field,)
            if other not in content.articles:
                yield source.problem(at, f"'{other}' is no article; give TOPIC/SLUG of one that exists")
            elif other == article_id:
                yield source.problem(at, "an article cannot point to itself")
    if article.calculator is not None and article.calculator not in CALCULATORS:
        names = ", ".join(CALCULATORS)
        yield source.problem(("calculator",), f"no calculator is called '{article.calculator}'; there are: {names}")
    if article.review_by < law.on:
        yield source.problem(
            ("review_by",), f"was to be reviewed by {article.review_by}; read it again and move both dates", "warning"
        )
    if article.confidence is Confidence.LOW:
        yield source.problem(("confidence",), "what is only of low confidence must not stand in an answer")
    for language in LANGUAGES:
        if "{{" in article.title[language]:
            yield source.problem(("title", language), "a title stands on buttons as it is: write it without {{ }}")
    yield from _figures(source, article)
    yield from _questions(source, article)
    yield from _rendered(source, article, renderer, law)


def _texts(article: Article) -> Iterator[tuple[Location, str, Language, str]]:
    """Every text of an article: where it stands, what it is, language, template."""
    parts: list[tuple[Location, str, Bilingual | None]] = [
        ((name,), name, getattr(article, name)) for name in ("title", "answer", "next_step", "details", "confirm_with")
    ]
    for at, kind, part in parts:
        for language in LANGUAGES:
            if part is not None:
                yield (*at, language), kind, language, part[language]
    for index, note in enumerate(article.later):
        for language in LANGUAGES:
            yield ("later", index, language), "later", language, getattr(note, language)


def _figures(source: Source, article: Article) -> Iterator[Problem]:
    allowed = [literal.text for literal in article.literal_figures]
    for at, _, _, template in _texts(article):
        for figure in typed_figures(template, allowed):
            yield source.problem(
                at,
                f"the figure '{figure}' is typed into the text; write {{{{ law('PARAMETER') }}}} instead"
                " (or list it under literal_figures with the reason why it is no legal value)",
            )


def _questions(source: Source, article: Article) -> Iterator[Problem]:
    for language in LANGUAGES:
        questions: list[str] = getattr(article.questions, language)
        if len(questions) < FEWEST_QUESTIONS[language]:
            yield source.problem(
                ("questions", language),
                f"{len(questions)} ways of asking in '{language}'; at least {FEWEST_QUESTIONS[language]} are needed",
            )
        folded = [frozenset(words(fold(question))) for question in questions]
        for (one, first), (two, second) in combinations(enumerate(folded), 2):
            if first and len(first & second) / len(first | second) >= SIMILAR:
                yield source.problem(
                    ("questions", language, two),
                    f"'{questions[two]}' says nearly the same words as '{questions[one]}'; ask it as somebody else would",
                )
        for index, question in enumerate(questions):
            if len(question) > LONGEST_QUESTION:
                yield source.problem(("questions", language, index), f"longer than {LONGEST_QUESTION} characters")


def _rendered(source: Source, article: Article, renderer: Renderer, law: Law) -> Iterator[Problem]:
    grades: list[Confidence] = [article.confidence]
    for at, kind, language, template in _texts(article):
        used: list[Provision] = []
        try:
            if kind == "later":
                note = article.later[int(at[1])]
                start = law.later(note.parameter)
                if start is None:
                    yield source.problem(
                        at,
                        f"no later value of '{note.parameter}' is known: the note is never shown; take it out",
                        "warning",
                    )
                    continue
                text = renderer.text(template, law.on_day(start), language, [], start=start)
            else:
                text = renderer.text(template, law, language, used)
        except (LawError, RenderingError, NotYetApplicable) as error:
            yield source.problem(at, str(error))
            continue
        grades += [provision.confidence for provision in used]
        for provision in used:
            if provision.confidence is Confidence.LOW:
                yield source.problem(at, f"'{provision.name}' is only of low confidence; leave it out of answers")
        for message in broken(text):
            yield source.problem(at, message)
        if (limit := LONGEST.get(kind)) is not None and len(plain(text)) > limit:
            yield source.problem(at, f"{len(plain(text))} characters when read; at most {limit} fit on a card")
    if Confidence.lowest(grades) is Confidence.MEDIUM and article.confirm_with is None:
        yield source.problem(
            ("confidence",) if article.confidence is Confidence.MEDIUM else ("answer",),
            "rests on something of medium confidence: say in 'confirm_with' who can confirm it",
        )
    if not article.applies.holds(law.on) and article.applies.start <= law.on:
        yield source.problem(("applies",), f"applied only until {article.applies.end}; retire it", "warning")
