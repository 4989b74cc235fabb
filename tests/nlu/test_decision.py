"""What is done with a question: pure arithmetic over two rankings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.search import Found
from nlu.client import Ranked
from nlu.decision import CANDIDATES, Decision, Kind, decide, load_thresholds

T = load_thresholds().model_copy(
    update={
        "search_weight": 0.2,
        "search_scale": 10.0,
        "answer": 0.5,
        "margin": 0.1,
        "suggest": 0.2,
        "other": 0.4,
        "outside": 0.5,
        "outside_sure": 0.7,
        "inside": 0.75,
        "outside_certain": 0.9,
        "fragment_words": 3,
        "fragment_answer": 0.6,
        "fragment_suggest": 0.1,
        "search_answer": 0.75,
        "search_suggest": 0.45,
    }
)
AGE, WAIT = "pension.retirement-age", "pension.starting-late"


def after(*ranking: tuple[str, float], found: tuple[tuple[str, float], ...] = ()) -> Decision:
    return decide([Ranked(*r) for r in ranking], [Found(*f) for f in found], T)


def test_sure_enough_is_answered() -> None:
    decision = after((AGE, 0.7), (WAIT, 0.1))
    assert decision.kind is Kind.ANSWER
    assert decision.article == "pension/retirement-age"
    assert decision.engine == "nlu"
    assert decision.confidence == pytest.approx(0.7 * 0.8)


def test_search_adds_its_share() -> None:
    decision = after((AGE, 0.5), found=(("pension/retirement-age", 10.0), ("contract/part-time", 90.0)))
    assert [c.article for c in decision.candidates] == ["pension/retirement-age", "contract/part-time"]
    assert decision.candidates[0].score == pytest.approx(0.5 * 0.8 + 0.5 * 0.2)
    assert decision.candidates[1].score == pytest.approx(0.9 * 0.2)


def test_bands() -> None:
    assert after((AGE, 0.626)).kind is Kind.ANSWER  # 0.5008
    assert after((AGE, 0.624)).kind is Kind.SUGGEST  # 0.4992
    assert after((AGE, 0.251)).kind is Kind.SUGGEST
    assert after((AGE, 0.249)).kind is Kind.OUT_OF_SCOPE


def test_two_that_are_near_are_offered_not_answered() -> None:
    near = after((AGE, 0.8), (WAIT, 0.7))
    assert near.kind is Kind.SUGGEST and near.article is None
    assert [c.article for c in near.candidates] == ["pension/retirement-age", "pension/starting-late"]
    assert after((AGE, 0.8), (WAIT, 0.6)).kind is Kind.ANSWER


def test_small_talk_and_commands() -> None:
    assert after(("smalltalk.thanks", 0.6), (AGE, 0.3)).kind is Kind.SMALLTALK
    assert after(("smalltalk.thanks", 0.6), (AGE, 0.3)).intent == "smalltalk.thanks"
    assert after(("command.menu", 0.9)).kind is Kind.COMMAND
    assert after(("command.adviser", 0.9)).kind is Kind.HANDOFF
    assert after(("smalltalk.thanks", 0.35), (AGE, 0.3)).kind is not Kind.SMALLTALK  # not sure enough
    assert after((AGE, 0.9), ("smalltalk.thanks", 0.05)).kind is Kind.ANSWER


def test_an_article_that_fits_better_wins_over_small_talk() -> None:
    assert after(("smalltalk.greet", 0.45), (AGE, 0.42), found=(("pension/retirement-age", 90.0),)).kind is Kind.ANSWER


def test_out_of_scope() -> None:
    sure = after(("out_of_scope", 0.9), (AGE, 0.05))
    assert sure.kind is Kind.OUT_OF_SCOPE
    assert sure.article is None and sure.intent is None
    assert sure.confidence == pytest.approx(0.9)
    assert after().kind is Kind.OUT_OF_SCOPE
    assert after((AGE, 0.01)).kind is Kind.OUT_OF_SCOPE


def test_a_question_that_may_be_out_of_scope_is_never_answered_at_once() -> None:
    assert after((AGE, 0.8), ("out_of_scope", 0.6)).kind is Kind.SUGGEST
    assert after((AGE, 0.9), ("out_of_scope", 0.75)).kind is Kind.OUT_OF_SCOPE


def test_no_more_candidates_than_promised_best_first() -> None:
    decision = after(*((f"pension.a{n}", 0.02 * n) for n in range(12)))
    scores = [c.score for c in decision.candidates]
    assert len(scores) == CANDIDATES and scores == sorted(scores, reverse=True)


# --- without the classifier


def by_search(*found: tuple[str, float]) -> Decision:
    return decide(None, [Found(*f) for f in found], T)


def test_without_the_classifier_search_alone_decides() -> None:
    assert by_search(("pension/a", 31.0), ("pension/b", 10.0)).kind is Kind.ANSWER  # 0.756, 0.5
    assert by_search(("pension/a", 29.0), ("pension/b", 10.0)).kind is Kind.SUGGEST  # 0.744
    assert by_search(("pension/a", 31.0), ("pension/b", 25.0)).kind is Kind.SUGGEST  # too near
    assert by_search(("pension/a", 8.3)).kind is Kind.SUGGEST  # 0.454
    assert by_search(("pension/a", 8.0)).kind is Kind.OUT_OF_SCOPE  # 0.444
    assert by_search().kind is Kind.OUT_OF_SCOPE
    assert {by_search(("pension/a", s)).engine for s in (1.0, 9.0, 90.0)} == {"search"}


@given(
    st.lists(st.tuples(st.sampled_from([AGE, WAIT, "smalltalk.bye", "command.menu", "out_of_scope"]), st.floats(0, 1))),
    st.lists(st.tuples(st.sampled_from(["pension/retirement-age", "contract/part-time"]), st.floats(0, 500))),
    st.booleans(),
)
def test_every_decision_is_whole(ranking: list[tuple[str, float]], found: list[tuple[str, float]], there: bool) -> None:
    ranked = sorted({name: Ranked(name, p) for name, p in ranking}.values(), key=lambda r: -r.confidence)
    decision = decide(ranked if there else None, [Found(*f) for f in dict(found).items()], T)
    assert decision.engine == ("nlu" if there else "search")
    assert 0 <= decision.confidence <= 1
    assert len({c.article for c in decision.candidates}) == len(decision.candidates)
    if decision.kind in (Kind.ANSWER, Kind.SUGGEST):
        assert decision.candidates
    assert (decision.article is not None) == (decision.kind is Kind.ANSWER)


def test_the_chosen_thresholds_are_in_order() -> None:
    chosen = load_thresholds()
    assert 0 < chosen.suggest <= chosen.answer < 1
    assert 0 < chosen.search_suggest <= chosen.search_answer < 1
    assert 0 <= chosen.margin < 1 and 0 < chosen.search_weight < 1 and chosen.search_scale > 0
    assert 0 < chosen.outside <= chosen.outside_sure <= 1 and 0 < chosen.other <= 1


def test_an_article_that_fits_well_is_offered_though_the_question_looks_out_of_scope() -> None:
    assert after((AGE, 0.95), ("out_of_scope", 0.75)).kind is Kind.SUGGEST  # 0.76
    assert after((AGE, 0.93), ("out_of_scope", 0.75)).kind is Kind.OUT_OF_SCOPE  # 0.744
    assert after((AGE, 0.95), ("out_of_scope", 0.9)).kind is Kind.OUT_OF_SCOPE


def test_a_few_words_are_offered_a_choice_rather_than_refused_and_answered_only_when_sure() -> None:
    def fragment(*ranking: tuple[str, float], length: int = 3) -> Kind:
        return decide([Ranked(*r) for r in ranking], [], T, length).kind

    assert fragment((AGE, 0.13), ("out_of_scope", 0.95)) is Kind.SUGGEST  # 0.104
    assert fragment((AGE, 0.12), ("out_of_scope", 0.95)) is Kind.OUT_OF_SCOPE  # 0.096
    assert fragment((AGE, 0.13), ("out_of_scope", 0.95), length=4) is Kind.OUT_OF_SCOPE
    assert fragment((AGE, 0.76)) is Kind.ANSWER  # 0.608
    assert fragment((AGE, 0.74)) is Kind.SUGGEST  # 0.592
    assert fragment((AGE, 0.74), length=4) is Kind.ANSWER
