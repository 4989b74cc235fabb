"""The understanding server as the bot sees it: one question in, a ranking of intents out."""

from __future__ import annotations

from dataclasses import dataclass
from types import TracebackType

import httpx

LONGEST = 2000  # characters sent; the rest of a very long message says little more


class NluUnavailable(Exception):
    """The server did not answer in time, or not as it must."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """An intent with its probability."""

    intent: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Understanding:
    """What the classifier makes of a text: intents, best first, and whether it needs help at once."""

    ranking: tuple[Ranked, ...]
    urgent: Ranked | None = None  # the likeliest kind of help, with the probability that any is needed


class NluClient:
    """Asks a Rasa server's ``/model/parse``. Use as an async context manager."""

    def __init__(self, url: str, timeout: float = 2.0) -> None:
        self.url = url
        self._http = httpx.AsyncClient(base_url=url, timeout=timeout, trust_env=False)

    async def parse(self, text: str) -> Understanding:
        """Rank the intents of a text. Raises :class:`NluUnavailable`."""
        try:
            response = await self._http.post("/model/parse", json={"text": text[:LONGEST]})
            response.raise_for_status()
            parsed = response.json()
            ranking = tuple(Ranked(str(r["name"]), float(r["confidence"])) for r in parsed["intent_ranking"])
            urgent = parsed.get("urgent")  # a model of another day may not say
            return Understanding(
                ranking, Ranked(str(urgent["name"]), float(urgent["confidence"])) if urgent is not None else None
            )
        except (
            httpx.HTTPError,
            httpx.InvalidURL,
            ValueError,
            LookupError,
            TypeError,
            ArithmeticError,
            ExceptionGroup,
        ) as error:
            raise NluUnavailable(
                f"the understanding server at {self.url} did not answer: {type(error).__name__}"
            ) from None

    async def model_id(self) -> str | None:
        """The fingerprint of the loaded model's file name; None when the server does not answer."""
        try:
            response = await self._http.get("/status")
            response.raise_for_status()
            name = response.json()["model_file"]
        except (httpx.HTTPError, httpx.InvalidURL, ValueError, LookupError, TypeError, ArithmeticError, ExceptionGroup):
            return None
        return name.rpartition("/")[2].removesuffix(".tar.gz") or None if isinstance(name, str) else None

    async def __aenter__(self) -> NluClient:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._http.aclose()
