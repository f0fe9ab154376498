from datetime import date
from itertools import permutations
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from tests.decision.builders import noon

from contracts.care import ContactMade, SupportCaseOpened, SupportStarted
from contracts.care_places import PlacementArrived, PlacementDeparted
from contracts.care_risk import PersonFound, PersonReportedMissing
from contracts.events import Envelope, Event
from contracts.ids import ReferralId
from contracts.referral import DutyToNotifyRecorded, Submitted
from decision.consumers import REACTIONS
from decision.domain.overlays import Whereabouts
from decision.domain.whereabouts import Word, report
from decision.storage import UnitOfWork
from decision.storage.groups import counted_group
from decision.storage.tables import case_file, notification, placement, support
from plumbing.consumer import Consumer
from plumbing.database import Work

REFERRAL, SUPPORT_CASE, PLACEMENT = UUID(int=11), UUID(int=12), UUID(int=13)
SENT_AT = noon("2026-04-01")

SUBMITTED = Submitted(
    referral_id=REFERRAL,
    reference="NRM-7K3F-92QD-X",
    submitted_at=SENT_AT,
    nation="wales",
    organisation_id="cardiff",
    age_band="child",
    is_age_settled=False,
    is_support_wanted=True,
)
NOTIFIED = DutyToNotifyRecorded(
    referral_id=REFERRAL,
    reference="NRM-7K3F-92QD-X",
    recorded_at=SENT_AT,
    nation="england",
    organisation_id="cardiff",
)
ABOUT_SUPPORT: dict[str, Any] = {"referral_id": REFERRAL, "support_case_id": SUPPORT_CASE}
OPENED = SupportCaseOpened(opened_at=SENT_AT, contact_due_at=noon("2026-04-03"), **ABOUT_SUPPORT)
CONTACTED = ContactMade(made_at=noon("2026-04-02"), **ABOUT_SUPPORT)
STARTED = SupportStarted(started_on=date(2026, 4, 10), **ABOUT_SUPPORT)
ABOUT_PLACE: dict[str, Any] = {
    **ABOUT_SUPPORT,
    "placement_id": PLACEMENT,
    "bedspace_id": uuid4(),
    "region": "Wales",
}
ARRIVED = PlacementArrived(arrival_on=date(2026, 4, 3), departure_on=date(2026, 5, 3), **ABOUT_PLACE)
DEPARTED = PlacementDeparted(departure_on=date(2026, 4, 20), reason="moved", **ABOUT_PLACE)


@pytest.fixture
def consumer(work: Work[UnitOfWork]) -> Consumer[UnitOfWork]:
    return Consumer("decision", work, REACTIONS)


async def hear(consumer: Consumer[UnitOfWork], *events: Event, times: int = 1) -> None:
    for event in events:
        envelope = Envelope.of(event, id=uuid4(), at=SENT_AT)
        for _ in range(times):
            await consumer.take(envelope, at=noon("2026-04-01"))


async def rows(work: Work[UnitOfWork], table: Any) -> list[Any]:
    async with work() as uow:
        return list((await uow.session.execute(select(table))).all())


async def test_a_submitted_referral_opens_one_case_though_heard_twice(
    work: Work[UnitOfWork], consumer: Consumer[UnitOfWork]
) -> None:
    await hear(consumer, SUBMITTED, times=2)
    (case,) = await rows(work, case_file)
    assert (case.referral_id, case.reference, case.received_on) == (
        REFERRAL,
        "NRM-7K3F-92QD-X",
        date(2026, 4, 1),
    )
    assert (case.nation, case.age_band, case.is_age_settled) == ("wales", "child", False)


async def test_a_referral_announced_again_under_another_id_still_has_one_case(
    work: Work[UnitOfWork], consumer: Consumer[UnitOfWork]
) -> None:
    await hear(consumer, SUBMITTED, SUBMITTED)
    assert len(await rows(work, case_file)) == 1


