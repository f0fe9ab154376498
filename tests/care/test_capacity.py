"""What a house can take on a day (CA-1 to CA-3), and how a bed was used over a period."""

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.care.scenes import RULES, a_bed, a_stay, a_void, day, some_premises

from care.domain.beds import Window
from care.domain.booking import House
from care.domain.capacity import capacity_on
from care.domain.occupancy import BedRecord, occupancy
from care.domain.placement import PlacementState

P = PlacementState
PREMISES = some_premises(features=["catered"])
BED = a_bed(PREMISES, features=["step-free"])
OTHER = a_bed(PREMISES)
NOT_YET = a_bed(PREMISES, in_service_from=day("21"))
SHUT = a_bed(PREMISES, in_service_to=day("9"))
HOUSE = House(premises=PREMISES, bedspaces=[BED, OTHER, NOT_YET, SHUT])


@pytest.mark.parametrize(
    ("on", "total"),
    [
        pytest.param("9", 3, id="CA-3 the last day of one"),
        pytest.param("10", 2, id="CA-3 the day after"),
        pytest.param("20", 2, id="CA-3 the day before one opens"),
        pytest.param("21", 3, id="CA-3 the day it opens"),
    ],
)
def test_ca_3_beds_count_while_they_are_in_service(on: str, total: int) -> None:
    assert capacity_on(HOUSE, day(on)).total == total


@pytest.mark.parametrize(
    ("on", "available", "booked"),
    [
        pytest.param("10", 2, 1, id="the day of arrival"),
        pytest.param("14", 2, 1, id="the day of departure"),
        pytest.param("15", 2, 0, id="turnaround is not counted"),
        pytest.param("17", 1, 0, id="a void"),
    ],
)
def test_ca_1_available_leaves_out_voids_and_booked_leaves_out_turnaround(
    on: str, available: int, booked: int
) -> None:
    stays = [
        a_stay(BED, "10", "14"),
        a_stay(OTHER, "10", "14", state=P.CANCELLED),
        a_stay(OTHER, "10", "14", state=P.OFFERED),
    ]
    voids = [a_void(OTHER, "17", "17"), a_void(BED, "17", "17", is_cancelled=True)]
    found = capacity_on(replace(HOUSE, placements=stays, voids=voids), day(on))
    assert (found.available, found.booked) == (available, booked)


def test_ca_2_a_house_is_overbooked_when_an_emergency_takes_a_bed() -> None:
    house = replace(HOUSE, placements=[a_stay(BED, "10", "14"), a_stay(OTHER, "10", "14")])
    assert not capacity_on(house, day("12")).is_overbooked
    assert capacity_on(replace(house, voids=[a_void(OTHER, "12", "12")]), day("12")).is_overbooked


def test_ca_2_a_house_is_overbooked_for_a_feature_that_two_need_and_one_bed_has() -> None:
    needs = ["step-free", "catered"]
    stays = [a_stay(bed, "10", "14", required_features=needs) for bed in (BED, OTHER)]
    found = capacity_on(replace(HOUSE, placements=stays), day("12"))
    assert found.overbooked_features == ("step-free",)
    assert found.is_overbooked
    assert found.booked <= found.available


def test_occupancy_measures_each_use_of_a_bed_in_the_days_of_the_period() -> None:
    record = BedRecord(
        bedspace=a_bed(PREMISES, in_service_from=day("6")),
        placements=[
            a_stay(
                BED, "1", "7", state=P.DEPARTED
            ),  # two days of the period; turnaround 8 to 11, two working days
            a_stay(BED, "12", "13", state=P.IN_RESIDENCE, turnaround_days=0),
            a_stay(BED, "14", "16", state=P.CONFIRMED, turnaround_days=1),
            a_stay(BED, "18", "18", state=P.PROVISIONAL, turnaround_days=0),
            a_stay(BED, "12", "20", state=P.CANCELLED),
            a_stay(BED, "12", "20", state=P.NO_SHOW),
        ],
        voids=[a_void(BED, "19", "30"), a_void(BED, "10", "11", is_cancelled=True)],
        earlier_service=[Window(day("1"), day("3"))],
    )
    found = occupancy(record, Window(day("2"), day("21")), RULES.working_days)
    assert (found.booked, found.confirmed, found.provisional) == (6 + 2, 3, 1)
    assert (found.scheduled_turnaround, found.effective_turnaround) == (3, 5)
    assert (found.void, found.online) == (3, 18)
    assert found.share == Decimal("0.4444")


def test_a_bed_that_was_not_in_service_has_no_occupancy() -> None:
    found = occupancy(BedRecord(bedspace=NOT_YET), Window(day("1"), day("20")), RULES.working_days)
    assert (found.online, found.share) == (0, None)
