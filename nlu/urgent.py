"""Messages of people who need help at once: beaten, hurt, locked in, papers kept, a deadline within days.

The rules stand in ``urgent_words.yaml``, in the words people use; here they are only read and applied.
A word of a rule fits the typed word if the typed marks do not speak against it: *đánh* fits *đánh*,
*đanh* and *danh*, but not *dành*. So text with and without tone marks goes through the same rules.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, get_args

from knowledge.yaml_source import Source, read_yaml
from nlu.text import fold, is_full_word, language_of, without_key_leftovers, words
from nlu.wordlists import ABBREVIATIONS

UrgentKind = Literal[
    "violence", "injury", "forced_labour", "child_labour", "papers_kept", "harassment", "self_harm", "deadline"
]
RULES = Path(__file__).with_name("urgent_words.yaml")
_LONGEST = 4000  # characters looked at
_BREAK, _COMMA = ".", ","  # stand between sentences and clauses; no word is one of them
_MASK = "·"  # stands for words that say nothing
_SENTENCE_END = re.compile(r"[.!?;…]+(?=\s|$)|\n+")
_CLAUSE_END = re.compile(r",(?!\d)|:(?!\d)| [-–] ")
_APOSTROPHE = re.compile(r"(?<=\w)['’`](?=\w)")
_PIECE = re.compile(r"\{(\w+)\}|\(([^()]*)\)|(……|…)|([^\s{}()]+)")
_WIDE = "……"
_GAPS = {"…": 4, _WIDE: 10}  # words that may stand between; only the wide gap reaches over a comma
_NEEDED, _OPTIONAL = frozenset({"when", "example"}), frozenset({"also", "unless", "any_time"})
_NO_LEFTOVERS = frozenset({"axit", "sex"})  # words that only look as if a Telex key had stayed in them
_HOOK, _TILDE = "\u0309", "\u0303"
_TONES = frozenset({"\u0300", "\u0301", _HOOK, _TILDE, "\u0323"})


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern of an urgent message, with a message it was written for."""

    kind: UrgentKind
    when: str
    example: str
    pattern: re.Pattern[str]
    also: re.Pattern[str] | None  # words that must stand anywhere in the message too
    unless: re.Pattern[str] | None  # words anywhere in the message that make it an ordinary question
    any_time: bool  # what happened long ago counts too


@dataclass(frozen=True, slots=True)
class Urgent:
    """What makes a message urgent, and the rule that says so."""

    kind: UrgentKind
    rule: Rule


def urgent_in(text: str) -> Urgent | None:
    """The most pressing danger or deadline a message tells of; None for an ordinary question."""
    rules = load_rules()
    line = rules.harmless.sub(f" {_MASK}", as_line(text))
    if rules.general.search(line) and not rules.somebody.search(line):
        return None  # a question about the law, with nobody in it
    for rule in rules.rules:
        if (rule.also and not rule.also.search(line)) or (rule.unless and rule.unless.search(line)):
            continue
        for match in rule.pattern.finditer(line):
            sentence = line[: match.start()].rpartition(f" {_BREAK} ")[2]
            if rules.denied.search(sentence) or (not rule.any_time and rules.long_ago.search(sentence)):
                continue
            return Urgent(rule.kind, rule)
    return None


def as_line(text: str) -> str:
    """A message as the rules read it: one space around each word, teencode written out, a dot between sentences."""
    text = text[:_LONGEST]
    expand = language_of(text) != "en"
    sentences = _SENTENCE_END.split(_APOSTROPHE.sub("", text))
    lines = (_joined(_COMMA, [_spelled(clause, expand) for clause in _CLAUSE_END.split(one)]) for one in sentences)
    return f" {_joined(_BREAK, list(lines))} "


def _joined(sign: str, parts: list[str]) -> str:
    return f" {sign} ".join(part for part in parts if part)


def _spelled(text: str, expand: bool) -> str:
    return " ".join(form for word in words(text) for form in _forms(word, expand))