async def test_a_notification_is_recorded_once_and_opens_no_case(
    work: Work[UnitOfWork], consumer: Consumer[UnitOfWork]
) -> None:
    await hear(consumer, NOTIFIED, NOTIFIED, times=2)
    (noted,) = await rows(work, notification)
    assert (noted.reference, noted.is_person_identified) == ("NRM-7K3F-92QD-X", False)
    assert await rows(work, case_file) == []


async def test_what_care_says_is_kept_though_the_case_is_not_open_yet(
    work: Work[UnitOfWork], consumer: Consumer[UnitOfWork]
) -> None:
    await hear(consumer, ARRIVED, OPENED, SUBMITTED)
    assert len(await rows(work, placement)) == len(await rows(work, support)) == 1
    assert len(await rows(work, case_file)) == 1


@pytest.mark.parametrize("order", list(permutations([OPENED, CONTACTED, STARTED])))
async def test_support_facts_add_up_to_the_same_in_any_order(
    work: Work[UnitOfWork], consumer: Consumer[UnitOfWork], order: tuple[Event, ...]
) -> None:
    await hear(consumer, *order)
    (noted,) = await rows(work, support)
    assert (noted.support_case_id, noted.opened_at, noted.first_contact_at, noted.started_on) == (
        SUPPORT_CASE,
        SENT_AT,
        noon("2026-04-02"),
        date(2026, 4, 10),
    )


@pytest.mark.parametrize("order", list(permutations([ARRIVED, DEPARTED])))
async def test_an_arrival_and_a_departure_add_up_to_the_same_in_any_order(
    work: Work[UnitOfWork], consumer: Consumer[UnitOfWork], order: tuple[Event, ...]
) -> None:
    await hear(consumer, *order)
    (noted,) = await rows(work, placement)
    assert (noted.region, noted.arrived_on, noted.planned_until, noted.departed_on) == (
        "Wales",
        date(2026, 4, 3),
        date(2026, 5, 3),
        date(2026, 4, 20),
    )


async def test_the_groups_a_person_is_counted_in_are_kept_apart_from_the_case(
    work: Work[UnitOfWork], consumer: Consumer[UnitOfWork]
) -> None:
    said = {"gender": "female", "nationality_group": "africa", "exploitation_type": "several"}
    await hear(consumer, SUBMITTED.model_copy(update=said), times=2)
    (groups,) = await rows(work, counted_group)
    assert groups._asdict() == {"referral_id": REFERRAL, **said}
    assert not set(said) & set(case_file.c.keys())


MISSING = PersonReportedMissing(episode_id=uuid4(), last_seen_at=noon("2026-04-11"), **ABOUT_SUPPORT)
FOUND = PersonFound(episode_id=MISSING.episode_id, found_at=noon("2026-04-14"), **ABOUT_SUPPORT)


async def test_ri_2_whoever_decides_hears_that_somebody_is_missing_and_found(
    consumer: Consumer[UnitOfWork], work: Work[UnitOfWork]
) -> None:
    await hear(consumer, SUBMITTED, MISSING, times=2)
    async with work() as uow:
        assert (await uow.cases.of_referral(ReferralId(REFERRAL))).whereabouts is Whereabouts.MISSING
    await hear(consumer, FOUND, times=2)
    async with work() as uow:
        assert (await uow.cases.of_referral(ReferralId(REFERRAL))).whereabouts is Whereabouts.FOUND


async def test_a_case_that_is_over_hears_of_nobody_missing(
    consumer: Consumer[UnitOfWork], work: Work[UnitOfWork]
) -> None:
    await hear(consumer, SUBMITTED)
    async with work() as uow:
        case = await uow.cases.of_referral(ReferralId(REFERRAL))
        said = Word(whereabouts=Whereabouts.DECEASED, since_on=date(2026, 4, 9), at=noon("2026-04-10"))
        await uow.record(case, report(case, said, times=await uow.timekeeping()), by=None, at=said.at)
    await hear(consumer, MISSING)
    async with work() as uow:
        assert (await uow.cases.of_referral(ReferralId(REFERRAL))).whereabouts is Whereabouts.DECEASED
