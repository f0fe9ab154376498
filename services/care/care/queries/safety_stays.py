"""People in places of safety, and the beds they could have tonight: never where a house stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select

from care.domain.admission import hours_of_arrival
from care.domain.beds import Bedspace, Premises, Window
from care.domain.people import Actor
from care.domain.placement import CHANGEABLE, Placement
from care.domain.rulebook import CareRules
from care.domain.safety_stay import WRITTEN, SafetyStay
from care.domain.search import Found, Search, Searcher, find_beds
from care.domain.visibility import may_read, role_of
from care.storage import UnitOfWork
from care.storage.safety_tables import safety_stay
from care.storage.tables import bedspace, placement, premises
from clocks.days import london_day

SHOWN_AFTERWARDS_DAYS = 28


@dataclass(frozen=True, kw_only=True)
class InSafety:
    """A stay with the bed it has now, and of what is written of the person what whoever asks may read."""

    stay: SafetyStay
    bed: Placement | None
    bedspace: Bedspace | None
    premises: Premises | None
    said: Mapping[str, str]


async def in_safety(uow: UnitOfWork, actor: Actor, today: date) -> list[InSafety]:
    since = today - timedelta(days=SHOWN_AFTERWARDS_DAYS)
    return [await _with_bed(uow, stay, actor) for stay in await uow.safety_stays.all(ended_since=since)]


async def one_in_safety(uow: UnitOfWork, stay_id: UUID, actor: Actor) -> InSafety:
    return await _with_bed(uow, await uow.safety_stays.get(stay_id), actor)


async def count_overdue(uow: UnitOfWork, today: date) -> int:
    """Whose days to decide are over, and who has neither been referred nor gone."""
    stay = safety_stay.c
    late = (stay.ended_on.is_(None), stay.referred_at.is_(None), stay.due_on < today)
    query = select(func.count()).select_from(safety_stay).where(*late)
    return int(await uow.session.scalar(query) or 0)


async def free_beds(
    uow: UnitOfWork, stay: SafetyStay, region: str, *, actor: Actor, rules: CareRules, at: datetime
) -> list[Found]:
    """Those that booking would grant now (SE-2)."""
    today = london_day(at)
    search = Search(
        starts_on=today,
        days=(stay.leaves_on(today, rules) - today).days + 1,
        regions=frozenset((region,)),
        arriving=hours_of_arrival(today, None, at=at),
    )
    guest = stay.as_guest(await uow.kept_apart.with_whom_not(stay.person_id))
    searcher = Searcher(actor=actor, guest=guest, persons_placements=())
    houses = await uow.houses.all(Window(today, date.max), regions=search.regions)
    return list(find_beds(search, searcher, houses, rules.working_days))


async def _with_bed(uow: UnitOfWork, stay: SafetyStay, actor: Actor) -> InSafety:
    query = (
        select(Placement, Bedspace, Premises)
        .join(bedspace, bedspace.c.id == placement.c.bedspace_id)
        .join(premises, premises.c.id == placement.c.premises_id)
        .where(placement.c.safety_stay_id == stay.id, placement.c.state.in_(CHANGEABLE))
    )
    bed, its_bedspace, house = (await uow.session.execute(query)).one_or_none() or (None, None, None)
    role = role_of(actor, provider_id=stay.provider_id, worker_id=stay.worker_id)
    purposes = [purpose for purpose, data in WRITTEN.items() if may_read(data, role)]
    return InSafety(
        stay=stay,
        bed=bed,
        bedspace=its_bedspace,
        premises=house,
        said=await uow.safety_stays.texts(stay.id, purposes),
    )
