"""Section 9: subcontractors are visited and inspected every twelve months, and answer what is recommended."""

import re
from datetime import date
from uuid import UUID

import pytest
from fastapi import FastAPI
from tests.care.portal import day_boxes, prime, read, send, text_of
from tests.care.scenes import HESTIA, HESTIA_WORKER, PRIME, RULES, day, noon
from tests.care.test_house_pages import manager
from tests.care.town import Town

from care.commands import inspecting
from care.commands.lives import By
from care.domain.inspections import Held, Kind, next_due
from care.domain.people import Actor
from care.domain.refusals import Code, Refused
from care.queries.inspections import inspected
from contracts.ids import ProviderId


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize(
    ("last", "due"), [(date(2025, 3, 10), date(2026, 3, 10)), (date(2024, 2, 29), date(2025, 2, 28))]
)
def test_section_9_the_next_is_due_twelve_months_after_the_last(kind: Kind, last: date, due: date) -> None:
    found = next_due(RULES, kind, last)
    assert (found.due_on, found.rule.sources) == (due, ("S15",))


def test_what_has_not_been_held_yet_cannot_be_recorded() -> None:
    held = Held(provider_id=HESTIA, kind=Kind.SAFEGUARDING, on=day("11"))
    with pytest.raises(Refused, match="in_future"):
        held.as_inspection(HELD_ID, RULES, by="the prime", at=noon("10"), today=day("10"))


HELD_ID = UUID(int=1)
STRANGER = Actor(ProviderId("MED"), user="another manager", is_manager=True)


async def test_only_the_prime_inspects_and_only_the_providers_own_manager_answers(town: Town) -> None:
    held = Held(provider_id=HESTIA, kind=Kind.ACCOMMODATION, on=day("3"))
    async with town.work() as uow:
        with pytest.raises(Refused):
            await inspecting.record_inspection(uow, held, By(HESTIA_WORKER, RULES, noon("10")))
        made = await inspecting.record_inspection(uow, held, By(PRIME, RULES, noon("10")))
        asked = inspecting.Asked(words="Fit window locks", owner="House manager", due_on=day("20"))
        await inspecting.recommend(uow, made, asked, By(PRIME, RULES, noon("10")))
        (recommended,) = await uow.inspections.recommendations()
        for actor in (PRIME, STRANGER, HESTIA_WORKER):
            with pytest.raises(Refused) as refused:
                await inspecting.answer(uow, recommended.id, "Done", By(actor, RULES, noon("12")))
            assert refused.value.code is Code.FORBIDDEN
        found = await inspected(uow, rules=RULES, only=HESTIA)
    assert recommended.is_late(day("21"))
    assert {each.kind: each.due_on for each in found.standings} == {
        Kind.ACCOMMODATION: date(2026, 3, 3),
        Kind.SAFEGUARDING: date(2012, 7, 1),
    }


async def test_a_breach_is_shown_to_the_prime_and_a_recommendation_is_answered_by_the_manager(
    app: FastAPI, town: Town
) -> None:
    async with prime(app) as client:
        assert "overdue: report it under the contract" in await read(client, "/inspections")
        held = {"provider_id": HESTIA, "kind": "safeguarding"} | day_boxes("held_on", -1)
        recommend = (await send(client, "/inspections", **held)).headers["location"]
        assert "Enter who does it" in text_of(await send(client, recommend, 422, words="Fit locks"))
        asked = {"words": "Fit locks", "owner": "House manager"} | day_boxes("due_on", 5)
        await send(client, recommend, **asked)
    async with manager(app) as client:
        shown = (await client.get("/inspections")).text
        assert "Record an inspection" not in shown
        (answer,) = re.findall(r'href="(/inspections/recommendations/[^"]+)"', shown)
        await send(client, answer, words="Fitted in every house")
    async with prime(app) as client:
        assert "Fitted in every house" in await read(client, "/inspections")
