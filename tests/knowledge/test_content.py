"""The real content, as it will be read: every article, both languages, every card and button."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from bot.conversation.advisers import advisers_card
from bot.conversation.answers import answer_card, details_card, suggestion_card
from bot.conversation.buttons import LONGEST_LABEL, pressed
from bot.conversation.menus import group_card, menu_card, topic_card
from bot.conversation.replies import LONGEST_BUTTON_DATA, Card
from bot.conversation.topics import GROUPS, NAMES
from knowledge.database import Knowledge
from knowledge.law import Law, LawError
from knowledge.loading import Content, topic_of
from knowledge.markup import broken
from knowledge.rendering import RenderedArticle, Renderer, RenderingError
from knowledge.schema import LANGUAGES, Confidence, Language, Topic

TODAY = date(2026, 11, 21)
LONGEST_CARD = 4096  # of the narrowest channel
DESIGN = [topic for topic in Topic if topic is not Topic.OTHER_IN_SCOPE]
COVERED = [  # at least these topics must be answered from the fact sheets
    *("contract", "partner_agreement", "voluntary_si", "si_contribution", "si_state_support", "household_hi"),
    *("hi_contribution", "hi_benefit", "hi_card_validity", "legal_aid", "about_bot"),
]


Today = dict[tuple[str, Language], RenderedArticle]


@pytest.fixture(scope="module")
def renderer(content: Content) -> Renderer:
    """One renderer for all tests here: it keeps the templates it has read."""
    return Renderer(content.instruments)


@pytest.fixture(scope="module")
def read_today(content: Content, renderer: Renderer) -> Today:
    """Every article as it reads today, in both languages."""
    law = Law(content.parameters, TODAY)
    return {
        (name, language): renderer.article(article, law, language)
        for name, article in content.articles.items()
        for language in LANGUAGES
    }


def unread(content: Content, renderer: Renderer, day_of: dict[str, date]) -> list[str]:
    """The articles that cannot be read on their day, with the reason."""
    failures = []
    for name, article in content.articles.items():
        for language in LANGUAGES:
            try:
                renderer.article(article, Law(content.parameters, day_of[name]), language)
            except (LawError, RenderingError) as error:
                failures.append(f"{name} ({language}, {day_of[name]}): {error}")
    return failures


def test_every_article_can_be_read_today(content: Content, renderer: Renderer) -> None:
    assert unread(content, renderer, dict.fromkeys(content.articles, TODAY)) == []


def test_every_article_can_be_read_on_the_first_day_it_applies(content: Content, renderer: Renderer) -> None:
    assert unread(content, renderer, {name: article.applies.start for name, article in content.articles.items()}) == []


def test_texts_are_whole_and_cited(read_today: Today) -> None:
    for (name, language), article in read_today.items():
        texts = [article.title, article.answer, article.next_step, article.details or "-", *article.later]
        assert all(text.strip() for text in texts), (name, language)
        assert not [problem for text in texts for problem in broken(text)], (name, language)
        unread = ["{{", "{%"] + (["None"] if language == "vi" else [])
        assert not any(sign in text for text in texts for sign in unread), (name, language)
        assert article.citations or topic_of(name) is Topic.ABOUT_BOT, name


def test_no_answer_rests_on_low_confidence(read_today: Today) -> None:
    for (name, language), article in read_today.items():
        assert article.confidence is not Confidence.LOW, name
        if article.confidence is Confidence.MEDIUM:
            assert article.confirm_with, (name, language)


def test_nothing_is_cited_as_law_that_is_not(content: Content) -> None:
    for name, article in content.articles.items():
        for reference in article.legal_basis:
            force = content.instruments[reference.instrument].in_force
            assert reference.label or force.holds(TODAY), (name, reference.instrument)


def test_there_are_at_least_fifty_articles(content: Content) -> None:
    assert len(content.articles) >= 50


@pytest.mark.parametrize("topic", DESIGN)
def test_every_topic_has_articles(content: Content, topic: Topic) -> None:
    found = [name for name in content.articles if topic_of(name) is topic]
    assert len(found) >= (2 if topic in COVERED else 1)


def test_every_topic_has_a_name_and_a_place_in_the_menu() -> None:
    assert set(NAMES) == set(Topic)
    placed = [topic for _, topics in GROUPS.values() for topic in topics]
    assert sorted(placed) == sorted(Topic)


# --- cards


Cards = dict[Language, list[tuple[str, Card]]]


@pytest.fixture(scope="module")
def cards(knowledge: Knowledge) -> Cards:
    """Every card that the content can lead to, with its name."""
    return {language: list(all_cards(knowledge, language)) for language in LANGUAGES}


def all_cards(knowledge: Knowledge, language: Language) -> Iterator[tuple[str, Card]]:
    names = list(knowledge.articles)
    for name in names:
        calculators = [str(knowledge.articles[name].calculator)]
        yield name, answer_card(knowledge, name, TODAY, TODAY, language, calculators)
        yield f"{name} on another day", answer_card(knowledge, name, date(2027, 1, 1), TODAY, language, calculators)
        if (card := details_card(knowledge, name, TODAY, language)) is not None:
            yield f"{name}, details", card
    for start in range(0, len(names), 3):
        yield f"did you mean {names[start]}", suggestion_card(knowledge, names[start : start + 3], language)
    yield "menu", menu_card(language, calculators=True)
    for group in GROUPS:
        if (card := group_card(knowledge, group, language)) is not None:
            yield group, card
    for topic in [*Topic, ""]:
        yield f"advisers for {topic}", advisers_card(knowledge, topic, language)
        page = 0
        while (card := topic_card(knowledge, f"{topic}.{page}", language)) is not None:
            yield f"{topic}, page {page}", card
            page += 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_card_fits_and_every_button_can_be_made(cards: Cards, language: Language) -> None:
    for name, card in cards[language]:
        assert len(card.text.encode("utf-16-le")) // 2 < LONGEST_CARD, name
        assert card.text.strip(), name
        for button in (button for row in card.buttons for button in row):
            assert 0 < len(button.label) <= LONGEST_LABEL, (name, button)
            assert len(button.data.encode()) <= LONGEST_BUTTON_DATA, (name, button)
            assert pressed(button.data) is not None, (name, button)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_template_is_seen(cards: Cards, language: Language) -> None:
    for name, card in cards[language]:
        seen = [card.text, *(button.label for row in card.buttons for button in row)]
        assert not [text for text in seen if "{{" in text or "{%" in text], name


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_of_one_card_differ(cards: Cards, language: Language) -> None:
    """Two questions cut to the same words could not be told apart."""
    for name, card in cards[language]:
        labels = [button.label for row in card.buttons for button in row]
        assert len(labels) == len(set(labels)), (name, labels)


def test_every_article_can_be_reached_from_the_menu(knowledge: Knowledge) -> None:
    reached: set[str] = set()
    for topic in Topic:
        page = 0
        while (card := topic_card(knowledge, f"{topic}.{page}", "vi")) is not None:
            reached |= {
                b.data.removeprefix("1:art:") for row in card.buttons for b in row if b.data.startswith("1:art:")
            }
            page += 1
    assert reached == set(knowledge.articles)


def test_every_answer_card_has_its_answer(knowledge: Knowledge) -> None:
    """On today's card stands the answer, not the words for figures that are missing."""
    for name, article in knowledge.articles.items():
        card = answer_card(knowledge, name, TODAY, TODAY, "en")
        assert "⚖️" in card.text, name
        assert article.title.en in card.text or "{{" in article.title.en, name


def test_offices_have_a_way_to_reach_them_and_a_day_of_checking(content: Content) -> None:
    for name, office in content.offices.items():
        assert office.confidence is not Confidence.LOW, name
        assert office.verified <= TODAY, name
    assert content.offices["legal-aid-hotline"].phone
    assert any(office.urgent and office.phone for office in content.offices.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_topic_has_an_adviser(knowledge: Knowledge, language: Language) -> None:
    for topic in DESIGN:
        assert advisers_card(knowledge, topic, language).text.count("•") >= 1, topic
