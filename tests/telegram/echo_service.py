"""The Telegram service with a small assistant that says what it heard, and misbehaves when told to."""

from __future__ import annotations

import asyncio
import base64
import os
import sys
from datetime import datetime
from pathlib import Path

from bot.conversation.events import Attachment, Command, Event, Press, Text
from bot.conversation.replies import Button, Card, Document, Picture, Reply
from bot.conversation.session import Count, Outcome, Session
from bot.handoff.steps import ALONE, Around
from bot.settings import Settings
from bot.telegram import connecting
from bot.telegram.service import run

LONG = "\n\n".join(f"**Điều {number}.** Lương < thưởng & phụ cấp 🛵 " + "chữ " * 150 for number in range(12))
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


def heard(event: Event) -> str:
    match event:
        case Text(text):
            return f"text {text}"
        case Press(data):
            return f"press {data}"
        case Command(name, argument):
            return f"command {name} {argument}"
        case Attachment(kind, caption):
            return f"attachment {kind} {caption}"


def die_once(marker: Path) -> None:
    if not marker.exists():
        marker.touch()
        os._exit(9)


class Echo:
    """Numbers its answers in the session, so that a message counted twice shows."""

    desk = None  # nobody takes cases

    async def respond(self, event: Event, session: Session, now: datetime, around: Around = ALONE) -> Outcome:
        number = session.failures + 1
        words = event.text if isinstance(event, Text) else ""
        replies: tuple[Reply, ...] = (Card(text=f"{heard(event)} #{number}"),)
        match words.partition(" "):
            case ("long", _, _):
                replies = (Card(text=LONG, buttons=((Button(label="Tiếp", data="1:next"),),)),)
            case ("buttons", _, _):
                replies = (Card(text="chọn đi", buttons=((Button(label="Tính", data="1:calc"),),)),)
            case ("html", _, _):
                replies = (Card(text="a < b & **c <i>d** & &amp; </b>"),)
            case ("two", _, _):
                replies = (Card(text=f"một #{number}"), Card(text=f"hai #{number}"))
            case ("picture", _, _):
                replies = (Picture(png=base64.b64encode(PNG), caption="**hình** & chữ"),)
            case ("document", _, _):
                replies = (Document(name="đơn.txt", content=base64.b64encode(b"abc"), caption="đơn"),)
            case ("silence", _, _):
                replies = ()
            case ("slow", _, seconds):
                await asyncio.sleep(float(seconds))
            case ("raise", _, secret):
                raise ValueError(secret)
            case ("die", _, marker):
                die_once(Path(marker))
        return Outcome(
            session=session.model_copy(update={"failures": number}), replies=replies, counts=(Count(what="heard"),)
        )


if __name__ == "__main__":
    # How long to wait for an answer of Telegram: a test does not wait twenty seconds.
    connecting.READ_SECONDS = float(os.environ.get("QUYEN_TEST_READ_SECONDS", connecting.READ_SECONDS))
    sys.exit(asyncio.run(run(Settings(), Echo())))
