"""The network as a whole: needs nobody met, room by region, and houses that decline (AC-10)."""

from datetime import date

from fastapi import FastAPI
from hypothesis import given
from hypothesis import strategies as st
from tests.care.bookings import offer, wanted
from tests.care.portal import TODAY, prime, read, worker
from tests.care.scenes import PRIME, RULES, a_bed, a_referral, a_stay, a_void, day, some_premises
from tests.care.town import Town, a_person_in_recovery, hear

from care.commands import offers
from care.commands.offers import Declined
from care.domain.booking import House
from care.domain.network import RegionRoom, Unmet, per_day, per_feature, per_region, room
from care.domain.support import Assessment
from clocks.days import first_instant_of
from plumbing.clock import utcnow

DAYS = [day("10"), day("11"), day("12")]
NEEDS = st.builds(
    Unmet,
    st.sampled_from(DAYS),
    st.sampled_from(["london", "wales", None]),
    st.lists(st.sampled_from(["step-free", "en-suite"]), unique=True).map(tuple),
)


@given(st.lists(NEEDS, max_size=12))
def test_every_need_nobody_met_is_counted_once_a_day_once_a_region_and_once_a_feature(
    needs: list[Unmet],
) -> None:
    assert list(per_day(needs, DAYS)) == DAYS
    assert sum(per_day(needs, DAYS).values()) == len(needs)
    assert sum(count for _, count in per_region(needs)) == len(needs)
    assert sum(count for _, count in per_feature(needs)) == sum(len(each.features) for each in needs)
    counts = [count for _, count in per_region(needs)]
    assert counts == sorted(counts, reverse=True)


def test_the_room_of_a_region_is_what_is_free_in_its_houses_today() -> None:
    home = some_premises()
    free, lived_in, shut, unopened = (
        a_bed(home),
        a_bed(home),
        a_bed(home),
        a_bed(home, in_service_from=date(2025, 4, 1)),
    )
    house = House(
        premises=home,
        bedspaces=[free, lived_in, shut, unopened],
        placements=[a_stay(lived_in, "8", "14")],
        voids=[a_void(shut, "9", "11")],
    )
    london, wales = room([house], {"london": 2}, ["london", "wales"], day("10"))
    assert london == RegionRoom(region="london", beds=3, free=1, out_of_use=1, waiting=2)
    assert london.is_short
    assert (wales.beds, wales.is_short) == (0, False)


async def in_an_emergency(town: Town) -> None:
    """Since noon today, and in need of a step-free bed."""
    person = await hear(town.work, a_referral())
    async with town.work() as uow:
        case = await uow.cases.locked(person)
        case.make_contact(at=first_instant_of(TODAY))
        needs = Assessment(is_emergency=True, required_features=("step-free",))
        case.assess(needs, at=first_instant_of(TODAY))


async def test_ac_10_three_declines_raise_the_case_and_the_network_sees_them_beside_unmet_need(
    app: FastAPI, town: Town
) -> None:
    person = await a_person_in_recovery(town.work)
    await in_an_emergency(town)
    for declined_so_far in range(3):
        what = await offer(town, wanted(person, town), at=utcnow())
        async with prime(app) as client:
            assert "Find a bed for" not in await read(client, "/network"), declined_so_far
        no = Declined("provider", "needs_too_complex")
        async with town.work() as uow:
            await offers.decline_offer(uow, what.offer_id, no, actor=PRIME, rules=RULES, at=utcnow())
    async with prime(app) as client:
        shown = await read(client, "/network")
        for words in (
            "1 person has no bed tonight so far",
            "Find a bed for NRM-7K3F-92QD-X",
            "Needs are more complex than this house can support",
            "Step-free",
            "London",
        ):
            assert words in shown
        found = (await client.get("/v1/network")).json()
    assert [(each["code"], each["count"]) for each in found["declines"]] == [("LON-01", 3)]
    assert [(each["on"], each["features"]) for each in found["unmet"]] == [(str(TODAY), ["step-free"])]
    london = next(each for each in found["rooms"] if each["region"] == "london")
    assert (london["free"], london["waiting"]) == (3, 2)
    async with worker(app) as client:
        assert (await client.get("/network")).status_code == 403
