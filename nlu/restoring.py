"""Tone marks put back into Vietnamese typed without them: *bao hiem xa hoi* -> *bảo hiểm xã hội*.

A Viterbi search over the marked forms each folded syllable has in the training texts, scored by pairs of
neighbouring syllables. Only fills in what has no marks; a word nobody has seen stays as typed.
Python 3.10 syntax and standard library: it runs inside the Rasa process.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable

from nlu.text import fold, has_marks, is_full_word, without_key_leftovers, words
from nlu.wordlists import ABBREVIATIONS

_START = "<s>"
_FORMS = 8  # marked forms of a syllable that are tried
_BACK_OFF = 0.4  # weight of a single syllable where a pair was never seen


class MarkRestorer:
    """Learns from marked texts, then restores marks."""

    def __init__(self, single: dict[str, int], pairs: dict[str, int]) -> None:
        self._single = single
        self._pairs = pairs
        self._total = sum(single.values()) or 1
        self._forms: dict[str, list[str]] = defaultdict(list)
        for word in sorted(single, key=lambda w: -single[w]):
            forms = self._forms[fold(word)]
            if len(forms) < _FORMS:
                forms.append(word)

    @classmethod
    def learn(cls, texts: Iterable[str]) -> MarkRestorer:
        """Count the syllables and pairs of marked texts; texts without marks teach nothing."""
        single: Counter[str] = Counter()
        pairs: Counter[str] = Counter()
        for text in texts:
            if not has_marks(text):
                continue
            before = _START
            for word in words(text):
                single[word] += 1
                pairs[f"{before} {word}"] += 1
                before = word
        return cls(dict(single), dict(pairs))

    def counts(self) -> dict[str, dict[str, int]]:
        """What was learned, to be kept as JSON."""
        return {"single": self._single, "pairs": self._pairs}

    def restore(self, text: str) -> str:
        """The likeliest marked form of a text; words that carry marks stay as they are."""
        typed: list[str] = []
        for word in words(text):
            folded = fold(word)
            bare = without_key_leftovers(folded)
            known = None if is_full_word(word) else ABBREVIATIONS.get(folded)
            typed.extend((known or (word if bare == folded else bare)).split())
        if not typed:
            return text
        paths: dict[str, tuple[float, tuple[str, ...]]] = {_START: (0.0, ())}
        for word in typed:
            forms = [word] if has_marks(word) else self._forms.get(word) or [word]
            following: dict[str, tuple[float, tuple[str, ...]]] = {}
            for form in forms:
                best = max(
                    ((score + self._log(before, form), path) for before, (score, path) in paths.items()),
                    key=lambda item: item[0],
                )
                following[form] = (best[0], (*best[1], form))
            paths = following
        return " ".join(max(paths.values(), key=lambda item: item[0])[1])

    def _log(self, before: str, word: str) -> float:
        pair = self._pairs.get(f"{before} {word}", 0)
        single = self._single.get(word, 0)
        seen_before = self._single.get(before, 0) or 1
        back_off = _BACK_OFF * (single + 0.1) / self._total
        return math.log(0.8 * pair / seen_before + 0.2 * back_off)
