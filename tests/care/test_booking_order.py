"""PL-11: of several reasons against a booking, the first in order is told."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.care.scenes import (
    MEDAILLE_WORKER,
    a_bed,
    a_guest,
    a_house,
    a_stay,
    a_void,
    an_attempt,
    day,
    refused_because_of,
    some_premises,
)

from care.domain.beds import Bedspace, GenderPolicy
from care.domain.booking import Attempt, House
from care.domain.people import Gender, Preference
from care.domain.refusals import Code

Spoil = Callable[[Attempt], Attempt]


def _guest(**changes: object) -> Spoil:
    return lambda attempt: replace(attempt, guest=replace(attempt.guest, **changes))  # type: ignore[arg-type]  # any field


def _bed(**changes: object) -> Spoil:
    def spoil(attempt: Attempt) -> Attempt:
        changed: Bedspace = a_bed(attempt.house.premises, id=attempt.bedspace.id, **changes)
        return replace(attempt, bedspace=changed)

    return spoil


def _house(change: Callable[[House, Bedspace], House]) -> Spoil:
    return lambda attempt: replace(attempt, house=change(attempt.house, attempt.bedspace))


IN_THE_ORDER_OF_PL_11: list[tuple[Code, Spoil]] = [
    (Code.DEPARTURE_BEFORE_ARRIVAL, lambda attempt: replace(attempt, departure_on=day("9"))),
    (Code.FORBIDDEN, lambda attempt: replace(attempt, actor=MEDAILLE_WORKER)),
    (Code.BEFORE_BED_START, _bed(in_service_from=day("11"), in_service_to=day("13"))),
    (Code.BED_CLOSED, _bed(in_service_to=day("8"))),
    (Code.NOT_ADULT, _guest(is_adult=False)),
    (Code.NO_CONSENT, _guest(has_consented=False)),
    (Code.NOT_ELIGIBLE, _guest(may_be_placed=False)),
    (Code.AREA_RISK, _guest(avoid_areas=frozenset({"LDN-B"}))),
    (
        Code.GENDER_MISMATCH,
        _house(lambda house, _: replace(house, premises=some_premises(gender_policy=GenderPolicy.MEN_ONLY))),
    ),
    (Code.BEYOND_SUPPORT_END, _guest(support_end_on=day("8"))),
    (
        Code.PERSON_ALREADY_PLACED,
        lambda attempt: replace(attempt, persons_placements=[a_stay(attempt.bedspace, "10", "14")]),
    ),
    (
        Code.BED_CONFLICT,
        _house(lambda house, bed: replace(house, placements=[a_stay(bed, "10", "14", gender=Gender.WOMAN)])),
    ),
    (Code.VOID_CONFLICT, _house(lambda house, bed: replace(house, voids=[a_void(bed, "10", "14")]))),
]


@pytest.mark.parametrize("first", range(len(IN_THE_ORDER_OF_PL_11)))
def test_pl_11_the_first_failure_in_order_is_reported(first: int) -> None:
    house, bed = a_house()
    attempt = an_attempt(house, bed, guest=a_guest(preference=Preference.WOMEN_ONLY))
    for _, spoil in reversed(IN_THE_ORDER_OF_PL_11[first:]):
        attempt = spoil(attempt)
    assert refused_because_of(attempt).code == IN_THE_ORDER_OF_PL_11[first][0]
