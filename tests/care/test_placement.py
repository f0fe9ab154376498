"""A placement and its offer, and what the board and a search make of them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.care.scenes import (
    HESTIA,
    PRIME,
    RULES,
    a_bed,
    a_guest,
    a_house,
    a_stay,
    a_void,
    an_attempt,
    an_offer_id,
    day,
    noon,
    some_id,
    some_premises,
)

from care.domain.board import Run, Use, outlook
from care.domain.booking import BOOKING, refusal
from care.domain.offer import Offer, OfferState
from care.domain.people import Preference
from care.domain.placement import TRANSITIONS, Absence, Act, Placement, PlacementState, StayDates
from care.domain.refusals import Code, Refused
from care.domain.search import Search, Searcher, find_beds
from contracts.care_places import DeclineSide, PlacementArrived, PlacementDeparted
from contracts.ids import SupportCaseId

P = PlacementState


def placed(state: PlacementState = P.PROVISIONAL) -> Placement:
    return a_stay(a_bed(some_premises()), "10", "14", state=state)


def do(placement: Placement, act: Act) -> None:
    dates = StayDates(arrival_on=day("10"), departure_on=day("14"), occupied_until=day("18"))
    acts: dict[Act, Callable[[], object]] = {
        Act.BOTH_ACCEPT: placement.both_accept,
        Act.DECLINE: lambda: placement.decline("person", "too_far"),
        Act.EXPIRE: lambda: placement.expire("provider"),
        Act.CONFIRM: placement.confirm,
        Act.CANCEL: lambda: placement.cancel("booked_in_error"),
        Act.ARRIVE: lambda: placement.arrive(dates),
        Act.DEPART: lambda: placement.depart(dates, reason="missing", destination="not_known"),
        Act.NOT_COME: placement.miss_arrival,
        Act.GO_AWAY: lambda: placement.go_away(Absence.HOSPITAL, since=noon("12")),
        Act.COME_BACK: placement.come_back,
    }
    acts[act]()


@pytest.mark.parametrize("act", list(Act))
@pytest.mark.parametrize("state", list(P))
def test_a_placement_takes_the_acts_of_the_table_and_no_other(state: PlacementState, act: Act) -> None:
    placement = placed(state)
    if (state, act) in TRANSITIONS:
        do(placement, act)
        assert placement.state is TRANSITIONS[state, act]
    else:
        with pytest.raises(Refused):
            do(placement, act)
        assert placement.state is state


@pytest.mark.parametrize(
    ("state", "act", "code"),
    [
        pytest.param(P.CONFIRMED, Act.CONFIRM, Code.ALREADY_CONFIRMED, id="PL-14 confirming twice"),
        pytest.param(P.OFFERED, Act.CONFIRM, Code.WRONG_STATE, id="PL-14 confirming an offer"),
        pytest.param(P.IN_RESIDENCE, Act.CANCEL, Code.ALREADY_ARRIVED, id="PL-19 cancelling after arrival"),
        pytest.param(P.CANCELLED, Act.ARRIVE, Code.WRONG_STATE, id="arriving on a cancelled stay"),
        pytest.param(P.CONFIRMED, Act.DEPART, Code.WRONG_STATE, id="leaving before arriving"),
    ],
)
def test_a_refused_act_says_why(state: PlacementState, act: Act, code: Code) -> None:
    with pytest.raises(Refused) as refused:
        do(placed(state), act)
    assert refused.value.code is code


def test_arriving_sets_the_days_as_they_turned_out() -> None:
    placement = placed()
    events = placement.arrive(
        StayDates(arrival_on=day("11"), departure_on=day("17"), occupied_until=day("19"))
    )
    assert (placement.arrival_on, placement.departure_on) == (day("11"), day("17"))
    assert isinstance(events[0], PlacementArrived)
    assert events[0].arrival_on == day("11")


def test_pl_16_leaving_early_frees_the_bed_early() -> None:
    placement = placed(P.IN_RESIDENCE)
    dates = StayDates(arrival_on=day("10"), departure_on=day("12"), occupied_until=day("14"))
    events = placement.depart(dates, reason="left_by_choice", destination="family_or_friends")
    assert (placement.window.last, placement.destination) == (day("14"), "family_or_friends")
    assert isinstance(events[0], PlacementDeparted)


def an_offer(*, is_emergency: bool = False) -> Offer:
    due = RULES.offer_due(noon("10"), is_emergency=is_emergency)
    return Offer(
        id=an_offer_id(),
        support_case_id=SupportCaseId(some_id()),
        provider_id=HESTIA,
        is_emergency=is_emergency,
        made_at=noon("10"),
        expires_at=due.expires_at,
    )


@pytest.mark.parametrize(
    ("is_emergency", "hours"),
    [pytest.param(True, 2, id="in an emergency"), pytest.param(False, 24, id="otherwise")],
)
def test_pl_22_an_offer_is_answered_within(is_emergency: bool, hours: int) -> None:
    assert an_offer(is_emergency=is_emergency).expires_at == noon("10") + timedelta(hours=hours)


def test_an_offer_stands_when_both_have_accepted() -> None:
    offer = an_offer()
    assert not offer.accept("provider", at=noon("10"))
    assert offer.accept("person", at=noon("10"))
    assert offer.state is OfferState.ACCEPTED


def test_one_refusal_ends_an_offer() -> None:
    offer = an_offer()
    offer.decline("person", "too_far", at=noon("10"))
    with pytest.raises(Refused, match="already_answered"):
        offer.accept("provider", at=noon("10"))


def test_nobody_answers_twice() -> None:
    offer = an_offer()
    offer.accept("provider", at=noon("10"))
    with pytest.raises(Refused, match="already_answered"):
        offer.accept("provider", at=noon("10"))


@pytest.mark.parametrize(
    ("early", "is_accepted"),
    [pytest.param(1, True, id="a second before"), pytest.param(0, False, id="at its last moment")],
)
def test_pl_22_an_answer_after_the_time_comes_too_late(early: int, is_accepted: bool) -> None:
    offer = an_offer()
    at = offer.expires_at - timedelta(seconds=early)
    if is_accepted:
        offer.accept("provider", at=at)
    else:
        with pytest.raises(Refused, match="offer_expired"):
            offer.accept("provider", at=at)


@pytest.mark.parametrize(
    ("answered", "unanswered"),
    [
        pytest.param([], "provider", id="nobody answered"),
        pytest.param(["provider"], "person", id="the provider answered"),
        pytest.param(["person"], "provider", id="the person answered"),
    ],
)
def test_pl_22_expiry_is_recorded_against_whoever_did_not_answer(
    answered: list[DeclineSide], unanswered: DeclineSide
) -> None:
    offer = an_offer()
    for side in answered:
        offer.accept(side, at=noon("10"))
    assert offer.expire() == unanswered


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        pytest.param({"days": 0}, Code.DURATION_TOO_SHORT, id="no day at all"),
        pytest.param({"regions": frozenset()}, Code.NO_REGION, id="no region"),
        pytest.param({"regions": frozenset("abcdef")}, Code.TOO_MANY_REGIONS, id="six regions"),
    ],
)
def test_se_1_a_search_needs_a_length_and_one_to_five_regions(changes: dict[str, object], code: Code) -> None:
    search = replace(Search(starts_on=day("10"), days=1, regions=frozenset("abcde")), **changes)  # type: ignore[arg-type]  # any field
    with pytest.raises(Refused) as refused:
        search.check(regions_at_most=5)
    assert refused.value.code is code


def test_se_1_a_search_of_one_day_starts_and_ends_on_it() -> None:
    search = Search(starts_on=day("10"), days=1, regions=frozenset({"london"}))
    search.check(regions_at_most=5)
    assert search.ends_on == day("10")


def test_se_2_a_search_finds_exactly_what_booking_would_grant() -> None:
    house, bed = a_house()
    taken, void = a_bed(house.premises), a_bed(house.premises)
    house = replace(
        house,
        bedspaces=[bed, taken, void],
        placements=[a_stay(taken, "10", "14")],
        voids=[a_void(void, "12", "12")],
    )
    guest = a_guest()
    searcher = Searcher(actor=PRIME, guest=guest, persons_placements=())
    search = Search(starts_on=day("10"), days=5, regions=frozenset({"london"}))
    found = [each.bedspace for each in find_beds(search, searcher, [house], RULES.working_days)]
    bookable = [
        each
        for each in house.bedspaces
        if refusal(an_attempt(house, each, "10", "14", guest=guest), BOOKING) is None
    ]
    assert found == bookable == [bed]


def test_se_2_a_search_looks_only_in_its_regions() -> None:
    house, _ = a_house(region="wales")
    searcher = Searcher(actor=PRIME, guest=a_guest(), persons_placements=())
    search = Search(starts_on=day("10"), days=5, regions=frozenset({"london"}))
    assert not list(find_beds(search, searcher, [house], RULES.working_days))


@pytest.mark.parametrize(
    ("required", "excluded", "is_found"),
    [
        pytest.param({"pets", "step-free"}, set(), True, id="one on the bed, one on the house"),
        pytest.param({"catered"}, set(), False, id="one that is missing"),
        pytest.param(set(), {"pets"}, False, id="one that is not wanted"),
    ],
)
def test_se_4_features_are_on_the_bed_or_its_premises(
    required: set[str], excluded: set[str], is_found: bool
) -> None:
    premises = some_premises(features=["step-free"])
    house, _ = a_house(premises=premises)
    house = replace(house, bedspaces=[a_bed(premises, features=["pets"])])
    search = Search(
        starts_on=day("10"),
        days=1,
        regions=frozenset({"london"}),
        required=frozenset(required),
        excluded=frozenset(excluded),
    )
    searcher = Searcher(actor=PRIME, guest=a_guest(), persons_placements=())
    assert bool(list(find_beds(search, searcher, [house], RULES.working_days))) is is_found


def test_the_board_shows_a_bed_day_by_day() -> None:
    house, bed = a_house()
    house = replace(
        house,
        placements=[a_stay(bed, "5", "6", state=P.IN_RESIDENCE), a_stay(bed, "13", "14")],
        voids=[a_void(bed, "20", "21")],
    )
    seen = outlook(house, bed, today=day("5"), days=18)
    assert [(run.use, run.first.day, run.last.day) for run in seen.runs] == [
        (Use.LIVED_IN, 5, 6),
        (Use.TURNAROUND, 7, 10),
        (Use.FREE, 11, 12),
        (Use.BOOKED, 13, 14),
        (Use.TURNAROUND, 15, 18),
        (Use.FREE, 19, 19),
        (Use.OUT_OF_USE, 20, 21),
        (Use.FREE, 22, 22),
    ]
    assert (seen.use, seen.next_free_on) == (Use.LIVED_IN, day("11"))


def test_a_closed_bed_is_never_free_again() -> None:
    house, _ = a_house()
    bed = a_bed(house.premises, in_service_to=day("4"))
    seen = outlook(replace(house, bedspaces=[bed]), bed, today=day("5"), days=2)
    assert (seen.use, seen.next_free_on) == (Use.NOT_IN_SERVICE, None)


def test_a_run_counts_both_its_days() -> None:
    assert Run(Use.FREE, date(2025, 3, 30), date(2025, 4, 2)).days == 4


def test_a_preference_alone_keeps_no_house_out() -> None:
    house, bed = a_house()
    attempt = an_attempt(house, bed, guest=a_guest(preference=Preference.MEN_ONLY))
    assert refusal(attempt, BOOKING) is None
