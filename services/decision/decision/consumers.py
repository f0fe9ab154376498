"""On which event, which command. Topics are not ordered between each other: what comes early is kept."""

from datetime import datetime

from clocks.days import london_day
from contracts.care import ContactMade, SupportCaseOpened, SupportStarted
from contracts.care_places import PlacementArrived, PlacementDeparted
from contracts.care_risk import PersonFound, PersonReportedMissing
from contracts.ids import CaseId, ReferralId
from contracts.referral import (
    ConsentWithdrawn,
    DuplicateSuspected,
    DutyToNotifyRecorded,
    ImmediateRiskReported,
    InformationSupplied,
    Submitted,
)
from decision import asking, commands
from decision.circumstances.whereabouts import hear_whereabouts
from decision.domain.case import Received
from decision.domain.overlays import Whereabouts
from decision.domain.whereabouts import Word
from decision.storage import UnitOfWork
from decision.storage.groups import Groups
from plumbing.consumer import On, reactions
from plumbing.identifiers import new_id


async def open_case_for_referral(uow: UnitOfWork, event: Submitted, at: datetime) -> None:
    received = Received(
        referral_id=ReferralId(event.referral_id),
        reference=event.reference,
        received_at=event.submitted_at,
        nation=event.nation,
        organisation_id=event.organisation_id,
        region=event.region,
        age_band=event.age_band,
        is_age_settled=event.is_age_settled,
        is_support_wanted=event.is_support_wanted,
    )
    await commands.open_case(uow, CaseId(new_id()), received, at=at)
    await uow.counted_groups.note(event.referral_id, _groups(event))


def _groups(event: Submitted) -> Groups:
    return Groups(
        gender=event.gender,
        nationality_group=event.nationality_group,
        exploitation_type=event.exploitation_type,
    )


async def record_notification(uow: UnitOfWork, event: DutyToNotifyRecorded, _at: datetime) -> None:
    await uow.support.note_notification(
        referral_id=event.referral_id,
        reference=event.reference,
        recorded_at=event.recorded_at,
        nation=event.nation,
        organisation_id=event.organisation_id,
        is_person_identified=event.is_person_identified,
    )


async def note_suspected_duplicates(uow: UnitOfWork, event: DuplicateSuspected, _at: datetime) -> None:
    await uow.suspected_duplicates.note(event.referral_id, event.candidates, at=event.suspected_at)


async def note_danger(uow: UnitOfWork, event: ImmediateRiskReported, _at: datetime) -> None:
    await uow.danger_reports.note(event.referral_id, at=event.reported_at)


async def note_answer(uow: UnitOfWork, event: InformationSupplied, at: datetime) -> None:
    referral_id = ReferralId(event.referral_id)
    await asking.note_answer(uow, referral_id, event.request_id, answered_at=event.supplied_at, at=at)


async def note_withdrawal(uow: UnitOfWork, event: ConsentWithdrawn, at: datetime) -> None:
    referral_id = ReferralId(event.referral_id)
    await asking.note_withdrawal(uow, referral_id, event.consent, withdrawn_at=event.withdrawn_at, at=at)


async def note_support_case(uow: UnitOfWork, event: SupportCaseOpened, _at: datetime) -> None:
    await uow.support.note_support(event.referral_id, event.support_case_id, opened_at=event.opened_at)


async def note_first_contact(uow: UnitOfWork, event: ContactMade, _at: datetime) -> None:
    await uow.support.note_support(event.referral_id, event.support_case_id, first_contact_at=event.made_at)


async def note_support_started(uow: UnitOfWork, event: SupportStarted, _at: datetime) -> None:
    await uow.support.note_support(event.referral_id, event.support_case_id, started_on=event.started_on)


async def note_arrival(uow: UnitOfWork, event: PlacementArrived, _at: datetime) -> None:
    await uow.support.note_placement(
        event.placement_id,
        event.referral_id,
        region=event.region,
        arrived_on=event.arrival_on,
        planned_until=event.departure_on,
    )


async def note_departure(uow: UnitOfWork, event: PlacementDeparted, _at: datetime) -> None:
    await uow.support.note_placement(
        event.placement_id, event.referral_id, region=event.region, departed_on=event.departure_on
    )


async def note_missing(uow: UnitOfWork, event: PersonReportedMissing, at: datetime) -> None:
    said = Word(whereabouts=Whereabouts.MISSING, since_on=london_day(event.last_seen_at), at=at)
    await hear_whereabouts(uow, ReferralId(event.referral_id), said)


async def note_found(uow: UnitOfWork, event: PersonFound, at: datetime) -> None:
    said = Word(whereabouts=Whereabouts.FOUND, since_on=london_day(event.found_at), at=at)
    await hear_whereabouts(uow, ReferralId(event.referral_id), said)


REACTIONS = reactions(
    On(Submitted, open_case_for_referral),
    On(DutyToNotifyRecorded, record_notification),
    On(DuplicateSuspected, note_suspected_duplicates),
    On(ImmediateRiskReported, note_danger),
    On(InformationSupplied, note_answer),
    On(ConsentWithdrawn, note_withdrawal),
    On(SupportCaseOpened, note_support_case),
    On(ContactMade, note_first_contact),
    On(SupportStarted, note_support_started),
    On(PlacementArrived, note_arrival),
    On(PlacementDeparted, note_departure),
    On(PersonReportedMissing, note_missing),
    On(PersonFound, note_found),
)
