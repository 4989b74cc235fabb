"""Urgent messages on a set that nobody who wrote rules or examples has seen; with the trained server."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.conversation.understanding import Understander
from knowledge.database import Knowledge
from knowledge.yaml_source import read_yaml
from nlu.client import NluClient
from nlu.urgent import urgent_in

BLIND = Path(__file__).with_name("urgent_blind.yaml")
LEAST_FOUND, MOST_ALARMS = 52, 9  # of 60 and 60; measured on 22 November 2026: 55 and 6


@pytest.mark.rasa
async def test_most_unseen_urgent_messages_are_found(knowledge: Knowledge, nlu_url: str) -> None:
    found = {True: 0, False: 0}
    async with NluClient(nlu_url) as client:
        understander = Understander(knowledge, client)
        for message in read_yaml(BLIND).data:
            decision = await understander.understand(message["text"], message["language"], date(2026, 11, 22))
            found[message["urgent"]] += bool(decision.urgent or urgent_in(message["text"]))
    assert found[True] >= LEAST_FOUND
    assert found[False] <= MOST_ALARMS
