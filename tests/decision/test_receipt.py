"""The received date put right, a referral acknowledged, progress checked, and a case closed."""

from datetime import date

import pytest
from tests.decision.builders import TIMES, a_ruling, clock_of, noon
from tests.decision.histories import Story
from tests.decision.letter_builders import concluded, received, refused, sent

from clocks import CalendarHorizon
from contracts.decision import CaseClosed, ClockRecomputed
from decision.domain import reasonable_grounds
from decision.domain.closing import (
    CaseIsClosed,
    ExitPeriodRunning,
    ReceiptUnknown,
    close_in_error,
    exit_case,
)
from decision.domain.overlays import Disqualification
from decision.domain.receipt import (
    NobodyAsked,
    NoReviewDue,
    Party,
    ReceivedInTheFuture,
    ReceivedThen,
    correct_received,
    must_be_told,
    review_progress,
)
from decision.domain.stages import Stage, StepNotAllowed

TODAY = date(2026, 4, 8)


def correct(story: Story, day: str) -> list[str]:
    return story.then(correct_received(story.case, date.fromisoformat(day), times=TIMES, today=TODAY))


def test_a_corrected_day_of_receipt_moves_the_target_and_says_from_where() -> None:
    story = Story.open("2026-04-01")
    correct(story, "2026-03-25")
    moved = next(event for event in story.events if isinstance(event, ClockRecomputed))
    assert (moved.previous_due_on, moved.due_on) == (date(2026, 4, 10), date(2026, 4, 1))
    assert moved.cause == "received_date_corrected"
    assert (story.case.received_on, story.case.due_on) == (date(2026, 3, 25), date(2026, 4, 1))


def test_a_target_that_moves_into_the_past_is_overdue_and_back_again_is_not() -> None:
    story = Story.open("2026-04-01")
    correct(story, "2026-03-25")
    assert "ClockBreached" in story.sweep("2026-04-08")
    correct(story, "2026-04-01")
    assert clock_of(story.case, "CLK-RG").breached_at is None


def test_a_clock_that_has_ended_does_not_move_with_the_day_of_receipt() -> None:
    story = Story.open("2026-04-01")
    story.then(reasonable_grounds.decide(story.case, a_ruling(at=noon("2026-04-08")), times=TIMES))
    assert correct(story, "2026-03-25") == ["ReceivedDateCorrected"]
    assert clock_of(story.case, "CLK-RG").due_on == date(2026, 4, 10)
    assert clock_of(story.case, "CLK-REC30").started_on == date(2026, 4, 8)


@pytest.mark.parametrize(
    ("day", "refused"), [("2026-04-09", ReceivedInTheFuture), ("2026-04-01", ReceivedThen)]
)
def test_a_day_that_corrects_nothing_is_refused(day: str, refused: type[Exception]) -> None:
    story = Story.open("2026-04-01")
    with pytest.raises(refused):
        correct(story, day)
    assert story.case.received_on == date(2026, 4, 1)


def test_who_must_hear_of_a_referral_depends_on_support_and_age() -> None:
    assert must_be_told(Story.open(is_support_wanted=False).case) == {Party.FIRST_RESPONDER, Party.POLICE}
    child = Story.open(age_band="child", is_support_wanted=True)
    assert must_be_told(child.case) == {
        Party.FIRST_RESPONDER,
        Party.POLICE,
        Party.SUPPORT_PROVIDER,
        Party.LOCAL_AUTHORITY,
    }


def test_a_progress_check_needs_a_contact_and_is_done_once() -> None:
    story = Story.in_recovery()
    with pytest.raises(NobodyAsked):
        review_progress(story.case, frozenset(), today=date(2026, 4, 24))
    asked = frozenset({Party.SUPPORT_PROVIDER, Party.LAWYER})
    story.then(review_progress(story.case, asked, today=date(2026, 4, 24)))
    assert clock_of(story.case, "CLK-REVIEW").cause == "review.done"
    with pytest.raises(NoReviewDue):
        review_progress(story.case, asked, today=date(2026, 4, 24))


def test_a_referral_made_in_error_is_closed_with_its_clocks() -> None:
    story = Story.open()
    story.then(close_in_error(story.case, at=noon("2026-04-02")))
    closed = next(event for event in story.events if isinstance(event, CaseClosed))
    assert (story.case.stage, closed.reason) == (Stage.CLOSED_OTHER, "referral_made_in_error")
    assert (story.open_rules(), story.case.due_on) == (set(), None)
    with pytest.raises(CaseIsClosed):
        correct(story, "2026-03-25")


def test_a_decided_case_was_no_error() -> None:
    with pytest.raises(StepNotAllowed):
        close_in_error(Story.negative().case, at=noon("2026-04-20"))


def test_an_undecided_case_has_no_exit() -> None:
    with pytest.raises(StepNotAllowed):
        exit_case(Story.open().case, times=TIMES, at=noon("2026-04-20"))


def test_nobody_exits_while_support_is_owed() -> None:
    story = refused("2026-04-13")
    received(story, sent(story), "2026-04-14")
    last_day = story.due("CLK-EXIT-NRG")
    assert last_day is not None
    with pytest.raises(ExitPeriodRunning) as running:
        exit_case(story.case, times=TIMES, at=noon(last_day))
    assert running.value.until == last_day
    story.then(exit_case(story.case, times=TIMES, at=noon("2026-06-01")))
    assert story.is_at(Stage.EXITED)


def test_after_an_exit_the_time_to_ask_for_a_reconsideration_runs_on() -> None:
    story = refused("2026-04-13")
    received(story, sent(story), "2026-04-14")
    story.then(exit_case(story.case, times=TIMES, at=noon("2026-05-08")))
    assert story.open_rules() == {"CLK-RECON-30"}


def test_a_corrected_day_of_receipt_picks_the_version_of_that_day() -> None:
    story = Story.open("2026-04-01")
    clock = clock_of(story.case, "CLK-RG")
    clock.policy_version = "PV-SG1"
    correct(story, "2026-03-25")
    assert clock.selected_on == date(2026, 3, 25)
    assert clock.policy_version == TIMES.rule_of(clock).policy_version == "PV-LEGACY"


def test_a_day_before_the_calendars_begin_is_refused_before_anything_changes() -> None:
    story = Story.open("2026-04-01")
    with pytest.raises(CalendarHorizon):
        correct(story, "1999-03-25")
    assert story.case.received_on == date(2026, 4, 1)


def test_nobody_exits_whose_time_has_not_begun_as_nobody_knows_of_the_letter() -> None:
    story = refused("2026-04-10")
    letter = sent(story)
    with pytest.raises(ReceiptUnknown):
        exit_case(story.case, times=TIMES, at=noon("2026-06-01"))
    received(story, letter, "2026-04-13")
    story.then(exit_case(story.case, times=TIMES, at=noon("2026-06-01")))


def test_no_receipt_is_awaited_where_no_time_is_counted_from_it() -> None:
    disqualified = concluded("2026-06-01")
    disqualified.case.disqualification = Disqualification.IMPOSED
    for story in (disqualified, concluded("2026-06-01", nation="scotland"), refused("2019-06-03")):
        assert "CaseClosed" in [
            type(each).__name__ for each in exit_case(story.case, times=TIMES, at=noon("2026-06-01"))
        ]
