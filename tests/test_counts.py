"""Counts: bounded where people can make up what is counted, and summed so that they point to nobody."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils.db import Database

from bot.conversation.session import Count
from bot.counts_command import KINDS
from bot.storage import counts
from bot.storage.counts import MOST_CAMPAIGNS, SMALLEST_SHOWN, Group, summed
from bot.storage.database import FILE, open_database
from knowledge.database import Knowledge
from tests.conftest import Run
from tests.telegram import raw_updates as raw
from tests.telegram.harness import BotProcess, Double

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)  # a Sunday
STAFF = -100909


def put(db: Database, what: str, about: str, day: str, n: int) -> None:
    db.table("counts").insert({"what": what, "about": about, "day": day, "n": n})


# --- links that anybody can make up


def opened(db: Database, *payloads: str, now: datetime = NOW) -> dict[str, int]:
    """Shared links opened; what is counted this far."""
    counts.add(db, [Count(what="start", about=payload) for payload in payloads], now)
    return {row["about"]: row["n"] for row in db.table("counts").rows_where("what = 'start'")}


def test_made_up_campaigns_fill_no_table() -> None:
    db = open_database(None)
    made_up = [f"si_contribution_x{number}" for number in range(MOST_CAMPAIGNS + 60)]
    found = opened(db, "pension", *made_up)
    assert len(found) == MOST_CAMPAIGNS + 2  # and the two topics
    assert found["si_contribution"] == 60  # the longest topic that fits
    assert opened(db, "si_contribution_x0", "si_contribution_x250")["si_contribution_x0"] == 2
    assert len(opened(db, "pension_new")) == MOST_CAMPAIGNS + 2
    later = opened(db, "pension_new", now=NOW + timedelta(days=20))
    assert later["pension_new"] == 1, "a new month, a new chance"


def test_other_counts_are_not_bounded_by_it() -> None:
    db = open_database(None)
    counts.add(db, [Count(what="article", about=f"pension/a{number}") for number in range(MOST_CAMPAIGNS + 9)], NOW)
    assert db.table("counts").count == MOST_CAMPAIGNS + 9


# --- sums


def only(db: Database) -> Group:
    (period,) = summed(db, "month")
    (group,) = period.groups
    return group


def test_small_numbers_are_hidden_and_articles_summed_by_subject() -> None:
    db = open_database(None)
    for about, n in (("pension/a", 3), ("pension/b", 4), ("maternity/a", 4), ("contract/a", 20)):
        put(db, "article", about, "2026-11-20", n)
    group = only(db)
    assert [(cell.about, cell.n) for cell in group.cells] == [("contract", 20), ("pension", 7), ("maternity", None)]
    assert (group.total, group.exact) == (27, False)  # 31 would say that it was 4


def possible(group: Group, total: int) -> Iterator[set[int]]:
    """What each hidden cell may be for somebody who sees the group."""
    hidden = sum(cell.n is None for cell in group.cells)
    rest = total - sum(cell.n or 0 for cell in group.cells)
    fitting = [
        values
        for values in itertools.product(range(1, SMALLEST_SHOWN), repeat=hidden)
        if not group.exact or sum(values) == rest
    ]
    for place in range(hidden):
        yield {values[place] for values in fitting}


@settings(deadline=None)
@given(st.lists(st.integers(1, 8), min_size=1, max_size=6))
def test_no_sum_gives_a_hidden_number_away(numbers: list[int]) -> None:
    db = open_database(None)
    for place, n in enumerate(numbers):
        put(db, "adviser", f"x{place}", "2026-11-20", n)
    group = only(db)
    assert sorted(cell.n for cell in group.cells if cell.n) == sorted(n for n in numbers if n >= SMALLEST_SHOWN)
    assert all(len(values) > 1 for values in possible(group, group.total or 0))
    assert group.total is None or SMALLEST_SHOWN <= group.total <= sum(numbers)
    hidden = [cell.about for cell in group.cells if cell.n is None]
    assert hidden == sorted(hidden), "not in the order of their size"


def test_several_hidden_numbers_may_have_a_total() -> None:
    db = open_database(None)
    for about, n in (("a", 2), ("b", 4), ("c", 10)):
        put(db, "adviser", about, "2026-11-20", n)
    assert (only(db).total, only(db).exact) == (16, True)


def test_periods_are_whole() -> None:
    db = open_database(None)
    for day in ("2026-10-31", "2026-11-01", "2026-11-02", "2026-11-15", "2026-11-16"):
        put(db, "answer", "", day, 5)
    months = summed(db, "month", date(2026, 11, 15))
    assert [(p.start, p.end, p.groups[0].total) for p in months] == [(date(2026, 11, 1), date(2026, 11, 30), 20)]
    weeks = summed(db, "week", date(2026, 11, 15))
    assert [(p.start, p.end, p.groups[0].total) for p in weeks] == [
        (date(2026, 11, 9), date(2026, 11, 15), 5),
        (date(2026, 11, 16), date(2026, 11, 22), 5),
    ]


# --- the command, and the advisers' group


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    db = open_database(data / FILE)
    today = datetime.now(UTC).date().isoformat()
    for what, about, n in (
        ("article", "pension/retirement-age", 12),
        ("article", "maternity/who", 3),
        ("start", "pension_to-roi", 9),
        ("calculator", "pension", 6),
        ("ignored", "other_update", 7),
    ):
        put(db, what, about, today, n)
    db.conn.commit()
    db.close()
    return data


def test_in_words(run: Run, folder: Path) -> None:
    text = run("counts").output
    assert "• Pension: 12" in text and "• Having a baby: <5" in text and "by subject: ≥12" in text
    assert "• Pension · to-roi: 9" in text and "• other_update: 7" in text
    assert "• Lương hưu · to-roi: 9" in run("counts", "--lang", "vi", "--by", "week").output
    assert "*" not in text


def test_as_json(run: Run, folder: Path) -> None:
    (period,) = json.loads(run("counts", "--json").output)
    article = period["counts"][0]
    assert (article["what"], article["total"]) == ("article", "≥12")
    assert [(cell["name"], cell["n"]) for cell in article["cells"]] == [("Pension", 12), ("Having a baby", "<5")]
    assert json.loads(run("counts", "--json", "--since", "2090-01-01").output) == []


def test_what_is_wrong_is_said(run: Run, tmp_path: Path) -> None:
    assert "QUYEN_DATA_DIR" in run("counts", exit_code=2).output
    run("counts", "--since", "soon", exit_code=2)


def test_members_of_the_staff_group_see_them(knowledge: Knowledge, folder: Path) -> None:
    double = Double()
    double.forum(STAFF, u5="member", u8="left")
    environment = {"STAFF_CHAT_ID": str(STAFF), "KNOWLEDGE_DB": str(knowledge.path)}
    bot = BotProcess(double, folder.parent, "tests.telegram.real_service", **environment)
    try:
        bot.wait_until_ready()
        double.receive(raw.text(8, "/counts", raw.group(STAFF)), raw.text(5, "/counts", raw.group(STAFF)))
        double.wait_for_text(STAFF, "Lương hưu: 12")
        assert bot.terminate() == 0
        (text,) = double.texts(STAFF)
        assert "<5" in text and "other_update" not in text, "for advisers, not for operators"
        assert [row["about"] for row in bot.rows("counts") if row["what"] == "desk"] == ["refused"]
    finally:
        bot.kill()
        double.stop()


def test_every_known_kind_is_counted_somewhere() -> None:
    sources = "".join(path.read_text("utf-8") for path in (Path(__file__).parents[1] / "bot").rglob("*.py"))
    sources += (Path(__file__).parents[1] / "nlu" / "decision.py").read_text("utf-8")
    assert [kind for kind in KINDS if f'"{kind}"' not in sources.replace(f'    "{kind}": N_(', "")] == []
