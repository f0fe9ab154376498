"""The first journey to a house: arranged by the prime, driven by a volunteer, over some hours after."""

from datetime import date, time
from uuid import uuid4

import pytest
from fastapi import FastAPI
from tests.care.bookings import a_booking, state_of
from tests.care.portal import TODAY, day_boxes, prime, read, send, worker
from tests.care.scenes import HESTIA_WORKER, PRIME, a_bed, a_stay, noon, some_premises
from tests.care.town import Town
from tests.portals import a_person, signed_in

from care.domain.beds import Bedspace
from care.domain.people import Actor
from care.domain.placement import Placement, PlacementState
from care.domain.refusals import Code, Refused
from care.domain.transport import PickUp, Transport, TransportId
from care.storage.addresses import seal_address

MEETING = "The front desk of the police station"
WHERE = "12 Planted Lane, Markerton"
HOURS = 12


def a_placement(state: PlacementState = PlacementState.CONFIRMED) -> Placement:
    return a_stay(a_bed(some_premises()), "10", "14", state=state)


def a_pick_up(on: date) -> PickUp:
    return PickUp(driver_id="dee", on=on, earliest=time(9), latest=time(11), seats=2)


def a_journey() -> Transport:
    wanted = a_pick_up(date(2025, 3, 10))
    return Transport.arrange(TransportId(uuid4()), a_placement(), wanted, by="prime", at=noon("7"))


def test_ac_7_the_prime_arranges_the_first_journey_before_the_person_has_come() -> None:
    a_pick_up(date(2025, 3, 10)).check(a_placement(), actor=PRIME, today=date(2025, 3, 10))


@pytest.mark.parametrize(
    ("on", "state", "actor", "code"),
    [
        (date(2025, 3, 9), PlacementState.CONFIRMED, PRIME, Code.PICK_UP_OVER),
        (date(2025, 3, 10), PlacementState.IN_RESIDENCE, PRIME, Code.WRONG_STATE),
        (date(2025, 3, 10), PlacementState.CONFIRMED, HESTIA_WORKER, Code.FORBIDDEN),
    ],
)
def test_ac_7_a_journey_is_refused(on: date, state: PlacementState, actor: Actor, code: Code) -> None:
    with pytest.raises(Refused) as refused:
        a_pick_up(on).check(a_placement(state), actor=actor, today=date(2025, 3, 10))
    assert refused.value.code is code


def test_vi_9_a_driver_sees_the_address_from_the_day_until_12_hours_after() -> None:
    journey = a_journey()
    assert not journey.shows_address(noon("9"), hours_after=HOURS)
    assert journey.shows_address(noon("10"), hours_after=HOURS)
    journey.finish("dee", at=noon("10"))
    assert journey.shows_address(noon("10").replace(hour=23, minute=59), hours_after=HOURS)
    assert not journey.shows_address(noon("11").replace(hour=0), hours_after=HOURS)


def test_vi_9_nobody_reads_an_address_by_somebody_else_s_journey() -> None:
    with pytest.raises(Refused):
        a_journey().check_may_read_address("dan", at=noon("10"), hours_after=HOURS)


async def test_a_driver_is_shown_where_to_go_once_and_only_their_own_journeys(
    app: FastAPI, town: Town
) -> None:
    booked = await a_booking(town, str(TODAY), str(TODAY))
    assert await state_of(town, booked) is PlacementState.PROVISIONAL
    await _has_an_address(app, town, town.beds["A"])
    dee = a_person("driver", organisation="TSA", subject="dee.driver")
    dan = a_person("driver", organisation="TSA", subject="dan.driver")
    placement = f"/placements/{booked.placement_id}"
    async with signed_in(app, dee) as driver, signed_in(app, dan) as other, prime(app) as hub:
        assert "Nobody has asked you to drive yet" in await read(driver, "/journeys")
        asked = await read(hub, f"{placement}/journey")
        assert "Who drives the person to the house?" in asked
        answers = {"earliest": "09:30", "latest": "11:00", "seats": "2", "driver_id": str(dee.user_id)}
        answers |= {"first_name": "Wren", "meeting": MEETING, "on_the_way": "Not past the market"}
        await send(hub, f"{placement}/journey", 422, **answers)
        await send(hub, f"{placement}/journey", **answers, **day_boxes("pick_up_on", 0))
        journey = await _first_journey(town, str(dee.user_id))
        shown = await read(driver, journey)
        assert WHERE not in shown
        assert "Wren, NRM-" in shown
        assert MEETING in shown
        assert "Not past the market" in shown
        told = await driver.post(f"{journey}/address")
        assert WHERE in told.text
        assert WHERE not in await read(driver, journey)
        assert (await other.get(journey)).status_code == 404
        assert (await other.post(f"{journey}/address")).status_code in (403, 404, 409)
        await send(driver, f"{journey}/done")
        assert "Done" in await read(driver, journey)
    async with worker(app) as house:
        assert (await house.get("/journeys")).status_code == 403


async def _has_an_address(app: FastAPI, town: Town, bed: Bedspace) -> None:
    async with town.work() as uow:
        sealed = seal_address(WHERE, bed.premises_id, app.state.address_ring)
        await uow.addresses.keep(bed.premises_id, sealed)


async def _first_journey(town: Town, driver_id: str) -> str:
    async with town.work() as uow:
        return f"/journeys/{(await uow.transports.of_driver(driver_id))[0].id}"
