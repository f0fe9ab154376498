"""Turning 18 while a case is open (§3.3, PV-18)."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from tests.decision.builders import CASEWORKER, TIMES, clock_of, noon
from tests.decision.histories import Story
from tests.decision.test_routing import confirmed

from decision.domain.clocks import ClockState
from decision.domain.overlays import Consent, Whereabouts
from decision.domain.routing import route
from decision.domain.stages import Stage
from decision.domain.suspension import StillTimeToAnswer, Suspend, SuspensionReason, suspend
from decision.domain.turning_18 import (
    BeforeTheBirthday,
    ConsentAt18,
    How,
    NothingToConsentTo,
    OralNotYetAllowed,
    record_consent,
    turn_18,
)
from decision.domain.whereabouts import Report, report
from decision.domain.withdrawal import HowWithdrawn, NothingWasAsked, Withdrawal, withdraw

BIRTHDAY = date(2026, 6, 1)


def a_child(birthday: date = BIRTHDAY, opened: str = "2026-04-01") -> Story:
    story = Story.open(opened, age_band="child")
    said = confirmed(turns_18_on=birthday, at=noon(opened))
    story.then(route(story.case, said, times=TIMES))
    return story


def turn(story: Story, day: str) -> list[str]:
    return story.then(turn_18(story.case, times=TIMES, today=date.fromisoformat(day)))


def says(story: Story, day: str, **changes: Any) -> list[str]:
    usual: dict[str, Any] = {
        "id": uuid4(),
        "case_id": story.case.id,
        "is_given": True,
        "how": How.WRITTEN,
        "said_on": date.fromisoformat(day),
        "is_support_wanted": True,
        "recorded_by": CASEWORKER,
        "recorded_at": noon(day),
    }
    return story.then(record_consent(story.case, ConsentAt18(**(usual | changes)), times=TIMES))


def test_a_child_becomes_an_adult_on_the_birthday_once_and_is_asked() -> None:
    story = a_child()
    assert turn(story, "2026-05-31") == []
    assert turn(story, "2026-06-01") == ["PersonTurned18", "OverlayChanged", "ClockStarted"]
    assert (story.case.age_band, story.case.consent) == ("adult", Consent.AWAITING_AT_18)
    assert clock_of(story.case, "CLK-18").due_on == date(2026, 7, 1)
    assert turn(story, "2026-06-02") == []


@pytest.mark.parametrize(
    ("birthday", "version"), [(date(2026, 2, 12), "PV-LEGACY"), (date(2026, 2, 13), "PV-18")]
)
def test_the_birthday_picks_the_version_of_the_rule(birthday: date, version: str) -> None:
    story = a_child(birthday, "2026-01-05")
    turn(story, "2026-03-01")
    assert clock_of(story.case, "CLK-18").policy_version == version


def test_a_late_sweep_counts_from_the_birthday_all_the_same() -> None:
    story = a_child()
    turn(story, "2026-06-20")
    assert clock_of(story.case, "CLK-18").started_on == BIRTHDAY


def test_the_panel_of_a_child_stays_theirs_after_the_birthday() -> None:
    story = Story.open("2026-02-01", age_band="child")
    said = confirmed(turns_18_on=BIRTHDAY, is_panel_area=True, at=noon("2026-02-02"))
    story.then(route(story.case, said, times=TIMES))
    turn(story, "2026-06-01")
    assert story.case.is_pilot
    assert "CLK-RG-PILOT" in story.open_rules()


def test_a_decided_case_asks_nothing() -> None:
    story = Story.negative(age_band="child")
    story.case.turns_18_on = BIRTHDAY
    assert turn(story, "2026-06-01") == []


def test_who_agrees_stays_in_and_says_apart_whether_they_want_support() -> None:
    story = a_child()
    turn(story, "2026-06-01")
    happened = says(story, "2026-06-03", is_support_wanted=False)
    assert happened == ["ConsentRecorded", "OverlayChanged", "ClockEnded"]
    assert (story.case.consent, story.case.is_support_wanted) == (Consent.GIVEN, False)
    assert clock_of(story.case, "CLK-18").cause == "consent.given"


def test_an_adult_cannot_agree_before_the_birthday() -> None:
    story = a_child()
    turn(story, "2026-06-01")
    with pytest.raises(BeforeTheBirthday):
        says(story, "2026-06-02", said_on=date(2026, 5, 31))
    says(story, "2026-06-02", said_on=BIRTHDAY)


@pytest.mark.parametrize(("how", "is_allowed"), [(How.WRITTEN, True), (How.ORAL, False)])
def test_before_13_february_2026_agreement_is_written(how: How, is_allowed: bool) -> None:
    story = a_child(date(2026, 2, 2), "2026-01-05")
    turn(story, "2026-02-02")
    if is_allowed:
        says(story, "2026-02-12", how=how)
        return
    with pytest.raises(OralNotYetAllowed):
        says(story, "2026-02-12", how=how)
    says(story, "2026-02-13", how=how)


def test_nobody_agrees_twice() -> None:
    story = a_child()
    with pytest.raises(NothingToConsentTo):
        says(story, "2026-06-02")
    turn(story, "2026-06-01")
    says(story, "2026-06-02")
    with pytest.raises(NothingToConsentTo):
        says(story, "2026-06-03")


def refusal(story: Story) -> Withdrawal:
    return Withdrawal(
        id=uuid4(),
        case_id=story.case.id,
        how=HowWithdrawn.REFUSED,
        said_on=date(2026, 6, 3),
        recorded_by=CASEWORKER,
        recorded_at=noon("2026-06-03"),
    )


def test_a_refusal_leads_to_withdrawal_and_only_a_refusal_does() -> None:
    story = a_child()
    turn(story, "2026-06-01")
    with pytest.raises(NothingWasAsked):
        withdraw(story.case, refusal(story), times=TIMES)
    says(story, "2026-06-03", is_given=False)
    story.then(withdraw(story.case, refusal(story), times=TIMES))
    assert (story.case.stage, story.case.consent) == (Stage.WITHDRAWN, Consent.REFUSED)
    assert story.open_rules() == set()


def no_answer(story: Story, day: str) -> None:
    said = Suspend(id=uuid4(), reason=SuspensionReason.NO_ANSWER_AT_18, by=CASEWORKER, at=noon(day))
    story.then(suspend(story.case, said, times=TIMES)[1])


def test_without_an_answer_a_person_suspends_and_never_a_timer() -> None:
    story = a_child()
    turn(story, "2026-06-01")
    with pytest.raises(StillTimeToAnswer):
        no_answer(story, "2026-07-01")
    story.sweep("2026-07-02")
    assert story.is_at(Stage.REASONABLE_GROUNDS_PENDING)
    assert clock_of(story.case, "CLK-18").state is ClockState.BREACHED
    no_answer(story, "2026-07-02")
    assert story.is_at(Stage.REASONABLE_GROUNDS_SUSPENDED)


def whereabouts(story: Story, now: Whereabouts, day: str) -> None:
    said = Report(whereabouts=now, since_on=date.fromisoformat(day), by=CASEWORKER, at=noon(day))
    story.then(report(story.case, said, times=TIMES))


def test_a_missing_persons_time_to_answer_stands_still() -> None:
    story = a_child()
    whereabouts(story, Whereabouts.MISSING, "2026-05-20")
    turn(story, "2026-06-01")
    assert clock_of(story.case, "CLK-18").state is ClockState.HELD
    assert story.sweep("2026-09-01").count("ClockBreached") == 1  # the target of the decision alone
    whereabouts(story, Whereabouts.FOUND, "2026-09-01")
    assert clock_of(story.case, "CLK-18").due_on == date(2026, 9, 30)
