"""AC-1 and the order in which providers are thought of for a person, each with its reasons."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.care.scenes import HESTIA, MEDAILLE, in_recovery, noon

from care.domain.allocation import (
    RULE_OUT,
    AllocationNeed,
    Choice,
    FreeHouse,
    NetworkProvider,
    Reason,
    allocate,
    check_choice,
    choices,
)
from care.domain.distance import neighbours_as_shipped
from care.domain.refusals import Code, Refused
from contracts.ids import ProviderId

NEIGHBOURS = neighbours_as_shipped()
REGIONS = ["london", "south-east", "wales", "north-east"]
AREAS = ["LDN-A", "LDN-B", "KEN-A"]


def a_provider(name: str = "Usual", **changes: Any) -> NetworkProvider:
    usual: dict[str, Any] = {
        "languages": ("English", "Vietnamese"),
        "regions": ("london",),
        "list_places": 10,
        "houses": (FreeHouse("london", "LDN-A", 2),),
    }
    return NetworkProvider(id=ProviderId(name), name=name, **(usual | changes))


def a_need(**changes: Any) -> AllocationNeed:
    return AllocationNeed(**({"home": "london", "language": "vietnamese"} | changes))


def ranked(*providers: NetworkProvider, **need: Any) -> list[Choice]:
    return choices(a_need(**need), providers, NEIGHBOURS)


def reasons(provider: NetworkProvider, **need: Any) -> set[Reason]:
    return set(ranked(provider, **need)[0].reasons)


@pytest.mark.parametrize(
    ("provider", "need", "reason"),
    [
        pytest.param({}, {}, Reason.SPEAKS, id="its workers speak the language, however it is written"),
        pytest.param({"languages": ("English",)}, {}, Reason.DOES_NOT_SPEAK, id="they do not"),
        pytest.param({"languages": ()}, {}, Reason.LANGUAGES_NOT_RECORDED, id="it never said"),
        pytest.param({}, {}, Reason.SAME_REGION, id="where the person lives"),
        pytest.param({}, {"home": "south-east"}, Reason.NEXT_REGION, id="next to it"),
        pytest.param({}, {"home": "wales"}, Reason.FURTHER, id="further away"),
        pytest.param({}, {"home": None}, Reason.DISTANCE_NOT_KNOWN, id="nobody knows where they live"),
        pytest.param({"supported_now": 9}, {}, Reason.HAS_ROOM, id="one place on its lists"),
        pytest.param({"supported_now": 10}, {}, Reason.FULL, id="none"),
        pytest.param({"list_places": None}, {}, Reason.ROOM_NOT_RECORDED, id="nobody knows how many"),
        pytest.param({}, {}, Reason.FREE_BEDS, id="beds are free"),
        pytest.param({"houses": ()}, {}, Reason.NO_FREE_BED, id="it has no house"),
        pytest.param({}, {"avoid_areas": ["ldn-a"]}, Reason.HOUSES_AT_RISK, id="AC-1 its only house"),
        pytest.param({}, {"avoid_areas": ["London"]}, Reason.REGIONS_AT_RISK, id="AC-1 its only region"),
    ],
)
def test_each_provider_is_shown_with_what_speaks_for_and_against_it(
    provider: dict[str, Any], need: dict[str, Any], reason: Reason
) -> None:
    assert reason in reasons(a_provider(**provider), **need)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param({"languages": ("English",)}, {"supported_now": 10}, id="room before language"),
        pytest.param({"regions": ("wales",), "houses": ()}, {"languages": ("Welsh",)}, id="language first"),
        pytest.param({"houses": ()}, {"regions": ("wales",), "houses": ()}, id="then the nearest"),
        pytest.param({"houses": (FreeHouse("london", "LDN-B", 3),)}, {}, id="then more free beds"),
        pytest.param({"list_places": 20}, {}, id="then more room"),
        pytest.param({}, {"languages": ()}, id="what nobody recorded counts for nothing"),
    ],
)
def test_the_order_is_explained_by_room_language_distance_and_beds(
    first: dict[str, Any], second: dict[str, Any]
) -> None:
    better, worse = a_provider("Better", **first), a_provider("Also", **second)
    assert [each.provider.name for each in ranked(worse, better)] == ["Better", "Also"]


def test_ac_1_nobody_is_allocated_where_an_assessment_judges_them_at_risk() -> None:
    at_risk, far = a_provider("Near"), a_provider("Far", regions=("wales",), houses=(), languages=())
    found = ranked(at_risk, far, avoid_areas=["LDN-A"])
    assert [each.provider.name for each in found] == ["Far", "Near"]
    check_choice(found[0], is_first=True, why_not_first="")
    with pytest.raises(Refused) as refused:
        check_choice(found[1], is_first=False, why_not_first="It is near")
    assert refused.value.code is Code.AREA_RISK


def test_whoever_does_not_take_the_first_says_why() -> None:
    second = ranked(a_provider("First", list_places=20), a_provider("Second"))[1]
    with pytest.raises(Refused) as refused:
        check_choice(second, is_first=False, why_not_first="  ")
    assert refused.value.code is Code.REASON_REQUIRED
    check_choice(second, is_first=False, why_not_first="She knows them")


houses = st.builds(
    FreeHouse, st.sampled_from(REGIONS), st.sampled_from(AREAS), st.integers(min_value=0, max_value=3)
)
providers = st.builds(
    a_provider,
    st.text("abc", min_size=1, max_size=3),
    languages=st.sampled_from([(), ("English",), ("Vietnamese",)]),
    regions=st.lists(st.sampled_from(REGIONS), max_size=3, unique=True).map(tuple),
    list_places=st.none() | st.integers(min_value=0, max_value=5),
    supported_now=st.integers(min_value=0, max_value=5),
    houses=st.lists(houses, max_size=3).map(tuple),
)


@given(st.lists(providers, max_size=6), st.lists(st.sampled_from([*AREAS, *REGIONS]), max_size=3))
def test_ac_1_whoever_may_be_chosen_has_a_place_without_risk_and_the_order_is_the_same_for_everybody(
    some: list[NetworkProvider], avoided: list[str]
) -> None:
    found = ranked(*some, avoid_areas=avoided)
    assert sorted(each.provider.name for each in found) == sorted(each.name for each in some)
    may = [each.may_be_chosen for each in found]
    assert may == sorted(may, reverse=True)
    for each in found:
        safe = [house for house in each.provider.houses if not {house.area, house.region} & set(avoided)]
        assert each.may_be_chosen is not bool(RULE_OUT & set(each.reasons))
        assert not (each.may_be_chosen and each.provider.houses and not safe)
        assert each.free_beds == sum(house.free for house in safe)


def test_a_person_stays_with_whom_the_prime_chose_when_a_place_elsewhere_comes_to_nothing() -> None:
    case = in_recovery()
    case.claim_for(MEDAILLE)
    case.return_to_network(MEDAILLE, lives_there=False)
    assert case.provider_id is None
    [said] = allocate(case, HESTIA, at=noon("11"))
    assert said.name == "nrm.care.provider_allocated.v1"
    case.settle_with(MEDAILLE)
    case.return_to_network(MEDAILLE, lives_there=False)
    assert case.provider_id == HESTIA
    with pytest.raises(Refused):
        allocate(case, HESTIA, at=noon("12"))
