"""Who looks again at a negative decision, and what comes of it (§8.6)."""

from datetime import date
from typing import Any

import pytest
from tests.decision.builders import ANOTHER, CASEWORKER, REVIEWER, TIMES, a_review, a_ruling, noon
from tests.decision.conclusive_builders import a_conclusive_review, a_conclusive_ruling
from tests.decision.histories import Story
from tests.decision.letter_builders import received, sent
from tests.decision.reconsideration_builders import (
    accepted,
    asked,
    conclusively_negative,
    judged,
    negative,
    stage_of,
)

from decision.domain import conclusive_grounds, conclusive_review, reasonable_grounds
from decision.domain.case import TakenBySomebodyElse
from decision.domain.decisions import DecisionState, Outcome
from decision.domain.notices import Recipient
from decision.domain.reconsideration import (
    Refusal,
    RequestNotOpen,
    RequestState,
    SomebodyElseMustDecide,
)
from decision.domain.reconsidered import PanelMustSeeIt, keep, reopen
from decision.domain.reconsidering import (
    accept,
    decision_in_question,
    refuse,
)
from decision.domain.serving import still_to_be_told
from decision.domain.stages import Stage


@pytest.mark.parametrize("person", [CASEWORKER, REVIEWER])
def test_nobody_looks_again_at_what_they_wrote_or_reviewed(person: Any) -> None:
    story = negative()
    made = asked(story, "2026-04-20")
    by = judged("2026-04-21", by=person)
    with pytest.raises(SomebodyElseMustDecide):
        accept(story.case, made, by, times=TIMES)
    with pytest.raises(SomebodyElseMustDecide):
        refuse(story.case, made, Refusal.NOTHING_NEW, by)
    story.then(accept(story.case, made, judged("2026-04-21"), times=TIMES))
    for act in (keep, reopen):
        with pytest.raises(SomebodyElseMustDecide):
            act(story.case, made, by, times=TIMES)
    assert made.state is RequestState.ACCEPTED


def test_a_request_somebody_has_taken_is_theirs_to_answer() -> None:
    story = negative()
    made = asked(story, "2026-04-20")
    story.case.taken_by = REVIEWER
    with pytest.raises(TakenBySomebodyElse):
        accept(story.case, made, judged("2026-04-21"), times=TIMES)


def test_accepted_and_kept_the_negative_decision_stands_as_before() -> None:
    story = negative()
    made = accepted(story, "2026-04-20", "2026-04-21")
    assert "CLK-RECON-DEC" in story.open_rules()
    story.then(keep(story.case, made, judged("2026-05-01"), times=TIMES))
    assert (made.state, story.case.stage) == (RequestState.KEPT, Stage.REASONABLE_GROUNDS_NEGATIVE)
    assert decision_in_question(story.case).written_by == CASEWORKER
    assert "CLK-RECON-DEC" not in story.open_rules()
    with pytest.raises(RequestNotOpen):
        keep(story.case, made, judged("2026-05-02"), times=TIMES)


def test_a_decision_kept_is_served_anew_and_its_way_out_counts_from_the_new_letter() -> None:
    story = negative("2026-04-13")
    first = sent(story, sent_on=date(2026, 4, 13))
    received(story, first, "2026-04-14")
    made = accepted(story, "2026-04-20", "2026-04-21")
    story.then(keep(story.case, made, judged("2026-05-01"), times=TIMES))
    decision = story.case.decisions[-1]
    assert Recipient.PERSON in {each.recipient for each in still_to_be_told(story.case, decision, [first])}
    received(story, first, "2026-04-15")
    assert "CLK-EXIT-NRG" not in story.open_rules()
    second = sent(story, sent_on=date(2026, 5, 1), at=noon("2026-05-01"))
    received(story, second, "2026-05-05", first)
    assert story.due("CLK-EXIT-NRG") == date(2026, 5, 18)
    received(story, second, "2026-05-06", first)
    assert story.due("CLK-EXIT-NRG") == date(2026, 5, 19)


