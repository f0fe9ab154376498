"""PL-1 to PL-10 and PL-13, from both sides of each boundary."""

from dataclasses import replace
from datetime import date

import pytest
from tests.care.scenes import (
    HESTIA_WORKER,
    MEDAILLE_WORKER,
    PRIME,
    a_bed,
    a_guest,
    a_house,
    a_stay,
    a_void,
    an_attempt,
    code_of,
    day,
    in_recovery,
    refused_because_of,
    some_premises,
)

from care.domain.beds import GenderPolicy
from care.domain.booking import Guest
from care.domain.people import Gender, Preference
from care.domain.placement import NOT_LIVE, PlacementState


@pytest.mark.parametrize(
    ("arrival", "departure", "code"),
    [
        pytest.param("10", "10", None, id="a stay of one day"),
        pytest.param("10", "9", "departure_before_arrival", id="leaving before arriving"),
    ],
)
def test_pl_1_departure_may_equal_arrival_never_precede_it(
    arrival: str, departure: str, code: str | None
) -> None:
    house, bed = a_house()
    assert code_of(an_attempt(house, bed, arrival, departure)) == code


@pytest.mark.parametrize(
    ("arrival", "code"),
    [
        pytest.param("10", None, id="on its first day"),
        pytest.param("9", "before_bed_start", id="a day early"),
    ],
)
def test_pl_2_arrival_is_not_before_the_bed_opens(arrival: str, code: str | None) -> None:
    house, _ = a_house()
    bed = a_bed(house.premises, in_service_from=day("10"))
    assert code_of(an_attempt(house, bed, arrival, "12")) == code


@pytest.mark.parametrize(
    ("departure", "code"),
    [
        pytest.param("14", None, id="leaving on the bed's last day, turnaround beyond it"),
        pytest.param("15", "bed_closed", id="leaving a day after it"),
    ],
)
def test_pl_3_departure_is_not_after_the_bed_closes(departure: str, code: str | None) -> None:
    house, _ = a_house()
    bed = a_bed(house.premises, in_service_to=day("14"))
    assert code_of(an_attempt(house, bed, "10", departure)) == code


@pytest.mark.parametrize(
    ("arrival", "departure", "code"),
    [
        pytest.param("3", "5", None, id="our turnaround ends on Friday, they arrive on Monday"),
        pytest.param("3", "6", "bed_conflict", id="our turnaround ends on the Monday they arrive"),
        pytest.param("19", "20", None, id="the day after their turnaround ends"),
        pytest.param("18", "20", "bed_conflict", id="the last day of their turnaround"),
        pytest.param("14", "20", "bed_conflict", id="the day they leave"),
    ],
)
def test_pl_4_occupied_windows_do_not_overlap(arrival: str, departure: str, code: str | None) -> None:
    """Somebody stays from Monday 10 to Friday 14 March; two working days of turnaround end on Tuesday 18."""
    house, bed = a_house()
    house = replace(house, placements=[a_stay(bed, "10", "14")])
    assert code_of(an_attempt(house, bed, arrival, departure)) == code


def test_pl_4_nobody_arrives_on_the_day_another_leaves_even_without_turnaround() -> None:
    house, bed = a_house(turnaround_days=0)
    house = replace(house, placements=[a_stay(bed, "10", "14", turnaround_days=0)])
    assert code_of(an_attempt(house, bed, "14", "20")) == "bed_conflict"
    assert code_of(an_attempt(house, bed, "15", "20")) is None


def test_pl_4_turnaround_leaps_over_bank_holidays() -> None:
    """Leaving on Thursday 17 April 2025, two working days of turnaround end on Wednesday after Easter."""
    stay = a_stay(a_bed(some_premises()), "2025-04-14", "2025-04-17")
    assert stay.occupied_until == date(2025, 4, 23)


@pytest.mark.parametrize("state", sorted(NOT_LIVE))
def test_pl_4_a_stay_that_came_to_nothing_does_not_block(state: PlacementState) -> None:
    house, bed = a_house()
    house = replace(house, placements=[a_stay(bed, "10", "14", state=state)])
    assert code_of(an_attempt(house, bed)) is None


def test_pl_4_a_stay_in_the_next_bed_does_not_block() -> None:
    house, bed = a_house()
    other = a_bed(house.premises)
    house = replace(house, bedspaces=[bed, other], placements=[a_stay(other, "10", "14")])
    assert code_of(an_attempt(house, bed)) is None


def test_pl_4_names_the_stay_in_the_way() -> None:
    house, bed = a_house()
    stay = a_stay(bed, "10", "14")
    assert refused_because_of(an_attempt(replace(house, placements=[stay]), bed)).conflicting == stay.id


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        pytest.param("18", "20", "void_conflict", id="from the last day of our turnaround"),
        pytest.param("19", "20", None, id="from the day after it"),
        pytest.param("8", "9", None, id="until the day before we arrive"),
        pytest.param("8", "10", "void_conflict", id="until the day we arrive"),
    ],
)
def test_pl_5_the_occupied_window_does_not_overlap_a_void(first: str, last: str, code: str | None) -> None:
    house, bed = a_house()
    house = replace(house, voids=[a_void(bed, first, last)])
    assert code_of(an_attempt(house, bed, "10", "14")) == code


