"""Placements and offers, for their own pages and for the lists of what must be answered or is coming."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, func, or_, select

from care.domain.offer import Answer, OfferState
from care.domain.placement import PlacementState
from care.storage import Missing, UnitOfWork
from care.storage.tables import bedspace, offer, placement, premises, provider, support_case
from contracts.ids import OfferId, PlacementId, PremisesId, SupportCaseId

MOST_LISTED = 100


class StayList(StrEnum):
    """What must be done with a placement next."""

    ANSWER = "answer"
    COMING = "coming"
    STAYING = "staying"


@dataclass(frozen=True, kw_only=True)
class Stay:
    """A placement with its bed, house and offer. No address, and no person but by case."""

    id: UUID
    support_case_id: UUID
    state: PlacementState
    region: str
    provider_id: str
    provider_name: str
    premises_id: UUID
    premises_code: str
    bedspace_id: UUID
    bed_code: str
    arrival_on: date
    departure_on: date
    arrival_hour: time | None
    occupied_until: date
    turnaround_days: int
    reason: str | None
    destination: str | None
    offer_id: UUID | None
    offer_state: OfferState | None
    expires_at: datetime | None
    made_at: datetime | None
    is_emergency: bool
    needs: tuple[str, ...]
    person_answer: Answer | None
    provider_answer: Answer | None
    is_local_connection_explained: bool
    home_region: str | None
    displaced_by: UUID | None
    dependant_id: UUID | None
    household_id: UUID | None

    @property
    def awaits_person(self) -> bool:
        return self.offer_state is OfferState.OPEN and self.person_answer is None

    @property
    def awaits_provider(self) -> bool:
        return self.offer_state is OfferState.OPEN and self.provider_answer is None


_IN_LIST = {
    StayList.ANSWER: offer.c.state == OfferState.OPEN,
    StayList.COMING: placement.c.state.in_([PlacementState.PROVISIONAL, PlacementState.CONFIRMED]),
    StayList.STAYING: placement.c.state.in_([PlacementState.IN_RESIDENCE, PlacementState.ABSENT]),
}
_ORDER = {
    StayList.ANSWER: offer.c.expires_at,
    StayList.COMING: placement.c.arrival_on,
    StayList.STAYING: placement.c.departure_on,
}


async def list_stays(uow: UnitOfWork, which: StayList, *, limit: int = MOST_LISTED) -> tuple[Stay, ...]:
    query = _select().where(_IN_LIST[which]).order_by(_ORDER[which], placement.c.id).limit(limit)
    return tuple(_stay(row) for row in await uow.session.execute(query))


async def count_stays(uow: UnitOfWork, which: StayList) -> int:
    query = _joined(select(func.count())).where(_IN_LIST[which])
    return int(await uow.session.scalar(query) or 0)


async def stay(uow: UnitOfWork, placement_id: PlacementId) -> Stay:
    return await _one(uow, _select().where(placement.c.id == placement_id), "placement")


async def stay_of_offer(uow: UnitOfWork, offer_id: OfferId) -> Stay:
    return await _one(uow, _select().where(offer.c.id == offer_id), "offer")


async def stays_of(uow: UnitOfWork, support_case_id: SupportCaseId) -> tuple[Stay, ...]:
    """Newest first, those that came to nothing included."""
    query = _select().where(placement.c.support_case_id == support_case_id)
    rows = await uow.session.execute(query.order_by(placement.c.arrival_on.desc(), placement.c.id.desc()))
    return tuple(_stay(row) for row in rows)


async def waiting_offer(uow: UnitOfWork, support_case_id: SupportCaseId) -> Stay | None:
    """The person's own bed in an offer that is not answered by both sides yet."""
    own = placement.c.support_case_id == support_case_id, placement.c.dependant_id.is_(None)
    query = _select().where(*own, offer.c.state == OfferState.OPEN)
    row = (await uow.session.execute(query.order_by(offer.c.expires_at).limit(1))).one_or_none()
    return _stay(row) if row else None


async def household_of(uow: UnitOfWork, one: Stay) -> tuple[Stay, ...]:
    """The other beds of a family that is placed together, by code."""
    if one.household_id is None:
        return ()
    query = _select().where(placement.c.household_id == one.household_id, placement.c.id != one.id)
    return tuple(_stay(row) for row in await uow.session.execute(query.order_by(bedspace.c.code)))


async def stays_in(uow: UnitOfWork, premises_id: PremisesId, lists: Sequence[StayList]) -> tuple[Stay, ...]:
    """Who lives in a house and who is coming, by the day they come."""
    wanted = or_(*(_IN_LIST[each] for each in lists))
    query = _select().where(placement.c.premises_id == premises_id, wanted)
    rows = await uow.session.execute(query.order_by(placement.c.arrival_on, placement.c.id))
    return tuple(_stay(row) for row in rows)


async def movements(uow: UnitOfWork, last: date) -> tuple[tuple[Stay, ...], tuple[Stay, ...]]:
    """Who comes and who goes until that day, by day; whoever should have already comes first."""
    coming = _select().where(_IN_LIST[StayList.COMING], placement.c.arrival_on <= last)
    going = _select().where(_IN_LIST[StayList.STAYING], placement.c.departure_on <= last)
    arrivals = await uow.session.execute(coming.order_by(placement.c.arrival_on, bedspace.c.code))
    departures = await uow.session.execute(going.order_by(placement.c.departure_on, bedspace.c.code))
    return tuple(_stay(row) for row in arrivals), tuple(_stay(row) for row in departures)


async def placements_after(uow: UnitOfWork, after: UUID | None, *, limit: int) -> tuple[Stay, ...]:
    """All one may see, in order of creation."""
    query = _select().order_by(placement.c.id).limit(limit)
    if after is not None:
        query = query.where(placement.c.id > after)
    return tuple(_stay(row) for row in await uow.session.execute(query))


async def _one(uow: UnitOfWork, query: Select[Any], what: str) -> Stay:
    row = (await uow.session.execute(query)).one_or_none()
    if row is None:
        raise Missing(what)
    return _stay(row)


def _select() -> Select[Any]:
    return _joined(
        select(
            placement,
            premises.c.code.label("premises_code"),
            bedspace.c.code.label("bed_code"),
            provider.c.name.label("provider_name"),
            offer.c.state.label("offer_state"),
            offer.c.expires_at,
            offer.c.made_at,
            func.coalesce(offer.c.is_emergency, False).label("is_emergency"),
            offer.c.needs,
            offer.c.person_answer,
            offer.c.provider_answer,
            func.coalesce(offer.c.is_local_connection_explained, False).label(
                "is_local_connection_explained"
            ),
            support_case.c.region.label("home_region"),
        )
    )


def _joined(query: Select[Any]) -> Select[Any]:
    return (
        query.select_from(placement)
        .join(premises, premises.c.id == placement.c.premises_id)
        .join(bedspace, bedspace.c.id == placement.c.bedspace_id)
        .join(provider, provider.c.id == placement.c.provider_id)
        .outerjoin(offer, offer.c.id == placement.c.offer_id)
        .outerjoin(support_case, support_case.c.id == placement.c.support_case_id)
        .where(placement.c.support_case_id.is_not(None))  # a place of safety has pages of its own
    )


def _stay(row: Row[Any]) -> Stay:
    values = {name: getattr(row, name) for name in Stay.__dataclass_fields__}
    return Stay(**(values | {"needs": tuple(row.needs or ())}))
