"""VI-6: how long records are kept is configured and never guessed, and a legal hold stops deletion."""

from datetime import timedelta
from typing import Any

import pytest
from tests.care.portal import day_boxes, prime, read, send, text_of, worker
from tests.care.scenes import HESTIA, RULES
from tests.care.test_life_pages import do, supported_by_hestia
from tests.care.test_money_pages import manager
from tests.care.town import Town

from care.commands.lives import By
from care.commands.retaining import forget_what_is_past, lift_hold, set_hold
from care.domain.people import Actor
from care.domain.refusals import Code, Refused
from care.domain.retention import Kept, retention_as_shipped
from care.domain.rulebook import Mark
from care.domain.support_states import Step
from care.domain.visibility import Data
from contracts.ids import SupportCaseId
from plumbing.clock import utcnow

NOW = utcnow()
MO = By(Actor(HESTIA, user="mo", is_manager=True), RULES, NOW)
A_YEAR_OF_NOTES = [Kept(data=Data.NOTES, title="Notes", days=365, mark=Mark.UNCONFIRMED, rule="VI-6")]


def test_vi_6_no_number_is_shipped_as_none_is_published() -> None:
    assert {(each.days, each.mark) for each in retention_as_shipped()} == {(None, Mark.UNCONFIRMED)}
    assert {each.data for each in retention_as_shipped()} == {
        Data.NOTES,
        Data.NEEDS_SUMMARY,
        Data.HEALTH,
        Data.CHILD,
        Data.RISKS,
        Data.RNA_FORM,
        Data.PRIVILEGED,
    }


async def purposes(town: Town, person: SupportCaseId) -> set[str]:
    async with town.work() as uow:
        case = await uow.cases.get(person)
        return {purpose for _, purpose in await uow.texts.of_case(case.id, case.referral_id)}


async def forget(town: Town, kept: Any, *, days: int) -> int:
    async with town.work() as uow:
        return await forget_what_is_past(uow, kept, at=NOW + timedelta(days=days))


async def test_vi_6_what_is_past_its_time_is_forgotten_and_nothing_else(app: Any, town: Town) -> None:
    person = await supported_by_hestia(town)
    async with worker(app) as client:
        await do(client, person, "contact-log", kind="visit", summary="A note", **day_boxes("happened_on", 0))
        await do(client, person, "needs", health="An inhaler", is_shared="no")
    assert await forget(town, A_YEAR_OF_NOTES, days=1000) == 0, "support goes on"
    async with town.work() as uow:
        (await uow.cases.locked(person)).take(Step.WITHDRAW, at=NOW)
    assert await forget(town, retention_as_shipped(), days=100_000) == 0, "no number is set"
    assert await forget(town, A_YEAR_OF_NOTES, days=364) == 0
    async with town.work() as uow:
        await set_hold(uow, person, "A claim is before the court", MO)
        await uow.session.flush()
        with pytest.raises(Refused, match=Code.WRONG_STATE):
            await set_hold(uow, person, "Another", MO)
    assert await forget(town, A_YEAR_OF_NOTES, days=366) == 0, "they are on hold"
    async with town.work() as uow:
        await lift_hold(uow, person, "The claim is settled", MO)
    assert await forget(town, A_YEAR_OF_NOTES, days=366) == 1
    assert await purposes(town, person) == {"need_health"}
    assert await forget(town, A_YEAR_OF_NOTES, days=366) == 0


async def test_vi_6_a_manager_holds_a_record_with_a_reason(app: Any, town: Town) -> None:
    person = await supported_by_hestia(town)
    here = f"/people/{person}/hold"
    async with manager(app) as client:
        assert "No number is set: nothing is deleted" in await read(client, "/retention")
        assert "Enter why" in text_of(await send(client, here, 422))
        await send(client, here, reason="A claim is before the court")
        assert "NRM-7K3F-92QD-X" in await read(client, "/retention")
        assert "A claim is before the court" in await read(client, here)
        await send(client, here, reason="Settled")
        assert "Nobody’s records are held" in await read(client, "/retention")
    async with worker(app) as client, prime(app) as hub:
        assert (await client.get(here)).status_code == 403
        assert "Set a legal hold" in await read(hub, here)
