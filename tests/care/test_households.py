"""Families: booked together or not at all, in one unit, each with a record of their own."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import select, update
from tests.care.bookings import BOTH, offer, said, wanted
from tests.care.scenes import HESTIA, PRIME, RULES, a_bed, day, noon
from tests.care.town import Town, a_person_in_recovery

from care.commands import booking, family, offers
from care.commands.booking import HouseholdBooking, Member
from care.commands.family import NeedsAndRisks, NewDependant
from care.commands.sealing import seal_what_is_not
from care.domain.household import SEALED, DependantId, HouseholdId, Relation
from care.domain.people import Actor, Gender, Preference
from care.domain.placement import Placement, PlacementState
from care.domain.refusals import Code, Refused
from care.domain.search import Search
from care.queries.searching import search_units
from care.storage.household_tables import dependant
from contracts.ids import PlacementId, SupportCaseId
from plumbing.database import Scope
from plumbing.encryption import KeyRing


async def a_child_of(town: Town, case: SupportCaseId, born_on: date = date(2019, 5, 1)) -> DependantId:
    child = NewDependant(
        dependant_id=DependantId(uuid4()),
        support_case_id=case,
        known_as="Robin",
        born_on=born_on,
        relation=Relation.CHILD,
        gender=Gender.MAN,
    )
    async with town.work() as uow:
        await family.add_dependant(uow, child, actor=PRIME, at=noon("10"))
    return child.dependant_id


async def a_family(town: Town) -> HouseholdBooking:
    """A person on bed A and a child on bed B, not booked yet."""
    case = await a_person_in_recovery(town.work)
    members = (_on(town, "A"), _on(town, "B", await a_child_of(town, case)))
    return HouseholdBooking(
        household_id=HouseholdId(uuid4()),
        support_case_id=case,
        arrival_on=day("10"),
        departure_on=day("14"),
        members=members,
    )


def _on(town: Town, bed: str, dependant: DependantId | None = None) -> Member:
    return Member(placement_id=PlacementId(uuid4()), bedspace_id=town.bed(bed), dependant_id=dependant)


async def book(town: Town, what: HouseholdBooking) -> list[Placement]:
    async with town.work() as uow:
        return await booking.book_household(uow, what, actor=PRIME, rules=RULES, at=noon("10"))


async def test_pl_11_a_household_has_every_bed(town: Town) -> None:
    what = await a_family(town)
    placements = await book(town, what)
    assert [(each.state, each.household_id) for each in placements] == [
        (PlacementState.PROVISIONAL, what.household_id)
    ] * 2
    assert placements[0].person_id != placements[1].person_id
    assert (await said(town.work))[-2:] == ["placement_provisional"] * 2


async def test_pl_11_a_household_has_every_bed_or_none(town: Town) -> None:
    taken = await book(town, replace(await a_family(town), arrival_on=day("12")))
    with pytest.raises(Refused, match="bed_conflict") as refused:
        await book(town, replace(await a_family(town), departure_on=day("13")))
    assert refused.value.conflicting == taken[0].id
    async with town.work() as uow:
        assert len((await uow.session.scalars(select(Placement))).all()) == len(taken)


async def test_pl_11_one_bed_does_not_do_for_two(town: Town) -> None:
    what = await a_family(town)
    on_one_bed = replace(
        what, members=tuple(replace(each, bedspace_id=town.bed("A")) for each in what.members)
    )
    with pytest.raises(Refused, match="bed_conflict"):
        await book(town, on_one_bed)


async def test_a_child_of_somebody_else_is_not_of_this_household(town: Town) -> None:
    what = await a_family(town)
    theirs = await a_child_of(town, await a_person_in_recovery(town.work))
    with pytest.raises(Refused, match="not_eligible"):
        await book(town, replace(what, members=(what.members[0], _on(town, "B", theirs))))


async def test_a_family_is_no_reason_against_sharing_with_women_only(town: Town) -> None:
    what = await a_family(town)
    grown_up = await a_child_of(town, what.support_case_id, date(2001, 1, 1))
    async with town.work() as uow:
        (await uow.cases.locked(what.support_case_id)).preference = Preference.WOMEN_ONLY
    await book(town, replace(what, members=(_on(town, "B", grown_up), what.members[0])))


async def test_an_offer_of_several_beds_is_answered_as_one(town: Town) -> None:
    case = await a_person_in_recovery(town.work)
    child = _on(town, "B", await a_child_of(town, case))
    what = await offer(town, wanted(case, town, dependants=(child,), household_id=HouseholdId(uuid4())))
    for side in sorted(BOTH):
        async with town.work() as uow:
            await offers.accept_offer(uow, what.offer_id, side, actor=PRIME, at=noon("10"))
    async with town.work() as uow:
        states = {each.state for each in await uow.placements.of_offer(what.offer_id)}
    assert states == {PlacementState.PROVISIONAL}


async def test_se_5_and_ac_4_a_family_is_found_one_unit_or_nothing(town: Town) -> None:
    case = await a_person_in_recovery(town.work)
    await a_child_of(town, case)
    search = Search(
        starts_on=day("10"), days=5, regions=frozenset({"london"}), required=frozenset({"cot-space"})
    )
    assert await found_units(town, case, search) == []
    async with town.work() as uow:
        home = (await uow.houses.locked_around(town.bed("A"), since=day("10")))[0].premises
        uow.session.add_all(
            [
                a_bed(home, code="U1", unit="flat", features=["cot-space"]),
                a_bed(home, code="U2", unit="flat"),
                a_bed(home, code="V1", unit="too small", features=["cot-space"]),
            ]
        )
    assert await found_units(town, case, search) == [["U1", "U2"]]
    assert await found_units(town, case, replace(search, excluded=frozenset({"cot-space"}))) == []


async def found_units(town: Town, case: SupportCaseId, search: Search) -> list[list[str]]:
    async with town.work() as uow:
        units = await search_units(uow, search, case, actor=PRIME, rules=RULES)
    return [[bed.code for bed in unit.bedspaces] for unit in units]


async def test_ri_8_a_childs_needs_and_risks_are_on_its_own_record(town: Town) -> None:
    case = await a_person_in_recovery(town.work)
    child = await a_child_of(town, case)
    async with town.work() as uow:
        found = NeedsAndRisks("Speech therapy", "Afraid of being taken to school by strangers")
        await family.assess_dependant(uow, child, found, actor=PRIME, at=noon("11"))
    async with town.work() as uow:
        known = await uow.dependants.get(child)
        assert (known.risks_assessed_by, known.risks_assessed_at) == (PRIME.user, noon("11"))
        words = await uow.texts.of_case(case, (await uow.cases.get(case)).referral_id)
        assert words[child, "needs"] == "Speech therapy"
    async with town.work(Scope.of_tenant("MED")) as uow:
        assert await uow.dependants.of_case(case) == []


@pytest.mark.parametrize(
    ("born_on", "counts"),
    [
        pytest.param("2007-03-10", True, id="18 on the day of arrival"),
        pytest.param("2007-03-11", False, id="18 the day after"),
    ],
)
async def test_a_grown_up_dependant_counts_for_who_may_live_there(
    town: Town, born_on: str, counts: bool
) -> None:
    case = await a_person_in_recovery(town.work)
    grown = await a_child_of(town, case, date.fromisoformat(born_on))
    async with town.work() as uow:
        guest = await uow.guests.one_of(await uow.cases.get(case), None, grown, on=day("10"))
    assert guest.gender is (Gender.MAN if counts else None)


async def test_what_was_written_about_a_child_before_it_was_sealed_is_sealed_once(
    town: Town, ring: KeyRing
) -> None:
    case = await a_person_in_recovery(town.work)
    child = await a_child_of(town, case)
    async with town.work() as uow:
        written = update(dependant).values(known_as="Robin", needs="Speech therapy", school="Hill School")
        await uow.session.execute(written)
    async with town.work() as uow:
        assert await seal_what_is_not(uow, ring, at=noon("12")) == 1
        assert await seal_what_is_not(uow, ring, at=noon("12")) == 0
    async with town.work() as uow:
        row = (await uow.session.execute(select(dependant))).mappings().one()
        assert {name: row[name] for name in SEALED} == dict.fromkeys(SEALED)
        words = await uow.texts.of_case(case, (await uow.cases.get(case)).referral_id)
        assert words[child, "school"] == "Hill School"


async def test_a_colleague_who_is_not_their_own_worker_writes_nothing_about_a_child(town: Town) -> None:
    case = await a_person_in_recovery(town.work)
    async with town.work() as uow:
        (await uow.cases.locked(case)).claim_for(HESTIA)
    child = await a_child_of(town, case)
    found = NeedsAndRisks("Speech therapy", "None")
    async with town.work() as uow:
        with pytest.raises(Refused, match=Code.FORBIDDEN):
            await family.assess_dependant(uow, child, found, actor=Actor(HESTIA), at=noon("11"))