def _forms(word: str, expand: bool) -> list[str]:
    folded = fold(word)
    if not expand:
        return [word]
    if folded in ABBREVIATIONS and not is_full_word(word):
        return ABBREVIATIONS[folded].split()
    bare = folded if folded in _NO_LEFTOVERS else without_key_leftovers(folded)
    return [_tone_in_front(word) if bare == folded else bare]


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules in the order they are tried, and the words that take their meaning away."""

    rules: tuple[Rule, ...]
    harmless: re.Pattern[str]
    general: re.Pattern[str]
    somebody: re.Pattern[str]
    denied: re.Pattern[str]
    long_ago: re.Pattern[str]


@lru_cache(maxsize=4)
def load_rules(path: Path = RULES) -> Rules:
    """The rules of a file; ValueError names the file and the line of one that cannot be read."""
    source = read_yaml(path)
    data: dict[str, Any] = source.data
    reader = _Reader(source, data["words"])
    found = [
        reader.rule(kind, index, rule)
        for kind in data["rules"]
        for index, rule in enumerate(data["rules"][kind] if kind in get_args(UrgentKind) else reader.unknown(kind))
    ]
    return Rules(
        rules=tuple(found),
        harmless=re.compile(f"(?:{reader.any_of('harmless', data['harmless'])})(?= )"),
        general=re.compile(f"(?:{reader.any_of('general', data['general'])})(?= )"),
        somebody=re.compile(f" {reader.words('somebody', ('words',))}(?= )"),
        denied=re.compile(f"(?:{reader.any_of('denied', data['denied'])})$"),
        long_ago=re.compile(f"(?:{reader.any_of('long_ago', data['long_ago'])})(?= |$)"),
    )


class _Reader:
    """Turns the patterns of one file into regular expressions."""

    def __init__(self, source: Source, lists: dict[str, str]) -> None:
        self._source = source
        self._lists = lists
        self._negation = self.words("negation", ("words",))

    def rule(self, kind: UrgentKind, index: int, rule: dict[str, Any]) -> Rule:
        where = ("rules", kind, index)
        if wrong := _NEEDED - rule.keys() or rule.keys() - _NEEDED - _OPTIONAL:
            allowed = f"{', '.join(sorted(_NEEDED))}, and perhaps {', '.join(sorted(_OPTIONAL))}"
            raise self._error(where, f"a rule has {allowed}; look at: {', '.join(sorted(wrong))}")
        when, also, unless = (
            re.compile(f"{self.sequence(rule[key], where)}(?= )") if key in rule else None
            for key in ("when", "also", "unless")
        )
        assert when is not None
        return Rule(kind, rule["when"], rule["example"], when, also, unless, bool(rule.get("any_time", False)))

    def any_of(self, name: str, patterns: list[str]) -> str:
        return "|".join(self.sequence(pattern, (name, index)) for index, pattern in enumerate(patterns))

    def sequence(self, pattern: str, where: tuple[str | int, ...]) -> str:
        """``{boss} … đánh (em | tôi)``: word lists, gaps, words, choices."""
        if _PIECE.sub("", pattern).strip():
            raise self._error(where, f"cannot read the pattern '{pattern}'; check its brackets")
        pieces = []
        for name, choices, gap, word in _PIECE.findall(pattern):
            if gap:
                stop = "[.]" if gap == _WIDE else "[.,]"
                pieces.append(rf"(?: (?!{stop} |{self._negation} )\S+){{0,{_GAPS[gap]}}}?")
            elif name:
                pieces.append(f" {self.words(name, where)}")
            else:
                optional = choices.rstrip().endswith("|")
                choice = self._choice(choices.rstrip(" |") or word, where)
                pieces.append(f"(?: {choice})?" if optional else f" {choice}")
        return "".join(pieces)

    def words(self, name: str, where: tuple[str | int, ...]) -> str:
        if name not in self._lists:
            raise self._error(where, f"there is no list of words '{name}'")
        return self._choice(self._lists[name], ("words", name))

    def _choice(self, choices: str, where: tuple[str | int, ...]) -> str:
        return f"(?:{'|'.join(self._phrase(choice.split(), where) for choice in choices.split('|'))})"

    def _phrase(self, parts: list[str], where: tuple[str | int, ...]) -> str:
        if not parts:
            raise self._error(where, "a choice is empty")
        return " ".join(
            self.words(part[1:-1], where) if part[0] == "{" and part[-1] == "}" else _fitting(part) for part in parts
        )

    def unknown(self, kind: str) -> list[Any]:
        raise self._error(("rules", kind), f"there is no kind '{kind}'; there are: {', '.join(get_args(UrgentKind))}")

    def _error(self, where: tuple[str | int, ...], message: str) -> ValueError:
        return ValueError(str(self._source.problem(where, message)))


def _tone_in_front(word: str) -> str:
    """*toà* as *tòa*: both ways to write the tone of oa, oe, uy at the end of a word are one."""
    if len(word) < 2 or unicodedata.normalize("NFC", word)[-2:-1] not in ("o", "u"):
        return word
    last = unicodedata.normalize("NFD", word[-1])
    if word[-2] + last[0] not in ("oa", "oe", "uy") or len(last) != 2 or last[1] not in _TONES:
        return word
    return unicodedata.normalize("NFC", word[:-1] + last[1] + last[0])


def _fitting(word: str) -> str:
    """A regular expression of the spellings that fit a word; ``=đá`` only fits with its marks.

    As it stands, with hook and tilde alike; without its tone (*đanh*); without any mark (*danh*).
    """
    exact = word.startswith("=")
    letters = unicodedata.normalize("NFC", _tone_in_front(word.removeprefix("=")))
    spellings = ["".join(_hook_or_tilde(letter) for letter in letters)]
    if not exact:
        spellings.append("".join(_without_tone(letter) for letter in letters))
        spellings.append(re.escape(fold(letters)))
    return f"(?:{'|'.join(dict.fromkeys(spellings))})"


def _hook_or_tilde(letter: str) -> str:
    """Half the country writes the two alike: *giử* for *giữ*."""
    apart = unicodedata.normalize("NFD", letter)
    if not {_HOOK, _TILDE} & set(apart):
        return re.escape(letter)
    plain = apart.replace(_HOOK, "").replace(_TILDE, "")
    return f"[{''.join(unicodedata.normalize('NFC', plain + tone) for tone in (_HOOK, _TILDE))}]"


def _without_tone(letter: str) -> str:
    """The letter without its tone, with or without its hat: *ế* as *[êe]*; đ stays."""
    base = unicodedata.normalize("NFC", "".join(ch for ch in unicodedata.normalize("NFD", letter) if ch not in _TONES))
    return f"[{base}{fold(base)}]" if base not in ("đ", fold(base)) else re.escape(base)
