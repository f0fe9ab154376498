"""Cases that may be about one person: heard of in any order, shown to whoever opens either of them."""

from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI
from sqlalchemy import select
from tests.decision.builders import noon
from tests.decision.portal_visits import CASEY, open_case, see
from tests.portals import signed_in

from contracts.events import Envelope
from contracts.ids import CaseId
from contracts.referral import DuplicateSuspected
from decision.consumers import REACTIONS
from decision.storage.tables import case_file, suspected_duplicate
from plumbing.consumer import Consumer

EARLIER, LATER = "NRM-7K3F-92QD-X", "NRM-8M4G-13RE-Y"
AT = noon("2026-04-01")


async def referral_of(app: FastAPI, case_id: CaseId) -> UUID:
    async with app.state.open_work() as uow:
        found = await uow.session.scalar(select(case_file.c.referral_id).where(case_file.c.id == case_id))
    assert isinstance(found, UUID)
    return found


async def hear(app: FastAPI, referral_id: UUID, scores: dict[UUID, float]) -> None:
    event = DuplicateSuspected(referral_id=referral_id, reference=LATER, suspected_at=AT, candidates=scores)
    await Consumer("decision", app.state.open_work, REACTIONS).take(
        Envelope.of(event, id=uuid4(), at=AT), at=AT
    )


@pytest.mark.parametrize(("score", "words"), [(0.91, "91% alike"), (1.0, "the same text")])
async def test_each_of_two_cases_links_to_the_other(app: FastAPI, score: float, words: str) -> None:
    earlier = await open_case(app, referral_id=uuid4(), reference=EARLIER)
    later = await open_case(app, referral_id=uuid4(), reference=LATER)
    await hear(app, await referral_of(app, later), {await referral_of(app, earlier): score})
    async with signed_in(app, CASEY) as client:
        for here, there, reference in ((earlier, later, LATER), (later, earlier, EARLIER)):
            page = await see(client, f"/cases/{here}")
            assert f"May be the same person as {reference} ({words})" in page.text
            assert page.soup.select_one(f'a[href="/cases/{there}"]') is not None


async def test_a_suspicion_heard_before_its_case_waits_for_it_and_is_kept_once(app: FastAPI) -> None:
    earlier = await open_case(app, referral_id=uuid4(), reference=EARLIER)
    referral_id = uuid4()
    for _ in range(2):
        await hear(app, referral_id, {await referral_of(app, earlier): 0.7})
    later = await open_case(app, referral_id=referral_id, reference=LATER)
    async with signed_in(app, CASEY) as client:
        assert EARLIER in (await see(client, f"/cases/{later}")).text
    async with app.state.open_work() as uow:
        assert len((await uow.session.execute(select(suspected_duplicate))).all()) == 1


async def test_a_case_like_no_other_says_nothing_of_it(app: FastAPI) -> None:
    case_id = await open_case(app)
    async with signed_in(app, CASEY) as client:
        assert "May be the same person" not in (await see(client, f"/cases/{case_id}")).text
