"""Messages that need help at once: found, and ordinary questions left alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation.buttons import pressed
from bot.conversation.urgent import urgent_card
from knowledge.database import Knowledge
from knowledge.schema import Language
from knowledge.yaml_source import read_yaml
from nlu.styles import in_teencode, without_marks
from nlu.urgent import RULES, Rule, UrgentKind, as_line, load_rules, urgent_in

MESSAGES = read_yaml(Path(__file__).with_name("urgent_messages.yaml")).data
DEV = Path(__file__).parents[2] / "nlu" / "dev" / "questions.jsonl"
SETS = [("first", 0, 0), ("second", 2, 2), ("third", 6, 1)]  # how many may be missed, how many false alarms


def urgent_messages(name: str) -> list[str]:
    return [message for messages in MESSAGES[name]["urgent"].values() for message in messages]


@pytest.mark.parametrize(("name", "missable", "alarms"), SETS)
def test_the_lists(name: str, missable: int, alarms: int) -> None:
    missed = [message for message in urgent_messages(name) if urgent_in(message) is None]
    false = [message for message in MESSAGES[name]["not_urgent"] if urgent_in(message) is not None]
    assert len(missed) <= missable, missed
    assert len(false) <= alarms, false


def test_the_lists_are_long_enough() -> None:
    sizes = {name: (len(urgent_messages(name)), len(MESSAGES[name]["not_urgent"])) for name, _, _ in SETS}
    assert sizes["first"] >= (60, 60)
    assert sizes["second"] == (50, 50)


@pytest.mark.parametrize("kind", MESSAGES["first"]["urgent"])
def test_the_kind_decides_the_help(kind: str) -> None:
    found = {message: urgent_in(message) for message in MESSAGES["first"]["urgent"][kind]}
    assert {m: u.kind for m, u in found.items() if u is not None} == dict.fromkeys(found, kind)


@pytest.mark.parametrize("rule", load_rules().rules, ids=lambda rule: f"{rule.kind}: {rule.when[:60]}")
def test_each_rule_finds_its_example(rule: Rule) -> None:
    rules = load_rules()
    assert rule.pattern.search(rules.harmless.sub(" ·", as_line(rule.example))), as_line(rule.example)
    urgent = urgent_in(rule.example)
    assert urgent is not None
    assert urgent.kind == rule.kind


def test_examples_are_not_taken_from_the_measuring_lists() -> None:
    examples = {rule.example for rule in load_rules().rules}
    assert not examples & {*urgent_messages("second"), *urgent_messages("third")}


@pytest.mark.parametrize("written", [str, without_marks, in_teencode])
def test_ordinary_questions_raise_few_alarms(written: type[str]) -> None:
    questions = [json.loads(line)["text"] for line in DEV.read_text("utf-8").splitlines()]
    alarms = [question for question in questions if urgent_in(written(question)) is not None]
    assert len(alarms) <= 0.015 * len(questions), alarms


@pytest.mark.parametrize(
    ("urgent", "ordinary"),
    [
        ("chủ đánh em", "tiền chủ để dành em"),
        ("bị sếp sờ soạng", "bị sếp giữ sổ BHXH"),
        ("chủ đánh em chảy máu", "chủ không đánh em"),
        ("chủ giữ hộ chiếu của em", "công ty giữ sổ BHXH của em"),
        ("em bị nhốt trong xưởng", "em bị tạm giam thì bảo hiểm ra sao"),
        ("my boss hit me", "if my boss hit me, may I leave"),
        ("mai hết hạn nộp đơn kiện", "mai hết hạn hợp đồng"),
        ("em bị chủ đánh", "năm ngoái em bị chủ đánh"),
        ("chu giu cccd cua em ko tra", "chu giu luong cua em ko tra"),
    ],
)
def test_small_words_decide(urgent: str, ordinary: str) -> None:
    assert urgent_in(urgent) is not None
    assert urgent_in(ordinary) is None


@pytest.mark.parametrize(
    "text", ["toà gọi em sáng mai", "tòa gọi em sáng mai", "TOÀ GỌI EM SÁNG MAI", "toa goi em sang mai"]
)
def test_spelling_does_not_matter(text: str) -> None:
    urgent = urgent_in(text)
    assert urgent is not None
    assert urgent.kind == "deadline"


@pytest.mark.parametrize(
    ("old", "new", "line", "fault"),
    [
        ("{boss} … đánh", "{bos} … đánh", 7, "there is no list of words 'bos'"),
        ("  violence:", "  violense:", 6, "there is no kind 'violense'"),
        ("    example: x", "    exampel: x", 7, "look at: example"),
        ("{boss} … đánh", "(đánh | đập", 7, "check its brackets"),
        ("{boss} … đánh", "(đánh | | đập)", 7, "a choice is empty"),
    ],
)
def test_a_rule_that_cannot_be_read_is_named(tmp_path: Path, old: str, new: str, line: int, fault: str) -> None:
    text = (
        "words: {negation: không, somebody: em, boss: chủ}\nharmless: [a]\ngeneral: [b]\ndenied: [c]\nlong_ago: [d]\n"
        'rules:\n  violence:\n  - when: "{boss} … đánh"\n    example: x\n'
    )
    path = tmp_path / "words.yaml"
    path.write_text(text, "utf-8")
    assert len(load_rules(path).rules) == 1
    path = tmp_path / "broken.yaml"
    path.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(ValueError, match=rf"broken\.yaml:\d+: .*{fault}") as error:
        load_rules(path)
    assert f":{line}:" in str(error.value) or f":{line + 1}:" in str(error.value)


@settings(deadline=None)  # the first message also reads the rules
@given(st.text(max_size=300))
def test_any_text(text: str) -> None:
    urgent_in(text)


def test_a_very_long_message_is_read() -> None:
    assert urgent_in("em bị chủ đánh " + "và " * 100_000) is not None
    assert urgent_in("chủ em " * 100_000) is None


NUMBERS: dict[UrgentKind, list[str]] = {
    "violence": ["113", "115"],
    "injury": ["115", "114"],
    "forced_labour": ["113", "115"],
    "child_labour": ["111", "113"],
    "papers_kept": ["113"],
    "harassment": ["113"],
    "self_harm": ["115"],
    "deadline": [],
}


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("kind", NUMBERS)
def test_the_card_says_whom_to_call(knowledge: Knowledge, kind: UrgentKind, language: Language) -> None:
    card = urgent_card(knowledge, kind, language)
    phones = [line.partition("**")[2].partition("**")[0] for line in card.text.splitlines() if line.startswith("•")]
    assert phones == NUMBERS[kind]
    assert card.text.startswith("🚨 **")
    known = {office.phone for office in knowledge.offices.values() if office.urgent}
    assert set(phones) <= known
    verbs = [pressed(one.data) for row in card.buttons for one in row]
    assert verbs[0] is not None and verbs[0].verb == "help"
    assert all(p is not None and (p.verb == "help" or knowledge.article(p.argument)) for p in verbs)
    if kind not in ("deadline", "self_harm"):
        assert len(verbs) == 2


def test_a_number_in_doubt_is_marked(knowledge: Knowledge) -> None:
    lines = urgent_card(knowledge, "child_labour", "en").text.splitlines()
    assert [line for line in lines if "check that it still runs" in line] == [line for line in lines if "111" in line]


def test_rules_stand_beside_the_code() -> None:
    assert RULES.is_file()
