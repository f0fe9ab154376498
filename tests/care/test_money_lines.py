"""Lines of payment: split by days, rounded once, corrected and never changed (MO-1, 2, 11, 13, 15)."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.care.scenes import day as march
from tests.care.scenes import noon

from care.domain.beds import Window
from care.domain.money.entitlement import back_payment, entitlement_start
from care.domain.money.facts import MoneyFacts
from care.domain.money.gaps import gaps
from care.domain.money.ledger import LineKind, NewLine, Settled, settle
from care.domain.money.lines import Line, amount_for, lines
from care.domain.money.outage import Channel, channel_outage
from care.domain.money.rates import Situation, rates_as_shipped
from care.domain.money.travel import Travel
from care.domain.money.weekly import Household, Weekly, weekly
from care.domain.refusals import Code, Refused
from care.domain.support import Move
from care.domain.support_states import Step, SupportState
from contracts.ids import SupportCaseId

RATES = rates_as_shipped()
OUTREACH = Household(situation=Situation.OTHER_ACCOMMODATION)
SAFE_HOUSE = Household(situation=Situation.SELF_CATERED_CONTRACT)
HALF_A_PENNY = Decimal("0.005")


def day(text: str) -> date:
    return date.fromisoformat(text)


def window(first: str, last: str) -> Window:
    return Window(day(first), day(last))


def optional_day(text: str | None) -> date | None:
    return None if text is None else day(text)


@pytest.mark.parametrize(
    ("registered", "accommodated", "rg", "starts"),
    [
        ("2025-03-03", "2025-03-05", "2025-03-10", "2025-03-05"),
        ("2025-03-05", "2025-03-03", "2025-03-10", "2025-03-05"),
        ("2025-03-03", "2025-03-12", "2025-03-10", "2025-03-10"),
        ("2025-03-03", "2025-03-05", None, "2025-03-05"),
        ("2025-03-03", None, "2025-03-10", "2025-03-10"),
        ("2025-03-12", None, "2025-03-10", "2025-03-12"),
        (None, "2025-03-03", "2025-03-10", "2025-03-10"),
        ("2025-03-03", None, None, None),
        (None, "2025-03-05", None, None),
    ],
)
def test_mo_1_and_mo_2_money_starts_with_the_emergency_place_or_with_the_decision(
    registered: str | None, accommodated: str | None, rg: str | None, starts: str | None
) -> None:
    found = entitlement_start(
        registered_on=optional_day(registered),
        accommodated_on=optional_day(accommodated),
        rg_on=optional_day(rg),
    )
    assert found == optional_day(starts)


@pytest.mark.parametrize(
    ("weekly_amount", "days", "amount"),
    [
        ("35.00", 1, "5.00"),
        ("65.00", 1, "9.29"),
        ("65.00", 3, "27.86"),
        ("71.14", 7, "71.14"),
        ("0.035", 1, "0.01"),
    ],
)
def test_mo_11_a_week_is_split_by_days_with_half_pence_rounded_up(
    weekly_amount: str, days: int, amount: str
) -> None:
    assert amount_for(Decimal(weekly_amount), days) == Decimal(amount)


def test_mo_11_a_rate_that_changes_in_mid_week_makes_two_lines() -> None:
    found = lines(window("2023-02-27", "2023-03-05"), OUTREACH, RATES)
    assert [(line.first_on, line.days, line.amount) for line in found] == [
        (day("2023-02-27"), 2, Decimal("11.31")),
        (day("2023-03-01"), 5, Decimal("50.81")),
    ]


def test_a_childs_first_birthday_in_mid_week_makes_two_lines() -> None:
    parent = Household(situation=Situation.OTHER_ACCOMMODATION, children_born_on=(day("2020-01-06"),))
    found = lines(window("2021-01-04", "2021-01-10"), parent, RATES)
    assert [(line.days, line.weekly.total, line.amount) for line in found] == [
        (3, Decimal("84.20"), Decimal("36.09")),
        (4, Decimal("82.20"), Decimal("46.97")),
    ]


def total_of(found: Iterable[Line]) -> Decimal:
    return sum((line.amount for line in found), Decimal(0))


@given(
    st.dates(day("2016-01-01"), day("2024-06-01")),
    st.lists(st.integers(1, 60), min_size=1, max_size=6),
    st.sampled_from([OUTREACH, SAFE_HOUSE]),
)
def test_any_split_of_a_period_comes_to_the_same_up_to_half_a_penny_for_each_line(
    first: date, lengths: list[int], household: Household
) -> None:
    starts = [first + timedelta(days=sum(lengths[:number])) for number in range(len(lengths) + 1)]
    parts = [
        line
        for start, after in pairwise(starts)
        for line in lines(Window(start, after - timedelta(days=1)), household, RATES)
    ]
    whole = lines(Window(first, starts[-1] - timedelta(days=1)), household, RATES)
    assert abs(total_of(parts) - total_of(whole)) <= HALF_A_PENNY * (len(parts) + len(whole))


def of(household: Household) -> Callable[[date], Weekly]:
    return lambda on: weekly(on, household, RATES)


def from_day(start: str, household: Household) -> Callable[[date], Weekly]:
    return lambda on: weekly(on, household, RATES) if on >= day(start) else Weekly()


def facts(found: tuple[NewLine, ...]) -> list[tuple[str, date, date, Decimal]]:
    return [(line.kind.value, line.first_on, line.last_on, line.amount) for line in found]


APRIL = window("2023-04-01", "2023-04-28")


def test_mo_15_a_corrected_earlier_date_is_an_underpayment_and_is_paid() -> None:
    paid = settle(window("2023-04-08", "2023-04-21"), from_day("2023-04-08", OUTREACH), ())
    found = settle(APRIL, of(OUTREACH), [line.settled for line in paid])
    assert facts(found) == [
        ("underpayment", day("2023-04-01"), day("2023-04-07"), Decimal("71.14")),
        ("due", day("2023-04-22"), day("2023-04-28"), Decimal("71.14")),
    ]


def test_mo_15_a_corrected_later_date_is_an_overpayment_and_is_only_shown() -> None:
    paid = settle(APRIL, of(OUTREACH), ())
    found = settle(APRIL, from_day("2023-04-08", OUTREACH), [line.settled for line in paid])
    assert facts(found) == [("overpayment", day("2023-04-01"), day("2023-04-07"), Decimal("71.14"))]
    assert not found[0].kind.is_paid


def test_mo_15_an_asylum_payment_heard_of_later_leaves_the_difference_as_overpaid() -> None:
    paid = settle(APRIL, of(OUTREACH), ())
    with_asylum = Household(situation=Situation.ASYLUM_SUPPORT_TOTAL, asylum_weekly=Decimal("45.00"))
    found = settle(APRIL, of(with_asylum), [line.settled for line in paid])
    assert facts(found) == [("overpayment", APRIL.first, APRIL.last, Decimal("180.00"))]


HOUSEHOLDS = st.builds(
    Household,
    situation=st.just(Situation.ASYLUM_SUPPORT_TOTAL),
    asylum_weekly=st.decimals(0, 80, places=2),
) | st.builds(
    Household,
    situation=st.sampled_from([Situation.OTHER_ACCOMMODATION, Situation.SELF_CATERED_CONTRACT]),
    children_born_on=st.lists(st.dates(day("2004-01-01"), day("2024-01-01")), max_size=3).map(tuple),
)


@given(st.lists(HOUSEHOLDS, min_size=1, max_size=4), st.dates(day("2019-01-01"), day("2023-12-01")))
def test_mo_15_recalculating_twice_finds_nothing_the_second_time(lives: list[Household], first: date) -> None:
    span = Window(first, first + timedelta(days=40))
    known: list[Settled] = []
    for household in lives:
        known += [line.settled for line in settle(span, of(household), known)]
        assert settle(span, of(household), known) == ()
        assert len([line for line in known if line.kind is LineKind.DUE]) <= span.last.toordinal()


def test_mo_8_the_cut_of_2018_is_repaid_at_2725_a_week() -> None:
    asylum = Household(situation=Situation.ASYLUM_SUPPORT_TOTAL, asylum_weekly=Decimal("37.75"))
    found = back_payment(
        window("2018-03-01", "2018-11-07"), asylum, RATES, paid_total_weekly=Decimal("37.75")
    )
    assert (found.weeks, found.amount, found.overpaid) == (Decimal(36), Decimal("981.00"), Decimal(0))


def test_mo_7_wrong_reductions_are_repaid_and_what_was_overpaid_is_never_set_off() -> None:
    found = back_payment(
        window("2020-06-17", "2020-07-14"), OUTREACH, RATES, paid_total_weekly=Decimal("37.00")
    )
    assert (found.weeks, found.amount, found.overpaid) == (Decimal(4), Decimal("5.20"), Decimal("4.00"))


def test_mo_13_a_card_that_fails_is_replaced_by_cash_and_changes_no_entitlement() -> None:
    answer = channel_outage(Channel.PREPAID_CARD)
    assert (answer.fallback, answer.outreach_list_created) == (Channel.CASH, True)
    assert not answer.entitlements_changed
    assert channel_outage(Channel.CASH).fallback is None


def code_of(travel: Travel, entitled_from: date | None) -> Code | None:
    try:
        travel.check(entitled_from)
    except Refused as refused:
        return refused.code
    return None


@pytest.mark.parametrize(
    ("on", "starts", "walk", "code"),
    [
        ("2025-03-10", "2025-03-10", False, None),
        ("2025-03-10", "2025-03-10", True, Code.WALKING_EXPECTED),
        ("2025-03-09", "2025-03-10", False, Code.BEFORE_ENTITLEMENT),
        ("2025-03-10", None, False, Code.BEFORE_ENTITLEMENT),
    ],
)
def test_mo_14_travel_is_paid_from_the_first_day_and_where_it_cannot_be_walked(
    on: str, starts: str | None, walk: bool, code: Code | None
) -> None:
    travel = Travel(on=day(on), cost=Decimal("6.40"), could_be_walked=walk)
    assert code_of(travel, optional_day(starts)) is code


S = SupportState


def moves(*made: tuple[str, SupportState]) -> list[Move]:
    """By the day of March 2025 on which the case entered the state."""
    case = SupportCaseId(uuid4())
    return [
        Move(support_case_id=case, at=noon(on), step=Step.EXIT, left=S.RECOVERY, entered=entered)
        for on, entered in made
    ]


@pytest.mark.parametrize(
    ("made", "unpaid"),
    [
        ((("10", S.RECOVERY),), []),
        ((("10", S.RECOVERY), ("20", S.EXITED)), [("21", None)]),
        ((("20", S.EXITED), ("22", S.REACH_IN), ("30", S.CLOSED)), [("21", None)]),
        ((("20", S.EXITED), ("25", S.RECOVERY)), [("21", "24")]),
        ((("20", S.EXITED), ("21", S.RECOVERY)), []),
        ((("12", S.SUSPENDED), ("14", S.RECOVERY)), []),
    ],
)
def test_mo_7_money_ends_with_support_and_goes_on_when_the_person_comes_back(
    made: tuple[tuple[str, SupportState], ...], unpaid: list[tuple[str, str | None]]
) -> None:
    found = [(gap.first_on, gap.last_on) for gap in gaps(moves(*made))]
    assert found == [(march(first), march(last) if last else None) for first, last in unpaid]


def test_mo_7_nothing_is_due_for_days_after_support_ended() -> None:
    facts = MoneyFacts(
        registered_on=march("3"), rg_on=march("10"), not_supported=list(gaps(moves(("20", S.EXITED))))
    )
    found = settle(Window(march("3"), march("31")), facts.entitled(RATES), ())
    assert [(line.first_on, line.last_on) for line in found] == [(march("10"), march("20"))]
