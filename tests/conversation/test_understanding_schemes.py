"""When the bot asks which social insurance is meant, and what it learns from the reply."""

from __future__ import annotations

import pytest

from bot.conversation.schemes import article_told, counterpart, scheme_learned, with_scheme
from knowledge.database import Knowledge
from nlu.decision import Candidate, Decision, Kind

YEARS, COMPANY = "pension/years-needed", "pension/compulsory-pension"
ASKED = "đóng mấy năm có lương hưu"


def decided(*scores: tuple[str, float], kind: Kind = Kind.ANSWER) -> Decision:
    return Decision(kind, scores[0][1], tuple(Candidate(*score) for score in scores), "nlu")


def test_every_counterpart_is_of_the_other_scheme(knowledge: Knowledge) -> None:
    paired = [name for name in knowledge.articles if counterpart(knowledge, name)]
    assert len(paired) >= 20
    for name in paired:
        other = counterpart(knowledge, name)
        assert other is not None
        assert {knowledge.articles[name].scheme, knowledge.articles[other].scheme} == {"voluntary", "compulsory"}


def test_it_is_asked_where_the_question_does_not_say(knowledge: Knowledge) -> None:
    decision = with_scheme(knowledge, decided((YEARS, 0.6), ("pension/starting-late", 0.2)), ASKED, None)
    assert decision.kind is Kind.SUGGEST and decision.asks_scheme and decision.sure_subject
    assert [c.article for c in decision.candidates] == [YEARS, COMPANY, "pension/starting-late"]
    assert decision.article is None


def test_it_is_not_asked_where_the_question_or_the_person_said_it(knowledge: Knowledge) -> None:
    answer = decided((YEARS, 0.6))
    assert with_scheme(knowledge, answer, "tự đóng mấy năm có lương hưu", None) == answer
    assert with_scheme(knowledge, answer, "đóng ở công ty và tự nguyện, mấy năm có lương hưu", None) == answer
    assert with_scheme(knowledge, answer, ASKED, "voluntary") == answer
    assert with_scheme(knowledge, answer, ASKED, "compulsory").article == COMPANY


@pytest.mark.parametrize(
    "article", ["pension/retirement-age", "voluntary_si/who-can-join", "occupational_accident/fund-benefits"]
)
def test_it_is_not_asked_where_it_makes_no_difference(knowledge: Knowledge, article: str) -> None:
    answer = decided((article, 0.6))
    assert with_scheme(knowledge, answer, "cho hỏi", None) == answer


def test_a_compulsory_article_of_its_own_subject_is_answered_unless_the_other_is_near(knowledge: Knowledge) -> None:
    father, allowance = "maternity/father-leave", "maternity/voluntary-allowance"
    assert with_scheme(knowledge, decided((father, 0.6), (allowance, 0.1)), "vợ đẻ", None).article == father
    assert with_scheme(knowledge, decided((father, 0.4), (allowance, 0.1)), "vợ đẻ", None).asks_scheme


def test_an_unsure_decision_becomes_the_question_only_if_the_two_lead(knowledge: Knowledge) -> None:
    near = decided((YEARS, 0.2), (COMPANY, 0.15), kind=Kind.SUGGEST)
    assert with_scheme(knowledge, near, ASKED, None).asks_scheme
    assert not with_scheme(knowledge, near, ASKED, None).sure_subject
    far = decided((YEARS, 0.2), ("pension/starting-late", 0.18), (COMPANY, 0.15), kind=Kind.SUGGEST)
    assert with_scheme(knowledge, far, ASKED, None) == far


def test_other_decisions_are_left_alone(knowledge: Knowledge) -> None:
    for kind in (Kind.OUT_OF_SCOPE, Kind.CALCULATOR, Kind.HANDOFF, Kind.SMALLTALK):
        decision = decided((YEARS, 0.6), kind=kind)
        assert with_scheme(knowledge, decision, ASKED, None) == decision


def test_the_reply_may_be_typed(knowledge: Knowledge) -> None:
    offered = (YEARS, COMPANY)
    assert article_told(knowledge, offered, "mình tự đóng") == YEARS
    assert article_told(knowledge, offered, "công ty đóng") == COMPANY
    assert article_told(knowledge, offered, "cả hai") is None
    assert article_told(knowledge, offered, "mình không có hợp đồng") is None
    assert article_told(knowledge, offered, "công ty không đóng") is None
    assert article_told(knowledge, offered, "công ty nợ lương hai tháng rồi thì phải làm sao") is None
    assert article_told(knowledge, (YEARS, "pension/starting-late"), "tự đóng") is None
    assert article_told(knowledge, (), "tự đóng") is None


def test_of_a_person_who_died_no_scheme_is_kept(knowledge: Knowledge) -> None:
    assert scheme_learned(knowledge, (YEARS, COMPANY), COMPANY) == "compulsory"
    assert scheme_learned(knowledge, (YEARS, COMPANY), "pension/retirement-age") is None
    funeral = ("survivor_funeral/funeral-compulsory", "survivor_funeral/funeral-voluntary")
    assert scheme_learned(knowledge, funeral, funeral[0]) is None
    asked = with_scheme(knowledge, decided((funeral[0], 0.6)), "tiền mai táng bao nhiêu", "voluntary")
    assert asked.asks_scheme
