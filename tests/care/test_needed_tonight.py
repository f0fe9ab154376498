"""A safe place needed tonight, and danger, as first responders say them: heard in any order, seen first."""

from datetime import timedelta
from itertools import permutations

import pytest
from fastapi import FastAPI
from tests.care.portal import prime, read
from tests.care.scenes import Works, a_referral, noon
from tests.care.test_consumers import REFERRAL, submitted, support_case, take
from tests.care.test_consumers import work as work
from tests.care.town import Town, hear

from care.commands.hearing import hear_urgency
from care.domain.intake import Urgency
from contracts.events import Event
from contracts.ids import ReferralId
from contracts.referral import EmergencySupportRequested, ImmediateRiskReported
from plumbing.clock import utcnow
from plumbing.database import Database

ABOUT = {"referral_id": REFERRAL, "reference": "NRM-7K3F-92QD-X", "nation": "england", "age_band": "adult"}
NEEDED = EmergencySupportRequested.model_validate(ABOUT | {"requested_at": noon("3")})
DANGER = ImmediateRiskReported.model_validate(ABOUT | {"reported_at": noon("4")})


@pytest.mark.parametrize("events", list(permutations([submitted(), NEEDED, DANGER])))
async def test_what_is_urgent_reaches_the_support_case_in_whatever_order(
    care_database: Database, work: Works, events: tuple[Event, ...]
) -> None:
    await take(care_database, [*events, events[0]])
    case = await support_case(work)
    assert case is not None
    assert (case.place_tonight_at, case.danger_at) == (noon("3"), noon("4"))


async def test_who_needs_a_place_tonight_is_at_the_top_until_somebody_has_assessed_it(
    app: FastAPI, town: Town
) -> None:
    now = utcnow()
    waiting = a_referral(reference="NRM-LONG-WAIT-1", submitted_at=now - timedelta(hours=40))
    urgent = a_referral(reference="NRM-TONI-GHTS-2", submitted_at=now)
    for each in (waiting, urgent):
        await hear(town.work, each)
    async with town.work() as uow:
        await hear_urgency(uow, ReferralId(urgent.referral_id), Urgency.PLACE_TONIGHT, said_at=now)
    async with prime(app) as client:
        page = await read(client, "/requests")
    first, _, after = page.partition("NRM-LONG-WAIT-1")
    assert "NRM-TONI-GHTS-2" in first
    assert "Needs a safe place tonight" in first
    assert "Needs a safe place tonight" not in after
