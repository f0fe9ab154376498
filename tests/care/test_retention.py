"""VI-6: how long records are kept is configured and never guessed, and a legal hold stops deletion."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import exists, select
from tests.care.portal import day_boxes, prime, read, send, text_of, worker
from tests.care.scenes import HESTIA, RULES
from tests.care.test_life_pages import do, supported_by_hestia
from tests.care.test_money_pages import manager
from tests.care.town import Town

from care.commands.lives import By
from care.commands.retaining import forget_what_is_past, lift_hold, set_hold
from care.domain.people import Actor
from care.domain.refusals import Code, Refused
from care.domain.retention import FORGOTTEN, NOT_FORGOTTEN, Kept, retention_as_shipped
from care.domain.rulebook import Mark
from care.domain.support_states import Step
from care.domain.visibility import Data
from care.storage import metadata
from care.storage.retention import Forgotten, Records
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
        Data.IDENTITY,
    }


OF_A_PERSON = {
    *("support_case_id", "referral_id", "person_id", "one_id", "subject"),
    *("placement_id", "dependant_id", "offer_id", "incident_id", "safety_stay_id"),
}


def test_vi_6_every_table_that_says_something_of_a_person_has_a_term_or_a_reason() -> None:
    kept = {each.data for each in retention_as_shipped()}
    personal = {table.name for table in metadata.sorted_tables if OF_A_PERSON & set(table.c.keys())}
    assert personal - set(FORGOTTEN) == set(NOT_FORGOTTEN), "a new table says its term, or why it has none"
    assert set(FORGOTTEN) <= personal
    assert set(FORGOTTEN.values()) <= kept
    assert all("support_case_id" in metadata.tables[name].c for name in FORGOTTEN)


async def purposes(town: Town, person: SupportCaseId) -> set[str]:
    async with town.work() as uow:
        case = await uow.cases.get(person)
        return {purpose for _, purpose in await uow.texts.of_case(case.id, case.referral_id)}


async def rows_of(town: Town, person: SupportCaseId) -> set[str]:
    async with town.work() as uow:
        tables = [metadata.tables[name] for name in FORGOTTEN]
        own = {each.name: exists().where(each.c.support_case_id == person) for each in tables}
        return {name for name, is_any in own.items() if await uow.session.scalar(select(is_any))}


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
    assert await rows_of(town, person) == {"needs_answer"}, "the row of the note is gone with its words"
    async with town.work() as uow:
        forgotten = await uow.retention.forget(person, Records((), sorted(FORGOTTEN)))
    assert forgotten == Forgotten(texts=0, rows=1), "there is a right to delete from every table with a term"
    assert await rows_of(town, person) == set()


async def test_vi_6_a_manager_holds_a_record_with_a_reason(app: Any, town: Town) -> None:
    person = await supported_by_hestia(town)
    here = f"/people/{person}/hold"
    async with manager(app) as client:
        shown = await read(client, "/retention")
        assert "No number is set: nothing is deleted" in shown
        assert "Times somebody was missing must stay countable" in shown
        assert "Enter why" in text_of(await send(client, here, 422))
        await send(client, here, reason="A claim is before the court")
        assert "NRM-7K3F-92QD-X" in await read(client, "/retention")
        assert "A claim is before the court" in await read(client, here)
        await send(client, here, reason="Settled")
        assert "Nobody’s records are held" in await read(client, "/retention")
    async with worker(app) as client, prime(app) as hub:
        assert (await client.get(here)).status_code == 403
        assert "Set a legal hold" in await read(hub, here)
