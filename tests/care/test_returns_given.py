"""The monthly return counted on a real database, given, corrected, and read as it was given."""

from collections.abc import Sequence
from uuid import UUID

import pytest
from fastapi import FastAPI
from sqlalchemy import select
from tests.care.bookings import a_booking, arrive
from tests.care.portal import prime, read, send, worker
from tests.care.scenes import HESTIA, HESTIA_WORKER, MEDAILLE, PRIME, RULES, noon
from tests.care.test_consumers import decided, submitted, take
from tests.care.test_figures_pages import rows_of_csv, rows_of_ods
from tests.care.test_money_pages import manager
from tests.care.town import Town

from care.commands.giving_returns import Giving, give_return
from care.commands.lives import By
from care.domain.keeping_back import ALL, Cell
from care.domain.monthly_return import NOBODYS, as_given, tables_returned
from care.domain.months import Month
from care.domain.refusals import Code, Refused
from care.domain.support_states import Step
from care.queries.returns import counts
from care.storage.tables import support_case
from contracts.events import Event
from contracts.ids import SupportCaseId
from plumbing.database import Database

MARCH = Month.read("2025-03")
LATER = noon("2025-08-01")
RETURN = "/figures/returns/2025-03"
SAID = {"gender": "female", "nationality_group": "asia", "exploitation_type": "labour"}


def in_support(number: int, **said: str) -> Sequence[Event]:
    of_them = {"referral_id": UUID(int=number)}
    return (
        submitted(**of_them, reference=f"NRM-{number}", **said),
        decided().model_copy(update=of_them),
    )


async def six_women_and_two_men(database: Database, town: Town) -> None:
    """With no provider yet, but for a woman and a man who live with Hestia. Their referrals say nothing."""
    people = [in_support(each, **SAID) for each in range(1, 6)] + [in_support(6, gender="male")]
    await take(database, [event for events in people for event in events])
    await take(database, [in_support(1, gender="male")[0]])
    for days in ("10", "14"), ("20", "24"):
        await arrive(town, await a_booking(town, *days), days[0], at=days[0])


async def test_everybody_in_support_is_counted_once_in_each_table_about_them(
    care_database: Database, town: Town
) -> None:
    await six_women_and_two_men(care_database, town)
    async with town.work() as uow:
        of_hestia = select(support_case.c.id).where(support_case.c.provider_id == HESTIA)
        gone = SupportCaseId((await uow.session.scalars(of_hestia)).first() or UUID(int=0))
        (await uow.cases.locked(gone)).take(Step.WITHDRAW, at=noon("2025-04-02"))
        await uow.session.flush()
        found = await counts(uow, MARCH, now=LATER)
        april = await counts(uow, MARCH.next, now=LATER)
        empty = await counts(uow, Month.read("2020-02"), now=LATER)
    assert set(found) == {each.id for each in tables_returned()}
    assert found["gender"] == {
        Cell(NOBODYS, "female"): 5,
        Cell(NOBODYS, "male"): 1,
        Cell(HESTIA, "not_known"): 2,
    }, "what a referral says first counts, however often it is announced"
    assert found["nationality_group"][Cell(NOBODYS, "asia")] == 5
    assert found["exploitation_type"][Cell(NOBODYS, "labour")] == 5
    assert found["accommodation"] == {Cell(HESTIA, "house"): 2, Cell(NOBODYS, "outreach"): 6}
    assert found["movement"] == {Cell(HESTIA, "entered"): 2, Cell(NOBODYS, "entered"): 6}
    assert april["movement"] == {Cell(HESTIA, "left"): 1, Cell(HESTIA, "there_before"): 1} | {
        Cell(NOBODYS, "there_before"): 6
    }
    assert found["length_of_stay"] == {Cell(HESTIA, "up_to_30"): 2}
    assert found["beds"][Cell(HESTIA, "slept_in")] == 5 + 5
    assert found["clocks"][Cell(NOBODYS, "contact_missed")] == 6
    groups = [each.id for each in tables_returned() if each.title.startswith("People in support")]
    assert {each: sum(found[each].values()) for each in groups} == dict.fromkeys(groups, 8)
    assert {name for name, table in empty.items() if table} == {"beds"} - {"beds"}


async def test_a_return_is_given_by_the_prime_once_the_month_is_over_and_corrected_with_a_reason(
    town: Town,
) -> None:
    nothing = as_given({})
    givings = [
        (Giving(month=MARCH, after=0), By(HESTIA_WORKER, RULES, LATER), Code.FORBIDDEN),
        (Giving(month=MARCH, after=0), By(PRIME, RULES, noon("31")), Code.IN_FUTURE),
        (Giving(month=MARCH, after=1), By(PRIME, RULES, LATER), Code.REASON_REQUIRED),
        (Giving(month=MARCH, after=0), By(PRIME, RULES, noon("2025-04-01")), None),
        (Giving(month=MARCH, after=0), By(PRIME, RULES, LATER), Code.WRONG_STATE),
        (Giving(month=MARCH, after=1, reason="Beds were missing"), By(PRIME, RULES, LATER), None),
    ]
    for giving, by, code in givings:
        if code is None:
            async with town.work() as uow:
                await give_return(uow, giving, nothing, by)
            continue
        with pytest.raises(Refused) as refused:
            async with town.work() as uow:
                await give_return(uow, giving, nothing, by)
        assert refused.value.code is code


async def test_vi_7_the_return_says_nothing_small_on_its_page_nor_in_its_files_and_stays_as_given(
    app: FastAPI, care_database: Database, town: Town
) -> None:
    await six_women_and_two_men(care_database, town)
    async with prime(app) as client:
        shown = await read(client, RETURN)
        assert "Modern Slavery Victim Care Contract" in shown
        assert "These are the numbers as they are now" in shown
        assert "Women 5 Men Kept back Neither female nor male 0 Not known Kept back Total 8" in shown
        await send(client, RETURN, after="0")
        await take(care_database, in_support(20, gender="other"))
        assert "March 2025" in await read(client, "/figures/returns")
        given = await read(client, RETURN)
        assert "Version 1, as it was given." in given
        assert "Total 8" in given
        sheet = await client.get(f"{RETURN}.csv")
        spread = await client.get(f"{RETURN}.ods")
        assert rows_of_csv(sheet) == rows_of_ods(spread.content)
        assert not {row[-1] for row in rows_of_csv(sheet)} & {"1", "2", "3", "4"}
        assert "Total 9" in await read(client, f"{RETURN}?version=new")
        refused = await client.post(RETURN, data={"after": "1"})
        assert refused.status_code == 422
        await send(client, RETURN, after="1", reason="A person was missing")
        assert "A person was missing" in await read(client, RETURN)
        assert "Total 8" in await read(client, f"{RETURN}?version=1")
        await read(client, f"{RETURN}?version=9", status=404)
    async with manager(app, MEDAILLE) as client:
        own = rows_of_csv(await client.get(f"{RETURN}.csv"))
        assert {row[3] for row in own[1:]} == {"Medaille Trust"}
        assert (await client.post(RETURN, data={"after": "2", "reason": "x"})).status_code == 403
    async with manager(app, HESTIA) as client:
        own = rows_of_csv(await client.get(f"{RETURN}.csv"))
        assert {row[3] for row in own[1:]} == {"Hestia"}
        assert ALL not in {row[3] for row in own}
        assert "has not been given yet" in await read(client, "/figures/returns/2025-02")
    async with worker(app) as client:
        assert (await client.get(RETURN)).status_code == 403
