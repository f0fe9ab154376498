"""Disqualification: notice, representations, weighing, a second person, and what it ends."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from tests.decision.builders import ANOTHER, CASEWORKER, REVIEWER, TIMES, a_ruling, clock_of, noon
from tests.decision.conclusive_builders import a_conclusive_ruling
from tests.decision.histories import Story

from contracts.decision import DisqualificationDecided
from decision.domain import conclusive_grounds, reasonable_grounds
from decision.domain.clocks import ClockState, ExtensionNotLater
from decision.domain.closing import CaseIsClosed, close_in_error
from decision.domain.decisions import ReasonsMissing, Review, ReviewerIsAuthor
from decision.domain.disqualification import (
    Assessment,
    DisqualificationGround,
    DisqualificationProposal,
    DisqualificationState,
    Notice,
)
from decision.domain.disqualified import quash, review
from decision.domain.disqualifying import (
    NoPositiveDecision,
    NoSuchPower,
    NothingConsidered,
    RepresentedInTheFuture,
    RetraffickingNotWeighed,
    StillTimeToRepresent,
    assess,
    extend,
    notify,
    represent,
)
from decision.domain.overlays import ChangeNotAllowed, Disqualification
from decision.domain.reconsideration import Judgement
from decision.domain.stages import CLOSED, Stage


def notice(day: str = "2026-04-20") -> Notice:
    return Notice(
        id=uuid4(),
        ground=DisqualificationGround.FOREIGN_CRIMINAL,
        words="Sentenced to fourteen months.",
        by=CASEWORKER,
        at=noon(day),
    )


def considered(story: Story, day: str = "2026-04-20") -> DisqualificationProposal:
    proposal, events = notify(story.case, notice(day), times=TIMES)
    story.then(events)
    return proposal


def represented(story: Story, day: str = "2026-04-27") -> DisqualificationProposal:
    proposal = considered(story)
    received = date.fromisoformat(day)
    story.then(represent(story.case, proposal, received, at=noon(day), times=TIMES))
    return proposal


def weighing(day: str = "2026-04-28", **changes: Any) -> Assessment:
    usual: dict[str, Any] = {
        "is_imposed": True,
        "threat": "High, and recent.",
        "recovery_need": "Can be met in custody.",
        "retrafficking_risk": "Low.",
        "weighing": "The threat outweighs the need.",
        "by": CASEWORKER,
        "at": noon(day),
    }
    return Assessment(**(usual | changes))


def assessed(story: Story, **changes: Any) -> DisqualificationProposal:
    proposal = represented(story)
    story.then(assess(story.case, proposal, weighing(**changes), times=TIMES))
    return proposal


def a_second_look(day: str = "2026-04-29", **changes: Any) -> Review:
    usual: dict[str, Any] = {"is_agreed": True, "reasons": "", "by": REVIEWER, "at": noon(day)}
    return Review(**(usual | changes))


def imposed(story: Story) -> DisqualificationProposal:
    proposal = assessed(story)
    story.then(review(story.case, proposal, a_second_look(), times=TIMES))
    return proposal


def judged(day: str, words: str = "The High Court has said so.") -> Judgement:
    return Judgement(words=words, by=ANOTHER, at=noon(day))


def test_a_notice_gives_ten_working_days_to_answer() -> None:
    story = Story.in_recovery()
    proposal = considered(story)
    assert story.due("CLK-POD-REPS") == date(2026, 5, 5)  # 4 May is a bank holiday
    assert (proposal.state, story.case.disqualification) == (
        DisqualificationState.NOTIFIED,
        Disqualification.MINDED_TO,
    )
    assert story.case.stage is Stage.RECOVERY


def test_protection_that_was_never_given_is_not_taken_away() -> None:
    with pytest.raises(NoPositiveDecision):
        notify(Story.open().case, notice("2026-04-02"), times=TIMES)
    with pytest.raises(NoPositiveDecision):
        notify(Story.negative().case, notice(), times=TIMES)


def test_before_the_act_of_2022_there_was_no_such_power() -> None:
    story = Story.open(on="2022-04-01")
    story.then(reasonable_grounds.decide(story.case, a_ruling(at=noon("2022-04-08")), times=TIMES))
    with pytest.raises(NoSuchPower):
        notify(story.case, notice("2023-01-29"), times=TIMES)


def test_a_closed_case_and_one_already_considered_are_left_alone() -> None:
    story = Story.in_recovery()
    imposed(story)
    with pytest.raises(ChangeNotAllowed):
        notify(story.case, notice("2026-05-20"), times=TIMES)
    closed = Story.in_recovery()
    closed.then(close_in_error(closed.case, at=noon("2026-04-15")))
    with pytest.raises(CaseIsClosed):
        notify(closed.case, notice(), times=TIMES)


def test_nothing_is_weighed_while_the_person_may_still_answer() -> None:
    story = Story.in_recovery()
    proposal = considered(story)
    with pytest.raises(StillTimeToRepresent):
        assess(story.case, proposal, weighing("2026-05-05"), times=TIMES)
    story.then(assess(story.case, proposal, weighing("2026-05-06"), times=TIMES))
    assert proposal.state is DisqualificationState.ASSESSED
    assert "CLK-POD-REPS" not in story.open_rules()


def test_representations_end_the_waiting_and_late_ones_are_read_as_well() -> None:
    story = Story.in_recovery()
    proposal = represented(story)
    assert (proposal.represented_on, proposal.is_representation_late) == (date(2026, 4, 27), False)
    assert clock_of(story.case, "CLK-POD-REPS").cause == "disq.represented"
    story = Story.in_recovery()
    proposal = represented(story, "2026-05-06")
    assert proposal.is_representation_late


@pytest.mark.parametrize("received", ["2026-04-19", "2026-04-28"])
def test_representations_come_after_the_notice_and_not_tomorrow(received: str) -> None:
    story = Story.in_recovery()
    proposal = considered(story)
    with pytest.raises(RepresentedInTheFuture):
        represent(story.case, proposal, date.fromisoformat(received), at=noon("2026-04-27"), times=TIMES)


def test_more_time_is_given_in_exceptional_circumstances_and_only_later() -> None:
    story = Story.in_recovery()
    proposal = considered(story)
    with pytest.raises(ReasonsMissing):
        extend(story.case, proposal, date(2026, 5, 20), judged("2026-04-30", " "), times=TIMES)
    with pytest.raises(ExtensionNotLater):
        extend(story.case, proposal, date(2026, 5, 5), judged("2026-04-30"), times=TIMES)
    story.then(extend(story.case, proposal, date(2026, 5, 20), judged("2026-04-30"), times=TIMES))
    assert (story.due("CLK-POD-REPS"), story.case.disqualification) == (
        date(2026, 5, 20),
        Disqualification.REPRESENTATIONS_EXTENDED,
    )
    story.then(extend(story.case, proposal, date(2026, 5, 28), judged("2026-05-10"), times=TIMES))
    with pytest.raises(StillTimeToRepresent):
        assess(story.case, proposal, weighing("2026-05-28"), times=TIMES)


@pytest.mark.parametrize("left_out", ["threat", "recovery_need", "weighing"])
def test_every_consideration_is_said_before_anything_is_proposed(left_out: str) -> None:
    story = Story.in_recovery()
    proposal = represented(story)
    with pytest.raises(ReasonsMissing):
        assess(story.case, proposal, weighing(**{left_out: "  "}), times=TIMES)


def test_the_risk_of_being_trafficked_again_is_weighed_since_january_2024() -> None:
    story = Story.in_recovery()
    proposal = represented(story)
    with pytest.raises(RetraffickingNotWeighed):
        assess(story.case, proposal, weighing(retrafficking_risk=""), times=TIMES)
    older = Story.open(on="2023-11-01")
    older.then(reasonable_grounds.decide(older.case, a_ruling(at=noon("2023-11-08")), times=TIMES))
    proposal = considered(older, "2023-12-01")
    older.then(assess(older.case, proposal, weighing("2024-01-05", retrafficking_risk=""), times=TIMES))
    assert proposal.has_weighed_retrafficking is False


def test_whoever_weighed_it_does_not_decide_it() -> None:
    story = Story.in_recovery()
    proposal = assessed(story)
    with pytest.raises(ReviewerIsAuthor):
        review(story.case, proposal, a_second_look(by=CASEWORKER), times=TIMES)


def test_returned_it_is_weighed_again() -> None:
    story = Story.in_recovery()
    proposal = assessed(story)
    with pytest.raises(ReasonsMissing):
        review(story.case, proposal, a_second_look(is_agreed=False), times=TIMES)
    returned = a_second_look(is_agreed=False, reasons="Say more of the need.")
    story.then(review(story.case, proposal, returned, times=TIMES))
    assert (proposal.state, proposal.assessed_by) == (DisqualificationState.NOTIFIED, None)
    story.then(assess(story.case, proposal, weighing("2026-05-01"), times=TIMES))


def test_imposed_it_ends_protection_at_once_and_leaves_the_case_open() -> None:
    story = Story.in_recovery()
    proposal = imposed(story)
    recovery = clock_of(story.case, "CLK-REC30")
    assert (recovery.state, recovery.ended_on, recovery.cause) == (
        ClockState.ENDED,
        date(2026, 4, 29),
        "disq.imposed",
    )
    assert {"CLK-EXIT-POD", "CLK-CG", "CLK-CG-MIN"} <= story.open_rules()
    assert (proposal.state, story.case.stage) == (DisqualificationState.IMPOSED, Stage.RECOVERY)
    assert story.case.stage not in CLOSED


def test_conclusive_grounds_are_decided_about_somebody_who_is_disqualified() -> None:
    story = Story.in_recovery()
    imposed(story)
    story.sweep("2026-05-10")
    story.then(conclusive_grounds.decide(story.case, a_conclusive_ruling(), times=TIMES))
    assert story.case.stage is Stage.CONCLUSIVE_GROUNDS_POSITIVE


def test_not_imposed_everything_is_as_before_and_it_can_be_considered_again() -> None:
    story = Story.in_recovery()
    proposal = assessed(story, is_imposed=False)
    story.then(review(story.case, proposal, a_second_look(), times=TIMES))
    assert proposal.state is DisqualificationState.NOT_IMPOSED
    assert "CLK-REC30" in story.open_rules()
    assert considered(story, "2026-05-20").state is DisqualificationState.NOTIFIED


def test_quashed_the_recovery_period_is_back_as_it_was() -> None:
    story = Story.in_recovery()
    before = story.due("CLK-REC30")
    proposal = imposed(story)
    story.then(quash(story.case, proposal, judged("2026-06-01"), times=TIMES))
    assert story.due("CLK-REC30") == before == date(2026, 5, 9)
    assert "CLK-EXIT-POD" not in story.open_rules()
    assert story.case.disqualification is Disqualification.QUASHED
    outcomes = [event.outcome for event in story.events if isinstance(event, DisqualificationDecided)]
    assert outcomes == ["imposed", "quashed"]
    with pytest.raises(NothingConsidered):
        quash(story.case, proposal, judged("2026-06-02"), times=TIMES)
