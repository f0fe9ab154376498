"""Random histories of three beds: nothing ever overlaps, no void is lost, and search and booking agree."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from uuid import uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from tests.care.bookings import BOTH, wanted
from tests.care.scenes import MEDAILLE, PRIME, RULES, Works, a_bed, days_later, noon, some_premises
from tests.care.town import Town, a_person_in_recovery

from care.commands import changing, closing, not_coming, offers, stays, voids
from care.commands.changing import Overstay
from care.commands.stays import Arrival, Departure
from care.commands.voids import NewVoid
from care.domain.beds import Void, VoidId
from care.domain.placement import LIVE, Placement
from care.domain.refusals import Code, Refused
from care.domain.search import Search
from care.queries.searching import search_beds
from care.storage import UnitOfWork
from contracts.ids import BedspaceId, PlacementId, SupportCaseId

START = date(2025, 3, 3)
ACTS_IN_A_LIFE = 30
lived = settings(
    max_examples=50 if settings.get_current_profile_name() == "nightly" else 5,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


class History:
    """Acts at random, as a hasty network would try them; the rules say which come true."""

    def __init__(self, town: Town, people: list[SupportCaseId], dice: Random) -> None:
        self.town, self.people, self.dice = town, people, dice
        self.today = START
        self.placements: list[PlacementId] = []
        self.voids: list[VoidId] = []
        self.cancelled: set[VoidId] = set()
        self.done: list[str] = []

    async def try_something(self) -> None:
        self.today += timedelta(days=self.dice.choice([0, 0, 1, 2]))
        act = self.dice.choice(self._acts())
        try:
            async with self.town.work() as uow:
                await act(uow)
            self.done.append(act.__name__)
        except Refused:
            return

    def _acts(self) -> list[Callable[[UnitOfWork], Awaitable[object]]]:
        with_placement = [self._cancel, self._arrive, self._depart, self._extend, self._turnaround]
        rare = [self._no_show, self._overstay]
        return [
            *[self._book] * 5,
            self._void,
            self._emergency,
            self._close,
            *(with_placement + rare if self.placements else []),
            *([self._cancel_void] if self.voids else []),
        ]

    def _bed(self) -> BedspaceId:
        return self.town.bed(self.dice.choice("ABM"))

    def _days(self) -> tuple[date, date]:
        first = days_later(self.today, self.dice.randint(-2, 12))
        return first, days_later(first, self.dice.randint(0, 9))

    def _placement(self) -> PlacementId:
        return self.dice.choice(self.placements)

    async def _book(self, uow: UnitOfWork) -> None:
        first, last = self._days()
        person = self.dice.choice(self.people)
        what = replace(
            wanted(person, self.town, accepted_by=BOTH),
            arrival_on=first,
            departure_on=last,
            bedspace_id=self._bed(),
        )
        await offers.make_offer(uow, what, actor=PRIME, rules=RULES, at=noon(self.today))
        self.placements.append(what.placement_id)

    async def _cancel(self, uow: UnitOfWork) -> None:
        await stays.cancel(
            uow, self._placement(), "risk_found", actor=PRIME, rules=RULES, at=noon(self.today)
        )

    async def _arrive(self, uow: UnitOfWork) -> None:
        on = days_later(self.today, -self.dice.randint(0, 3))
        arrival = Arrival(arrival_on=on, departure_on=days_later(on, self.dice.randint(0, 9)))
        await stays.arrive(uow, self._placement(), arrival, actor=PRIME, rules=RULES, at=noon(self.today))

    async def _depart(self, uow: UnitOfWork) -> None:
        left = Departure(departure_on=self.today, reason="missing", destination="not_known")
        await stays.depart(uow, self._placement(), left, actor=PRIME, rules=RULES, at=noon(self.today))

    async def _extend(self, uow: UnitOfWork) -> None:
        until = days_later(self.today, self.dice.randint(-3, 15))
        await changing.extend(uow, self._placement(), until, actor=PRIME, rules=RULES, at=noon(self.today))

    async def _overstay(self, uow: UnitOfWork) -> None:
        over = Overstay(departure_on=days_later(self.today, self.dice.randint(0, 6)), is_authorised=True)
        await changing.overstay(uow, self._placement(), over, actor=PRIME, rules=RULES, at=noon(self.today))

    async def _turnaround(self, uow: UnitOfWork) -> None:
        days = self.dice.randint(0, 6)
        await changing.set_turnaround(
            uow, self._placement(), days, actor=PRIME, rules=RULES, at=noon(self.today)
        )

    async def _no_show(self, uow: UnitOfWork) -> None:
        await not_coming.no_show(uow, self._placement(), actor=PRIME, rules=RULES, at=noon(self.today))

    async def _void(self, uow: UnitOfWork, *, is_emergency: bool = False) -> None:
        first, last = self._days()
        new = NewVoid(
            void_id=VoidId(uuid4()),
            bedspace_id=self._bed(),
            starts_on=first,
            ends_on=last,
            reason="deep_clean",
            is_emergency=is_emergency,
        )
        await voids.make_void(uow, new, actor=PRIME, rules=RULES, at=noon(self.today))
        self.voids.append(new.void_id)

    async def _emergency(self, uow: UnitOfWork) -> None:
        await self._void(uow, is_emergency=True)

    async def _cancel_void(self, uow: UnitOfWork) -> None:
        chosen = self.dice.choice(self.voids)
        await voids.cancel_void(uow, chosen, actor=PRIME, at=noon(self.today))
        self.cancelled.add(chosen)

    async def _close(self, uow: UnitOfWork) -> None:
        last = days_later(self.today, self.dice.randint(0, 60))
        await closing.close_bed(uow, self._bed(), last, actor=PRIME, rules=RULES, at=noon(self.today))


async def a_town_of_its_own(work: Works) -> Town:
    """Each history has beds that no other history has touched."""
    ours, theirs = some_premises(), some_premises(provider_id=MEDAILLE)
    beds = {"A": a_bed(ours), "B": a_bed(ours), "M": a_bed(theirs)}
    async with work() as uow:
        uow.session.add_all([ours, theirs])
        await uow.session.flush()
        uow.session.add_all(beds.values())
    return Town(work, beds)


async def live_through(town: Town, dice: Random) -> History:
    people = [await a_person_in_recovery(town.work) for _ in range(4)]
    history = History(town, people, dice)
    for _ in range(ACTS_IN_A_LIFE):
        await history.try_something()
    return history


async def check_nothing_overlaps(town: Town) -> None:
    async with town.work() as uow:
        placements = [
            each for each in (await uow.session.scalars(select(Placement))).all() if each.state in LIVE
        ]
        planned = [
            void
            for void in (await uow.session.scalars(select(Void))).all()
            if not (void.is_cancelled or void.is_emergency)
        ]
    for one in placements:
        for other in placements:
            assert (
                one is other or one.bedspace_id != other.bedspace_id or not one.window.overlaps(other.window)
            )
        for void in planned:
            assert void.bedspace_id != one.bedspace_id or not void.window.overlaps(one.window)


async def check_search_and_booking_agree(town: Town, history: History) -> None:
    """Each bed is tried and put back: what search offers can be booked, and nothing else can."""
    first = days_later(history.today, history.dice.randint(0, 5))
    search = Search(starts_on=first, days=history.dice.randint(1, 8), regions=frozenset({"london"}))
    person = await a_person_in_recovery(town.work)
    async with town.work() as uow:
        found = await search_beds(uow, search, person, actor=PRIME, rules=RULES)
    beds = {town.bed(name) for name in town.beds}
    offered = {each.bedspace.id for each in found} & beds
    refused = {bed: await refusal_of(town, person, bed, search) for bed in beds}
    assert offered == {bed for bed, code in refused.items() if code is None}


class PutBack(Exception):
    """Ends a trial without keeping it."""


async def refusal_of(town: Town, person: SupportCaseId, bed: BedspaceId, search: Search) -> Code | None:
    what = replace(
        wanted(person, town), arrival_on=search.starts_on, departure_on=search.ends_on, bedspace_id=bed
    )
    try:
        async with town.work() as uow:
            await offers.make_offer(uow, what, actor=PRIME, rules=RULES, at=noon(search.starts_on))
            raise PutBack
    except PutBack:
        return None
    except Refused as refused:
        return refused.code


async def check_no_void_is_lost(town: Town, history: History) -> None:
    async with town.work() as uow:
        kept = {void.id: void for void in (await uow.session.scalars(select(Void))).all()}
    for made in history.voids:
        assert made in kept
        assert kept[made].is_cancelled is (made in history.cancelled)


@lived
@given(st.randoms(use_true_random=False))
async def test_whatever_is_tried_beds_and_voids_stay_apart_and_search_keeps_its_word(
    town: Town, dice: Random
) -> None:
    history = await live_through(await a_town_of_its_own(town.work), dice)
    await check_nothing_overlaps(history.town)
    await check_no_void_is_lost(history.town, history)
    await check_search_and_booking_agree(history.town, history)


async def test_a_history_is_not_a_list_of_refusals(town: Town) -> None:
    history = await live_through(town, Random(1))
    assert len(set(history.done)) > 3
