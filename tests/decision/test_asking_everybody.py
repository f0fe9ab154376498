"""Asking everybody who knows the person: what is waited for, for how long, and what ends the wait."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from tests.decision.builders import CASEWORKER, TIMES, a_ruling, noon
from tests.decision.histories import Story

from clocks import CalendarHorizon
from decision.domain import reasonable_grounds
from decision.domain.asked_parties import AskedParty, How, Result, WhyNot
from decision.domain.contact_attempts import Attempt, NotAsked
from decision.domain.decisions import DecisionKind, Outcome
from decision.domain.information_requests import (
    Answer,
    AnswerComesThroughRefer,
    AnsweredAlready,
    DayNotGiven,
    DueTooEarly,
    InformationRequest,
    NothingToAskFor,
    NotYetHappened,
    Question,
    WordsMissing,
    answer,
    ask,
    hear_answer,
    log_attempt,
    reason_gap,
    stop_waiting,
)
from decision.domain.overlays import Whereabouts
from decision.domain.stages import Stage, StepNotAllowed
from decision.domain.whereabouts import Report, report

RG_INFO, CG_INFO = "CLK-RG-INFO", "CLK-CG-INFO"
POLICE, RESPONDER = AskedParty.POLICE, AskedParty.FIRST_RESPONDER


def a_question(party: AskedParty = POLICE, on: str = "2026-04-01", **changes: Any) -> Question:
    usual: dict[str, Any] = {"id": uuid4(), "words": "Which dates?", "by": CASEWORKER, "at": noon(on)}
    return Question(party=party, **(usual | changes))


def an_answer(on: str = "2026-04-02", **changes: Any) -> Answer:
    usual: dict[str, Any] = {"words": "In May.", "received_on": date.fromisoformat(on), "by": CASEWORKER}
    return Answer(**({"at": noon(on)} | usual | changes))


def asked(
    story: Story, party: AskedParty = POLICE, on: str = "2026-04-01", **changes: Any
) -> InformationRequest:
    request, events = ask(story.case, a_question(party, on, **changes), times=TIMES)
    story.then(events)
    return request


@pytest.mark.parametrize(
    ("on", "due"),
    [
        ("2026-04-01", "2026-04-07"),  # Wednesday before Easter: Thursday, then Tuesday
        ("2026-04-08", "2026-04-10"),  # Wednesday: Friday
    ],
)
def test_before_reasonable_grounds_they_have_two_working_days(on: str, due: str) -> None:
    story = Story.open()
    assert asked(story, on=on).due_on == date.fromisoformat(due)
    assert story.due(RG_INFO) == date.fromisoformat(due)


def test_before_conclusive_grounds_they_have_fourteen_days() -> None:
    story = Story.awaiting_conclusive_grounds()
    request = asked(story, on="2026-05-11")
    assert (request.due_on, request.before) == (date(2026, 5, 25), DecisionKind.CONCLUSIVE_GROUNDS)
    assert story.due(CG_INFO) == date(2026, 5, 25)
    assert story.is_at(Stage.CONCLUSIVE_GROUNDS_PENDING)


def test_a_request_has_a_clock_of_its_own() -> None:
    story = Story.open()
    first, second = asked(story), asked(story, AskedParty.GUARDIAN)
    story.then(answer(story.case, first, an_answer()))
    assert {clock.id for clock in story.case.open_clocks(RG_INFO)} == {second.clock_id}


def test_more_time_may_be_given_than_the_rule_gives_and_never_less() -> None:
    story = Story.open()
    request = asked(story, due_on=date(2026, 4, 20))
    assert story.due(RG_INFO) == request.due_on == date(2026, 4, 20)
    with pytest.raises(DueTooEarly) as refused:
        asked(story, due_on=date(2026, 4, 6))
    assert refused.value.earliest == date(2026, 4, 7)


def test_where_no_rule_says_how_long_somebody_must() -> None:
    story = Story.open("2021-03-01")
    story.then(reasonable_grounds.decide(story.case, a_ruling(at=noon("2021-03-05")), times=TIMES))
    with pytest.raises(DayNotGiven):
        asked(story, on="2021-03-08")
    request = asked(story, on="2021-03-08", due_on=date(2021, 3, 20))
    assert request.clock_id is None
    assert not story.case.open_clocks(CG_INFO)


def test_asking_before_reasonable_grounds_waits_while_the_target_runs_on() -> None:
    story = Story.open()
    target = story.due("CLK-RG")
    asked(story)
    assert story.is_at(Stage.REASONABLE_GROUNDS_MORE_INFORMATION)
    assert story.due("CLK-RG") == story.case.due_on == target
    assert story.case.open_clocks("CLK-RG")


def test_the_case_goes_on_when_the_last_answer_has_come() -> None:
    story = Story.open()
    first, second = asked(story), asked(story, RESPONDER)
    story.then(answer(story.case, first, an_answer()))
    assert story.is_at(Stage.REASONABLE_GROUNDS_MORE_INFORMATION)
    assert story.then(hear_answer(story.case, second, at=noon("2026-04-02")))[-1] == "CaseMoved"
    assert story.is_at(Stage.REASONABLE_GROUNDS_PENDING)
    assert not story.case.open_clocks(RG_INFO)


def test_the_case_goes_on_by_itself_once_every_day_has_gone_by() -> None:
    story = Story.open()
    asked(story)
    asked(story, RESPONDER, due_on=date(2026, 4, 9))
    assert "ClockWarned" in story.sweep("2026-04-02")
    story.sweep("2026-04-08")
    assert story.is_at(Stage.REASONABLE_GROUNDS_MORE_INFORMATION)
    assert "CaseMoved" in story.sweep("2026-04-10")
    assert story.is_at(Stage.REASONABLE_GROUNDS_PENDING)


def test_while_the_person_is_missing_the_answer_is_waited_for_longer() -> None:
    story = Story.open()
    said = Report(
        whereabouts=Whereabouts.MISSING, since_on=date(2026, 4, 1), by=CASEWORKER, at=noon("2026-04-01")
    )
    story.then(report(story.case, said, times=TIMES))
    asked(story)
    story.sweep("2026-04-20")
    assert story.is_at(Stage.REASONABLE_GROUNDS_MORE_INFORMATION)


def test_somebody_can_stop_waiting_and_a_late_answer_still_counts() -> None:
    story = Story.open()
    request = asked(story)
    told = story.then(stop_waiting(story.case, on=date(2026, 4, 2)))
    assert told == ["WaitingStopped", "CaseMoved", "ClockEnded"]
    assert story.then(answer(story.case, request, an_answer("2026-04-20"))) == ["PartyAnswered"]


def test_nobody_stops_waiting_for_nothing() -> None:
    with pytest.raises(StepNotAllowed):
        stop_waiting(Story.open().case, on=date(2026, 4, 2))


def test_a_positive_decision_need_not_wait_and_a_negative_one_must() -> None:
    story = Story.open()
    asked(story)
    before = story.case.stage
    with pytest.raises(StepNotAllowed):
        reasonable_grounds.decide(story.case, a_ruling(Outcome.NEGATIVE), times=TIMES)
    assert story.case.stage is before
    told = story.then(reasonable_grounds.decide(story.case, a_ruling(at=noon("2026-04-02")), times=TIMES))
    assert told.index("WaitingStopped") < told.index("RgDecided")
    assert story.is_at(Stage.RECOVERY)
    assert not story.case.open_clocks(RG_INFO)


def test_only_what_the_first_responder_is_asked_is_announced() -> None:
    story = Story.open()
    for party, is_announced in ((POLICE, False), (RESPONDER, True)):
        _, events = ask(story.case, a_question(party), times=TIMES)
        assert any(event.name == "nrm.decision.information_requested.v1" for event in events) is is_announced
        assert "Which dates" not in str([event.model_dump() for event in events])


def test_a_first_responder_answers_in_their_own_portal() -> None:
    story = Story.open()
    with pytest.raises(AnswerComesThroughRefer):
        answer(story.case, asked(story, RESPONDER), an_answer())


@pytest.mark.parametrize(
    ("given", "refused"),
    [
        (an_answer(words=" "), WordsMissing),
        (an_answer(received_on=date(2026, 4, 3)), NotYetHappened),
        (an_answer(received_on=date(2026, 3, 31)), NotYetHappened),
    ],
)
def test_an_answer_says_something_and_came_after_the_question(
    given: Answer, refused: type[Exception]
) -> None:
    story = Story.open()
    with pytest.raises(refused):
        answer(story.case, asked(story), given)


def test_an_answer_is_written_down_once() -> None:
    story = Story.open()
    done = InformationRequest(**(vars(asked(story)) | {"answered_at": noon("2026-04-02")}))
    with pytest.raises(AnsweredAlready):
        answer(story.case, done, an_answer())


def test_when_nothing_is_to_be_decided_nobody_is_asked() -> None:
    story = Story.negative()
    with pytest.raises(NothingToAskFor):
        ask(story.case, a_question(), times=TIMES)
    with pytest.raises(NothingToAskFor):
        log_attempt(story.case, an_attempt(story))


def an_attempt(story: Story, **changes: Any) -> Attempt:
    usual: dict[str, Any] = {
        "id": uuid4(),
        "case_id": story.case.id,
        "party": POLICE,
        "before": DecisionKind.REASONABLE_GROUNDS,
        "how": How.PHONE,
        "tried_on": date(2026, 4, 1),
        "result": Result.NOT_REACHED,
        "who": "The desk at Sample Road",
        "note": "",
        "logged_by": CASEWORKER,
        "logged_at": noon("2026-04-01"),
    }
    return Attempt(**(usual | changes))


def test_an_attempt_says_who_was_tried_and_when_and_moves_nothing() -> None:
    story = Story.open()
    assert story.then(log_attempt(story.case, an_attempt(story))) == ["ContactAttempted"]
    with pytest.raises(NotYetHappened):
        log_attempt(story.case, an_attempt(story, tried_on=date(2026, 4, 2)))
    with pytest.raises(WordsMissing):
        log_attempt(story.case, an_attempt(story, who=" "))


@pytest.mark.parametrize(
    ("party", "why", "words", "is_taken"),
    [
        (POLICE, WhyNot.NOT_INVOLVED, "", True),
        (POLICE, WhyNot.OTHER, "", False),
        (POLICE, WhyNot.OTHER, "It would put them at risk.", True),
        (RESPONDER, WhyNot.NOT_INVOLVED, "", False),
    ],
)
def test_why_somebody_is_not_asked_is_put_in_words(
    party: AskedParty, why: WhyNot, words: str, is_taken: bool
) -> None:
    story = Story.open()
    said = NotAsked(
        id=uuid4(),
        case_id=story.case.id,
        party=party,
        before=DecisionKind.REASONABLE_GROUNDS,
        why=why,
        words=words,
        said_by=CASEWORKER,
        said_at=noon("2026-04-01"),
    )
    if is_taken:
        assert story.then(reason_gap(story.case, said)) == ["ReasonNotAsked"]
    else:
        with pytest.raises(WordsMissing):
            reason_gap(story.case, said)


def test_who_is_given_longer_is_reminded_before_that_day() -> None:
    story = Story.open()
    asked(story, AskedParty.POLICE, due_on=date(2026, 5, 29))
    (clock,) = story.case.open_clocks("CLK-RG-INFO")
    assert (clock.due_on, clock.warn_on) == (date(2026, 5, 29), date(2026, 5, 28))
    assert "ClockWarned" in story.sweep("2026-05-28")


def test_a_day_beyond_the_calendars_is_refused_before_anything_is_asked() -> None:
    story = Story.open()
    with pytest.raises(CalendarHorizon):
        asked(story, AskedParty.POLICE, due_on=date(2031, 5, 29))
    assert story.is_at(Stage.REASONABLE_GROUNDS_PENDING)
    assert "CLK-RG-INFO" not in story.open_rules()
