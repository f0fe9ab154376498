"""Offering a bed to a person and a provider, and what they answer."""

from dataclasses import dataclass, field
from datetime import date, datetime

from care.commands.announcing import announce
from care.commands.network import return_to_network
from care.domain.booking import BOOKING, Guest, attempt_on, refusal
from care.domain.offer import Offer
from care.domain.people import TIME_ITSELF, Actor
from care.domain.placement import Placement
from care.domain.refusals import Code, Refused
from care.domain.rulebook import CareRules, is_active_code
from care.domain.support import SupportCase, SupportState
from care.storage import UnitOfWork
from clocks.days import london_day
from contracts.care import DeclineSide
from contracts.events import Event
from contracts.ids import BedspaceId, OfferId, PlacementId, SupportCaseId


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """One bed for one person; `accepted_by` are the sides that have said yes already."""

    offer_id: OfferId
    placement_id: PlacementId
    support_case_id: SupportCaseId
    bedspace_id: BedspaceId
    arrival_on: date
    departure_on: date
    accepted_by: frozenset[DeclineSide] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Declined:
    """A refusal of an offer, with its structured reason (AC-3, AC-10)."""

    side: DeclineSide
    reason: str

    def check(self, rules: CareRules, at: datetime) -> "Declined":
        lists = rules.lists
        known = lists.decline_reasons_person if self.side == "person" else lists.decline_reasons_provider
        if not is_active_code(known, self.reason, london_day(at)):
            raise Refused(Code.UNKNOWN_REASON)
        return self


async def make_offer(
    uow: UnitOfWork, wanted: Wanted, *, actor: Actor, rules: CareRules, at: datetime
) -> Placement:
    """Holds the bed from now on, so that nobody else is offered it meanwhile."""
    case = await uow.cases.locked(wanted.support_case_id)
    placement = await _book(uow, case, wanted, actor=actor, rules=rules)
    offer = _offer(case, placement, wanted, rules=rules, at=at)
    case.offer_to(placement.provider_id)
    uow.offers.add(offer)
    await uow.placements.add(placement)
    events = placement.offered(offer)
    for side in sorted(wanted.accepted_by):
        events += _accept(offer, placement, case, side, at=at)
    await announce(uow, "offer_made", placement, events, actor=actor, at=at)
    return placement


async def _book(
    uow: UnitOfWork, case: SupportCase, wanted: Wanted, *, actor: Actor, rules: CareRules
) -> Placement:
    """Raises the first rule that refuses."""
    house, bedspace = await uow.houses.locked_around(wanted.bedspace_id, since=wanted.arrival_on)
    attempt = attempt_on(
        house,
        bedspace,
        rules.working_days,
        actor=actor,
        guest=Guest.of(case),
        arrival_on=wanted.arrival_on,
        departure_on=wanted.departure_on,
        persons_placements=await uow.placements.of_person(case.person_id),
    )
    if refused := refusal(attempt, BOOKING):
        raise refused
    return Placement(
        id=wanted.placement_id,
        offer_id=wanted.offer_id,
        referral_id=case.referral_id,
        support_case_id=case.id,
        person_id=case.person_id,
        bedspace_id=bedspace.id,
        premises_id=house.premises.id,
        provider_id=house.premises.provider_id,
        region=house.premises.region,
        arrival_on=wanted.arrival_on,
        departure_on=wanted.departure_on,
        turnaround_days=house.premises.turnaround_days,
        occupied_until=attempt.occupied_until,
        gender=case.gender,
    )


def _offer(
    case: SupportCase, placement: Placement, wanted: Wanted, *, rules: CareRules, at: datetime
) -> Offer:
    is_emergency = case.state is SupportState.EMERGENCY
    return Offer(
        id=wanted.offer_id,
        support_case_id=case.id,
        provider_id=placement.provider_id,
        is_emergency=is_emergency,
        needs=case.needs(),
        made_at=at,
        expires_at=rules.offer_due(at, is_emergency=is_emergency).expires_at,
    )


async def accept_offer(
    uow: UnitOfWork, offer_id: OfferId, side: DeclineSide, *, actor: Actor, at: datetime
) -> None:
    case, offer, placement = await _locked(uow, offer_id, actor)
    events = _accept(offer, placement, case, side, at=at)
    await announce(uow, "offer_accepted", placement, events, actor=actor, at=at)


async def decline_offer(
    uow: UnitOfWork, offer_id: OfferId, declined: Declined, *, actor: Actor, at: datetime
) -> None:
    case, offer, placement = await _locked(uow, offer_id, actor)
    offer.decline(declined.side, declined.reason, at=at)
    events = _reached(case, declined.side, at=at) + placement.decline(declined.side, declined.reason)
    if case is not None:
        await return_to_network(uow, case, placement, actor)
    await announce(uow, "offer_declined", placement, events, actor=actor, at=at)


async def sweep_offers(uow: UnitOfWork, *, at: datetime, limit: int = 500) -> int:
    """Offers nobody answered in time end, and the bed is free again."""
    expired = await uow.offers.unanswered(at, limit=limit)
    for offer_id in expired:
        await _expire(uow, offer_id, at=at)
    return len(expired)


async def _expire(uow: UnitOfWork, offer_id: OfferId, *, at: datetime) -> None:
    case = await uow.cases.find_locked((await uow.offers.get(offer_id)).support_case_id)
    offer = await uow.offers.locked(offer_id)
    if not offer.is_open:
        return
    unanswered = offer.expire()
    for placement in await uow.placements.of_offer(offer_id):
        await uow.outbox.add(*placement.expire(unanswered), at=at)
        if case is not None:
            await return_to_network(uow, case, placement, TIME_ITSELF)


async def _locked(
    uow: UnitOfWork, offer_id: OfferId, actor: Actor
) -> tuple[SupportCase | None, Offer, Placement]:
    """The case first, as everywhere. A provider that supports the person no longer sees their case."""
    case = await uow.cases.find_locked((await uow.offers.get(offer_id)).support_case_id)
    offer = await uow.offers.locked(offer_id)
    if not actor.may_act_on(offer.provider_id):
        raise Refused(Code.FORBIDDEN)
    return case, offer, (await uow.placements.of_offer(offer_id))[0]


def _accept(
    offer: Offer, placement: Placement, case: SupportCase | None, side: DeclineSide, *, at: datetime
) -> list[Event]:
    if case is not None and side == "provider":
        case.claim_for(placement.provider_id)
    events = _reached(case, side, at=at)
    return events + (placement.both_accept() if offer.accept(side, at=at) else [])


def _reached(case: SupportCase | None, side: DeclineSide, *, at: datetime) -> list[Event]:
    return case.answer(at=at) if case is not None and side == "person" else []
