"""Templates become text for a language and a day; what a template must not do is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from knowledge.law import Law, LawError, Provision
from knowledge.loading import Content, load_content
from knowledge.rendering import NotYetApplicable, RenderedArticle, Renderer, RenderingError
from knowledge.schema import Article, Confidence, Language, Reference

TODAY = date(2026, 11, 21)
SUPPORT = "si_state_support/how-much"


def rendered(content: Content, name: str, day: str, language: Language) -> RenderedArticle:
    law = Law(content.parameters, date.fromisoformat(day))
    return Renderer(content.instruments).article(content.articles[name], law, language)


@pytest.fixture
def small(sound: Path) -> Content:
    return load_content(sound)


# --- an article of the real content on several dates


@pytest.mark.parametrize(
    ("day", "amounts_vi", "amounts_en"),
    [
        ("2025-07-01", ["165.000 ₫", "132.000 ₫", "99.000 ₫", "66.000 ₫"], ["165,000 ₫", "66,000 ₫"]),
        ("2026-11-21", ["165.000 ₫", "132.000 ₫", "99.000 ₫", "66.000 ₫"], ["165,000 ₫", "66,000 ₫"]),
        ("2027-01-01", ["242.000 ₫", "193.600 ₫", "145.200 ₫", "96.800 ₫"], ["242,000 ₫", "96,800 ₫"]),
    ],
)
def test_the_answer_has_the_figures_of_its_day(
    content: Content, day: str, amounts_vi: list[str], amounts_en: list[str]
) -> None:
    vi, en = rendered(content, SUPPORT, day, "vi"), rendered(content, SUPPORT, day, "en")
    assert all(amount in vi.answer for amount in amounts_vi)
    assert all(amount in en.answer for amount in amounts_en)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_later_note_shows_the_coming_figures_until_they_are_law(content: Content, language: Language) -> None:
    before = rendered(content, SUPPORT, "2026-12-31", language)
    assert len(before.later) == 1
    assert ("01/01/2027" if language == "vi" else "1 Jan 2027") in before.later[0]
    assert ("242.000 ₫" if language == "vi" else "242,000 ₫") in before.later[0]
    assert before.confidence is Confidence.HIGH  # a coming value does not make the present one doubtful
    after = rendered(content, SUPPORT, "2027-01-01", language)
    assert after.later == ()
    assert after.confidence is Confidence.MEDIUM


def test_a_past_day_cites_what_was_law_then(content: Content) -> None:
    """The price of June 2026 comes from the base salary of Decree 73/2024, that of July from Decree 161/2026."""
    june = "; ".join(rendered(content, "household_hi/price-per-member", "2026-06-01", "vi").citations)
    july = "; ".join(rendered(content, "household_hi/price-per-member", "2026-07-01", "vi").citations)
    assert "73/2024" in june and "161/2026" not in june
    assert "161/2026" in july and "73/2024" not in july


def test_a_day_before_the_rules_is_not_answered(content: Content) -> None:
    with pytest.raises(NotYetApplicable, match="2025-07-01"):
        rendered(content, SUPPORT, "2025-06-30", "vi")


def test_a_day_with_no_figures_is_not_answered(content: Content) -> None:
    with pytest.raises(LawError, match="2031-01-01"):
        rendered(content, SUPPORT, "2031-01-01", "vi")


def test_what_was_used_and_cited_is_told(content: Content) -> None:
    article = rendered(content, SUPPORT, "2026-11-21", "vi")
    assert {"vsi_support_amount", "vsi_support_max_months"} <= {p.name for p in article.provisions}
    assert any(c.startswith("Nghị định 159/2025/NĐ-CP, Điều 5") for c in article.citations)
    assert article.checked == content.articles[SUPPORT].reviewed


# --- the small content


def test_later_notes_of_the_small_content(small: Content) -> None:
    assert rendered(small, "contract/partner", "2026-12-31", "vi").later == ("Từ 01/01/2027 mức mới là 2.500.000 ₫.",)
    assert rendered(small, "contract/partner", "2026-12-31", "en").later == (
        "From 1 Jan 2027 the level is 2,500,000 ₫.",
    )
    assert rendered(small, "contract/partner", "2027-01-01", "en").later == ()
    assert "50.000.000 ₫" in rendered(small, "contract/partner", "2027-01-01", "vi").answer


def test_an_article_that_has_ended_is_not_answered(small: Content) -> None:
    article = small.articles["contract/partner"]
    ended = Article.model_validate(
        article.model_dump(exclude={"applies"}) | {"applies": {"from": "2025-01-01", "to": "2026-06-30"}}
    )
    with pytest.raises(NotYetApplicable):
        Renderer(small.instruments).article(ended, Law(small.parameters, TODAY), "vi")


def test_the_lowest_confidence_of_article_and_values_counts(small: Content) -> None:
    article = small.articles["contract/partner"].model_copy(update={"confidence": Confidence.MEDIUM})
    renderer = Renderer(small.instruments)
    assert renderer.article(article, Law(small.parameters, TODAY), "vi").confidence is Confidence.MEDIUM


@pytest.mark.parametrize(
    ("reference", "vi", "en"),
    [
        ({"article": 13}, "Bộ luật Lao động 2019, Điều 13", "Labour Code 2019, Article 13"),
        (
            {"article": 13, "clause": "1-3", "point": "a"},
            "Bộ luật Lao động 2019, Điều 13 khoản 1-3 điểm a",
            "Labour Code 2019, Article 13(1-3)(a)",
        ),
        ({"annex": "I"}, "Bộ luật Lao động 2019, Phụ lục I", "Labour Code 2019, Annex I"),
        ({}, "Bộ luật Lao động 2019", "Labour Code 2019"),
        ({"label": "superseded"}, "Bộ luật Lao động 2019 (đã hết hiệu lực)", "Labour Code 2019 (no longer in force)"),
        ({"label": "later"}, "Bộ luật Lao động 2019 (chưa có hiệu lực)", "Labour Code 2019 (not yet in force)"),
        ({"label": "draft"}, "Bộ luật Lao động 2019 (dự thảo)", "Labour Code 2019 (draft)"),
    ],
)
def test_citation(small: Content, reference: dict[str, str], vi: str, en: str) -> None:
    cited = Reference.model_validate({"instrument": "labour-code-2019"} | reference)
    renderer = Renderer(small.instruments)
    assert (renderer.citation(cited, "vi"), renderer.citation(cited, "en")) == (vi, en)


def test_a_citation_of_an_unknown_instrument_is_refused(small: Content) -> None:
    with pytest.raises(RenderingError, match="no instrument is called 'nope'"):
        Renderer(small.instruments).citation(Reference(instrument="nope"), "vi")


# --- the language of templates


def text(small: Content, template: str) -> str:
    return Renderer(small.instruments).text(template, Law(small.parameters, TODAY), "vi")


@pytest.mark.parametrize(
    ("template", "read"),
    [
        ("{{ law('base') }}", "2.000.000 ₫"),
        ("{{ law('ceiling') }}", "40.000.000 ₫"),
        ("{{ (value('base') * 12)|million }}", "24 triệu đồng"),
        ("{{ law('shares.poor') }} và {{ law('doubtful') }}", "50% và 0,31%"),
        ("{{ value('shares.poor')|days }}, {{ 738|age }}, {{ 5|percent }}", "50 ngày, 61 tuổi 6 tháng, 5%"),
        ("{{ instrument('labour-code-2019') }}", "Bộ luật Lao động 2019"),
        ("{% if value('base') > 1 %}có{% else %}không{% endif %}", "có"),
        ("  <b>&\n", "<b>&"),  # plain text: channels escape
    ],
)
def test_templates(small: Content, template: str, read: str) -> None:
    assert text(small, template) == read


def test_every_value_read_is_noted(small: Content) -> None:
    used: list[Provision] = []
    template = "{{ law('ceiling') }} {{ value('shares.other') }}"
    Renderer(small.instruments).text(template, Law(small.parameters, TODAY), "vi", used)
    assert [(p.name, p.key) for p in used] == [("ceiling", None), ("shares", "other")]


@pytest.mark.parametrize(
    "template",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ law.__globals__ }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ [].append(1) }}",
        "{% for i in range(99999999) %}{% endfor %}",
        "{% include 'x' %}",
        "{% import 'os' as os %}",
        "{{ open('/etc/passwd') }}",
        "{{ nope }}",
        "{{ 'x'.nope }}",
        "{{ start|date }}",  # only in a later note
        "{{ law('base')",
        "{{ value('base')|nofilter }}",
        "{{ law() }}",
        "{{ 1 / 0 }}",
        "{{ (value('base') / 3)|vnd }}",  # a template never rounds
        "{{ value('base')|date }}",
        "{{ instrument('nope') }}",
        "{{ law(5) }}",
        "{{ 'a'.encode('nope') }}",
    ],
)
def test_the_sandbox_refuses(small: Content, template: str) -> None:
    with pytest.raises(RenderingError):
        text(small, template)


@pytest.mark.parametrize("template", ["{{ law('nope') }}", "{{ law('shares') }}", "{{ value('shares.rich') }}"])
def test_unknown_values_are_errors_of_the_law(small: Content, template: str) -> None:
    with pytest.raises(LawError):
        text(small, template)
