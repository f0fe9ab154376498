"""What the other services announce reaches the first responder, in whatever order it comes."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from uuid import UUID

import pytest
from sqlalchemy import select

from contracts.care import ContactMade, SupportCaseOpened, SupportStarted
from contracts.care_places import PlacementArrived, PlacementDeparted
from contracts.decision import CaseOpened, CgDecided, RgDecided
from contracts.events import Envelope, Event
from contracts.ids import ReferralId
from plumbing.consumer import Consumer
from plumbing.database import STAFF, Work
from plumbing.identifiers import new_id
from referral.consumers import REACTIONS
from referral.domain.stages import Journey, Stage
from referral.storage import UnitOfWork, plumbing

NOON = datetime(2026, 4, 1, 11, tzinfo=UTC)
REFERRAL = ReferralId(UUID(int=1))
CASE, SUPPORT_CASE, PLACEMENT, BED = (UUID(int=number) for number in range(2, 6))

OPENED = CaseOpened(
    referral_id=REFERRAL,
    case_id=CASE,
    reference="NRM-7K3F-92QD-X",
    opened_at=NOON,
    received_on=date(2026, 4, 1),
    competent_authority="SCA",
    reasonable_grounds_due_on=date(2026, 4, 10),
)
DECIDED = RgDecided(
    referral_id=REFERRAL,
    case_id=CASE,
    outcome="positive",
    decided_at=NOON + timedelta(days=5),
    decided_on=date(2026, 4, 6),
)
CONCLUDED = CgDecided(
    referral_id=REFERRAL,
    case_id=CASE,
    outcome="negative",
    decided_at=NOON + timedelta(days=60),
    decided_on=date(2026, 5, 31),
)
SUPPORT = SupportCaseOpened(
    referral_id=REFERRAL,
    support_case_id=SUPPORT_CASE,
    opened_at=NOON + timedelta(minutes=1),
    contact_due_at=NOON + timedelta(days=2),
)
CONTACT = ContactMade(referral_id=REFERRAL, support_case_id=SUPPORT_CASE, made_at=NOON + timedelta(days=1))
STARTED = SupportStarted(referral_id=REFERRAL, support_case_id=SUPPORT_CASE, started_on=date(2026, 4, 6))
ARRIVED = PlacementArrived(
    referral_id=REFERRAL,
    support_case_id=SUPPORT_CASE,
    placement_id=PLACEMENT,
    bedspace_id=BED,
    region="south-west",
    arrival_on=date(2026, 4, 7),
    departure_on=date(2026, 6, 1),
)
DEPARTED = PlacementDeparted(
    referral_id=REFERRAL,
    support_case_id=SUPPORT_CASE,
    placement_id=PLACEMENT,
    bedspace_id=BED,
    region="south-west",
    departure_on=date(2026, 6, 1),
    reason="moved-on",
)


async def hear(work: Work[UnitOfWork], events: Sequence[Event]) -> Journey:
    consumer = Consumer("referral", work, REACTIONS)
    for event in events:
        await consumer.take(Envelope.of(event, id=new_id(), at=NOON), at=NOON)
    async with work(STAFF) as uow:
        return await uow.journeys.get(REFERRAL)


async def test_all_that_is_announced_is_kept(work: Work[UnitOfWork]) -> None:
    journey = await hear(work, [OPENED, SUPPORT, CONTACT, DECIDED, STARTED, ARRIVED, DEPARTED, CONCLUDED])
    assert vars(journey) == vars(
        Journey(
            referral_id=REFERRAL,
            case_opened_at=OPENED.opened_at,
            reasonable_grounds_due_on=OPENED.reasonable_grounds_due_on,
            outcome="positive",
            decided_at=DECIDED.decided_at,
            final_outcome="negative",
            finally_decided_at=CONCLUDED.decided_at,
            support_opened_at=SUPPORT.opened_at,
            contact_made_at=CONTACT.made_at,
            support_started_on=STARTED.started_on,
            arrived_on=ARRIVED.arrival_on,
            departed_on=DEPARTED.departure_on,
        )
    )


@pytest.mark.parametrize("events", list(permutations([OPENED, DECIDED, SUPPORT])))
async def test_no_order_of_topics_changes_what_is_known(
    work: Work[UnitOfWork], events: tuple[Event, ...]
) -> None:
    journey = await hear(work, events)
    assert journey.stage is Stage.POSITIVE
    assert journey.support_opened_at == SUPPORT.opened_at


@pytest.mark.parametrize("events", list(permutations([OPENED, DECIDED, CONCLUDED])))
async def test_the_final_decision_is_what_counts_whichever_is_heard_first(
    work: Work[UnitOfWork], events: tuple[Event, ...]
) -> None:
    assert (await hear(work, events)).stage is Stage.FINALLY_NEGATIVE


async def test_a_later_final_decision_takes_the_place_of_an_earlier(work: Work[UnitOfWork]) -> None:
    again = CONCLUDED.model_copy(update={"outcome": "positive", "decided_at": NOON + timedelta(days=90)})
    journey = await hear(work, [OPENED, DECIDED, CONCLUDED, again])
    assert journey.stage is Stage.FINALLY_POSITIVE
    assert journey.finally_decided_at == NOON + timedelta(days=90)


async def test_that_a_referral_was_received_is_written_down_once(work: Work[UnitOfWork]) -> None:
    """MH18"""
    consumer = Consumer("referral", work, REACTIONS)
    envelope = Envelope.of(OPENED, id=new_id(), at=NOON)
    for _ in range(2):
        await consumer.take(envelope, at=NOON)
    async with work(STAFF) as uow:
        [entry] = (await uow.session.execute(select(plumbing.audit))).all()
    assert (entry.action, entry.actor, entry.subject) == ("referral-received", "decision", str(REFERRAL))


async def test_nothing_heard_yet_is_no_error(work: Work[UnitOfWork]) -> None:
    assert (await hear(work, [])).stage is Stage.SENT
