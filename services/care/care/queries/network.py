"""The network as the prime sees it. Only the prime's database shows all of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import func, select, text

from care.domain.beds import Window
from care.domain.moving import UNDER_WAY, HomeFault, MoveState
from care.domain.network import RegionRoom, Unmet, room
from care.domain.offer import Answer
from care.queries.people import PeopleList, waiting_by_region
from care.storage import UnitOfWork
from care.storage.network_tables import move_request
from care.storage.tables import offer, placement, premises, provider, support_case
from clocks.days import first_instant_of

MOST_LISTED = 200
DAYS_OF_NEED = 7
DAYS_OF_DECLINES = 28
_UNMET = text(
    """
    SELECT d.day, c.region, c.required_features
    FROM generate_series(CAST(:first AS timestamp), CAST(:last AS timestamp), interval '1 day') AS s(at)
    CROSS JOIN LATERAL (
      SELECT CAST(s.at AS date) AS day,
        least((s.at + interval '1 day') AT TIME ZONE 'Europe/London', :now) AS ends_at
    ) d
    JOIN support_case c
      ON c.id IN (SELECT e.support_case_id FROM support_move e WHERE e.entered = 'emergency')
    JOIN LATERAL (
      SELECT m.entered FROM support_move m
      WHERE m.support_case_id = c.id AND m.at < d.ends_at ORDER BY m.number DESC LIMIT 1
    ) latest ON latest.entered = 'emergency'
    WHERE NOT EXISTS (
      SELECT FROM placement p
      WHERE p.support_case_id = c.id AND p.dependant_id IS NULL AND p.arrival_on <= d.day
        AND (p.state IN ('in_residence', 'absent') OR (p.state = 'departed' AND p.departure_on > d.day))
    )
    ORDER BY d.day, c.region
    """
)


def week_until(today: date) -> Window:
    return Window(today - timedelta(days=DAYS_OF_NEED - 1), today)


def declines_since(today: date) -> datetime:
    return first_instant_of(today - timedelta(days=DAYS_OF_DECLINES))


async def unmet(uow: UnitOfWork, days: Window, *, now: datetime) -> list[Unmet]:
    """In an emergency at the end of each day, London time, and without a bed that night."""
    first, last = (datetime.combine(day, time.min) for day in (days.first, days.last))
    rows = await uow.session.execute(_UNMET, {"first": first, "last": last, "now": now})
    return [Unmet(row.day, row.region, tuple(row.required_features)) for row in rows]


@dataclass(frozen=True, kw_only=True)
class HouseDeclines:
    """How often one house declined for one reason."""

    premises_id: UUID
    code: str
    provider_name: str
    reason: str
    count: int


async def declines(uow: UnitOfWork, *, since: datetime) -> list[HouseDeclines]:
    """Offers that houses declined, most first. One offer of several beds counts once."""
    counted = func.count(offer.c.id.distinct()).label("count")
    query = (
        select(
            premises.c.id.label("premises_id"),
            premises.c.code,
            provider.c.name.label("provider_name"),
            offer.c.decline_reason.label("reason"),
            counted,
        )
        .join(placement, placement.c.offer_id == offer.c.id)
        .join(premises, premises.c.id == placement.c.premises_id)
        .join(provider, provider.c.id == premises.c.provider_id)
        .where(offer.c.provider_answer == Answer.DECLINED, offer.c.made_at >= since)
        .group_by(premises.c.id, premises.c.code, provider.c.name, offer.c.decline_reason)
        .order_by(counted.desc(), premises.c.code, offer.c.decline_reason)
        .limit(MOST_LISTED)
    )
    return [HouseDeclines(**row) for row in (await uow.session.execute(query)).mappings()]


@dataclass(frozen=True, kw_only=True)
class MoveAsked:
    support_case_id: UUID
    reference: str
    region: str | None
    provider_name: str
    reason: HomeFault
    regions: Sequence[str]
    asked_at: datetime
    state: MoveState


async def open_moves(uow: UnitOfWork) -> list[MoveAsked]:
    """The longest waiting first."""
    asked = move_request.c
    query = (
        select(
            asked.support_case_id,
            support_case.c.reference,
            support_case.c.region,
            provider.c.name.label("provider_name"),
            *asked["reason", "regions", "asked_at", "state"],
        )
        .join(support_case, support_case.c.id == asked.support_case_id)
        .join(provider, provider.c.id == asked.provider_id)
        .where(asked.state.in_(sorted(UNDER_WAY)))
        .order_by(asked.asked_at)
        .limit(MOST_LISTED)
    )
    return [MoveAsked(**row) for row in (await uow.session.execute(query)).mappings()]


async def rooms(uow: UnitOfWork, regions: Sequence[str], *, today: date) -> list[RegionRoom]:
    houses = await uow.houses.all(Window(today, today))
    waiting: Mapping[str | None, int] = await waiting_by_region(uow, PeopleList.PLACE)
    return room(houses, waiting, regions, today)
