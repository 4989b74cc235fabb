"""The Telegram service with the real assistant, by search alone, whose reminders live at another time."""

from __future__ import annotations

import asyncio
import os
import sys
from datetime import datetime, timedelta

from bot.conversation.assistant import Assistant
from bot.conversation.understanding import Understander
from bot.reminders import sending
from bot.settings import Settings
from bot.telegram.service import run
from knowledge.database import Knowledge


def shifted(seconds: float) -> None:
    """Let the loop that sends reminders believe that so much time has gone by."""

    def now() -> datetime:
        return datetime.now(sending.VIET_NAM) + timedelta(seconds=seconds)

    sending._now = now
    sending.LOOK_AGAIN = 0.05


if __name__ == "__main__":
    shifted(float(os.environ["QUYEN_TEST_SHIFT"]))
    settings = Settings()
    knowledge = Knowledge(settings.knowledge_db)
    sys.exit(asyncio.run(run(settings, Assistant(knowledge, Understander(knowledge, None)))))
