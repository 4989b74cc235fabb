"""Messages that need help at once, found by their meaning where no rule sees them."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, get_args

import pytest

from bot.conversation.assistant import Assistant
from bot.conversation.events import Command, Press, Text
from bot.conversation.replies import Card
from bot.conversation.session import Outcome, Session
from bot.conversation.understanding import Understander
from knowledge.database import Knowledge
from knowledge.loading import Content
from knowledge.yaml_source import read_yaml
from nlu.client import NluClient, Ranked
from nlu.decision import Candidate, Decision, Kind, load_thresholds, with_urgency
from nlu.evaluation import DEV, read_cases
from nlu.text import fold, words
from nlu.training import (
    NOT_URGENT,
    URGENT,
    article_of,
    intent_of,
    other_examples,
    unjudged,
    urgent_examples,
)
from nlu.urgent import UrgentKind, urgent_in
from nlu.urgent_evaluation import Judged, urgent_report

KINDS: tuple[UrgentKind, ...] = get_args(UrgentKind)
MESSAGES = Path(__file__).with_name("urgent_messages.yaml")
T = load_thresholds().model_copy(update={"urgent": 0.5, "urgent_article": 0.3, "urgent_sure": 0.8})
NOW = datetime(2026, 11, 22, 2, tzinfo=UTC)
UNSEEN = "ổng lấy điếu cày phang em tới tấp"  # no rule knows the word
BY_RULE = "chủ quán vừa đánh em"


# --- the decision


def decision(kind: Kind) -> Decision:
    return Decision(kind, 0.6, (Candidate("legal_aid/danger-and-forced-labour", 0.6),), "nlu")


@pytest.mark.parametrize(("sure", "urgent"), [(0.6, None), (0.59, "self_harm")])
def test_a_sure_ordinary_answer_speaks_against_danger(sure: float, urgent: str | None) -> None:
    """ "App khóa tài khoản" in teencode looks a little like despair, and is answered all the same."""
    thresholds = load_thresholds()
    account = Decision(Kind.ANSWER, sure, (Candidate("partner_agreement/account-locked", sure),), "nlu")
    heard = Ranked("self_harm", (thresholds.urgent + thresholds.urgent_answered) / 2)
    assert with_urgency(account, heard, False, thresholds).urgent == urgent


@pytest.mark.parametrize(
    ("kind", "confidence", "in_urgent_article", "urgent", "then"),
    [
        (Kind.ANSWER, 0.5, False, "violence", Kind.ANSWER),
        (Kind.ANSWER, 0.49, False, None, Kind.ANSWER),
        (Kind.ANSWER, 0.3, True, "violence", Kind.ANSWER),
        (Kind.ANSWER, 0.29, True, None, Kind.ANSWER),
        (Kind.OUT_OF_SCOPE, 0.79, False, "violence", Kind.OUT_OF_SCOPE),
        (Kind.OUT_OF_SCOPE, 0.8, False, "violence", Kind.HANDOFF),
        (Kind.SMALLTALK, 0.9, False, "violence", Kind.SMALLTALK),
    ],
)
def test_how_sure_is_sure(
    kind: Kind, confidence: float, in_urgent_article: bool, urgent: str | None, then: Kind
) -> None:
    seen = with_urgency(decision(kind), Ranked("violence", confidence), in_urgent_article, T)
    assert (seen.urgent, seen.kind) == (urgent, then)


@pytest.mark.parametrize("said", [None, Ranked("none", 1.0), Ranked("a kind of another day", 1.0)])
def test_what_the_model_cannot_name_is_no_alarm(said: Ranked | None) -> None:
    assert with_urgency(decision(Kind.ANSWER), said, True, T) == decision(Kind.ANSWER)


# --- the conversation


class Parser(ThreadingHTTPServer):
    """Answers ``/model/parse`` as the server does, with an urgency laid down by the test."""

    daemon_threads = True
    intent, urgent = "pension.retirement-age", 0.0

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Parser

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        ranking = [{"name": self.server.intent, "confidence": 0.9}, {"name": "out_of_scope", "confidence": 0.05}]
        urgent = {"name": "violence", "confidence": self.server.urgent}
        body = json.dumps({"intent_ranking": ranking, "urgent": urgent}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def parser() -> Iterator[Parser]:
    running = Parser()
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield running
    running.shutdown()
    thread.join()
    running.server_close()


async def said(
    knowledge: Knowledge, url: str | None, *events: Text | Command | Press, session: Session | None = None
) -> Outcome:
    """What the last of some events leads to."""
    session = session or Session(greeted=True)
    async with NluClient(url or "http://127.0.0.1:9") as nlu:
        assistant = Assistant(knowledge, Understander(knowledge, nlu if url else None))
        for event in events:
            outcome = await assistant.respond(event, session, NOW)
            session = outcome.session
    return outcome


def alarms(outcome: Outcome) -> list[int]:
    return [i for i, reply in enumerate(outcome.replies) if isinstance(reply, Card) and reply.text.startswith("🚨")]


def counted(outcome: Outcome) -> list[tuple[str, str]]:
    return [(count.what, count.about) for count in outcome.counts if count.what == "urgent"]


async def test_the_meaning_alone_is_enough(knowledge: Knowledge, parser: Parser) -> None:
    assert urgent_in(UNSEEN) is None
    parser.urgent = 0.9
    outcome = await said(knowledge, parser.url, Text(UNSEEN))
    assert alarms(outcome) == [0]
    assert counted(outcome) == [("urgent", "violence")]
    assert len(outcome.replies) > 1  # and the answer below it


async def test_never_twice(knowledge: Knowledge, parser: Parser) -> None:
    parser.urgent = 0.9
    outcome = await said(knowledge, parser.url, Text(BY_RULE))
    assert alarms(outcome) == [0]
    assert counted(outcome) == [("urgent", "violence")]


async def test_an_ordinary_question_raises_no_alarm(knowledge: Knowledge, parser: Parser) -> None:
    outcome = await said(knowledge, parser.url, Text("mấy tuổi thì được lãnh lương hưu"))
    assert alarms(outcome) == []


async def test_several_questions_with_one_alarm(knowledge: Knowledge, parser: Parser) -> None:
    parser.urgent = 0.9
    outcome = await said(knowledge, parser.url, Text("ổng phang em tới tấp hoài? mấy tuổi thì được lãnh lương hưu?"))
    assert alarms(outcome) == [0]


async def test_help_comes_alone_where_nothing_answers(knowledge: Knowledge, parser: Parser) -> None:
    parser.urgent, parser.intent = 0.9, "smalltalk.feelings"
    outcome = await said(knowledge, parser.url, Text(UNSEEN))
    assert (alarms(outcome), len(outcome.replies)) == ([0], 1)


async def test_what_a_form_takes_as_an_answer_is_not_judged(knowledge: Knowledge, parser: Parser) -> None:
    parser.urgent = 0.9
    outcome = await said(knowledge, parser.url, Press("1:calc:unemployment"), Text("8 triệu"))
    assert outcome.session.form is not None
    assert alarms(outcome) == []


async def test_a_follow_up_is_not_judged_by_the_title_it_leans_on(knowledge: Knowledge, parser: Parser) -> None:
    parser.urgent = 0.9
    session = Session(greeted=True, last_article="legal_aid/danger-and-forced-labour")
    outcome = await said(knowledge, parser.url, Text("còn giúp việc thì sao?"), session=session)
    assert alarms(outcome) == []


async def test_without_the_server_the_rules_alone_work(knowledge: Knowledge) -> None:
    assert alarms(await said(knowledge, None, Text(BY_RULE))) == [0]
    assert alarms(await said(knowledge, None, Text(UNSEEN))) == []


# --- what it learns from


def folded(text: str) -> str:
    return " ".join(words(fold(text)))


def test_the_examples_are_many_and_of_every_kind() -> None:
    examples = urgent_examples()
    by_kind = {kind: [e for e in examples if e.intent == URGENT + kind] for kind in KINDS}
    assert all(len(members) >= 50 for members in by_kind.values())
    assert all({e.language for e in members} == {"vi", "en"} for members in by_kind.values())
    assert sum(map(len, by_kind.values())) >= 450
    assert sum(e.intent == NOT_URGENT for e in examples) >= 450
    assert (
        len({folded(e.text) for e in examples})
        == len(examples)
        == sum(map(len, by_kind.values())) + sum(e.intent == NOT_URGENT for e in examples)
    )


def test_they_are_no_intents_of_their_own() -> None:
    assert {article_of(e.intent) for e in urgent_examples()} == {None}
    assert [e for e in other_examples() if e.intent.startswith(URGENT)] == []


def test_nothing_that_is_measured_is_learned() -> None:
    learned = {folded(e.text) for e in urgent_examples()}
    kept_apart = [case.text for name in ("questions", "sample") for case in read_cases(DEV / f"{name}.jsonl", name)]
    lists: dict[str, Any] = read_yaml(MESSAGES).data
    for name in lists:
        kept_apart += [*lists[name]["not_urgent"], *(m for kind in lists[name]["urgent"].values() for m in kind)]
    assert [text for text in kept_apart if folded(text) in learned] == []


def test_urgent_articles_do_not_teach_what_is_ordinary(content: Content) -> None:
    unsure = set(unjudged(content.articles))
    for name, article in content.articles.items():
        asked = {q for q in (*article.questions.vi, *article.questions.en) if "{{" not in q}
        assert (asked <= unsure) if article.urgent else not (asked & unsure), intent_of(name)


# --- how it is measured


def test_the_report_counts_what_is_found() -> None:
    judged = [
        Judged("a", "violence", "vi", Ranked("violence", 0.9), None),
        Judged("b", "violence", "vi", Ranked("injury", 0.9), None),
        Judged("c", "violence", "vi", Ranked("violence", 0.1), "violence"),
        Judged("d", "violence", "vi", Ranked("none", 0.0), None),
        Judged("e", "dev", "vi", Ranked("deadline", 0.6), None),
    ]
    lines = urgent_report(judged, T).splitlines()
    assert lines[1].split() == ["violence", "4", "25.0%", "50.0%", "75.0%", "50.0%"]
    assert "violence -> injury 1" in "\n".join(lines)
    assert lines[-1].split() == ["0.60", "deadline", "e"]


# --- with the trained understanding

SEEN_BY_MEANING: dict[UrgentKind, str] = {
    "violence": "thằng quản lý vớ cái ghế nện vào lưng em, em đang núp trong bếp",
    "injury": "xe nâng cán nát bàn chân thằng bạn, nó gào lên rồi lịm đi",
    "forced_labour": "tụi nó canh cả ngày lẫn đêm, muốn rời khỏi đây phải nộp tiền mà em không có",
    "child_labour": "một nhóc lớp bốn khuân đá ở mỏ gần nhà tôi suốt cả đêm",
    "papers_kept": "he grabbed all our passports and locked them in the office",
    "harassment": "lão chủ cứ luồn tay vô áo em mỗi khi không có ai",
    "self_harm": "tối nay em sẽ ra cầu, em viết thư cho mẹ xong rồi",
    "deadline": "ngày mai là hạn cuối gửi đơn kháng cáo mà em chưa viết chữ nào",
}


@pytest.mark.rasa
async def test_words_no_rule_needs_to_know(knowledge: Knowledge, nlu_url: str) -> None:
    assert not {folded(text) for text in SEEN_BY_MEANING.values()} & {folded(e.text) for e in urgent_examples()}
    async with NluClient(nlu_url, timeout=10) as nlu:
        understander = Understander(knowledge, nlu)
        found = {
            kind: (await understander.understand(text, "vi", date(2026, 11, 22))).urgent
            for kind, text in SEEN_BY_MEANING.items()
        }
    assert None not in found.values(), found
    wrong = {kind: seen for kind, seen in found.items() if seen != kind}
    assert len(wrong) <= 2, wrong  # blows and touches are hard to tell apart; both call the police


@pytest.mark.rasa
async def test_few_ordinary_questions_raise_an_alarm(knowledge: Knowledge, nlu_url: str) -> None:
    questions = [case.text for case in read_cases(DEV / "questions.jsonl", "dev")][::6]
    async with NluClient(nlu_url, timeout=10) as nlu:
        understander = Understander(knowledge, nlu)
        found = [q for q in questions if (await understander.understand(q, "vi", date(2026, 11, 22))).urgent]
    assert len(found) <= 0.02 * len(questions), found
