"""The bot's own words in the person's language; message ids are the English texts.

Catalogues are read from ``locales/LANGUAGE/LC_MESSAGES/quyen.po`` as they stand: nothing to compile.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from knowledge.schema import Language

LOCALES = Path(__file__).parents[1] / "locales"
DOMAIN = "quyen"


@cache
def translations(language: Language) -> GNUTranslations:
    with (LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as file:
        catalogue = read_po(file, locale=language, domain=DOMAIN)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)


def gettext_for(language: Language) -> Callable[[str], str]:
    """The function that puts a message id into a language."""
    return translations(language).gettext


def N_(message: str) -> str:
    """Marks a message id for extraction where it is translated later."""
    return message
