"""Who decides, and by which clock (§3.4, worked example §10.5)."""

from datetime import date
from typing import Any

import pytest
from tests.decision.builders import CASEWORKER, TIMES, clock_of, noon
from tests.decision.histories import Story

from clocks import birthday
from contracts.decision import CaseRouted
from contracts.ids import Nation
from decision.domain.clocks import ClockState
from decision.domain.closing import CaseIsClosed, close_in_error
from decision.domain.overlays import Consent, Whereabouts
from decision.domain.routing import Cohort, Confirmed, Reason, choose, route
from decision.domain.suspension import Suspend, SuspensionReason, suspend
from decision.domain.whereabouts import Report, report

ON_20_AUGUST = date(2026, 8, 20)


def confirmed(**changes: Any) -> Confirmed:
    usual: dict[str, Any] = {
        "turns_18_on": None,
        "is_child": False,
        "is_age_settled": True,
        "by": CASEWORKER,
        "at": noon("2026-05-12"),
    }
    return Confirmed(**(usual | changes))


@pytest.mark.parametrize(
    ("received_on", "reason", "rule", "due_on"),
    [
        pytest.param(
            "2026-05-11", Reason.PANEL, "CLK-RG-PILOT", date(2026, 6, 25), id="101 days short of 18"
        ),
        pytest.param("2026-05-12", Reason.TOO_NEAR_18, "CLK-RG", date(2026, 5, 19), id="exactly 100 days"),
    ],
)
def test_a_panel_takes_a_child_more_than_100_days_short_of_18(
    received_on: str, reason: Reason, rule: str, due_on: date
) -> None:
    story = Story.open(received_on, age_band="child")
    story.then(route(story.case, confirmed(turns_18_on=ON_20_AUGUST, is_panel_area=True), times=TIMES))
    assert story.case.routing_reason == reason.value
    assert (story.open_rules(), story.case.due_on) == ({rule}, due_on)
    assert story.case.is_pilot is (reason is Reason.PANEL)


def test_the_clock_of_a_panel_takes_the_place_of_the_target_and_says_so() -> None:
    story = Story.open("2026-05-11", age_band="child")
    said = confirmed(turns_18_on=ON_20_AUGUST, is_panel_area=True)
    happened = story.then(route(story.case, said, times=TIMES))
    assert happened == ["AgeConfirmed", "CaseRouted", "ClockEnded", "ClockStarted"]
    assert clock_of(story.case, "CLK-RG").cause == "case_routed"
    again = story.then(route(story.case, confirmed(turns_18_on=ON_20_AUGUST), times=TIMES))
    assert again == ["AgeConfirmed", "CaseRouted", "ClockEnded", "ClockStarted"]
    assert (story.open_rules(), story.case.due_on) == ({"CLK-RG"}, date(2026, 5, 18))


@pytest.mark.parametrize(
    ("nation", "birthday_known", "reason"),
    [("northern-ireland", True, Reason.NO_PANEL), ("england", False, Reason.BIRTHDAY_UNKNOWN)],
)
def test_without_a_panel_or_a_birthday_the_authority_keeps_a_child(
    nation: Nation, birthday_known: bool, reason: Reason
) -> None:
    story = Story.open("2026-05-11", age_band="child", nation=nation)
    turns_18_on = ON_20_AUGUST if birthday_known else None
    said = confirmed(turns_18_on=turns_18_on, is_child=True, is_panel_area=True)
    assert choose(story.case, said, times=TIMES).reason is reason


@pytest.mark.parametrize("cohort", Cohort)
def test_an_adult_of_the_enforcement_cohort_goes_to_the_second_authority(cohort: Cohort) -> None:
    story = Story.open()
    story.then(route(story.case, confirmed(cohort=cohort), times=TIMES))
    routed = next(event for event in story.events if isinstance(event, CaseRouted))
    assert (routed.competent_authority, routed.reason) == ("IECA", cohort.value)
    assert story.case.competent_authority == "IECA"


@pytest.mark.parametrize(
    ("received_on", "is_child", "reason"),
    [
        pytest.param("2026-04-01", True, Reason.COHORT_IS_ADULT, id="the cohort is adult"),
        pytest.param("2021-11-05", False, Reason.USUAL, id="before there was a second authority"),
    ],
)
def test_the_first_authority_keeps_whom_the_second_does_not_take(
    received_on: str, is_child: bool, reason: Reason
) -> None:
    story = Story.open(received_on, age_band="child" if is_child else "adult")
    route_ = choose(story.case, confirmed(is_child=is_child, cohort=Cohort.DEPORTATION), times=TIMES)
    assert (route_.authority, route_.reason) == ("SCA", reason)


