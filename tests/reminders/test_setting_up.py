"""Setting up in conversation: the law's days, the consent, what is refused kindly."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest

from bot.calculators.registry import forms
from bot.reminders import kinds
from bot.reminders.desk import MOST_REMINDERS
from bot.reminders.reminder import HOURS, Kind
from bot.reminders.texts import CONSENT, CONSENT_VERSION
from bot.storage.retention import Kept, clean
from knowledge.database import Knowledge
from tests.reminders.conftest import Talk

CONSENTS = {"2026-11-22": "76d10507dc0d2e43"}
"""Which words each version of the consent stands for: new words need a new version."""


def test_the_version_names_these_very_words() -> None:
    assert CONSENTS[CONSENT_VERSION] == hashlib.sha256(CONSENT.encode()).hexdigest()[:16]


async def test_a_health_card_from_the_first_button_to_the_first_message(talk: Talk) -> None:
    await talk.press("1:art:hi_card_validity/renew-before-expiry")
    assert "hết hạn ngày nào" in await talk.tap("🔔 Nhắc tôi")
    shown = await talk.say("thẻ hết hạn 31/12 nha")
    for words in ("31/12/2026", "16/12/2026 lúc 09:00", "28/12/2026 lúc 09:00", "90 ngày", "30 ngày", "mã hóa", "xóa"):
        assert words in shown
    assert "Điều 16 khoản 3 điểm c" in shown and "luật ngày 22/11/2026" in shown
    assert talk.kept == 0  # nothing before the yes
    assert "16/12/2026 lúc 09:00" in await talk.tap("Đồng ý")
    assert talk.due == ["2026-12-16 09:00"]
    assert talk.session.reminder is None
    (row,) = talk.db.table("reminders").rows
    assert row["consent"] == CONSENT_VERSION
    assert row["created_at"].startswith("2026-11-22T03:00")  # the moment of the yes


async def test_in_english(english: Talk) -> None:
    await english.press("1:rem:new:hi_card")
    shown = await english.say("31 Dec 2026")
    assert "16 Dec 2026 at 09:00" in shown and "Health Insurance Law" in shown and "encrypted" in shown
    assert "16 Dec 2026 at 09:00" in await english.say("yes")
    assert "Your health card ends on 31 Dec 2026 (15 days left)" in (english.at("2026-12-16 09:00") and english.read())


@pytest.mark.parametrize("no", ["Không", "thôi", "hủy"])
async def test_without_a_yes_nothing_is_kept(talk: Talk, no: str) -> None:
    await talk.press("1:rem:new:hi_card")
    await talk.say("31/12/2026")
    assert "không nhắc" in await talk.say(no)
    assert (talk.kept, talk.session.reminder) == (0, None)
    await talk.press("1:rem:yes")  # the button of a card further up
    assert talk.kept == 0


@pytest.mark.parametrize("yes", ["đồng ý", "dong y", "có", "ok", "I agree"])
async def test_a_typed_yes(talk: Talk, yes: str) -> None:
    await talk.press("1:rem:new:hi_card")
    await talk.say("31/12/2026")
    await talk.say(yes)
    assert talk.kept == 1


async def test_a_yes_after_half_an_hour_is_too_late(talk: Talk) -> None:
    await talk.press("1:rem:new:hi_card")
    await talk.say("31/12/2026")
    talk.wait(minutes=31)
    await talk.press("1:rem:yes")
    assert talk.kept == 0


async def test_pressing_yes_twice_or_asking_twice_keeps_one(talk: Talk) -> None:
    for _ in range(2):
        await talk.press("1:rem:new:hi_card")
        await talk.say("31/12/2026")
        await talk.press("1:rem:yes")
        await talk.press("1:rem:yes")
    assert talk.kept == 1


async def test_another_hour(talk: Talk) -> None:
    await talk.press("1:rem:new:hi_card")
    await talk.say("31/12/2026")
    assert "16/12/2026 lúc 19:00" in await talk.tap("19:00")
    await talk.press("1:rem:yes")
    assert talk.due == ["2026-12-16 19:00"]
    assert 19 in HOURS


async def test_a_card_that_ended(talk: Talk) -> None:
    await talk.press("1:rem:new:hi_card")
    said = await talk.say("20/10/2026")
    assert "đã hết hạn ngày 20/10/2026" in said and "90 ngày" in said
    assert talk.session.reminder is None
    assert not any("rem:yes" in button.data for button in talk.buttons)


async def test_so_near_that_no_message_would_come_before(talk: Talk) -> None:
    await talk.press("1:rem:new:hi_card")
    assert "làm luôn hôm nay" in await talk.say("24/11/2026")
    await talk.press("1:rem:new:contribution")
    await talk.say("hôm nay")
    assert "đóng luôn" in await talk.press("1:rem:set:contribution.every=once")
    assert talk.kept == 0


async def test_only_what_is_still_to_come_is_promised(talk: Talk) -> None:
    await talk.press("1:rem:new:hi_card")
    shown = await talk.say("30/11/2026")  # the first of the two days is over
    assert "27/11/2026 lúc 09:00" in shown and "15/11/2026" not in shown


async def test_a_day_far_off_is_a_slip(talk: Talk) -> None:
    await talk.press("1:rem:new:hi_card")
    assert "muộn nhất" in await talk.say("31/12/2062")
    assert "16/12/2026" in await talk.say("31/12/2026")


async def test_contributions_repeat_only_if_asked(talk: Talk) -> None:
    await talk.press("1:rem:new:contribution")
    assert "một lần này thôi" in await talk.say("31/1/2027")
    shown = await talk.say("hằng tháng")
    assert "28/02/2027" in shown and "tất cả 12 lần" in shown and "31/12/2027" in shown
    await talk.press("1:rem:yes")
    for moment in ("2027-01-31 09:00", "2027-02-28 09:00"):
        assert talk.due == [moment]
        assert talk.at(moment).messages == 1
    assert talk.due == ["2027-03-31 09:00"]
    await talk.press("1:rem:new:contribution")
    await talk.say("5/12/2026")
    shown = await talk.press("1:rem:set:contribution.every=m6")
    assert "trong 4 tháng đầu" in shown and "Điều 36" in shown


async def test_unemployment_by_the_law_of_the_day(talk: Talk) -> None:
    await talk.press("1:rem:new:unemployment")
    shown = await talk.say("31/10/2026")
    # three months, the last day is a Sunday: the safe day is the Friday before the day before
    assert "29/01/2027" in shown and "31/01/2027" in shown
    assert "15/01/2027 lúc 09:00" in shown and "26/01/2027 lúc 09:00" in shown
    assert "3 tháng" in shown and "Luật Việc làm 2025" in shown
    await talk.press("1:rem:new:unemployment")
    assert "không mất" in await talk.say("5/8/2026")  # over


async def test_both_maternity_schemes(talk: Talk) -> None:
    await talk.press("1:rem:new:birth_allowance")
    shown = await talk.say("3/11/2026")
    assert "02/01/2027" in shown and "60 ngày" in shown and "Điều 94" in shown
    await talk.press("1:rem:new:maternity_money")
    shown = await talk.say("20/2/2027")
    assert "06/04/2027" in shown and "45 ngày" in shown and "Điều 61-62" in shown
    await talk.press("1:rem:new:birth_allowance")
    assert "giải trình" in await talk.say("3/8/2026")


async def test_a_dispute_that_needs_the_conciliator_first_and_one_that_does_not(talk: Talk) -> None:
    await talk.press("1:rem:new:dispute")
    await talk.press("1:rem:set:dispute.kind=wages")
    shown = await talk.say("10/9/2026")
    assert "hòa giải viên" in shown and "10/03/2027" in shown and "6 tháng" in shown
    await talk.press("1:rem:new:dispute")
    await talk.press("1:rem:set:dispute.kind=dismissal")
    shown = await talk.say("10/9/2026")
    assert "tòa" in shown and "10/09/2027" in shown and "12 tháng" in shown and "Điều 190" in shown
    await talk.press("1:rem:new:dispute")
    await talk.press("1:rem:set:dispute.kind=social_insurance")
    assert "❗" in await talk.say("10/9/2026")  # against an employer, unemployment claims end sooner
    await talk.press("1:rem:new:dispute")
    await talk.press("1:rem:set:dispute.kind=wages")
    assert "muộn nhất" in await talk.say("25/12/2026")  # found out tomorrow: cannot be


async def test_a_last_day_that_is_a_day_off_is_not_said_to_be_over(talk: Talk) -> None:
    """Today is Sunday, 22 November 2026; the last day was the Saturday, so Monday still counts (Civil Code 148(5))."""
    await talk.press("1:rem:new:unemployment")
    said = await talk.say("21/8/2026")
    assert "23/11/2026" in said and "đã hết" not in said
    await talk.press("1:rem:new:dispute")
    await talk.press("1:rem:set:dispute.kind=wages")
    said = await talk.say("21/5/2026")
    assert "23/11/2026" in said and "đã hết" not in said
    await talk.press("1:rem:new:unemployment")
    said = await talk.say("20/8/2026")  # a Friday: over
    assert "đã hết ngày 20/11/2026" in said and "phá sản" in said  # the time may run from the authority's confirmation


async def test_a_conciliator_who_comes_first_and_whose_time_is_over_is_said(talk: Talk) -> None:
    await talk.press("1:rem:new:dispute")
    await talk.press("1:rem:set:dispute.kind=wages")
    said = await talk.say("20/5/2026")
    assert "tòa" in said and "20/05/2027" in said and "❗" in said
    await talk.press("1:rem:new:dispute")
    await talk.press("1:rem:set:dispute.kind=dismissal")
    assert "❗" not in await talk.say("20/5/2026")  # may go straight to court


async def test_the_time_to_pay_is_cited_also_month_by_month(talk: Talk) -> None:
    await talk.press("1:rem:new:contribution")
    await talk.say("5/12/2026")
    assert "Điều 36 khoản 3" in await talk.press("1:rem:set:contribution.every=m1")


async def test_after_a_contract_that_ended_before_the_birth_there_is_no_company_to_give_papers_to(talk: Talk) -> None:
    for quit, offered in (("true", False), ("false", True)):
        await talk.press("1:calc:maternity-compulsory")
        await talk.press("1:form:maternity-compulsory:parent=mother")
        await talk.say("20/8/2026")
        await talk.say("8 tháng")
        await talk.say("9 triệu")
        await talk.press("1:form:maternity-compulsory:children=1")
        await talk.press("1:form:maternity-compulsory:second_child=false")
        await talk.press(f"1:form:maternity-compulsory:quit_before_birth={quit}")
        assert "59.060.000" in await talk.press("1:form:maternity-compulsory:doctor_rest=false")
        assert any("rem:new:maternity_money" in button.data for button in talk.buttons) is offered


async def test_what_the_calculation_knows_is_not_asked_again(talk: Talk) -> None:
    await talk.press("1:calc:dispute-deadlines")
    await talk.press("1:form:dispute-deadlines:kind=wages")
    await talk.say("10/9/2026")
    shown = await talk.tap("🔔 Nhắc tôi")
    assert "Mình sẽ nhắn cho bạn" in shown and "10/03/2027" in shown


async def test_a_result_without_anything_to_remind_of_offers_nothing(talk: Talk) -> None:
    await talk.press("1:calc:dispute-deadlines")
    await talk.press("1:form:dispute-deadlines:kind=wages")
    await talk.say("10/9/2024")
    assert any("1:calc:dispute-deadlines" in button.data for button in talk.buttons)  # it is a result
    assert not any("1:rem" in button.data for button in talk.buttons)


async def test_other_words_ask_again_and_a_calculation_takes_over(talk: Talk) -> None:
    await talk.press("1:rem:new:hi_card")
    assert "không đọc được ngày" in await talk.say("xyz qwerty")
    assert talk.session.reminder is not None
    await talk.press("1:calc:maternity")
    assert talk.session.reminder is None


async def test_the_law_of_those_days_is_not_known(talk: Talk) -> None:
    await talk.press("1:rem:new:birth_allowance")
    assert "người tư vấn" in await talk.say("1/5/2019")
    assert talk.session.reminder is None


async def test_list_delete_and_the_most(talk: Talk) -> None:
    assert "chưa có lời nhắc" in await talk.command("reminders")
    for day in range(1, MOST_REMINDERS + 1):
        await talk.press("1:rem:new:contribution")
        await talk.say(f"{day}/12/2026")
        await talk.press("1:rem:set:contribution.every=once")
        await talk.press("1:rem:yes")
    assert talk.kept == MOST_REMINDERS
    await talk.press("1:rem:new:hi_card")
    await talk.say("31/12/2026")
    assert "xóa bớt" in (await talk.press("1:rem:yes")).lower()
    assert talk.kept == MOST_REMINDERS
    assert "05/12/2026" in await talk.command("reminders")
    gone = talk.button("05/12/2026").data
    assert "Đã dừng" in await talk.press(gone)
    assert talk.kept == MOST_REMINDERS - 1
    assert "đã được xóa trước" in await talk.press(gone)
    assert "05/12/2026" not in await talk.command("reminders")


async def test_nobody_stops_or_sees_the_reminders_of_somebody_else(talk: Talk) -> None:
    await talk.press("1:rem:new:hi_card")
    await talk.say("31/12/2026")
    await talk.tap("Đồng ý")
    stop = talk.button("Dừng nhắc").data
    talk.person = "t:2"
    assert "đã được xóa trước" in await talk.press(stop)
    assert "chưa có" in await talk.command("reminders")
    assert talk.kept == 1


async def test_not_in_a_group(talk: Talk) -> None:
    talk.private = False
    await talk.press("1:rem:new:hi_card")
    await talk.say("31/12/2026")
    assert "nhóm" in await talk.press("1:rem:yes")
    assert "nhóm" in await talk.command("reminders")
    assert talk.kept == 0


FORGED = """rem rem:x rem:new:x rem:set:hi_card.ends=1 rem:set:x rem:set:dispute.kind=x rem:hour:3 rem:stop:\ud83d rem:stop:
rem:set:contribution.every=m3 rem:yes rem:no""".split()


@pytest.mark.parametrize("data", FORGED)
async def test_forged_and_old_buttons_are_answered(talk: Talk, data: str) -> None:
    assert await talk.press(f"1:{data}")
    assert talk.kept == 0


async def test_the_privacy_notice_names_them(talk: Talk) -> None:
    assert "/reminders" in await talk.command("privacy")


def test_every_way_in_leads_somewhere(knowledge: Knowledge) -> None:
    assert set(kinds.OF_ARTICLE) <= set(knowledge.articles)
    assert set(kinds.OF_CALCULATOR) <= set(forms())
    assert set(kinds.ABOUT) == set(Kind)
    assert {about.article for about in kinds.ABOUT.values()} <= set(knowledge.articles)


async def test_a_setting_up_that_is_left_alone_is_wiped(talk: Talk) -> None:
    await talk.press("1:rem:new:contribution")
    await talk.say("5/12/2026")
    assert "2026-12-05" in talk.db.table("conversations").get("t:1")["session"]
    clean(talk.db, Kept(bodies=timedelta(hours=24), sessions=timedelta(days=30)), talk.now + timedelta(minutes=31))
    assert "2026-12-05" not in talk.db.table("conversations").get("t:1")["session"]
