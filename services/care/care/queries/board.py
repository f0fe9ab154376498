"""Houses from above: which beds are free, and what the coming weeks look like."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from uuid import UUID

from sqlalchemy import select

from care.domain.beds import Bedspace, GenderPolicy, Premises, Window
from care.domain.board import LOOK_AHEAD_DAYS, BedOutlook, Use, outlook
from care.domain.booking import House
from care.domain.capacity import Capacity, capacity_on
from care.storage import Missing, UnitOfWork
from care.storage.tables import premises, provider
from clocks.days import days_from
from contracts.ids import BedspaceId, PremisesId

SIX_WEEKS = 42


@dataclass(frozen=True, kw_only=True)
class Unit:
    """A house on the board: never where it stands."""

    id: UUID
    code: str
    region: str
    area: str
    provider_id: str
    provider_name: str
    gender_policy: GenderPolicy
    turnaround_days: int
    features: tuple[str, ...]
    beds: tuple[BedOutlook, ...]
    capacities: tuple[Capacity, ...]
    closed_on: date | None

    @property
    def in_service(self) -> list[BedOutlook]:
        return [bed for bed in self.beds if bed.use is not Use.NOT_IN_SERVICE]

    @property
    def overbooked(self) -> list[Capacity]:
        """The days of the coming weeks on which more people are expected than it can take."""
        return [each for each in self.capacities if each.is_overbooked]

    @property
    def free(self) -> int:
        return sum(bed.use is Use.FREE for bed in self.beds)

    @property
    def next_free_on(self) -> date | None:
        return min((bed.next_free_on for bed in self.beds if bed.next_free_on), default=None)


async def board(uow: UnitOfWork, *, today: date, region: str | None = None) -> tuple[Unit, ...]:
    """Every house one may see, by region and code."""
    houses = await uow.houses.all(_ahead(today), regions=[region] if region else None)
    names = await provider_names(uow)
    return tuple(_unit(house, names, today) for house in houses)


async def unit(uow: UnitOfWork, premises_id: PremisesId, *, today: date) -> Unit:
    house = await uow.houses.one(premises_id, _ahead(today))
    return _unit(house, await provider_names(uow), today)


async def regions_with_houses(uow: UnitOfWork) -> list[str]:
    """The regions in which one may place somebody."""
    query = select(premises.c.region).distinct().order_by(premises.c.region)
    return list((await uow.session.scalars(query)).all())


async def bed_in_its_house(uow: UnitOfWork, bedspace_id: BedspaceId) -> tuple[Premises, Bedspace]:
    bedspace = await uow.session.get(Bedspace, bedspace_id)
    house = await uow.session.get(Premises, bedspace.premises_id) if bedspace else None
    if bedspace is None or house is None:
        raise Missing("bedspace")
    return house, bedspace


async def provider_names(uow: UnitOfWork) -> Mapping[str, str]:
    rows = await uow.session.execute(select(provider.c.id, provider.c.name))
    return {row.id: row.name for row in rows}


def by_region(units: Iterable[Unit]) -> Mapping[str, list[Unit]]:
    grouped: dict[str, list[Unit]] = {}
    for each in units:
        grouped.setdefault(each.region, []).append(each)
    return grouped


def _ahead(today: date) -> Window:
    return Window(today, today + timedelta(days=LOOK_AHEAD_DAYS))


def _unit(house: House, names: Mapping[str, str], today: date) -> Unit:
    home = house.premises
    return Unit(
        id=home.id,
        code=home.code,
        region=home.region,
        area=home.area,
        provider_id=home.provider_id,
        provider_name=names.get(home.provider_id, home.provider_id),
        gender_policy=home.gender_policy,
        turnaround_days=home.turnaround_days,
        features=tuple(home.features),
        beds=tuple(outlook(house, bed, today=today, days=SIX_WEEKS) for bed in house.bedspaces),
        capacities=tuple(capacity_on(house, day) for day in islice(days_from(today), SIX_WEEKS)),
        closed_on=home.closed_on,
    )