def test_the_way_out_counts_anew_although_it_had_run_out_before_the_request() -> None:
    story = negative("2026-04-13")
    first = sent(story, sent_on=date(2026, 4, 13))
    received(story, first, "2026-04-14")
    story.sweep("2026-04-28")
    made = accepted(story, "2026-04-29", "2026-04-30")
    story.then(keep(story.case, made, judged("2026-05-01"), times=TIMES))
    second = sent(story, sent_on=date(2026, 5, 1), at=noon("2026-05-01"))
    received(story, second, "2026-05-05", first)
    assert story.due("CLK-EXIT-NRG") == date(2026, 5, 18)


def test_reopened_reasonable_grounds_are_decided_anew_by_somebody_else() -> None:
    story = negative()
    made = accepted(story, "2026-04-20", "2026-04-21")
    story.then(reopen(story.case, made, judged("2026-05-01"), times=TIMES))
    assert stage_of(story) is Stage.REASONABLE_GROUNDS_PENDING
    assert story.case.decisions[0].state is DecisionState.REOPENED
    assert (story.due("CLK-RG-AGAIN"), story.case.due_on) == (date(2026, 5, 11), date(2026, 5, 11))
    story.case.taken_by = None
    story.events.clear()
    for person in (CASEWORKER, REVIEWER):
        ruling = a_ruling(at=noon("2026-05-05"), by=person)
        with pytest.raises(SomebodyElseMustDecide):
            reasonable_grounds.decide(story.case, ruling, times=TIMES)
    ruling = a_ruling(at=noon("2026-05-05"), by=ANOTHER)
    reasonable_grounds.decide(story.case, ruling, times=TIMES)
    assert stage_of(story) is Stage.RECOVERY
    assert story.due("CLK-REC30") == date(2026, 6, 3)
    assert "CLK-RG-AGAIN" not in story.open_rules()


def test_reopened_conclusive_grounds_wait_for_a_decision_again() -> None:
    story = conclusively_negative()
    made = accepted(story, "2026-06-10", "2026-06-11")
    story.then(reopen(story.case, made, judged("2026-06-12"), times=TIMES))
    assert stage_of(story) is Stage.CONCLUSIVE_GROUNDS_PENDING
    assert "CLK-CG" in story.open_rules()
    assert story.case.due_on is not None
    ruling = a_conclusive_ruling(at=noon("2026-06-15"), by=ANOTHER)
    story.then(conclusive_grounds.decide(story.case, ruling, times=TIMES))
    assert stage_of(story) is Stage.CONCLUSIVE_GROUNDS_POSITIVE


def test_a_second_negative_starts_the_time_to_ask_afresh() -> None:
    story = negative()
    made = accepted(story, "2026-04-20", "2026-04-21")
    story.then(reopen(story.case, made, judged("2026-05-01"), times=TIMES))
    ruling = a_ruling(Outcome.NEGATIVE, at=noon("2026-05-05"), by=ANOTHER)
    story.then(reasonable_grounds.decide(story.case, ruling, times=TIMES))
    review = a_review(by=REVIEWER, at=noon("2026-05-06"))
    story.then(reasonable_grounds.review(story.case, review, times=TIMES)[1])
    assert story.due("CLK-RECON-30") == date(2026, 6, 5)
    assert asked(story, "2026-05-20").decision_id == ruling.decision_id


def test_when_panels_sat_a_second_negative_is_made_anew_and_goes_to_one() -> None:
    story = Story.awaiting_conclusive_grounds()
    ruling = a_conclusive_ruling(None)
    story.then(conclusive_grounds.decide(story.case, ruling, times=TIMES))
    story.then(conclusive_review.review(story.case, a_conclusive_review(), times=TIMES)[1])
    made = accepted(story, "2026-06-10", "2026-06-11")
    with pytest.raises(PanelMustSeeIt):
        keep(story.case, made, judged("2022-06-12"), times=TIMES)
    story.then(reopen(story.case, made, judged("2026-06-12"), times=TIMES))
    assert stage_of(story) is Stage.CONCLUSIVE_GROUNDS_PENDING
