"""Reconsideration by era: who may ask, until when, once for each point, by whom it is decided (§8.6)."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from tests.decision.builders import CASEWORKER, TIMES, clock_of, noon
from tests.decision.conclusive_builders import a_conclusive_ruling
from tests.decision.histories import Story
from tests.decision.letter_builders import received, sent
from tests.decision.reconsideration_builders import (
    accepted,
    asked,
    asking,
    conclusively_negative,
    judged,
    negative,
    stage_of,
)

from decision.domain import conclusive_grounds
from decision.domain.clocks import ClockState, ExtensionNotLater
from decision.domain.closing import exit_case
from decision.domain.decisions import ReasonsMissing
from decision.domain.delay import Asker
from decision.domain.reconsideration import (
    Ground,
    Point,
    Refusal,
    RequestState,
    Timing,
)
from decision.domain.reconsideration_extension import Extension, NoWindow, extend
from decision.domain.reconsideration_window import deadlines, window_of
from decision.domain.reconsidered import reopen
from decision.domain.reconsidering import (
    EvidenceNotEnclosed,
    MayNotAsk,
    NotAfterTheDecision,
    NothingToReconsider,
    OnlyACourt,
    PointNeeded,
    PointRaisedBefore,
    RefusalDoesNotFit,
    RequestIsLate,
    accept,
    decision_in_question,
    refuse,
    request,
)
from decision.domain.stages import Stage, StepNotAllowed


@pytest.mark.parametrize(
    ("decided", "received", "ground", "timing"),
    [
        pytest.param("2019-06-03", "2026-01-05", Ground.NEW_EVIDENCE, Timing.NO_LIMIT, id="before guidance"),
        pytest.param("2022-01-31", "2022-04-30", Ground.GUIDANCE, Timing.IN_TIME, id="three months"),
        pytest.param("2022-01-31", "2022-05-03", Ground.GUIDANCE, Timing.IN_GRACE, id="after a bank holiday"),
        pytest.param("2022-01-31", "2022-05-04", Ground.GUIDANCE, Timing.LATE, id="three months over"),
        pytest.param("2022-01-31", "2025-05-04", Ground.NEW_EVIDENCE, Timing.NO_LIMIT, id="evidence: none"),
        pytest.param("2024-02-12", "2024-03-12", Ground.GUIDANCE, Timing.IN_TIME, id="one month"),
        pytest.param("2024-02-12", "2024-03-13", Ground.NEW_EVIDENCE, Timing.LATE, id="one month over"),
        pytest.param("2026-12-24", "2027-01-25", Ground.NEW_EVIDENCE, Timing.IN_GRACE, id="grace to Monday"),
        pytest.param("2026-12-24", "2027-01-26", Ground.NEW_EVIDENCE, Timing.LATE, id="after the grace"),
    ],
)
def test_the_day_of_the_decision_says_until_when_it_may_be_asked_for(
    decided: str, received: str, ground: Ground, timing: Timing
) -> None:
    point = Point.PEOPLE_ASKED if ground is Ground.GUIDANCE else None
    made = asked(negative(decided), received, ground=ground, point=point, asked_by=Asker.FIRST_RESPONDER)
    assert made.timing is timing


def test_grace_is_recorded_with_the_day_until_which_a_request_was_taken() -> None:
    made = asked(negative("2026-12-24"), "2027-01-25")
    assert (made.timing, made.accepted_until) == (Timing.IN_GRACE, date(2027, 1, 25))


def test_before_the_first_guidance_only_two_could_ask() -> None:
    story = negative("2019-06-03")
    with pytest.raises(MayNotAsk):
        asked(story, "2019-07-01", asked_by=Asker.PERSON)
    assert asked(story, "2019-07-01", asked_by=Asker.SUPPORT_PROVIDER).state is RequestState.REQUESTED


@pytest.mark.parametrize("asker", Asker)
def test_today_nobody_is_turned_away_for_who_they_are(asker: Asker) -> None:
    assert asked(negative(), "2026-04-20", asked_by=asker).timing is Timing.IN_TIME


def test_to_ask_leaves_the_case_to_somebody_else_and_starts_nine_days_to_answer() -> None:
    story = negative()
    story.case.taken_by = CASEWORKER
    story.events.clear()
    made, _ = request(story.case, asking("2026-04-20"), earlier=(), times=TIMES)
    assert (made.state, story.case.stage) == (RequestState.REQUESTED, Stage.RECONSIDERATION_REQUESTED)
    assert story.case.taken_by is None
    assert (story.case.due("CLK-RECON-ACK"), story.case.due_on) == (date(2026, 4, 29), date(2026, 4, 29))
    assert clock_of(story.case, "CLK-RECON-30").state is ClockState.ENDED


def exit_clock(story: Story, received: str) -> str:
    """The exit period, as it starts when the letter has come."""
    rule = "CLK-EXIT-NRG" if story.case.stage is Stage.REASONABLE_GROUNDS_NEGATIVE else "CLK-EXIT-NCG"
    decided_on = decision_in_question(story.case).decided_on
    started = story.case.start_clocks(
        (rule,), times=TIMES, on=date.fromisoformat(received), selected_on=decided_on
    )
    story.then(started)
    return rule


@pytest.mark.parametrize("story", [negative(), conclusively_negative()], ids=["rg", "cg"])
def test_to_ask_never_changes_an_exit_date_and_acceptance_always_removes_it(story: Story) -> None:
    rule = exit_clock(story, "2026-06-02")
    before = story.due(rule)
    made = asked(story, "2026-06-03", **_late_but_extended(story, "2026-06-03"))
    assert story.due(rule) == before is not None
    story.then(accept(story.case, made, judged("2026-06-04"), times=TIMES))
    assert rule not in story.open_rules()
    assert {clock.cause for clock in story.case.clocks if clock.rule == rule} == {"recon.accepted"}


def _late_but_extended(story: Story, until: str) -> dict[str, Any]:
    if story.case.stage is Stage.REASONABLE_GROUNDS_NEGATIVE:
        story.then(extend(story.case, extension(until), None, times=TIMES))
    return {}


def extension(until: str, **changes: Any) -> Extension:
    usual: dict[str, Any] = {
        "id": uuid4(),
        "ground": Ground.NEW_EVIDENCE,
        "until": date.fromisoformat(until),
        "words": "In hospital until last week.",
        "by": CASEWORKER,
        "at": noon("2026-05-01"),
    }
    return Extension(**(usual | changes))


def test_a_refusal_says_why_and_leaves_the_exit_date_alone() -> None:
    story = negative()
    rule = exit_clock(story, "2026-04-15")
    before = story.due(rule)
    made = asked(story, "2026-04-20")
    with pytest.raises(ReasonsMissing):
        refuse(story.case, made, Refusal.NOTHING_NEW, judged("2026-04-21", words=" "))
    story.then(refuse(story.case, made, Refusal.NOTHING_NEW, judged("2026-04-21")))
    assert (made.state, made.refusal) == (RequestState.REFUSED, Refusal.NOTHING_NEW)
    assert (story.case.stage, story.due(rule)) == (Stage.REASONABLE_GROUNDS_NEGATIVE, before)
    assert "CLK-RECON-ACK" not in story.open_rules()


def test_a_late_request_is_refused_unless_the_time_is_extended() -> None:
    story = negative()
    made = asked(story, "2026-05-20")
    assert made.timing.value == "late"
    with pytest.raises(RequestIsLate):
        accept(story.case, made, judged("2026-05-21"), times=TIMES)
    story.then(extend(story.case, extension("2026-05-20", at=noon("2026-05-21")), made, times=TIMES))
    assert made.timing.value == "extended"
    story.then(accept(story.case, made, judged("2026-05-22"), times=TIMES))
    assert made.state is RequestState.ACCEPTED


def test_an_extension_that_does_not_reach_the_request_leaves_it_late() -> None:
    story = negative()
    made = asked(story, "2026-05-20")
    story.then(extend(story.case, extension("2026-05-18", at=noon("2026-05-21")), made, times=TIMES))
    assert made.timing is Timing.LATE
    story.then(refuse(story.case, made, Refusal.LATE, judged("2026-05-22")))
    assert made.refusal is Refusal.LATE


def test_the_time_is_extended_only_to_a_later_day_with_reasons_and_where_there_is_a_limit() -> None:
    story = negative()
    with pytest.raises(ReasonsMissing):
        extend(story.case, extension("2026-06-01", words=""), None, times=TIMES)
    with pytest.raises(ExtensionNotLater):
        extend(story.case, extension("2026-05-13"), None, times=TIMES)
    with pytest.raises(NoWindow):
        extend(negative("2022-01-31").case, extension("2026-06-01"), None, times=TIMES)


def left() -> Story:
    story = negative()
    received(story, sent(story), "2026-04-13")
    story.then(exit_case(story.case, times=TIMES, at=noon("2026-04-30")))
    return story


def test_somebody_who_has_left_can_ask_and_comes_back_only_if_it_is_accepted() -> None:
    story = left()
    made = asked(story, "2026-05-05")
    story.then(refuse(story.case, made, Refusal.NOTHING_NEW, judged("2026-05-06")))
    assert story.case.stage is Stage.EXITED

    story = left()
    made = accepted(story, "2026-05-05", "2026-05-06")
    story.then(reopen(story.case, made, judged("2026-05-07"), times=TIMES))
    assert stage_of(story) is Stage.REASONABLE_GROUNDS_PENDING


def test_since_september_2025_removal_to_a_state_of_both_conventions_leaves_only_a_court() -> None:
    story = negative()
    made = asked(story, "2026-04-20", is_removal_intended=True)
    assert made.is_excluded
    assert "CLK-RECON-X" in story.open_rules()
    with pytest.raises(OnlyACourt):
        accept(story.case, made, judged("2026-04-21"), times=TIMES)
    with pytest.raises(RefusalDoesNotFit):
        refuse(story.case, made, Refusal.NOTHING_NEW, judged("2026-04-21"))
    story.then(refuse(story.case, made, Refusal.COURT_ONLY, judged("2026-04-21")))
    assert "CLK-RECON-X" not in story.open_rules()


def test_before_that_day_intended_removal_excluded_nobody() -> None:
    made = asked(negative("2025-09-01"), "2025-09-16", is_removal_intended=True)
    assert not made.is_excluded


def test_each_point_is_raised_once_where_the_rules_of_2020_hold() -> None:
    story = negative("2022-01-31")
    first = asked(story, "2022-02-10", ground=Ground.GUIDANCE, point=Point.PEOPLE_ASKED)
    story.then(refuse(story.case, first, Refusal.GUIDANCE_FOLLOWED, judged("2022-02-15")))
    with pytest.raises(PointRaisedBefore):
        asked(story, "2022-03-01", ground=Ground.GUIDANCE, point=Point.PEOPLE_ASKED, earlier=[first])
    second = asked(story, "2022-03-01", ground=Ground.GUIDANCE, point=Point.TIME_GIVEN, earlier=[first])
    assert second.timing is Timing.IN_TIME


def test_today_a_point_can_be_raised_again() -> None:
    story = negative()
    first = asked(story, "2026-04-20", ground=Ground.GUIDANCE, point=Point.PEOPLE_ASKED)
    story.then(refuse(story.case, first, Refusal.GUIDANCE_FOLLOWED, judged("2026-04-22")))
    again = asked(story, "2026-04-27", ground=Ground.GUIDANCE, point=Point.PEOPLE_ASKED, earlier=[first])
    assert again.timing is Timing.IN_TIME


def test_in_2024_new_evidence_had_to_come_with_the_request() -> None:
    story = negative("2024-03-01")
    made = asked(story, "2024-03-20", is_evidence_enclosed=False)
    with pytest.raises(EvidenceNotEnclosed):
        accept(story.case, made, judged("2024-03-21"), times=TIMES)
    story.then(refuse(story.case, made, Refusal.EVIDENCE_NOT_ENCLOSED, judged("2024-03-21")))
    assert made.state is RequestState.REFUSED


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"words": "  "}, ReasonsMissing),
        ({"received_on": date(2026, 4, 12)}, NotAfterTheDecision),
        ({"received_on": date(2026, 4, 21)}, NotAfterTheDecision),
        ({"ground": Ground.GUIDANCE}, PointNeeded),
        ({"point": Point.TIME_GIVEN}, PointNeeded),
    ],
)
def test_a_request_that_says_too_little_changes_nothing(
    changes: dict[str, Any], refused: type[Exception]
) -> None:
    story = negative()
    with pytest.raises(refused):
        asked(story, "2026-04-20", **changes)
    assert story.case.stage is Stage.REASONABLE_GROUNDS_NEGATIVE


def test_only_a_negative_decision_can_be_asked_about() -> None:
    with pytest.raises(StepNotAllowed):
        asked(Story.in_recovery(), "2026-04-20")
    story = Story.awaiting_conclusive_grounds()
    story.then(conclusive_grounds.decide(story.case, a_conclusive_ruling(), times=TIMES))
    received(story, sent(story, sent_on=date(2026, 6, 1), at=noon("2026-06-01")), "2026-06-02")
    story.then(exit_case(story.case, times=TIMES, at=noon("2026-09-01")))
    with pytest.raises(NothingToReconsider):
        asked(story, "2026-09-02")


@pytest.mark.parametrize(
    ("served", "last_day", "is_slow"),
    [("2026-04-16", date(2026, 5, 16), False), ("2026-04-17", date(2026, 5, 17), True)],
)
def test_a_letter_more_than_three_days_after_the_decision_is_pointed_out(
    served: str, last_day: date, is_slow: bool
) -> None:
    story = negative()
    window = window_of(story.case, decision_in_question(story.case), Ground.NEW_EVIDENCE)
    assert window is not None
    shown = deadlines(window, served_on=date.fromisoformat(served), times=TIMES)
    assert shown is not None
    assert (shown.by_decision, shown.by_service, shown.is_service_slow) == (
        date(2026, 5, 13),
        last_day,
        is_slow,
    )
