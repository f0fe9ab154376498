"""What is assessed, planned and asked of others before somebody leaves support."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from tests.care.leavers import moving_on
from tests.care.scenes import RULES, day, in_recovery, noon

from care.domain import leaving
from care.domain.move_on import (
    Kind,
    LeavingStep,
    MoveOnPlan,
    Result,
    ReturnCheck,
    StepAnswer,
    Topic,
    check_council,
    pilots_on,
)
from care.domain.needs import (
    Agreement,
    Answer,
    Need,
    NeedsAssessment,
    Recommendation,
    Submission,
    submit_assessment,
)
from care.domain.refusals import Refused
from care.domain.rulebook import Entry
from care.domain.support import SupportCase, SupportState
from care.domain.support_states import StepNotAllowed

S = SupportState


def an_assessment(case: SupportCase) -> NeedsAssessment:
    wanted = [Recommendation(Need.HEALTH, 6), Recommendation(Need.MONEY, 3)]
    sent = Submission(id=uuid4(), number=1, recommendations=wanted)
    return submit_assessment(case, sent, rules=RULES, at=noon("2025-04-10"))[0]


def test_ex_12_each_recommendation_is_decided_and_the_longest_agreed_is_the_new_end() -> None:
    case = moving_on()
    made = an_assessment(case)
    assert made.decision_due_on == date(2025, 4, 17)
    answers = {Need.HEALTH: Answer(Agreement.PARTLY_AGREED, 2), Need.MONEY: Answer(Agreement.NOT_AGREED)}
    made.decide(answers, at=noon("2025-04-15"))
    assert [each.months_agreed for each in made.recommendations] == [2, 0]
    assert made.until == date(2025, 7, 8)
    leaving.agree_more_support(case, made.until, at=noon("2025-04-15"))
    assert (case.state, case.support_end_on) == (S.EXTENDED, date(2025, 7, 8))


@pytest.mark.parametrize(
    "answers",
    [
        pytest.param({Need.HEALTH: Answer(Agreement.AGREED)}, id="one is not answered"),
        pytest.param(
            {Need.HEALTH: Answer(Agreement.PARTLY_AGREED), Need.MONEY: Answer(Agreement.AGREED)},
            id="partly, without a length",
        ),
    ],
)
def test_ex_12_no_recommendation_stays_without_an_answer(answers: dict[Need, Answer]) -> None:
    with pytest.raises(Refused):
        an_assessment(moving_on()).decide(answers, at=noon("2025-04-15"))


def test_ex_14_a_copy_is_given_of_what_was_decided_only() -> None:
    made = an_assessment(moving_on())
    with pytest.raises(Refused):
        made.give_copy(at=noon("2025-04-11"))


def test_ex_12_only_a_confirmed_victim_is_assessed() -> None:
    with pytest.raises(StepNotAllowed):
        an_assessment(in_recovery())


def test_ex_19_a_plan_is_complete_with_every_topic_settled_and_a_destination() -> None:
    plan = MoveOnPlan(support_case_id=in_recovery().id, begun_at=noon("10"))
    plan.settle(frozenset(Topic), None, RULES, on=day("10"))
    assert not plan.is_complete
    plan.settle(frozenset(Topic) - {Topic.CHILDREN}, "council_housing", RULES, on=day("10"))
    assert plan.open_topics == (Topic.CHILDREN,)
    plan.settle(frozenset(Topic), "council_housing", RULES, on=day("10"))
    assert plan.is_complete


@pytest.mark.parametrize(
    ("council", "on", "is_one"),
    [
        pytest.param("leeds", "2018-04-01", True, id="the first day"),
        pytest.param("redbridge", "2020-03-31", True, id="the last day"),
        pytest.param("leeds", "2020-04-01", False, id="afterwards"),
        pytest.param("london", "2019-06-01", False, id="another council"),
        pytest.param(" Nottingham", "2019-06-01", True, id="by its name"),
    ],
)
def test_ex_20_the_transition_pilots_were_six_councils_for_two_years(
    council: str, on: str, is_one: bool
) -> None:
    if is_one:
        check_council(Kind.TRANSITION_PILOT, council, RULES, on=day(on))
        return
    with pytest.raises(Refused):
        check_council(Kind.TRANSITION_PILOT, council, RULES, on=day(on))


@pytest.mark.parametrize(
    ("on", "is_one"), [("2027-03-31", False), ("2027-04-01", True), ("2040-01-01", True)]
)
def test_ex_20_another_pilot_is_another_line_with_its_days(on: str, is_one: bool) -> None:
    york = Entry(code="york", words="York", since=date(2027, 4, 1))
    lists = RULES.lists.model_copy(update={"transition_pilots": (*RULES.lists.transition_pilots, york)})
    rules = replace(RULES, lists=lists)
    assert (york in pilots_on(rules, day(on))) is is_one
    if is_one:
        check_council(Kind.TRANSITION_PILOT, "York", rules, on=day(on))


def a_step(kind: Kind) -> LeavingStep:
    return LeavingStep(
        id=uuid4(),
        support_case_id=in_recovery().id,
        kind=kind,
        council="leeds",
        asked_at=noon("10"),
        result=Result.ASKED,
    )


@pytest.mark.parametrize("kind", [Kind.COUNCIL_REFERRAL, Kind.TRANSITION_PILOT])
def test_ex_18_ex_20_a_council_refuses_with_a_reason_of_the_list(kind: Kind) -> None:
    step = a_step(kind)
    with pytest.raises(Refused):
        step.answer(StepAnswer(result=Result.REFUSED), RULES, at=noon("11"))
    refused = StepAnswer(result=Result.REFUSED, reason="no_suitable_housing")
    step.answer(refused, RULES, at=noon("11"))
    with pytest.raises(Refused):
        step.answer(StepAnswer(result=Result.ACCEPTED), RULES, at=noon("12"))


def test_ex_17_a_voluntary_return_needs_documents_support_there_and_a_safety_check() -> None:
    step, all_of_them = a_step(Kind.VOLUNTARY_RETURN), frozenset(ReturnCheck)
    for missing in ReturnCheck:
        given = StepAnswer(result=Result.ACCEPTED, checks=all_of_them - {missing})
        with pytest.raises(Refused):
            step.answer(given, RULES, at=noon("11"))
    step.answer(StepAnswer(result=Result.ACCEPTED, checks=all_of_them), RULES, at=noon("11"))
    assert step.result is Result.ACCEPTED
