"""Somebody no longer agrees: to support, or to the referral. Two agreements, two ends (EL-1, EL-9)."""

from fastapi import FastAPI
from tests.care.portal import prime, read, ready_to_place, send, stay_of, worker
from tests.care.town import Town

from contracts.ids import SupportCaseId


async def withdraw(town: Town, person: SupportCaseId, what: str) -> None:
    async with town.work() as uow:
        case = await uow.cases.locked(person)
        if what == "support":
            case.withdraw_support(withdrawn_at=case.opened_at)
        else:
            case.withdraw_referral(withdrawn_at=case.opened_at)


async def test_who_no_longer_agrees_to_support_waits_for_no_place_and_gets_none(
    app: FastAPI, town: Town
) -> None:
    person = await ready_to_place(town)
    await withdraw(town, person, "support")
    async with worker(app) as client:
        assert "NRM-7K3F-92QD-X" not in await read(client, "/requests?list=place")
        shown = await read(client, f"/people/{person}")
        assert "No longer agrees to support" in shown
        assert "They are offered no new place" in shown
        refused = await client.post(
            f"/people/{person}/place/{town.bed('A')}", data={**stay_of(20), "person_says": "yes"}
        )
        assert refused.status_code == 422
        assert "agree" in refused.text


async def test_who_agrees_again_may_be_placed_again(app: FastAPI, town: Town) -> None:
    person = await ready_to_place(town)
    await withdraw(town, person, "support")
    async with prime(app) as client:
        assert "They agree to support again" in await read(client, f"/people/{person}")
        await send(client, f"/people/{person}/agreement")
        shown = await read(client, f"/people/{person}")
        assert "No longer agrees" not in shown
        assert "Find a bed" in shown


async def test_only_the_prime_records_that_somebody_agrees_again(app: FastAPI, town: Town) -> None:
    person = await ready_to_place(town)
    await withdraw(town, person, "support")
    async with worker(app) as client:
        assert "They agree to support again" not in await read(client, f"/people/{person}")
        assert (await client.post(f"/people/{person}/agreement")).status_code == 403


async def test_who_no_longer_agrees_to_the_referral_is_supported_until_the_case_is_closed(
    app: FastAPI, town: Town
) -> None:
    person = await ready_to_place(town)
    await withdraw(town, person, "referral")
    async with worker(app) as client:
        shown = await read(client, f"/people/{person}")
        assert "No longer agrees to the referral" in shown
        assert "Support goes on until they close the case" in shown
        await send(client, f"/people/{person}/place/{town.bed('A')}", **stay_of(20), person_says="yes")
