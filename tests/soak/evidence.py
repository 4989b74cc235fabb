"""What a bot's database says after a run."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlite_utils.db import Database

from tests.telegram.harness import BotProcess


@contextmanager
def database(bot: BotProcess) -> Iterator[Database]:
    db = Database(bot.folder / "data" / "quyen.db")
    try:
        yield db
    finally:
        db.close()


def evidence(bot: BotProcess) -> dict[str, Any]:
    """Soundness, rows by state, how many updates each person's session has counted, replies whose fate is unknown."""
    with database(bot) as db:
        return {
            "sound": [row[0] for row in db.execute("pragma integrity_check").fetchall()],
            "inbox": dict(db.execute("select state, count(*) from inbox group by state").fetchall()),
            "outbox": dict(db.execute("select state, count(*) from outbox group by state").fetchall()),
            "answered": {
                int(row["person"].rpartition(":")[2]): json.loads(row["session"])["failures"]
                for row in db.table("conversations").rows
            },
            "heard": sum(row["n"] for row in db.table("counts").rows_where("what = 'heard'")),
            "unknown": [
                json.loads(row["payload"])["reply"]["text"]
                for row in db.table("outbox").rows_where("state = 'unknown'")
            ],
        }


def nothing_waits(bot: BotProcess, number: int) -> bool:
    """Whether so many updates have arrived, all are finished, and so is every reply."""
    with database(bot) as db:
        finished = db.table("inbox").count_where("finished_at is not null")
        return finished == number and db.table("outbox").count_where("finished_at is null") == 0
