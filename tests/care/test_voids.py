"""Beds out of use, by the rules alone: who may say so, and what stands in the way (VO-1 to VO-6)."""

from dataclasses import replace

import pytest
from tests.care.scenes import (
    HESTIA,
    HESTIA_WORKER,
    MEDAILLE_WORKER,
    PRIME,
    a_bed,
    a_stay,
    a_void,
    day,
    noon,
    some_premises,
)

from care.domain.beds import Bedspace, Window
from care.domain.booking import House
from care.domain.people import Actor
from care.domain.placement import PlacementState
from care.domain.refusals import Code, Refused
from care.domain.voids import VoidAttempt, check_void, displaced_by

MANAGER = Actor(HESTIA, user="a manager at Hestia", is_manager=True)
P = PlacementState


def an_attempt(house: House, bed: Bedspace, first: str = "10", last: str = "12") -> VoidAttempt:
    return VoidAttempt(actor=PRIME, house=house, bedspace=bed, days=Window(day(first), day(last)))


def a_house_with(*, voids: bool = False, stays: bool = False) -> tuple[House, Bedspace]:
    """In service from 5 to 25 March. A void on the 15th; a stay from the 17th, kept until the 20th."""
    premises = some_premises()
    bed = a_bed(premises, in_service_from=day("5"), in_service_to=day("25"))
    house = House(
        premises=premises,
        bedspaces=[bed],
        voids=[a_void(bed, "15", "15")] if voids else [],
        placements=[a_stay(bed, "17", "18")] if stays else [],
    )
    return house, bed


def code_of(attempt: VoidAttempt) -> Code | None:
    try:
        check_void(attempt)
    except Refused as refused:
        return refused.code
    return None


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        pytest.param("5", "25", None, id="VO-1 the whole time in service"),
        pytest.param("10", "9", Code.VOID_END_BEFORE_START, id="VO-1 ends before it starts"),
        pytest.param("4", "6", Code.VOID_BEFORE_BED_START, id="VO-1 before the bed opens"),
        pytest.param("24", "26", Code.VOID_AFTER_BED_END, id="VO-1 after the bed closes"),
    ],
)
def test_vo_1_a_void_lies_within_the_service_of_the_bed(first: str, last: str, code: Code | None) -> None:
    assert code_of(an_attempt(*a_house_with(), first, last)) is code


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        pytest.param("13", "14", None, id="the day before another void"),
        pytest.param("13", "15", Code.VOID_CONFLICT, id="VO-2 the day of another void"),
        pytest.param("16", "16", None, id="between"),
        pytest.param("16", "17", Code.BED_CONFLICT, id="VO-3 the day somebody arrives"),
        pytest.param("20", "22", Code.BED_CONFLICT, id="VO-3 the last day of turnaround"),
        pytest.param("21", "22", None, id="the day after it"),
    ],
)
def test_vo_2_and_vo_3_a_void_waits_for_voids_and_stays(first: str, last: str, code: Code | None) -> None:
    assert code_of(an_attempt(*a_house_with(voids=True, stays=True), first, last)) is code


def test_vo_4_a_cancelled_void_never_blocks_and_is_cancelled_once() -> None:
    house, bed = a_house_with(voids=True)
    house.voids[0].cancel(at=noon("9"))
    assert code_of(an_attempt(house, bed, "15", "15")) is None
    with pytest.raises(Refused, match="already_cancelled"):
        house.voids[0].cancel(at=noon("9"))


@pytest.mark.parametrize(
    ("actor", "code"),
    [
        pytest.param(PRIME, None, id="the prime"),
        pytest.param(MANAGER, None, id="the house's manager"),
        pytest.param(HESTIA_WORKER, Code.FORBIDDEN, id="a worker of the house"),
        pytest.param(replace(MEDAILLE_WORKER, is_manager=True), Code.FORBIDDEN, id="another's manager"),
    ],
)
def test_vo_5_an_emergency_void_goes_over_stays_and_is_declared_by(actor: Actor, code: Code | None) -> None:
    attempt = an_attempt(*a_house_with(stays=True), "17", "18")
    assert code_of(replace(attempt, actor=actor, is_emergency=True)) is code


def test_vo_5_whoever_is_in_the_bed_or_due_is_displaced_and_whoever_has_left_is_not() -> None:
    house, bed = a_house_with()
    states = (P.DEPARTED, P.IN_RESIDENCE, P.CONFIRMED, P.PROVISIONAL, P.CANCELLED)
    stays = [
        a_stay(bed, str(7 + 2 * n), str(8 + 2 * n), state=state, turnaround_days=0)
        for n, state in enumerate(states)
    ]
    displaced = displaced_by(a_void(bed, "7", "25"), replace(house, placements=stays), bed)
    assert [stay.state for stay in displaced] == [P.IN_RESIDENCE, P.CONFIRMED, P.PROVISIONAL]


def test_vo_6_a_void_before_a_stay_before_the_bed_s_own_days() -> None:
    house, bed = a_house_with(voids=True, stays=True)
    assert code_of(an_attempt(house, bed, "4", "30")) is Code.VOID_CONFLICT
    assert code_of(an_attempt(replace(house, voids=[]), bed, "4", "30")) is Code.BED_CONFLICT
    assert code_of(an_attempt(replace(house, voids=[], placements=[]), bed, "4", "30")) is (
        Code.VOID_BEFORE_BED_START
    )
