"""Permission to stay after a positive conclusive grounds decision, and what ends or repeats it (§8.8)."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from tests.decision.builders import ANOTHER, CASEWORKER, TIMES, noon
from tests.decision.histories import Story
from tests.decision.letter_builders import concluded
from tests.decision.permission_builders import (
    FOR_RECOVERY,
    NOTHING_NEEDED,
    a_permission_ruling,
    considered,
    decided,
)
from tests.decision.reconsideration_builders import judged

from clocks import CalendarHorizon
from decision.domain import permission, permission_again
from decision.domain.asked_again import AskedAgain, AskedOutsideTime
from decision.domain.clocks import ExtensionNotLater
from decision.domain.decisions import ReasonsMissing
from decision.domain.delay import Asker
from decision.domain.overlays import ChangeNotAllowed, Disqualification, Immigration, Whereabouts
from decision.domain.permission import (
    Need,
    NeedsIncomplete,
    NoDutyToGrant,
    NoPermissionConsidered,
    NoPositiveConclusion,
    NotPaused,
    Permission,
    PermissionIsPaused,
    PermissionState,
    Purpose,
    UntilMissing,
)
from decision.domain.permission_again import (
    LookedAtAgain,
    NothingToTakeBack,
    NotRefused,
)
from decision.domain.reconsideration import SomebodyElseMustDecide

WINDOW = "CLK-VTS-RECON"


def ask_again(story: Story, each: Permission, on: str, **changes: Any) -> None:
    usual: dict[str, Any] = {
        "asked_by": Asker.LAWYER,
        "received_on": date.fromisoformat(on),
        "words": "A new report.",
        "by": CASEWORKER,
        "at": noon(on),
    }
    asked = AskedAgain(**(usual | changes))
    story.then(permission_again.ask_again(story.case, each, asked, times=TIMES))


@pytest.mark.parametrize("purpose", list(Purpose))
def test_it_is_granted_if_any_purpose_needs_it(purpose: Purpose) -> None:
    story, made = considered()
    needs = {**NOTHING_NEEDED, purpose: Need.NEEDED}
    ruling = a_permission_ruling("2026-06-15", is_granted=True, needs=needs)
    story.then(permission.decide(story.case, made, ruling, times=TIMES))
    assert (story.case.immigration, made.state) == (Immigration.GRANTED, PermissionState.GRANTED)
    assert WINDOW not in story.open_rules()


def test_a_refusal_starts_thirty_days_to_ask_again_and_is_no_decision_on_the_grounds() -> None:
    story, made = decided("2026-06-15")
    assert (story.case.immigration, made.granted_until) == (Immigration.REFUSED, None)
    assert story.due(WINDOW) == date(2026, 7, 15)
    assert story.case.stage.value == "cg_positive"


def test_what_can_be_met_elsewhere_is_no_need_and_cooperation_is_met_nowhere_else() -> None:
    story, made = considered()
    elsewhere = {**NOTHING_NEEDED, Purpose.RECOVERY: Need.MET_ELSEWHERE}
    assert not a_permission_ruling("2026-06-15", needs=elsewhere).is_granted
    for needs in (
        {**NOTHING_NEEDED, Purpose.COOPERATION: Need.MET_ELSEWHERE},
        {Purpose.RECOVERY: Need.NEEDED},
    ):
        ruling = a_permission_ruling("2026-06-15", needs=needs, until=date(2028, 1, 1))
        with pytest.raises(NeedsIncomplete):
            permission.decide(story.case, made, ruling, times=TIMES)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"words": " "}, ReasonsMissing),
        ({"needs": FOR_RECOVERY, "until": None}, UntilMissing),
        ({"needs": FOR_RECOVERY, "until": date(2026, 6, 15)}, UntilMissing),
    ],
)
def test_a_decision_has_reasons_and_a_grant_an_end(changes: dict[str, Any], refusal: type[Exception]) -> None:
    story, made = considered()
    with pytest.raises(refusal):
        permission.decide(story.case, made, a_permission_ruling("2026-06-15", **changes), times=TIMES)
    assert story.case.immigration is Immigration.CONSIDERING


def test_it_follows_a_positive_conclusion_only_and_is_owed_to_nobody_disqualified() -> None:
    given = judged("2026-06-10")
    for story, refusal in (
        (Story.in_recovery(), NoPositiveConclusion),
        (concluded("2026-06-01", is_negative=True), NoPositiveConclusion),
    ):
        with pytest.raises(refusal):
            permission.consider(story.case, given, permission_id=uuid4())
    disqualified = concluded("2026-06-01")
    disqualified.case.disqualification = Disqualification.IMPOSED
    with pytest.raises(NoDutyToGrant):
        permission.consider(disqualified.case, given, permission_id=uuid4())
    dead = concluded("2026-06-01")
    dead.case.whereabouts = Whereabouts.DECEASED
    with pytest.raises(NoDutyToGrant):
        permission.consider(dead.case, given, permission_id=uuid4())
    with pytest.raises(ChangeNotAllowed):
        permission.consider(considered()[0].case, given, permission_id=uuid4())


def test_while_it_is_paused_nothing_is_decided() -> None:
    story, made = considered()
    story.then(permission.pause(story.case, made, judged("2026-06-11")))
    with pytest.raises(PermissionIsPaused):
        permission.decide(story.case, made, a_permission_ruling("2026-06-15"), times=TIMES)
    with pytest.raises(PermissionIsPaused):
        permission.pause(story.case, made, judged("2026-06-11"))
    story.then(permission.go_on(story.case, made, judged("2026-06-12")))
    with pytest.raises(NotPaused):
        permission.go_on(story.case, made, judged("2026-06-12"))
    story.then(permission.decide(story.case, made, a_permission_ruling("2026-06-15"), times=TIMES))


def test_it_stops_where_the_duty_does_not_apply_and_can_be_considered_anew() -> None:
    story, made = considered()
    story.then(permission.stop(story.case, made, judged("2026-06-11")))
    assert story.case.immigration is Immigration.NOT_APPLICABLE
    with pytest.raises(NoPermissionConsidered):
        permission.decide(story.case, made, a_permission_ruling("2026-06-15"), times=TIMES)
    _, events = permission.consider(story.case, judged("2026-06-12"), permission_id=uuid4())
    story.then(events)


def test_a_consideration_that_a_disqualification_ended_lapses() -> None:
    story, made = considered()
    permission.lapse(story.case, made)
    was = made.state
    story.then(story.case.change(Immigration.NOT_APPLICABLE))
    permission.lapse(story.case, made)
    assert (was, made.state) == (PermissionState.CONSIDERING, PermissionState.ENDED)


def test_somebody_else_looks_at_a_refusal_again_and_once() -> None:
    story, made = decided("2026-06-15")
    ask_again(story, made, "2026-07-01")
    assert (story.case.immigration, made.is_late) == (Immigration.RECONSIDERING, False)
    assert WINDOW not in story.open_rules()
    own = a_permission_ruling("2026-07-10", by=CASEWORKER)
    with pytest.raises(SomebodyElseMustDecide):
        permission_again.decide_again(story.case, made, own)
    kept = a_permission_ruling("2026-07-10", by=ANOTHER)
    story.then(permission_again.decide_again(story.case, made, kept))
    assert story.case.immigration is Immigration.REFUSED
    with pytest.raises(LookedAtAgain):
        ask_again(story, made, "2026-07-12")


@pytest.mark.parametrize(("received", "is_late"), [("2026-07-15", False), ("2026-07-16", True)])
def test_a_late_request_is_noted_as_late_and_looked_at_all_the_same(received: str, is_late: bool) -> None:
    story, made = decided("2026-06-15")
    ask_again(story, made, received)
    assert made.is_late is is_late
    granted = a_permission_ruling("2026-07-20", is_granted=True, by=ANOTHER)
    story.then(permission_again.decide_again(story.case, made, granted))
    assert (story.case.immigration, made.granted_until) == (Immigration.GRANTED, date(2028, 6, 1))


def test_there_is_more_time_to_ask_with_reasons_and_a_later_date() -> None:
    story, made = decided("2026-06-15")
    given = judged("2026-07-01")
    with pytest.raises(ExtensionNotLater):
        permission_again.extend(story.case, made, date(2026, 7, 15), given, times=TIMES)
    with pytest.raises(CalendarHorizon):
        permission_again.extend(story.case, made, date(2031, 7, 15), given, times=TIMES)
    story.then(permission_again.extend(story.case, made, date(2026, 7, 31), given, times=TIMES))
    assert story.due(WINDOW) == date(2026, 7, 31)
    ask_again(story, made, "2026-07-30")
    assert made.is_late is False


def test_only_a_refusal_is_asked_about_and_not_before_it_was_made() -> None:
    story, made = decided(is_granted=True)
    with pytest.raises(NotRefused):
        ask_again(story, made, "2026-07-01")
    story, made = decided("2026-06-15")
    with pytest.raises(AskedOutsideTime):
        ask_again(story, made, "2026-06-14", at=noon("2026-06-20"))


def test_leave_is_taken_back_only_after_a_disqualification_or_a_revocation() -> None:
    story, made = decided(is_granted=True)
    given = judged("2026-08-01")
    with pytest.raises(NothingToTakeBack):
        permission_again.take_back(story.case, made, given, times=TIMES)
    story.case.disqualification = Disqualification.IMPOSED
    story.then(permission_again.take_back(story.case, made, given, times=TIMES))
    assert (story.case.immigration, made.granted_until) == (Immigration.REFUSED, None)
    assert story.due(WINDOW) == date(2026, 8, 31)
    ask_again(story, made, "2026-08-10")
    granted = a_permission_ruling("2026-08-20", is_granted=True, by=CASEWORKER)
    with pytest.raises(NoDutyToGrant):
        permission_again.decide_again(story.case, made, granted)
