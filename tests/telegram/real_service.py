"""The Telegram service with the real conversation, by search alone: no understanding server is needed."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

from bot.conversation.assistant import Assistant
from bot.conversation.understanding import Understander
from bot.handoff.desk import Desk
from bot.settings import Settings
from bot.telegram import connecting, service
from knowledge.database import Knowledge


def main() -> int:
    connecting.READ_SECONDS = float(os.environ.get("QUYEN_TEST_READ_SECONDS", connecting.READ_SECONDS))
    service.ATTENDING_SECONDS = float(os.environ.get("QUYEN_TEST_ATTENDING_SECONDS", service.ATTENDING_SECONDS))
    settings = Settings()
    knowledge = Knowledge(Path(os.environ["QUYEN_KNOWLEDGE_DB"]))
    assistant = Assistant(knowledge, Understander(knowledge, None), desk=Desk.of(settings, knowledge))
    return asyncio.run(service.run(settings, assistant))


if __name__ == "__main__":
    sys.exit(main())
