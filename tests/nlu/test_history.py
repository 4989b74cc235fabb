"""Saved tests of the understanding, and what is said when figures change. All figures are made up."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from knowledge.search import Found
from nlu.client import Ranked
from nlu.decision import load_thresholds
from nlu.evaluation import DEV, Case, Evaluation, Seen
from nlu.evaluation_report import report
from nlu.history import HISTORY, Line, changes, comparison, last, line_of, save
from nlu.threshold_choice import trade_offs

PENSION, AGE, OUT = "pension.starting-late", "pension.retirement-age", "out_of_scope"


def seen(text: str, topic: str, first: str, article: str | None = None, sure: float = 0.9) -> Seen:
    case = Case(text, "dev", "markless_short", "vi", topic, (), article)
    outside = sure if first == OUT else 0.01
    ranking = (Ranked(first if first != OUT else AGE, 0.02 if first == OUT else sure), Ranked(OUT, outside))
    return Seen(case, ranking, (Found("pension/retirement-age", 1.0),))


def evaluation(right: int, wrong: int) -> Evaluation:
    """Questions on pensions; the wrong ones are taken for contracts. Two are out of scope, one is answered."""
    asked = [seen(f"cau hoi {i}", "pension", AGE, "pension/retirement-age") for i in range(right)]
    asked += [
        seen(f"cau hoi {right + i}", "pension", "contract.part-time", "pension/retirement-age") for i in range(wrong)
    ]
    asked += [seen("thoi tiet ngay mai the nao", OUT, OUT), seen("mua xe tra gop o dau re", OUT, AGE)]
    return Evaluation(asked, load_thresholds())


def line(right: int, wrong: int, date: str = "2026-11-22") -> Line:
    return line_of(evaluation(right, wrong), "made-up", date, True)


def test_a_line_holds_the_figures_by_style_and_topic() -> None:
    found = line(9, 3)
    for group in ("dev", "dev markless", "dev of short length", "topic pension"):
        assert found.inside[group]["cases"] == 12
        assert found.inside[group]["topic_first"] == 0.75
        assert found.inside[group]["wrong_confident"] == 0.25
    assert found.outside["dev"] == {"cases": 2, "answered": 0.5, "offered": 0.0}
    assert found.thresholds == load_thresholds().model_dump()


def test_a_line_holds_nothing_anybody_asked() -> None:
    assert "cau hoi" not in json.dumps(asdict(line(9, 3)))


def test_lines_are_appended_and_the_last_of_its_kind_is_read(tmp_path: Path) -> None:
    path = tmp_path / "history.jsonl"
    assert last(True, path) is None
    first, second = line(9, 3), line(10, 2, "2026-11-23")
    words_alone = replace(line(5, 7, "2026-11-24"), sentence_features=False)
    for each in (first, second, words_alone):
        save(each, path)
    assert last(True, path) == second
    assert last(False, path) == words_alone
    assert len(path.read_text("utf-8").splitlines()) == 3


def test_a_topic_that_loses_over_two_points_is_marked() -> None:
    by_group = {change.group: change for change in changes(line(11, 1), line(10, 2))}
    assert by_group["topic pension"].marked
    assert by_group["topic pension"].figures["topic_first"] == (
        pytest.approx(11 / 12, abs=1e-4),
        pytest.approx(10 / 12, abs=1e-4),
    )
    assert not by_group["dev markless"].marked, "only topics are marked"
    said = comparison(line(11, 1), line(10, 2))
    assert "!! topic pension" in said and "topic@1 91.7% -> 83.3%" in said


@pytest.mark.parametrize(
    ("before", "after"),
    [((8, 1), (7, 2)), ((10, 2), (11, 1)), ((98, 2), (96, 4))],
    ids=["nine questions are too few", "a gain", "two points are not over two"],
)
def test_what_is_not_marked(before: tuple[int, int], after: tuple[int, int]) -> None:
    found = changes(line(*before), line(*after))
    assert found and not any(change.marked for change in found)


def test_losses_come_first_and_gains_are_told_apart() -> None:
    before, after = line(10, 2), line(11, 1)
    found = changes(replace(after, outside={"dev": {"cases": 2, "answered": 0.0, "offered": 0.0}}), before)
    assert [change.worst for change in found] == sorted(change.worst for change in found)
    assert found[0].group == "out of scope, dev", "more of what is out of scope is answered: the greatest loss"
    assert all(str(change).startswith("+ ") for change in changes(before, after))


def test_what_cannot_be_compared_is_said() -> None:
    assert "--save" in comparison(None, line(9, 3))
    assert "nothing changed" in comparison(line(9, 3), line(9, 3))
    assert "the questions are not the same" in comparison(line(9, 3), line(9, 4))
    other = replace(line(9, 3), thresholds={"answer": 0.9})
    assert "the thresholds are not the same" in comparison(other, line(9, 3))


def test_the_report_names_what_is_confused_and_how_sure_is_sure() -> None:
    said = report(evaluation(9, 3), whole=True)
    assert "  3 pension -> contract" in said
    assert "  3 pension/retirement-age -> contract/part-time" in said
    assert "0.8-0.9" in said


def test_bolder_thresholds_answer_more() -> None:
    unsure = [seen(f"cau hoi so {i}", "pension", AGE, "pension/retirement-age", sure=0.05 * i) for i in range(20)]
    said = trade_offs(Evaluation([*unsure, *evaluation(1, 0).seen], load_thresholds()))
    answered = {row[:14].strip(): float(row[14:].split("%")[0]) for row in said[1:6]}
    assert len(answered) == 5
    assert answered["very careful"] < answered["in use"] < answered["bold"]


def test_the_saved_lines_can_be_read() -> None:
    assert HISTORY.parent == DEV
    if HISTORY.exists():
        assert all(Line(**json.loads(text)).date for text in HISTORY.read_text("utf-8").splitlines())