def test_a_case_is_routed_again_when_more_is_known_and_the_history_keeps_both() -> None:
    story = Story.open()
    story.then(route(story.case, confirmed(cohort=Cohort.INADMISSIBLE), times=TIMES))
    story.then(route(story.case, confirmed(), times=TIMES))
    routed = [event.competent_authority for event in story.events if isinstance(event, CaseRouted)]
    assert (routed, story.case.competent_authority) == (["IECA", "SCA"], "SCA")


def test_no_fact_carries_the_birthday_of_a_child() -> None:
    story = Story.open("2026-05-11", age_band="child")
    story.then(route(story.case, confirmed(turns_18_on=ON_20_AUGUST, is_panel_area=True), times=TIMES))
    assert story.case.turns_18_on == ON_20_AUGUST
    assert not any("2026-08-20" in event.model_dump_json() for event in story.events)


def test_somebody_born_on_29_february_turns_18_on_1_march() -> None:
    assert birthday(date(2008, 2, 29), 18) == date(2026, 3, 1)


def test_somebody_taken_for_a_child_who_is_an_adult_must_agree() -> None:
    story = Story.open(age_band="child")
    said = confirmed(turns_18_on=date(2020, 1, 1))
    happened = story.then(route(story.case, said, times=TIMES))
    assert happened == ["AgeConfirmed", "OverlayChanged", "CaseRouted"]
    assert (story.case.age_band, story.case.consent) == ("adult", Consent.AWAITING_AT_18)


def test_somebody_taken_for_an_adult_who_is_a_child_is_treated_as_one() -> None:
    story = Story.open(age_band="adult")
    story.then(route(story.case, confirmed(turns_18_on=date(2027, 1, 1)), times=TIMES))
    assert story.case.age_band == "child"


def test_somebody_held_for_immigration_is_detained_and_comes_first() -> None:
    story = Story.open()
    story.then(route(story.case, confirmed(cohort=Cohort.HELD), times=TIMES))
    assert story.case.whereabouts is Whereabouts.DETAINED
    assert story.open_rules() == {"CLK-RG", "CLK-RG-DET"}
    assert story.due("CLK-RG-DET") is None


def test_a_decision_is_due_before_the_day_of_the_hearing_whenever_that_moves_to() -> None:
    story = Story.open()
    story.then(route(story.case, confirmed(hearing_on=date(2026, 6, 1)), times=TIMES))
    assert story.due("CLK-RG-COURT") == date(2026, 5, 31)
    story.then(route(story.case, confirmed(hearing_on=date(2026, 5, 20)), times=TIMES))
    assert story.due("CLK-RG-COURT") == date(2026, 5, 19)
    story.sweep("2026-05-20")
    assert clock_of(story.case, "CLK-RG-COURT").state is ClockState.BREACHED
    story.then(route(story.case, confirmed(), times=TIMES))
    assert story.open_rules() == {"CLK-RG"}


def test_the_clock_of_a_suspended_case_routed_again_stands_still_too() -> None:
    story = Story.open("2026-05-11", age_band="child")
    said = confirmed(turns_18_on=ON_20_AUGUST, is_panel_area=True)
    story.then(route(story.case, said, times=TIMES))
    missing = Report(
        whereabouts=Whereabouts.MISSING, since_on=date(2026, 5, 12), by=CASEWORKER, at=noon("2026-05-12")
    )
    story.then(report(story.case, missing, times=TIMES))
    told = date(2026, 5, 12)
    suspended = Suspend(
        id=story.case.id,
        reason=SuspensionReason.MISSING,
        police_told_on=told,
        safeguarding_told_on=told,
        by=CASEWORKER,
        at=noon("2026-05-12"),
    )
    story.then(suspend(story.case, suspended, times=TIMES)[1])
    story.then(route(story.case, confirmed(turns_18_on=ON_20_AUGUST), times=TIMES))
    assert [clock.state for clock in story.case.open_clocks("CLK-RG")] == [ClockState.HELD]


def test_a_closed_case_is_not_routed() -> None:
    story = Story.open()
    story.then(close_in_error(story.case, at=noon("2026-04-02")))
    with pytest.raises(CaseIsClosed):
        route(story.case, confirmed(), times=TIMES)
