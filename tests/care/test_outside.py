"""Section 13: whoever is supported outside the care contract has somebody who was told (EL-8, EL-10)."""

from datetime import date
from uuid import uuid4

import pytest
from fastapi import FastAPI
from tests.care.bookings import said
from tests.care.portal import day_boxes, prime, read, send, text_of
from tests.care.scenes import a_referral, day, noon
from tests.care.town import Town, hear

from care.commands import hearing
from care.domain.intake import Pathway, Urgency
from care.domain.outside import Told, outside_as_shipped
from care.domain.refusals import Refused

OUTSIDE = outside_as_shipped()


@pytest.mark.parametrize(
    ("on", "share", "areas"),
    [
        (date(2017, 9, 30), None, ()),
        (date(2017, 10, 1), "", ("Wales", "Hampshire", "Greater Manchester")),
        (date(2019, 4, 1), "One third of councils", ()),
        (date(2021, 4, 30), "One third of councils", ()),
        (date(2021, 5, 1), "Two thirds of councils", ()),
    ],
)
def test_section_13_guardians_came_to_more_councils_over_time(
    on: date, share: str | None, areas: tuple[str, ...]
) -> None:
    found = OUTSIDE.guardians_on(on)
    assert (found.share if found else None, found.areas if found else ()) == (share, areas)


@pytest.mark.parametrize(
    ("pathway", "code", "may"),
    [
        (Pathway.CHILD, "guardian", True),
        (Pathway.CHILD, "tara", False),
        (Pathway.SCOTLAND, "tara", True),
        (Pathway.NORTHERN_IRELAND, "womens_aid", True),
        (Pathway.CARE_CONTRACT, "guardian", False),
    ],
)
def test_el_10_only_whoever_supports_people_on_a_pathway_is_told(
    pathway: Pathway, code: str, may: bool
) -> None:
    told = Told(referral_id=uuid4(), code=code, told_on=day("10"), noted_at=noon("10"), noted_by="the prime")
    if may:
        told.check(pathway, OUTSIDE, today=day("10"))
        return
    with pytest.raises(Refused):
        told.check(pathway, OUTSIDE, today=day("10"))


async def test_el_10_the_prime_tells_who_supports_a_child_once_and_no_support_case_is_opened(
    app: FastAPI, town: Town
) -> None:
    child = a_referral(age_band="child")
    await hear(town.work, child)
    await hear(town.work, later := a_referral(nation="scotland", submitted_at=noon("9")))
    async with town.work() as uow:
        tonight = Urgency.PLACE_TONIGHT
        await hearing.hear_urgency(uow, child.referral_id, tonight, said_at=noon("10"))
    here = f"/elsewhere/{child.referral_id}"
    async with prime(app) as client:
        listed = (await client.get("/elsewhere")).text
        assert -1 < listed.find(here) < listed.find(f"/elsewhere/{later.referral_id}"), "tonight comes first"
        assert "Needs a safe place tonight" in listed
        assert "emergency duty team" in await read(client, here)
        assert "Two thirds of councils" in await read(client, here)
        told = day_boxes("told_on", 0)
        assert "Select from the list" in text_of(await send(client, here, 422, code="tara", **told))
        for _ in range(2):
            await send(client, here, code="guardian", **told)
        assert "Who was told" in await read(client, here)
        assert "tonight" not in await read(client, "/elsewhere"), "somebody knows of it now"
    assert await said(town.work) == ["outside_provider_told"]
    async with town.work() as uow:
        assert await uow.cases.of_referral(child.referral_id) is None
