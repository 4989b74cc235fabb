from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlite_utils.db import Database

from bot.storage.database import open_database

NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)


def later(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


@pytest.fixture
def db() -> Database:
    return open_database(None)
