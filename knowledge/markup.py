"""The little markup of the product: ``**bold**``, lines that begin with ``•``, nothing else."""

from __future__ import annotations

import re

_FORBIDDEN = [
    (re.compile(r"</?[a-zA-Z][^>]*>"), "HTML tags are not markup here; use **bold** or plain text"),
    (re.compile(r"\[[^\]]+\]\([^)]*\)"), "links are written as plain addresses, not [text](address)"),
    (re.compile(r"^\s*#{1,6}\s", re.MULTILINE), "headings with # are not shown; use **bold**"),
    (re.compile(r"^\s*[-*]\s", re.MULTILINE), "begin a list line with •"),
    (re.compile(r"(?<!\*)\*(?!\*)"), "a single * is shown as it is; use **bold**"),
    (re.compile(r"__|`"), "__ and ` are shown as they are; use **bold**"),
]


def broken(text: str) -> list[str]:
    """What is wrong with the markup of a rendered text; empty when it is sound."""
    problems = [message for pattern, message in _FORBIDDEN if pattern.search(text)]
    if any(line.count("**") % 2 for line in text.splitlines()):
        problems.append("a ** is opened and not closed on the same line")
    if "****" in text:
        problems.append("**** marks nothing as bold")
    return problems


def plain(text: str) -> str:
    """The text without its markup, for length limits and search."""
    return text.replace("**", "")
