"""The bot's own words: every message of the code stands translated in every language, with the same blanks."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from bot.conversation.topics import GROUPS, NAMES
from bot.i18n import DOMAIN, LOCALES, N_, gettext_for
from knowledge.markup import broken
from knowledge.schema import LANGUAGES, Language

ROOT = Path(__file__).parents[1]
KEYWORDS = {"_": None, "N_": None}


@pytest.fixture(scope="module")
def messages() -> dict[str, str]:
    """The message ids of the code, each with the place where it stands first."""
    with (LOCALES / "babel.cfg").open("r", encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    found: dict[str, str] = {}
    for path, line, message, _, _ in extract_from_dir(ROOT, methods, options, keywords=KEYWORDS):
        assert isinstance(message, str), f"{path}:{line}: plurals are written with Babel, not gettext"
        found.setdefault(message, f"{path}:{line}")
    return found


@pytest.fixture(scope="module")
def catalogues() -> dict[Language, Catalog]:
    read = {}
    for language in LANGUAGES:
        with (LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as file:
            read[language] = read_po(file, locale=language, domain=DOMAIN, abort_invalid=True)
    return read


def blanks(text: str) -> Counter[str]:
    """The ``{…}`` of a message; raises ValueError where they are broken."""
    return Counter(
        f"{name}!{conversion}:{spec}" for _, name, spec, conversion in Formatter().parse(text) if name is not None
    )


def test_the_code_is_read(messages: dict[str, str]) -> None:
    assert len(messages) > 60
    assert "Type your question, or choose a subject:" in messages  # marked with _
    assert all(name in messages for name in NAMES.values())  # marked with N_
    assert all(name in messages for name, _topics in GROUPS.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated(
    messages: dict[str, str], catalogues: dict[Language, Catalog], language: Language
) -> None:
    catalogue = catalogues[language]
    known = {message.id: message for message in catalogue if message.id}
    missing = [f"{place}: {text!r}" for text, place in messages.items() if text not in known or not known[text].string]
    assert missing == []
    assert [message.id for message in known.values() if message.fuzzy] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_translated_that_is_not_said(
    messages: dict[str, str], catalogues: dict[Language, Catalog], language: Language
) -> None:
    assert [message.id for message in catalogues[language] if message.id and message.id not in messages] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_blanks_markup_and_commands_are_the_same(catalogues: dict[Language, Catalog], language: Language) -> None:
    for message in catalogues[language]:
        if not message.id or not message.string:
            continue
        original, translated = str(message.id), str(message.string)
        assert blanks(original) == blanks(translated), original
        assert broken(translated) == broken(original) == [], original
        commands = re.findall(r"(?<!\w)/[a-z]+", original)
        assert set(commands) == set(re.findall(r"(?<!\w)/[a-z]+", translated)), original
        assert original.count("\n") == translated.count("\n"), f"other lines: {original}"


def test_english_is_said_as_it_stands_in_the_code(catalogues: dict[Language, Catalog]) -> None:
    assert [m.id for m in catalogues["en"] if m.id and m.string and m.string != m.id] == []


def test_vietnamese_is_not_english(catalogues: dict[Language, Catalog]) -> None:
    same = [
        m.id for m in catalogues["vi"] if m.id and m.string == m.id and len(re.sub(r"{.*?}|\W", "", str(m.id))) > 12
    ]
    assert same == []


def test_the_header_names_the_language_and_utf_8(catalogues: dict[Language, Catalog]) -> None:
    for language, catalogue in catalogues.items():
        assert str(catalogue.locale) == language
        assert catalogue.charset == "utf-8"


def test_messages_are_found_at_work() -> None:
    assert gettext_for("vi")("Menu") == "Menu"
    assert gettext_for("vi")("Talk to an adviser") == "Gặp người tư vấn"
    assert gettext_for("en")("Talk to an adviser") == "Talk to an adviser"
    assert gettext_for("vi")("no such message") == "no such message"
    assert N_("left as it is") == "left as it is"
