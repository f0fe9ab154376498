"""What the other services announce of a referral, kept for the person who sent it."""

from datetime import datetime

from contracts.care import ContactMade, SupportCaseOpened, SupportStarted
from contracts.care_places import PlacementArrived, PlacementDeparted
from contracts.decision import CaseOpened, CasesLinked, CgDecided, InformationRequested, RgDecided
from contracts.ids import ReferralId
from plumbing.consumer import On, reactions
from referral import requests
from referral.domain.requests import RequestId
from referral.storage import UnitOfWork


async def note_case_opened(uow: UnitOfWork, event: CaseOpened, at: datetime) -> None:
    """A case is the proof that the referral was received (MH18)."""
    await uow.journeys.hear(
        ReferralId(event.referral_id),
        case_opened_at=event.opened_at,
        reasonable_grounds_due_on=event.reasonable_grounds_due_on,
    )
    uow.audit.add(action="referral-received", actor="decision", subject=str(event.referral_id), at=at)


async def note_reasonable_grounds_decided(uow: UnitOfWork, event: RgDecided, at: datetime) -> None:  # noqa: ARG001
    await uow.journeys.hear(ReferralId(event.referral_id), outcome=event.outcome, decided_at=event.decided_at)


async def note_conclusive_grounds_decided(uow: UnitOfWork, event: CgDecided, at: datetime) -> None:  # noqa: ARG001
    """A later one, after a reconsideration or a revocation, takes the place of an earlier."""
    await uow.journeys.hear(
        ReferralId(event.referral_id), final_outcome=event.outcome, finally_decided_at=event.decided_at
    )


async def note_cases_merged(uow: UnitOfWork, event: CasesLinked, at: datetime) -> None:  # noqa: ARG001
    """Linked cases each go on by themselves, so of those there is nothing to say."""
    if not event.is_merged:
        return
    goes_on = None if event.is_undone else ReferralId(event.other_referral_id)
    since = None if event.is_undone else event.linked_at
    await uow.journeys.hear(ReferralId(event.referral_id), part_of=goes_on, part_of_since=since)


async def note_information_requested(uow: UnitOfWork, event: InformationRequested, at: datetime) -> None:
    await requests.hear_request(
        uow,
        ReferralId(event.referral_id),
        RequestId(event.request_id),
        requested_at=event.requested_at,
        due_on=event.due_on,
        at=at,
    )


async def note_support_opened(uow: UnitOfWork, event: SupportCaseOpened, at: datetime) -> None:  # noqa: ARG001
    await uow.journeys.hear(ReferralId(event.referral_id), support_opened_at=event.opened_at)


async def note_contact_made(uow: UnitOfWork, event: ContactMade, at: datetime) -> None:  # noqa: ARG001
    await uow.journeys.hear(ReferralId(event.referral_id), contact_made_at=event.made_at)


async def note_support_started(uow: UnitOfWork, event: SupportStarted, at: datetime) -> None:  # noqa: ARG001
    await uow.journeys.hear(ReferralId(event.referral_id), support_started_on=event.started_on)


async def note_arrival(uow: UnitOfWork, event: PlacementArrived, at: datetime) -> None:  # noqa: ARG001
    await uow.journeys.hear(ReferralId(event.referral_id), arrived_on=event.arrival_on)


async def note_departure(uow: UnitOfWork, event: PlacementDeparted, at: datetime) -> None:  # noqa: ARG001
    await uow.journeys.hear(ReferralId(event.referral_id), departed_on=event.departure_on)


REACTIONS = reactions(
    On(CaseOpened, note_case_opened),
    On(RgDecided, note_reasonable_grounds_decided),
    On(CgDecided, note_conclusive_grounds_decided),
    On(CasesLinked, note_cases_merged),
    On(InformationRequested, note_information_requested),
    On(SupportCaseOpened, note_support_opened),
    On(ContactMade, note_contact_made),
    On(SupportStarted, note_support_started),
    On(PlacementArrived, note_arrival),
    On(PlacementDeparted, note_departure),
)
