"""People in support, in the lists by which they are worked on. No name is kept here: a reference stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, exists, func, not_, or_, select, true, tuple_

from care.domain.moving import MoveState
from care.domain.people import Gender, Preference
from care.domain.placement import PlacementState
from care.domain.support_clocks import ALLOCATION, ClockState
from care.domain.support_states import AWAITS_CONTACT, ENDED, MAY_BE_PLACED, SupportState
from care.domain.tasks import MUST_MOVE
from care.storage import Missing, UnitOfWork
from care.storage.history_tables import placement_task
from care.storage.household_tables import dependant
from care.storage.leaving_tables import support_clock
from care.storage.network_tables import move_request
from care.storage.tables import bedspace, placement, provider, support_case
from contracts.ids import SupportCaseId

MOST_COUNTED = 1000
CURRENT = (
    PlacementState.OFFERED,
    PlacementState.PROVISIONAL,
    PlacementState.CONFIRMED,
    PlacementState.IN_RESIDENCE,
    PlacementState.ABSENT,
)


class PeopleList(StrEnum):
    CONTACT = "contact"
    ASSESS = "assess"
    ALLOCATE = "allocate"
    PLACE = "place"
    ALL = "all"
    EVERY = "every"


@dataclass(frozen=True, kw_only=True)
class Person:
    """One person as a list or their own page shows them."""

    id: UUID
    referral_id: UUID
    reference: str
    region: str | None
    state: SupportState
    consent_at: datetime
    opened_at: datetime
    contact_due_at: datetime
    contact_made_at: datetime | None
    contact_failed_at: datetime | None
    assessed_at: datetime | None
    started_on: date | None
    has_safe_contact: bool
    is_interpreter_needed: bool
    is_still_exploited: bool
    place_tonight_at: datetime | None
    danger_at: datetime | None
    has_consented: bool
    stays_where_they_live: bool
    agreement_withdrawn_at: datetime | None
    referral_withdrawn_at: datetime | None
    may_re_enter_since: date | None
    worker_id: str | None
    provider_id: str | None
    provider_name: str | None
    preference: Preference
    gender: Gender | None
    required_features: tuple[str, ...]
    avoid_areas: tuple[str, ...]
    placement_id: UUID | None
    placement_state: PlacementState | None
    bed_code: str | None
    arrival_on: date | None
    departure_on: date | None
    allocation_due_on: date | None
    move_regions: tuple[str, ...]
    has_family: bool
    must_move: bool

    @property
    def needs_contact_details(self) -> bool:
        return not self.has_safe_contact and self.contact_made_at is None

    @property
    def needs_place_now(self) -> bool:
        """Said by the first responder, until somebody has assessed it or found a place."""
        return self.place_tonight_at is not None and self.assessed_at is None and self.placement_id is None

    @property
    def is_said_in_danger(self) -> bool:
        return self.danger_at is not None and self.contact_made_at is None

    @property
    def may_be_placed(self) -> bool:
        return self.state in MAY_BE_PLACED and self.has_consented and not self.stays_where_they_live


@dataclass(frozen=True)
class PeoplePage:
    people: tuple[Person, ...]
    next: UUID | None


_case = support_case.c
_current = (
    select(placement)
    .where(
        placement.c.support_case_id == _case.id,
        placement.c.dependant_id.is_(None),
        placement.c.state.in_(CURRENT),
    )
    .order_by(placement.c.arrival_on)
    .limit(1)
    .lateral("current")
)
_allocation_due_on = (
    select(func.min(support_clock.c.due_on))
    .where(
        support_clock.c.support_case_id == _case.id,
        support_clock.c.rule == ALLOCATION,
        support_clock.c.state == ClockState.RUNNING,
    )
    .scalar_subquery()
)
_is_accepted = and_(move_request.c.support_case_id == _case.id, move_request.c.state == MoveState.ACCEPTED)
_is_to_move = exists().where(_is_accepted)
_move_regions = select(move_request.c.regions).where(_is_accepted).scalar_subquery()  # one is under way
_must_move = exists().where(
    placement_task.c.support_case_id == _case.id,
    placement_task.c.done_at.is_(None),
    placement_task.c.kind.in_(MUST_MOVE),
)
_has_family = exists().where(dependant.c.support_case_id == _case.id, dependant.c.lives_with_person)
_IN_LIST: Mapping[PeopleList, ColumnElement[bool]] = {
    PeopleList.CONTACT: and_(_case.contact_made_at.is_(None), _case.state.in_(AWAITS_CONTACT)),
    PeopleList.ASSESS: and_(
        _case.contact_made_at.is_not(None), _case.assessed_at.is_(None), _case.state.not_in(ENDED)
    ),
    PeopleList.ALLOCATE: and_(
        _case.state.in_(MAY_BE_PLACED), _case.has_consented, _case.provider_id.is_(None)
    ),
    PeopleList.PLACE: and_(
        _case.state.in_(MAY_BE_PLACED),
        _case.has_consented,
        _case.stays_where_they_live.is_(False),
        _case.offered_to.is_(None),
        or_(_current.c.id.is_(None), _is_to_move, _must_move),
    ),
    PeopleList.ALL: _case.state.not_in(ENDED),
    PeopleList.EVERY: true(),
}
_urgent_first = and_(_case.place_tonight_at.is_(None), _case.danger_at.is_(None))
_emergency_first = not_(or_(_case.state == SupportState.EMERGENCY, _must_move))
_ORDER: Mapping[PeopleList, tuple[ColumnElement[Any], ...]] = {
    PeopleList.CONTACT: (_urgent_first, _case.contact_due_at),
    PeopleList.ASSESS: (_urgent_first, _case.contact_made_at),
    PeopleList.ALLOCATE: (_case.opened_at,),
    PeopleList.PLACE: (_emergency_first, _case.opened_at),
    PeopleList.ALL: (_case.opened_at,),
    PeopleList.EVERY: (_case.opened_at,),
}


async def list_people(
    uow: UnitOfWork,
    which: PeopleList,
    *,
    referral_id: UUID | None = None,
    but_of: str | None = None,
    after: UUID | None = None,
    limit: int = 25,
) -> PeoplePage:
    """Who needs a place now comes first, then the longest waiting; nobody whose own worker is `but_of`."""
    key = (*_ORDER[which], _case.id)
    query = _select().where(_IN_LIST[which]).order_by(*key).limit(limit + 1)
    if but_of is not None:
        query = query.where(_case.worker_id.is_distinct_from(but_of))
    if referral_id is not None:
        query = query.where(_case.referral_id == referral_id)
    if after is not None:
        mark = select(*key).where(_case.id == after).subquery()
        query = query.where(tuple_(*key) > select(*mark.c).scalar_subquery())
    rows = (await uow.session.execute(query)).all()
    people = tuple(_person(row) for row in rows[:limit])
    return PeoplePage(people, people[-1].id if len(rows) > limit else None)


async def people_where(uow: UnitOfWork, *which: ColumnElement[bool]) -> tuple[Person, ...]:
    query = _select().where(*which).order_by(*_ORDER[PeopleList.ALL], _case.id).limit(MOST_COUNTED)
    return tuple(_person(row) for row in await uow.session.execute(query))


async def count_people(uow: UnitOfWork, which: PeopleList) -> int:
    """Up to a thousand: more is shown as many."""
    found = _joined(select(_case.id)).where(_IN_LIST[which]).limit(MOST_COUNTED + 1).subquery()
    return int(await uow.session.scalar(select(func.count()).select_from(found)) or 0)


async def waiting_by_region(uow: UnitOfWork, which: PeopleList) -> Mapping[str | None, int]:
    query = _joined(select(_case.region, func.count().label("people"))).where(_IN_LIST[which])
    rows = await uow.session.execute(query.group_by(_case.region))
    return {row.region: row.people for row in rows}


async def person(uow: UnitOfWork, support_case_id: SupportCaseId) -> Person:
    row = (await uow.session.execute(_select().where(_case.id == support_case_id))).one_or_none()
    if row is None:
        raise Missing("support case")
    return _person(row)


def _select() -> Select[Any]:
    return _joined(
        select(
            support_case,
            provider.c.name.label("provider_name"),
            _current.c.id.label("placement_id"),
            _current.c.state.label("placement_state"),
            _current.c.arrival_on,
            _current.c.departure_on,
            bedspace.c.code.label("bed_code"),
            _allocation_due_on.label("allocation_due_on"),
            _move_regions.label("move_regions"),
            _has_family.label("has_family"),
            _must_move.label("must_move"),
        )
    )


def _joined(query: Select[Any]) -> Select[Any]:
    return (
        query.select_from(support_case)
        .outerjoin(provider, provider.c.id == _case.provider_id)
        .outerjoin(_current, _case.id == _current.c.support_case_id)
        .outerjoin(bedspace, bedspace.c.id == _current.c.bedspace_id)
    )


def _person(row: Row[Any]) -> Person:
    values = {name: getattr(row, name) for name in Person.__dataclass_fields__}
    for name in ("required_features", "avoid_areas", "move_regions"):
        values[name] = tuple(values[name] or ())
    return Person(**values)