def test_pl_5_a_cancelled_void_never_blocks() -> None:
    house, bed = a_house()
    house = replace(house, voids=[a_void(bed, "10", "14", is_cancelled=True)])
    assert code_of(an_attempt(house, bed)) is None


@pytest.mark.parametrize(
    ("arrival", "departure", "code"),
    [
        pytest.param("14", "20", None, id="a transfer on the day of leaving"),
        pytest.param("13", "20", "person_already_placed", id="a day before leaving"),
        pytest.param("5", "10", None, id="leaving elsewhere on the day of arriving here"),
        pytest.param("12", "12", "person_already_placed", id="a day in the middle"),
        pytest.param("10", "14", "person_already_placed", id="the very same days"),
    ],
)
def test_pl_6_a_person_is_in_one_place_at_a_time(arrival: str, departure: str, code: str | None) -> None:
    house, bed = a_house()
    elsewhere = a_stay(a_bed(some_premises()), "10", "14")
    attempt = an_attempt(house, bed, arrival, departure, persons_placements=[elsewhere])
    assert code_of(attempt) == code


@pytest.mark.parametrize(
    ("guest", "code"),
    [
        pytest.param({"is_adult": False, "has_consented": False}, "not_adult", id="a child, first of all"),
        pytest.param({"has_consented": False, "may_be_placed": False}, "no_consent", id="then consent"),
        pytest.param({"may_be_placed": False}, "not_eligible", id="then the state of the case"),
    ],
)
def test_pl_7_the_person_is_an_adult_who_consents_and_whose_case_is_open(
    guest: dict[str, bool], code: str
) -> None:
    house, bed = a_house()
    assert code_of(an_attempt(house, bed, guest=a_guest(**guest))) == code


def test_pl_8_nobody_is_placed_in_an_area_they_must_avoid() -> None:
    house, bed = a_house(area="LDN-B")
    assert code_of(an_attempt(house, bed, guest=a_guest(avoid_areas=frozenset({"LDN-B"})))) == "area_risk"
    assert code_of(an_attempt(house, bed, guest=a_guest(avoid_areas=frozenset({"LDN-C"})))) is None


ONLY_WOMEN = {"preference": Preference.WOMEN_ONLY}
ONLY_MEN = {"preference": Preference.MEN_ONLY}
W, M, X = GenderPolicy.WOMEN_ONLY, GenderPolicy.MEN_ONLY, GenderPolicy.MIXED


@pytest.mark.parametrize(
    ("policy", "guest", "code"),
    [
        pytest.param(M, ONLY_WOMEN, "gender_mismatch", id="women only in a men's house"),
        pytest.param(W, ONLY_MEN, "gender_mismatch", id="men only, women's house"),
        pytest.param(X, ONLY_WOMEN, None, id="women only, mixed house"),
        pytest.param(W, ONLY_WOMEN, None, id="women only, women's house"),
        pytest.param(W, {"gender": Gender.MAN}, "gender_mismatch", id="a man, women's house"),
        pytest.param(M, {"gender": Gender.WOMAN}, "gender_mismatch", id="a woman, men's house"),
        pytest.param(M, {"gender": Gender.MAN}, None, id="a man, men's house"),
        pytest.param(W, {}, None, id="no preference and gender not recorded"),
    ],
)
def test_pl_9_the_house_fits_the_person(
    policy: GenderPolicy, guest: dict[str, object], code: str | None
) -> None:
    house, bed = a_house(gender_policy=policy)
    assert code_of(an_attempt(house, bed, guest=a_guest(**guest))) == code


@pytest.mark.parametrize(
    ("gender", "arrival", "code"),
    [
        pytest.param(Gender.MAN, "14", "gender_mismatch", id="a man there on our first day"),
        pytest.param(Gender.MAN, "15", None, id="a man who left the day before, turnaround not over"),
        pytest.param(Gender.WOMAN, "12", None, id="a woman there"),
    ],
)
def test_pl_9_counts_who_is_staying_on_any_day(gender: Gender, arrival: str, code: str | None) -> None:
    house, bed = a_house()
    other = a_bed(house.premises)
    house = replace(house, placements=[a_stay(other, "10", "14", gender=gender)])
    guest = a_guest(preference=Preference.WOMEN_ONLY)
    assert code_of(an_attempt(house, bed, arrival, "20", guest=guest)) == code


@pytest.mark.parametrize(
    ("departure", "code"),
    [
        pytest.param("14", None, id="on the last day"),
        pytest.param("15", "beyond_support_end", id="a day later"),
    ],
)
def test_pl_10_a_stay_ends_with_support(departure: str, code: str | None) -> None:
    house, bed = a_house()
    guest = a_guest(support_end_on=day("14"))
    assert code_of(an_attempt(house, bed, "10", departure, guest=guest)) == code


@pytest.mark.parametrize(
    ("actor", "code"),
    [
        pytest.param(HESTIA_WORKER, None, id="own house"),
        pytest.param(MEDAILLE_WORKER, "forbidden", id="another's house"),
        pytest.param(PRIME, None, id="the prime, any house"),
    ],
)
def test_pl_13_staff_act_on_their_own_premises_the_prime_on_all(actor: object, code: str | None) -> None:
    house, bed = a_house()
    assert code_of(an_attempt(house, bed, actor=actor)) == code


def test_a_guest_is_read_off_the_support_case() -> None:
    case = in_recovery()
    assert Guest.of(case) == a_guest(person_id=case.person_id)
