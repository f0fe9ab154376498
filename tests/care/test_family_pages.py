"""Families and people kept apart, as the prime's network works with them on pages."""

from datetime import timedelta
from uuid import uuid4

from fastapi import FastAPI
from sqlalchemy import select
from tests.care.portal import TODAY, day_boxes, prime, read, ready_to_place, send, stay_of, text_of
from tests.care.scenes import a_bed, a_referral
from tests.care.town import Town, hear

from care.storage.household_tables import dependant, kept_apart
from contracts.ids import BedspaceId

CHILD = {
    "known_as": "Robin",
    "born_on-day": "1",
    "born_on-month": "5",
    "born_on-year": "2019",
    "relation": "child",
    "gender": "not_known",
    "lives_with_person": "yes",
    "school": "",
    "own_reference": "",
}


async def test_a_child_has_a_record_of_its_own_and_the_family_one_unit(app: FastAPI, town: Town) -> None:
    person = await ready_to_place(town)
    family, home = f"/people/{person}/family", town.beds["A"].premises_id
    async with town.work() as uow:
        premises = (await uow.houses.locked_around(town.bed("A"), since=TODAY))[0].premises
        uow.session.add_all(
            [a_bed(premises, id=BedspaceId(uuid4()), code=code, unit="LON-01-1") for code in ("U1", "U2")]
        )
    async with prime(app) as client:
        assert "Nobody is known to belong" in await read(client, family)
        await read(client, f"{family}/add")
        assert "Enter what they are called" in text_of(await send(client, f"{family}/add", 422))
        own = a_referral(age_band="child", reference="NRM-KIDS-OWNR-F")
        await hear(town.work, own)
        await send(client, f"{family}/add", **CHILD | {"own_reference": own.reference})
        assert f"/elsewhere/{own.referral_id}" in (await client.get(family)).text, (
            "who was told, of guardians"
        )
        async with town.work() as uow:
            child = await uow.session.scalar(select(dependant.c.id))
        await read(client, f"{family}/{child}/risks")
        await send(client, f"{family}/{child}/risks", needs="A place at school", risks="None known")
        assert "A place at school" in await read(client, family)
        assert "Find a place for the family" in await read(client, f"/people/{person}")
        assert "LON-01-1" in await read(client, f"{family}/place")
        unit = f"{family}/place/{home}?unit=LON-01-1"
        await read(client, f"{unit}&arrival={TODAY}&departure={TODAY + timedelta(days=5)}")
        placed = await send(client, unit, **stay_of(5), person_says="not_yet")
        shown = await read(client, placed.headers["location"])
        assert "Placed together with them" in shown
        assert "U2: offered" in shown or "U1: offered" in shown
        taken = await send(client, unit, 422, **day_boxes("arrival_on", 3), **day_boxes("departure_on", 4))
        assert "Select whether the person has agreed" in text_of(taken)


async def test_two_people_are_kept_apart_by_the_prime(app: FastAPI, town: Town) -> None:
    person = await ready_to_place(town)
    other = await ready_to_place(town, reference="NRM-AAAA-BBBB-C")
    apart = f"/people/{person}/apart"
    async with prime(app) as client:
        await read(client, apart)
        pair = {"reference": "nrm-aaaa-bbbb-c", "danger": "from_each_other"}
        assert "No person in support" in text_of(
            await send(client, apart, 422, **(pair | {"reference": "X"}))
        )
        own = pair | {"reference": "NRM-7K3F-92QD-X"}
        assert "somebody else" in text_of(await send(client, apart, 422, **own))
        await send(client, apart, **pair)
        assert "NRM-7K3F-92QD-X" in await read(client, f"/people/{other}/apart")
        async with town.work() as uow:
            pair_id = await uow.session.scalar(select(kept_apart.c.id))
        await send(client, f"{apart}/{pair_id}/end")
        assert "Nobody is kept apart" in await read(client, apart)
