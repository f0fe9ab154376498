"""Revoking a positive conclusive grounds decision: the person is heard, and two people decide."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from tests.decision.builders import ANOTHER, CASEWORKER, REVIEWER, TIMES, noon
from tests.decision.conclusive_builders import a_conclusive_ruling
from tests.decision.histories import Story

from contracts.decision import CgDecided
from decision.domain import conclusive_grounds
from decision.domain.decisions import DecisionState, Outcome, ReasonsMissing, Review, ReviewerIsAuthor
from decision.domain.reconsideration import Judgement
from decision.domain.reconsidering import decision_in_question
from decision.domain.revocation import (
    AnswerByIsPast,
    AnsweredOutsideTime,
    Consider,
    NothingToRevoke,
    Revocation,
    RevocationIsConsidered,
    RevocationState,
    StillTimeToAnswerRevocation,
    WrittenTo,
    consider,
    propose,
    represent,
    review,
)
from decision.domain.stages import Stage, StepNotAllowed

NEW = UUID(int=77)


def positive() -> Story:
    story = Story.awaiting_conclusive_grounds()
    story.then(conclusive_grounds.decide(story.case, a_conclusive_ruling(at=noon("2026-06-01")), times=TIMES))
    return story


def considering(**changes: Any) -> Consider:
    usual: dict[str, Any] = {
        "id": uuid4(),
        "written_to": WrittenTo.LAWYER,
        "answer_by": date(2026, 8, 14),
        "words": "Records from abroad contradict the account.",
        "by": ANOTHER,
        "at": noon("2026-08-03"),
    }
    return Consider(**(usual | changes))


def considered(story: Story) -> Revocation:
    revocation, events = consider(story.case, considering(), is_another_open=False)
    story.then(events)
    return revocation


def proposed(story: Story, *, is_to_be_revoked: bool = True) -> Revocation:
    revocation = considered(story)
    story.then(propose(story.case, revocation, judged("2026-08-17"), is_to_be_revoked=is_to_be_revoked))
    return revocation


def judged(day: str, words: str = "The records are genuine.") -> Judgement:
    return Judgement(words=words, by=CASEWORKER, at=noon(day))


def a_second_look(**changes: Any) -> Review:
    usual: dict[str, Any] = {"is_agreed": True, "reasons": "", "by": REVIEWER, "at": noon("2026-08-18")}
    return Review(**(usual | changes))


def looked_at(story: Story, revocation: Revocation, **changes: Any) -> list[str]:
    given = a_second_look(**changes)
    return story.then(review(story.case, revocation, given, new_decision_id=NEW, times=TIMES))


def test_revoked_a_negative_decision_by_two_people_takes_its_place() -> None:
    story = positive()
    story.then(
        story.case.start_clocks(
            ("CLK-MO45",), times=TIMES, on=date(2026, 7, 20), selected_on=date(2026, 6, 1)
        )
    )
    revocation = proposed(story)
    looked_at(story, revocation)
    first, second = story.case.decisions[-2:]
    assert (first.state, second.state, second.outcome) == (
        DecisionState.REVOKED,
        DecisionState.STANDS,
        Outcome.NEGATIVE,
    )
    assert (second.written_by, second.reviewed_by) == (CASEWORKER, REVIEWER)
    assert (revocation.state, revocation.new_decision_id) == (RevocationState.REVOKED, NEW)
    assert story.case.stage is Stage.CONCLUSIVE_GROUNDS_NEGATIVE
    told = [event for event in story.events if isinstance(event, CgDecided)][-1]
    assert (told.outcome, told.is_revocation) == ("negative", True)


def test_a_revocation_can_be_asked_to_be_looked_at_again_and_ends_the_move_on() -> None:
    story = positive()
    story.then(
        story.case.start_clocks(
            ("CLK-MO45",), times=TIMES, on=date(2026, 7, 20), selected_on=date(2026, 6, 1)
        )
    )
    looked_at(story, proposed(story))
    assert story.due("CLK-RECON-30") == date(2026, 9, 17)
    assert "CLK-MO45" not in story.open_rules()
    assert decision_in_question(story.case).id == NEW


def test_not_revoked_the_positive_decision_stands() -> None:
    story = positive()
    revocation = proposed(story, is_to_be_revoked=False)
    assert "CaseMoved" not in looked_at(story, revocation)
    assert revocation.state is RevocationState.NOT_REVOKED
    assert story.case.stage is Stage.CONCLUSIVE_GROUNDS_POSITIVE


def test_nothing_is_proposed_while_the_person_may_still_answer() -> None:
    story = positive()
    revocation = considered(story)
    with pytest.raises(StillTimeToAnswerRevocation):
        propose(story.case, revocation, judged("2026-08-14"), is_to_be_revoked=True)
    story.then(represent(story.case, revocation, date(2026, 8, 6), at=noon("2026-08-07")))
    story.then(propose(story.case, revocation, judged("2026-08-10"), is_to_be_revoked=True))
    assert revocation.state is RevocationState.PROPOSED


@pytest.mark.parametrize("received", ["2026-08-02", "2026-08-08"])
def test_an_answer_comes_after_the_letter_and_not_tomorrow(received: str) -> None:
    story = positive()
    revocation = considered(story)
    with pytest.raises(AnsweredOutsideTime):
        represent(story.case, revocation, date.fromisoformat(received), at=noon("2026-08-07"))


def test_whoever_proposes_does_not_decide() -> None:
    story = positive()
    revocation = proposed(story)
    with pytest.raises(ReviewerIsAuthor):
        looked_at(story, revocation, by=CASEWORKER)


def test_returned_with_reasons_it_is_proposed_again() -> None:
    story = positive()
    revocation = proposed(story)
    with pytest.raises(ReasonsMissing):
        looked_at(story, revocation, is_agreed=False)
    looked_at(story, revocation, is_agreed=False, reasons="Ask the lawyer once more.")
    assert revocation.state is RevocationState.CONSIDERED
    story.then(propose(story.case, revocation, judged("2026-08-20"), is_to_be_revoked=False))


def test_only_a_positive_conclusive_decision_can_be_revoked_one_consideration_at_a_time() -> None:
    with pytest.raises(StepNotAllowed):
        consider(Story.awaiting_conclusive_grounds().case, considering(), is_another_open=False)
    story = positive()
    with pytest.raises(RevocationIsConsidered):
        consider(story.case, considering(), is_another_open=True)
    with pytest.raises(AnswerByIsPast):
        consider(story.case, considering(answer_by=date(2026, 8, 3)), is_another_open=False)
    with pytest.raises(ReasonsMissing):
        consider(story.case, considering(words=" "), is_another_open=False)
    with pytest.raises(NothingToRevoke):
        looked_at(story, considered(story))
