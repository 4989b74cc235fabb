"""How fast Telegram lets a bot send: in all, to one chat, to one group; and what a 429 means."""

from __future__ import annotations

from collections import defaultdict, deque

MANY_CHATS = 1000  # above this, chats without recent messages are forgotten
GLOBAL = 3  # so many chats refused in a row, none served in between: it is about the bot, not about a chat


class Window:
    """At most ``limit`` in any ``seconds``."""

    def __init__(self, limit: int, seconds: float) -> None:
        self._limit = limit
        self._seconds = seconds
        self._times: deque[float] = deque()

    def delay(self, now: float) -> float:
        self._forget(now)
        return self._times[-self._limit] + self._seconds - now if len(self._times) >= self._limit else 0.0

    def note(self, now: float) -> None:
        self._times.append(now)

    def is_empty(self, now: float) -> bool:
        self._forget(now)
        return not self._times

    def _forget(self, now: float) -> None:
        while self._times and self._times[0] + self._seconds <= now:
            self._times.popleft()


class Pace:
    """Says how long to wait before the next message to a chat. Times are seconds of any steady clock."""

    def __init__(self, *, enabled: bool = True) -> None:
        self._enabled = enabled
        self._all = Window(30, 1.0)
        self._chats: defaultdict[str, Window] = defaultdict(lambda: Window(1, 1.0))
        self._groups: defaultdict[str, Window] = defaultdict(lambda: Window(20, 60.0))
        self._refused: set[str] = set()
        self._held_until = 0.0

    def delay(self, chat: str, now: float) -> float:
        """Seconds until a message to this chat may go out; 0: now."""
        waits = [self._held_until - now]
        if self._enabled:
            waits += [self._all.delay(now), self._chats[chat].delay(now)]
            if _is_group(chat):
                waits.append(self._groups[chat].delay(now))
        return max(0.0, *waits)

    def note(self, chat: str, now: float) -> None:
        """A message to this chat is on its way."""
        if not self._enabled:
            return
        self._all.note(now)
        self._chats[chat].note(now)
        if _is_group(chat):
            self._groups[chat].note(now)
        for windows in (self._chats, self._groups):
            if len(windows) > MANY_CHATS:
                for quiet in [key for key, window in windows.items() if window.is_empty(now)]:
                    del windows[quiet]

    def served(self) -> None:
        """Telegram took a message, so it does not refuse all of them."""
        self._refused.clear()

    def refused(self, chat: str, seconds: float, now: float) -> bool:
        """Telegram asked to wait (429). True: all chats wait, because one after the other was refused."""
        self._refused.add(chat)
        if len(self._refused) < GLOBAL:
            return False
        self._held_until = max(self._held_until, now + seconds)
        return True


def _is_group(chat: str) -> bool:
    return chat.startswith("-")
