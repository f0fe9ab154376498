"""Offering a bed to a person and a provider, and what they answer."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from care.commands.announcing import announce
from care.commands.booking import Hold, Member, hold
from care.commands.network import return_to_network
from care.commands.support_clocks import end_allocation
from care.domain.household import HouseholdId
from care.domain.offer import Offer, is_out_of_area
from care.domain.people import TIME_ITSELF, Actor
from care.domain.placement import Placement
from care.domain.refusals import Code, Refused
from care.domain.rulebook import CareRules, is_active_code
from care.domain.support import SupportCase, SupportState
from care.domain.tasks import TaskKind
from care.storage import UnitOfWork
from clocks.days import london_day
from contracts.care_places import DeclineSide
from contracts.events import Event
from contracts.ids import BedspaceId, OfferId, PlacementId, SupportCaseId


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A bed for a person, and those for their dependants, offered as one.

    `accepted_by` are the sides that have said yes already.
    """

    offer_id: OfferId
    placement_id: PlacementId
    support_case_id: SupportCaseId
    bedspace_id: BedspaceId
    arrival_on: date
    departure_on: date
    accepted_by: frozenset[DeclineSide] = field(default_factory=frozenset)
    household_id: HouseholdId | None = None
    dependants: tuple[Member, ...] = ()
    is_local_connection_explained: bool = False
    arrival_hour: time | None = None


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
    """Holds the beds from now on, so that nobody else is offered them meanwhile."""
    case = await uow.cases.locked(wanted.support_case_id)
    await uow.houses.lock_all([wanted.bedspace_id, *(each.bedspace_id for each in wanted.dependants)])
    placements = await _held(uow, case, wanted, actor=actor, rules=rules, at=at)
    offer = await uow.offers.get(wanted.offer_id)
    for placement in placements:
        await announce(uow, "offer_made", placement, placement.offered(offer), actor=actor, at=at)
    for side in sorted(wanted.accepted_by):
        await _accept(uow, offer, placements, case, side, at=at)
    await uow.placements.keep()
    return placements[0]


async def _held(
    uow: UnitOfWork, case: SupportCase, wanted: Wanted, *, actor: Actor, rules: CareRules, at: datetime
) -> list[Placement]:
    """One after the other, so that each is judged with those before it in place."""
    placements: list[Placement] = []
    for each in _holds(wanted):
        placement = await hold(uow, case, each, actor=actor, rules=rules, at=at)
        if not placements:
            case.offer_to(placement.provider_id)
            uow.offers.add(_offer(case, placement, wanted, rules=rules, at=at))
        await uow.placements.add(placement)
        placements.append(placement)
    return placements


def _holds(wanted: Wanted) -> list[Hold]:
    own = Member(placement_id=wanted.placement_id, bedspace_id=wanted.bedspace_id)
    return [
        Hold(
            **vars(member),
            arrival_on=wanted.arrival_on,
            departure_on=wanted.departure_on,
            offer_id=wanted.offer_id,
            household_id=wanted.household_id,
            arrival_hour=wanted.arrival_hour,
        )
        for member in (own, *wanted.dependants)
    ]


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
        is_local_connection_explained=wanted.is_local_connection_explained,
    )


async def accept_offer(
    uow: UnitOfWork,
    offer_id: OfferId,
    side: DeclineSide,
    *,
    actor: Actor,
    at: datetime,
    is_local_connection_explained: bool = False,
) -> None:
    """What a move out of the area may cost is explained before the person accepts (AC-2)."""
    case, offer, placements = await _locked(uow, offer_id, actor)
    offer.is_local_connection_explained |= is_local_connection_explained
    await _accept(uow, offer, placements, case, side, at=at)
    await announce(uow, "offer_accepted", placements[0], [], actor=actor, at=at)


async def decline_offer(
    uow: UnitOfWork, offer_id: OfferId, declined: Declined, *, actor: Actor, rules: CareRules, at: datetime
) -> None:
    case, offer, placements = await _locked(uow, offer_id, actor)
    offer.decline(declined.side, declined.reason, at=at)
    await uow.outbox.add(*_reached(case, declined.side, at=at), at=at)
    if case is not None and declined.side == "provider":
        await _count_decline(uow, case, placements[0], rules=rules, at=at)
    for placement in placements:
        events = placement.decline(declined.side, declined.reason)
        if case is not None:
            await return_to_network(uow, case, placement, actor)
        await announce(uow, "offer_declined", placement, events, actor=actor, at=at)


async def _count_decline(
    uow: UnitOfWork, case: SupportCase, placement: Placement, *, rules: CareRules, at: datetime
) -> None:
    """So many houses, and the prime's network manager has to find one (AC-10)."""
    case.house_declines += 1
    if case.house_declines % rules.number("declines_before_raising") == 0:
        await uow.tasks.raise_for(placement, TaskKind.NETWORK_MANAGER, at=at)


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
) -> tuple[SupportCase | None, Offer, Sequence[Placement]]:
    """The case first, as everywhere. A provider that supports the person no longer sees their case."""
    case = await uow.cases.find_locked((await uow.offers.get(offer_id)).support_case_id)
    offer = await uow.offers.locked(offer_id)
    if not actor.may_act_on(offer.provider_id):
        raise Refused(Code.FORBIDDEN)
    return case, offer, await uow.placements.of_offer(offer_id)


async def _accept(
    uow: UnitOfWork,
    offer: Offer,
    placements: Sequence[Placement],
    case: SupportCase | None,
    side: DeclineSide,
    *,
    at: datetime,
) -> None:
    if case is not None and side == "person":
        offer.check_explained(is_out_of_area=is_out_of_area(case.region, placements[0].region))
    if case is not None and side == "provider":
        case.claim_for(offer.provider_id)
        await end_allocation(uow, case, at=at)
    events = _reached(case, side, at=at)
    if offer.accept(side, at=at):
        events += [event for placement in placements for event in placement.both_accept()]
    await uow.outbox.add(*events, at=at)


def _reached(case: SupportCase | None, side: DeclineSide, *, at: datetime) -> list[Event]:
    return case.answer(at=at) if case is not None and side == "person" else []
