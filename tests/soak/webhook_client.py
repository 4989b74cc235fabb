"""Telegram's end of a webhook: updates posted over a few connections kept open, each update once the one before is taken."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Sequence

from tests.telegram.raw_updates import Raw

CONNECTIONS = 20


async def post_all(port: int, secret: str, updates: Sequence[Raw], pause: float = 0.0) -> dict[str, float]:
    """Post updates, ``pause`` seconds between the starts of two; when each was begun, by its number.

    What one person sends goes over one connection: otherwise it could arrive in another order.
    """
    begun: dict[str, float] = {}
    lines: list[asyncio.Queue[Raw | None]] = [asyncio.Queue() for _ in range(CONNECTIONS)]
    senders = [asyncio.create_task(_connection(port, secret, line, begun)) for line in lines]
    started = time.monotonic()
    for number, update in enumerate(updates):
        await asyncio.sleep(max(0.0, started + number * pause - time.monotonic()) if pause else 0)
        lines[update["message"]["from"]["id"] % CONNECTIONS].put_nowait(update)
    for line in lines:
        line.put_nowait(None)
    await asyncio.gather(*senders)
    return begun


async def _connection(port: int, secret: str, line: asyncio.Queue[Raw | None], begun: dict[str, float]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        while (update := await line.get()) is not None:
            body = json.dumps(update).encode()
            head = f"POST /hook HTTP/1.1\r\nHost: x\r\nX-Telegram-Bot-Api-Secret-Token: {secret}\r\nContent-Length: {len(body)}\r\n\r\n"
            begun[str(update["update_id"])] = time.monotonic()
            writer.write(head.encode() + body)
            answer = await reader.readuntil(b"\r\n\r\n")
            assert answer.startswith(b"HTTP/1.1 200"), answer
    finally:
        writer.close()
