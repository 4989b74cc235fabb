"""Receiving by webhook: a small HTTP server behind the operator's TLS proxy.

It takes one kind of request, a POST with Telegram's secret, and answers 200 once the update is stored. HTTP
itself is parsed by h11, which also limits the size of the headers.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from http import HTTPStatus

import h11

from bot.storage.database import StoreFailed
from bot.telegram.supervision import Fatal

log = logging.getLogger(__name__)

LARGEST_BODY = 512 * 1024  # bytes; an update is a few thousand
MOST_CONNECTIONS = 100
REQUEST_SECONDS = 10.0
IDLE_SECONDS = 75.0
SECRET_HEADER = b"x-telegram-bot-api-secret-token"

Accept = Callable[[list[object]], Awaitable[None]]


class WebhookServer:
    """Takes updates from whoever knows the secret."""

    def __init__(self, secret: str, accept: Accept) -> None:
        self._secret = secret.encode()
        self._accept = accept
        self._connections: dict[asyncio.Task[None], _Connection] = {}

    @asynccontextmanager
    async def listening(self, address: str) -> AsyncIterator[None]:
        """Serve at ``HOST:PORT`` inside the block; at its end the requests in hand are finished."""
        host, _, port = address.rpartition(":")
        try:
            server = await asyncio.start_server(self._serve, host.strip("[]"), int(port))
        except (OSError, ValueError, OverflowError) as error:
            why = error.strerror if isinstance(error, OSError) else "not an address of the form HOST:PORT"
            raise Fatal(f"Cannot listen at QUYEN_WEBHOOK_LISTEN={address}: {why}.") from None
        try:
            yield
        finally:
            server.close()
            for task, connection in list(self._connections.items()):
                if connection.idle:
                    task.cancel()
            if self._connections:
                await asyncio.wait(self._connections, timeout=REQUEST_SECONDS)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        connection = _Connection(reader, writer, self._answer)
        self._connections[task] = connection
        try:
            if len(self._connections) <= MOST_CONNECTIONS:
                await connection.serve()
        except (TimeoutError, OSError, asyncio.CancelledError):
            pass  # the other side went away or took too long, or we are closing: nothing was promised
        finally:
            del self._connections[task]
            writer.close()

    async def _answer(self, request: h11.Request, body: Callable[[], Awaitable[bytes | None]]) -> HTTPStatus:
        if request.method != b"POST":
            return HTTPStatus.METHOD_NOT_ALLOWED
        given = next((value for name, value in request.headers if name == SECRET_HEADER), b"")
        content = await body()  # read in any case: closing on unread data would swallow the answer
        if not hmac.compare_digest(given, self._secret):
            log.warning("refused a webhook request without the right secret")
            return HTTPStatus.UNAUTHORIZED
        if content is None:
            log.warning("refused a webhook request larger than %d bytes", LARGEST_BODY)
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        try:
            update = json.loads(content)
        except (ValueError, RecursionError):
            update = None  # refused later and counted; with an error Telegram would send it again and again
        try:
            await self._accept([update])
        except StoreFailed:
            return HTTPStatus.SERVICE_UNAVAILABLE  # the store has said why; Telegram will send it again
        except Exception:
            log.exception("an update that came by webhook could not be stored; Telegram will send it again")
            return HTTPStatus.INTERNAL_SERVER_ERROR
        return HTTPStatus.OK


class _Connection:
    """One client: its requests one after the other."""

    def __init__(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        answer: Callable[[h11.Request, Callable[[], Awaitable[bytes | None]]], Awaitable[HTTPStatus]],
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._answer = answer
        self._http = h11.Connection(h11.SERVER)
        self.idle = True

    async def serve(self) -> None:
        while True:
            try:
                self.idle = True
                async with asyncio.timeout(IDLE_SECONDS):
                    request = await self._next_event()
                self.idle = False
                if not isinstance(request, h11.Request):
                    return
                async with asyncio.timeout(REQUEST_SECONDS):
                    await self._respond(await self._answer(request, self._body))
            except h11.RemoteProtocolError:
                if self._http.our_state in (h11.IDLE, h11.SEND_RESPONSE):
                    await self._respond(HTTPStatus.BAD_REQUEST)
                return
            if self._http.our_state is not h11.DONE or self._http.their_state is not h11.DONE:
                return  # refused before its end, or the client wants to close
            self._http.start_next_cycle()

    async def _body(self) -> bytes | None:
        """The whole body; None if it is too large."""
        body = b""
        while not isinstance(event := await self._next_event(), h11.EndOfMessage):
            if not isinstance(event, h11.Data):
                raise ConnectionError("the client went away")
            body += event.data
            if len(body) > LARGEST_BODY:
                return None
        return body

    async def _next_event(self) -> h11.Event | type[h11.NEED_DATA] | type[h11.PAUSED]:
        while (event := self._http.next_event()) is h11.NEED_DATA:
            if self._http.they_are_waiting_for_100_continue:
                await self._send(h11.InformationalResponse(status_code=HTTPStatus.CONTINUE, headers=[]))
            self._http.receive_data(await self._reader.read(64 * 1024))
        return event

    async def _respond(self, status: HTTPStatus) -> None:
        await self._send(h11.Response(status_code=status, headers=[("Content-Length", "0")], reason=status.phrase))
        await self._send(h11.EndOfMessage())

    async def _send(self, event: h11.Event) -> None:
        self._writer.write(self._http.send(event) or b"")
        await self._writer.drain()
