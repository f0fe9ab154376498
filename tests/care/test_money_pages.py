"""The pages of money: why somebody is paid what they are, and a payment from approval to cash."""

from typing import Any

from fastapi import FastAPI
from tests.care.portal import day_boxes, prime, read, ready_to_place, send, supported, text_of, worker
from tests.care.scenes import HESTIA
from tests.care.town import Town
from tests.portals import a_person, signed_in

from contracts.ids import SupportCaseId


def manager(app: FastAPI, organisation: str = HESTIA) -> Any:
    return signed_in(
        app, a_person("provider_manager", organisation=organisation, subject=f"{organisation}.manager")
    )


async def of_hestia(town: Town) -> SupportCaseId:
    return await supported(town, await ready_to_place(town))


def first_action(page: str, ends: str) -> str:
    return next(
        part.split('"')[0] for part in page.split('action="')[1:] if part.split('"')[0].endswith(ends)
    )


async def test_a_worker_sees_why_an_amount_is_what_it_is_and_records_asylum_support(
    app: FastAPI, town: Town
) -> None:
    person = await of_hestia(town)
    async with worker(app) as client:
        assert "Money" in await read(client, f"/people/{person}")
        shown = await read(client, f"/people/{person}/money")
        assert "£71.14 (rate R012, from S11, S12. Unconfirmed after Sunday 7 January 2024)" in shown
        assert "positive reasonable grounds decision (MO-1, MO-2)" in shown
        wrong = await send(client, f"/people/{person}/money/asylum-support", 422, weekly="12.345")
        assert "Select which asylum support the person is on" in text_of(wrong)
        given = {"kind": "section_95", "weekly": "49.18", **day_boxes("first_on", -7)}
        await send(client, f"/people/{person}/money/asylum-support", **given)
        shown = await read(client, f"/people/{person}/money")
        assert "Less the asylum payment −£49.18 (MO-4)" in shown
        assert "A week £21.96" in shown
        assert (await client.get("/payments")).status_code == 403


async def test_mo_14_travel_is_paid_back_unless_it_could_be_walked_and_changes_no_week(
    app: FastAPI, town: Town
) -> None:
    person = await of_hestia(town)
    path, given = f"/people/{person}/money/travel", {**day_boxes("on", -1), "cost": "6.40"}
    async with worker(app) as client:
        refused = await send(client, path, 422, **given, could_be_walked="yes")
        assert "could be walked, reasonably and safely" in text_of(refused)
        early = {**given, "on-year": "2025", "on-month": "3", "on-day": "9", "could_be_walked": "no"}
        assert "Money starts later than this day" in text_of(await send(client, path, 422, **early))
        await send(client, path, **given, could_be_walked="no")
        shown = await read(client, f"/people/{person}/money")
        assert "Travel to an appointment" in shown
        assert "What has changed since" not in shown
    async with manager(app) as client:
        await send(client, "/payments", **day_boxes("paid_until", 0))
        assert "£6.40" in await read(client, "/payments/approvals")


async def test_money_is_for_the_persons_own_provider_and_not_for_the_prime(app: FastAPI, town: Town) -> None:
    person = await of_hestia(town)
    async with prime(app) as client:
        assert (await client.get(f"/people/{person}/money")).status_code == 403
        assert (await client.get("/payments")).status_code == 403
    async with worker(app, "MED") as client:
        assert (await client.get(f"/people/{person}/money")).status_code == 404


async def test_a_manager_approves_pays_exports_and_pays_in_cash_what_did_not_arrive(
    app: FastAPI, town: Town
) -> None:
    person = await of_hestia(town)
    async with manager(app) as client:
        too_far = await send(client, "/payments", 422, **day_boxes("paid_until", 8))
        assert "Nobody is paid that far ahead" in text_of(too_far)
        await send(client, "/payments", **day_boxes("paid_until", 0))
        assert "1 payment waits for approval" in await read(client, "/payments")
        assert "A manager approves the days" in await read(client, f"/people/{person}/money")
        waiting = (await client.get("/payments/approvals")).text
        await send(client, first_action(waiting, "/approve"))
        made = await send(client, "/payments", **day_boxes("paid_until", 0))
        run = made.headers["location"]
        assert "1 person" in await read(client, run)
        file = await send(client, f"{run}/file", 200)
        assert file.headers["content-type"].startswith("text/csv")
        assert file.text.startswith("payee,line,days_from,days_to,pounds,kind\r\nP")
        assert "NRM-" not in file.text
        await send(client, first_action((await client.get(run)).text, "/failed"))
        await send(client, f"{run}/paid")
        assert "Did not arrive" in await read(client, run)
        await send(client, first_action((await client.get(run)).text, "/cash"))
        assert "Paid in cash" not in await read(client, run)


async def test_mo_13_the_prime_records_an_outage_and_a_manager_finds_who_has_no_money(
    app: FastAPI, town: Town
) -> None:
    person = await of_hestia(town)
    async with manager(app) as client:
        await send(client, "/payments", **day_boxes("paid_until", 0))
        assert (await client.post("/outages", data=day_boxes("first_on", -1))).status_code == 403
    async with prime(app) as client:
        assert "Enter since when the cards do not work" in text_of(await send(client, "/outages", 422))
        await send(client, "/outages", **day_boxes("first_on", -1))
        assert "Still failing" in await read(client, "/outages")
    async with manager(app) as client:
        listed = await client.get("/outages")
        found = listed.text.split('href="/outages/')[1].split('"')[0]
        shown = await read(client, f"/outages/{found}")
        assert "NRM-7K3F-92QD-X" in shown
        assert "approve it first" in shown
        assert "Entitled" in await read(client, f"/people/{person}/money")


async def test_programs_record_asylum_support_and_read_every_line(app: FastAPI, town: Town) -> None:
    person = await of_hestia(town)
    given = {"kind": "section_95", "weekly": "49.18", "first_on": "2025-03-17"}
    async with worker(app) as client:
        path = f"/v1/support-cases/{person}"
        assert (await client.post(f"{path}/asylum-support", json=given)).json()["basis"] == "positive_rg"
        found = (await client.get(f"{path}/money")).json()
        assert (found["first_on"], found["lines"]) == ("2025-03-10", [])
        backwards = given | {"last_on": "2025-03-16"}
        assert (await client.post(f"{path}/asylum-support", json=backwards)).status_code == 422
