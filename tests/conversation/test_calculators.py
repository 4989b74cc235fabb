"""The calculators in conversation, as stories: ``calculators/NAME.yaml``, told like those of ``stories``.

Search alone understands what is no answer (``engine: nlu`` where the trained understanding is needed).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml

from bot.calculators.form import Kind
from bot.calculators.registry import forms
from bot.conversation.assistant import Assistant
from bot.conversation.buttons import LONGEST_LABEL
from bot.conversation.events import Event, Press, Text
from bot.conversation.prefill import values_in
from bot.conversation.replies import Card
from bot.conversation.session import Session
from bot.conversation.understanding import Understander
from bot.i18n import gettext_for
from knowledge.database import Knowledge
from knowledge.schema import Language
from nlu.client import NluClient
from tests.conversation.test_stories import SEARCH_ALONE, Story, tell

NOW = datetime(2026, 11, 21, 3, tzinfo=UTC)
FOLDER = Path(__file__).parent / "calculators"


def told() -> Iterator[Any]:
    for path in sorted(FOLDER.glob("*.yaml")):
        for record in yaml.safe_load(path.read_text("utf-8")):
            story = Story.model_validate(record)
            marks = [pytest.mark.rasa] if story.engine == "nlu" else []
            yield pytest.param(story, id=f"{path.stem}: {story.name}", marks=marks)


@pytest.mark.parametrize("story", list(told()))
async def test_calculator_story(story: Story, knowledge: Knowledge, request: pytest.FixtureRequest) -> None:
    if story.engine == "search":
        await tell(story, knowledge, None)
        return
    async with NluClient(request.getfixturevalue("nlu_url"), timeout=10) as nlu:
        await tell(story, knowledge, nlu)


def test_every_calculator_is_told_in_both_languages() -> None:
    for name in forms():
        path = FOLDER / f"{name.replace('-', '_')}.yaml"
        languages = {record.get("app") for record in yaml.safe_load(path.read_text("utf-8"))}
        assert languages >= {"vi", "en"}, f"{path.name} has stories only for {languages}"


@pytest.mark.parametrize(
    ("calculator", "said", "found"),
    [
        ("unemployment", "luong bhtn 8 trieu dong 30 thang vung 1 duoc bao nhieu", {"average_wage": "8000000", "months_paid": "30", "region": "1"}),
        ("unemployment", "bị sa thải có được nhận trợ cấp thất nghiệp không", {"left_how": "dismissed"}),
        ("severance", "làm được 5 năm thì bị sa thải, lương 8tr", {"average_wage": "8000000", "months_worked": "60"}),
        ("severance", "làm 5 năm lương 8tr", {"average_wage": "8000000", "months_worked": "60"}),
        ("severance", "em làm 7 tháng lương 8 triệu một tháng bị đuổi", {"average_wage": "8000000", "months_worked": "7"}),
        ("severance", "worked 5 years on 8 million a month", {"average_wage": "8000000", "months_worked": "60"}),
        ("severance", "công ty nợ 2 tháng lương 8 triệu", {"average_wage": "8000000"}),
        ("severance", "được bồi thường 5 tháng lương phải không", {}),
        ("overtime", "lương 8tr làm ngày lễ được bao nhiêu", {"wage": "8000000", "day": "holiday"}),
        ("overtime", "the rest of my pay for overtime is missing", {}),
        ("notice", "hợp đồng 2 năm thì báo trước mấy ngày", {"contract": "12_36"}),
        ("notice", "làm được 2 năm rồi, nghỉ báo trước mấy ngày", {}),
        ("minimum-wage", "tuần làm 20 giờ lương 2 triệu vùng 3", {"wage": "2000000", "region": "3"}),
        ("hi-bill", "viện phí 5 triệu thì mình đóng 20% phải không", {"bill": "5000000"}),
        ("hi-bill", "thẻ đăng ký ở trạm y tế xã mà nằm viện tỉnh", {"kind": "inpatient"}),
        ("dispute-deadlines", "bị nợ lương 3 tháng thì kiện ở đâu", {"kind": "wages"}),
        ("dispute-deadlines", "bị đuổi mà không trả lương", {}),
        ("unlawful-dismissal", "bị đuổi 2 tháng nay, lương 7 triệu", {"wage": "7000000"}),
    ],
)  # fmt: skip
def test_a_question_fills_in_only_what_it_surely_says(calculator: str, said: str, found: dict[str, str]) -> None:
    assert values_in(forms()[calculator], said, date(2026, 11, 21)) == found


POOL = {
    Kind.MONEY: ("15k", "300k", "2tr5", "8 triệu", "60 triệu", "3 tỷ"),
    Kind.MONTHS: ("0", "7 tháng", "1 năm", "2 năm rưỡi", "15 năm", "31 năm"),
    Kind.DATE: ("21/11/2026", "30/6/2026", "1/1/2024", "31/12/2027", "5/5/2015"),
    Kind.MONTH: ("11/2026", "3/2010", "1965", "5/1990", "12/2031"),
    Kind.PERIOD: ("từ 3/2010 đến 12/2021", "2022 đến nay"),
    Kind.PERCENT: ("0%", "15%", "80%", "100%"),
    Kind.HOURS: ("2", "8 tiếng", "2 tiếng rưỡi", "1000"),
    Kind.NUMBER: ("0", "1", "3", "26", "400"),
    Kind.YESNO: ("có", "không"),
    Kind.CHOICE: (),
}
_KEY = re.compile(r"\b[a-z]+_[a-z_0-9]+\b|[{}]")


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", list(forms()))
async def test_no_way_through_a_form_breaks_it(name: str, language: Language, knowledge: Knowledge) -> None:
    """Chance answers, skips, steps back and changes: every card is in words, and a result comes out in the end."""
    assistant = Assistant(knowledge, Understander(knowledge, None, SEARCH_ALONE))
    form, results = forms()[name], 0
    for seed in range(12):
        chance = Random(f"{name} {seed}")
        session = Session(language=language, greeted=True)
        event: Event = Press(f"1:calc:{name}")
        for number in range(30):
            outcome = await assistant.respond(event, session, NOW + timedelta(seconds=number))
            session = Session.model_validate_json(outcome.session.model_dump_json())
            for reply in outcome.replies:
                text = reply.text if isinstance(reply, Card) else reply.caption
                assert not _KEY.search(text), text
            assert session.form is not None, "the form was lost"
            question = form.question(session.form.asking) if session.form.asking else None
            if question is None:
                results += 1
                answered = list(session.form.answers)
                event = Press(f"1:form:edit:{chance.choice(answered)}") if answered else Press(f"1:calc:{name}")
            elif chance.random() < 0.1:
                event = Press(f"1:form:{chance.choice(['skip', 'back'])}")
            elif question.choices:
                event = Press(f"1:form:{name}:{question.field}={chance.choice(question.choices).value}")
            else:
                event = Text(chance.choice(POOL[question.kind]))
    assert results >= 5, "hardly any way leads to a result"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_labels_fit_on_their_buttons(language: Language) -> None:
    _ = gettext_for(language)
    for form in forms().values():
        labels = [form.title, *(choice.label for question in form.questions for choice in question.choices)]
        long = [label for label in map(_, labels) if len(label) > LONGEST_LABEL]
        assert not long, (form.calculator, long)
