"""What care makes of others' events: late, twice, and in any order."""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import permutations
from typing import Literal
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from tests.care.scenes import Works, noon

from care.consumers import REACTIONS
from care.domain.intake import Pathway
from care.domain.support import SupportCase, SupportState
from care.storage import UnitOfWork
from care.storage.tables import intake, plumbing
from contracts.decision import RgDecided
from contracts.events import Envelope, Event
from contracts.ids import ReferralId
from contracts.referral import ConsentWithdrawn, DutyToNotifyRecorded, Submitted
from plumbing.consumer import Consumer
from plumbing.database import Database

REFERRAL = UUID(int=7)


def submitted(**changes: object) -> Submitted:
    usual: dict[str, object] = {
        "referral_id": REFERRAL,
        "reference": "NRM-7K3F-92QD-X",
        "submitted_at": noon("3"),
        "nation": "england",
        "organisation_id": "org",
        "region": "greater-london",
        "age_band": "adult",
        "is_support_wanted": True,
        "has_safe_contact": True,
    }
    return Submitted.model_validate(usual | changes)


def decided(outcome: str = "positive", on: str = "2025-03-10") -> RgDecided:
    return RgDecided.model_validate(
        {
            "referral_id": REFERRAL,
            "case_id": uuid4(),
            "outcome": outcome,
            "decided_at": noon(on),
            "decided_on": date.fromisoformat(on),
        }
    )


@pytest.fixture
def work(care_database: Database) -> Works:
    return care_database.work(UnitOfWork)


async def take(database: Database, events: Sequence[Event | Envelope]) -> None:
    consumer = Consumer("care", database.work(UnitOfWork), REACTIONS)
    for event in events:
        envelope = event if isinstance(event, Envelope) else in_envelope(event)
        await consumer.take(envelope, at=noon("11"))


def in_envelope(event: Event) -> Envelope:
    return Envelope.of(event, id=uuid4(), at=noon("10"))


async def support_case(work: Works) -> SupportCase | None:
    async with work() as uow:
        return await uow.cases.of_referral(ReferralId(REFERRAL))


async def announced(work: Works) -> list[str]:
    async with work() as uow:
        rows = await uow.session.scalars(select(plumbing.outbox.c.type).order_by(plumbing.outbox.c.position))
        return [name.split(".")[2] for name in rows]


async def held(work: Works) -> int:
    async with work() as uow:
        return len(await uow.held.all())


async def test_a_referral_that_wants_support_opens_one_support_case(
    care_database: Database, work: Works
) -> None:
    await take(care_database, [submitted()])
    case = await support_case(work)
    assert case is not None
    assert (case.state, case.reference, case.region, case.contact_due_at) == (
        SupportState.CONTACTING,
        "NRM-7K3F-92QD-X",
        "london",
        noon("5"),
    )
    assert await announced(work) == ["support_case_opened"]


async def test_the_same_envelope_twice_has_one_effect(care_database: Database, work: Works) -> None:
    envelope = in_envelope(submitted())
    await take(care_database, [envelope, envelope])
    assert await announced(work) == ["support_case_opened"]


async def test_the_same_fact_in_two_envelopes_has_one_effect(care_database: Database, work: Works) -> None:
    await take(care_database, [submitted(), submitted(), decided(), decided()])
    assert await announced(work) == ["support_case_opened", "support_started"]
    assert await held(work) == 0


FACTS: dict[str, Callable[[], Event]] = {"referral": submitted, "decision": decided}
TWICE_EACH = sorted(set(permutations([*FACTS, *FACTS])))


@pytest.mark.parametrize("order", TWICE_EACH, ids=", ".join)
async def test_any_order_of_facts_ends_in_recovery(
    care_database: Database, work: Works, order: tuple[str, ...]
) -> None:
    await take(care_database, [FACTS[fact]() for fact in order])
    case = await support_case(work)
    assert case is not None
    assert (case.state, case.started_on) == (SupportState.RECOVERY, date(2025, 3, 10))
    assert await announced(work) == ["support_case_opened", "support_started"]
    assert await held(work) == 0


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["in order", "the later one first"])
async def test_the_latest_decision_counts_whatever_comes_first(
    care_database: Database, work: Works, order: tuple[int, ...]
) -> None:
    decisions = [decided("negative", "2025-03-10"), decided("positive", "2025-04-10")]
    await take(care_database, [submitted(), *(decisions[index] for index in order)])
    case = await support_case(work)
    assert case is not None
    assert case.state is SupportState.RECOVERY


async def test_a_decision_without_a_referral_waits_for_it(care_database: Database, work: Works) -> None:
    await take(care_database, [decided()])
    assert await support_case(work) is None
    assert await held(work) == 0


@pytest.mark.parametrize(
    ("changes", "pathway"),
    [
        pytest.param({"is_support_wanted": False}, Pathway.SUPPORT_NOT_WANTED, id="support not wanted"),
        pytest.param({"age_band": "child"}, Pathway.CHILD, id="EL-8 a child"),
        pytest.param({"nation": "scotland"}, Pathway.SCOTLAND, id="EL-10 Scotland"),
        pytest.param({"nation": "northern-ireland"}, Pathway.NORTHERN_IRELAND, id="EL-10 Belfast"),
    ],
)
async def test_outside_the_care_contract_the_fact_is_kept_and_nothing_opens(
    care_database: Database, work: Works, changes: dict[str, object], pathway: Pathway
) -> None:
    await take(care_database, [submitted(**changes), decided()])
    assert await support_case(work) is None
    assert await announced(work) == []
    async with work() as uow:
        assert await uow.session.scalar(select(intake.c.pathway)) is pathway


async def test_a_notification_passes_by(care_database: Database, work: Works) -> None:
    event = DutyToNotifyRecorded(
        referral_id=REFERRAL,
        reference="NRM-7K3F-92QD-X",
        recorded_at=noon("3"),
        nation="england",
        organisation_id="org",
    )
    await take(care_database, [event])
    assert await held(work) == 0
    async with work() as uow:
        assert (await uow.session.scalars(select(intake.c.referral_id))).all() == []


def withdrawn(consent: Literal["referral", "support"]) -> ConsentWithdrawn:
    return ConsentWithdrawn(
        referral_id=REFERRAL, reference="NRM-7K3F-92QD-X", consent=consent, withdrawn_at=noon("4")
    )


async def test_el_1_who_no_longer_agrees_to_support_is_offered_no_new_place(
    care_database: Database, work: Works
) -> None:
    await take(care_database, [submitted(), withdrawn("support")])
    async with work() as uow:
        case = await uow.cases.of_referral(ReferralId(REFERRAL))
    assert case is not None
    assert (case.has_consented, case.agreement_withdrawn_at) == (False, noon("4"))
    assert case.referral_withdrawn_at is None
    assert case.state is SupportState.CONTACTING


async def test_el_9_who_no_longer_agrees_to_the_referral_is_supported_until_the_case_is_closed(
    care_database: Database, work: Works
) -> None:
    await take(care_database, [submitted(), withdrawn("referral")])
    async with work() as uow:
        case = await uow.cases.of_referral(ReferralId(REFERRAL))
    assert case is not None
    assert (case.has_consented, case.agreement_withdrawn_at) == (True, None)
    assert case.referral_withdrawn_at == noon("4")
    assert case.state is SupportState.CONTACTING
