from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from tests.decision.builders import ANOTHER, CASEWORKER, REVIEWER, TIMES, clock_of, names, noon
from tests.decision.conclusive_builders import (
    a_case_before_a_panel,
    a_conclusive_review,
    a_conclusive_ruling,
    a_pending_case,
)

from contracts.ids import UserId
from decision.domain import assurance, conclusive_grounds, conclusive_review
from decision.domain.assurance import Arrangement, LeadsWord, PanelsWord
from decision.domain.case import Case
from decision.domain.decisions import DecisionState, ReasonsMissing
from decision.domain.panels import (
    LeadAnswer,
    LeadIsNotIndependent,
    Member,
    NotQuorate,
    Panel,
    PanelAnswer,
    PanelHasNotSat,
    PanelHasSat,
    PapersNotSent,
    Seat,
)
from decision.domain.stages import Stage, StepNotAllowed

TUESDAY_7_JANUARY = date(2020, 1, 7)
QUORATE = tuple(Member(seat, has_conflict=False) for seat in (Seat.CHAIR, Seat.POLICE, Seat.CHARITY))


def an_arrangement(**changes: Any) -> Arrangement:
    usual: dict[str, Any] = {
        "panel_id": uuid4(),
        "panel_on": TUESDAY_7_JANUARY,
        "by": CASEWORKER,
        "at": noon("2019-12-18"),
    }
    return Arrangement(**(usual | changes))


def the_panels_word(answer: PanelAnswer = PanelAnswer.AGREES, **changes: Any) -> PanelsWord:
    usual: dict[str, Any] = {
        "answer": answer,
        "reasons": "The police were not given time to answer.",
        "by": CASEWORKER,
        "at": noon("2020-01-09"),
    }
    return PanelsWord(**(usual | changes))


def the_leads_word(answer: LeadAnswer = LeadAnswer.UPHELD, **changes: Any) -> LeadsWord:
    usual: dict[str, Any] = {
        "answer": answer,
        "reasons": "The police had answered before.",
        "by": ANOTHER,
        "at": noon("2020-01-13"),
    }
    return LeadsWord(**(usual | changes))


def arranged() -> tuple[Case, Panel]:
    case = a_case_before_a_panel()
    return case, assurance.arrange(case, an_arrangement(), times=TIMES)[0]


def sat() -> tuple[Case, Panel]:
    case, panel = arranged()
    assurance.send_papers(case, panel, on=date(2020, 1, 2))
    assurance.sit(case, panel, QUORATE, times=TIMES)
    return case, panel


def disagreed() -> tuple[Case, Panel]:
    case, panel = sat()
    assurance.hear_panel(case, panel, the_panels_word(PanelAnswer.DISAGREES), times=TIMES)
    return case, panel


@pytest.mark.parametrize(
    ("agreed_on", "stage"),
    [
        ("2019-04-28", Stage.CONCLUSIVE_GROUNDS_NEGATIVE),
        ("2019-04-29", Stage.ASSURANCE_PANEL),
        ("2022-12-31", Stage.ASSURANCE_PANEL),
        ("2023-01-01", Stage.CONCLUSIVE_GROUNDS_NEGATIVE),
    ],
)
def test_panels_saw_every_negative_decision_from_april_2019_to_the_end_of_2022(
    agreed_on: str, stage: Stage
) -> None:
    case = a_pending_case(decided="2019-01-01", on="2019-02-15")
    conclusive_grounds.decide(case, a_conclusive_ruling(None, at=noon("2019-04-01")), times=TIMES)
    conclusive_review.review(case, a_conclusive_review(at=noon(agreed_on)), times=TIMES)
    assert case.stage is stage


def test_a_decision_before_a_panel_does_not_stand_and_nobody_outside_hears_of_it() -> None:
    case = a_pending_case(decided="2019-10-01", on="2019-11-15")
    conclusive_grounds.decide(case, a_conclusive_ruling(None, at=noon("2019-12-16")), times=TIMES)
    _, events = conclusive_review.review(case, a_conclusive_review(at=noon("2019-12-17")), times=TIMES)
    assert names(events) == ["CaseMoved", "DecisionReviewed", "SentToPanel"]
    assert {event.topic for event in events} == {""}
    decision = case.decisions[-1]
    assert (decision.state, decision.reviewed_by, decision.decided_on) == (
        DecisionState.AWAITING_PANEL,
        REVIEWER,
        None,
    )


def test_a_positive_decision_goes_to_no_panel() -> None:
    case = a_pending_case(decided="2019-10-01", on="2019-11-15")
    conclusive_grounds.decide(case, a_conclusive_ruling(at=noon("2019-12-16")), times=TIMES)
    assert case.stage is Stage.CONCLUSIVE_GROUNDS_POSITIVE


def test_papers_are_due_three_working_days_before_and_the_outcome_two_after() -> None:
    case, panel = arranged()
    assert clock_of(case, "CLK-MAAP-PACK").due_on == date(2020, 1, 2)
    assurance.send_papers(case, panel, on=date(2020, 1, 2))
    assert clock_of(case, "CLK-MAAP-PACK").ended_on == date(2020, 1, 2)
    assurance.sit(case, panel, QUORATE, times=TIMES)
    assert clock_of(case, "CLK-MAAP-OUT").due_on == date(2020, 1, 9)


def test_a_panel_arranged_again_has_its_papers_due_before_the_new_day() -> None:
    case, panel = arranged()
    again = an_arrangement(panel_on=date(2020, 1, 21))
    assert names(assurance.arrange_again(case, panel, again, times=TIMES)) == [
        "PanelArranged",
        "ClockEnded",
        "ClockStarted",
    ]
    assert case.due("CLK-MAAP-PACK") == date(2020, 1, 16)


def test_papers_that_were_sent_need_not_be_sent_again() -> None:
    case, panel = arranged()
    assurance.send_papers(case, panel, on=date(2020, 1, 2))
    again = an_arrangement(panel_on=date(2020, 1, 21))
    assert names(assurance.arrange_again(case, panel, again, times=TIMES)) == ["PanelArranged"]


def member(seat: Seat, *, has_conflict: bool = False) -> Member:
    return Member(seat, has_conflict=has_conflict)


@pytest.mark.parametrize(
    "members",
    [
        pytest.param((), id="nobody"),
        pytest.param((member(Seat.CHAIR), member(Seat.POLICE)), id="the chair and one"),
        pytest.param((member(Seat.CHARITY), member(Seat.POLICE), member(Seat.POLICE)), id="no chair"),
        pytest.param(
            (member(Seat.CHAIR), member(Seat.CHAIR), member(Seat.POLICE)), id="two chairs, one other"
        ),
        pytest.param(
            (member(Seat.CHAIR), member(Seat.POLICE), member(Seat.CHARITY, has_conflict=True)),
            id="one stepped out",
        ),
        pytest.param((member(Seat.CHAIR, has_conflict=True), *QUORATE[1:]), id="the chair stepped out"),
    ],
)
def test_a_panel_that_is_not_quorate_has_not_sat(members: tuple[Member, ...]) -> None:
    case, panel = arranged()
    assurance.send_papers(case, panel, on=date(2020, 1, 2))
    with pytest.raises(NotQuorate):
        assurance.sit(case, panel, members, times=TIMES)
    assert panel.members is None


def test_whoever_declares_a_conflict_steps_out_and_the_others_may_still_be_enough() -> None:
    case, panel = arranged()
    assurance.send_papers(case, panel, on=date(2020, 1, 2))
    members = (*QUORATE, member(Seat.LOCAL_AUTHORITY, has_conflict=True))
    [fact, *_] = assurance.sit(case, panel, members, times=TIMES)
    assert (fact.model_dump()["present"], fact.model_dump()["stepped_out"]) == (3, 1)


def test_a_panel_does_not_sit_without_papers() -> None:
    case, panel = arranged()
    with pytest.raises(PapersNotSent):
        assurance.sit(case, panel, QUORATE, times=TIMES)


def test_a_decision_stands_from_the_day_the_panels_agreement_came() -> None:
    case, panel = sat()
    events = assurance.hear_panel(case, panel, the_panels_word(reasons=""), times=TIMES)
    assert names(events)[:4] == ["PanelAnswered", "CaseMoved", "ClockEnded", "CgDecided"]
    assert case.stage is Stage.CONCLUSIVE_GROUNDS_NEGATIVE
    assert case.decisions[-1].decided_on == date(2020, 1, 9)
    assert clock_of(case, "CLK-REC45").ended_on == date(2020, 1, 9)


def test_a_panel_says_why_it_disagrees() -> None:
    case, panel = sat()
    with pytest.raises(ReasonsMissing):
        assurance.hear_panel(case, panel, the_panels_word(PanelAnswer.DISAGREES, reasons=""), times=TIMES)
    assert (case.stage, panel.answer) == (Stage.ASSURANCE_PANEL, None)


def test_a_panel_can_question_a_decision_and_never_overturn_it() -> None:
    case, panel = sat()
    word = the_panels_word(PanelAnswer.DISAGREES)
    assert names(assurance.hear_panel(case, panel, word, times=TIMES)) == [
        "PanelAnswered",
        "CaseMoved",
        "ClockEnded",
    ]
    assert case.stage is Stage.TECHNICAL_LEAD
    assert case.decisions[-1].state is DecisionState.AWAITING_PANEL


def test_a_panel_that_has_not_sat_has_no_answer_and_one_that_has_gives_it_once() -> None:
    case, panel = arranged()
    with pytest.raises(PanelHasNotSat):
        assurance.hear_panel(case, panel, the_panels_word(), times=TIMES)
    case, panel = disagreed()
    case.stage = Stage.ASSURANCE_PANEL
    with pytest.raises(PanelHasSat):
        assurance.hear_panel(case, panel, the_panels_word(), times=TIMES)
    with pytest.raises(PanelHasSat):
        assurance.arrange_again(case, panel, an_arrangement(), times=TIMES)


def test_the_lead_may_let_the_decision_stand_and_gives_the_chair_the_reasons() -> None:
    case, panel = disagreed()
    with pytest.raises(ReasonsMissing):
        assurance.hear_lead(case, panel, the_leads_word(reasons=""), times=TIMES)
    events = assurance.hear_lead(case, panel, the_leads_word(), times=TIMES)
    assert "CgDecided" in names(events)
    assert case.stage is Stage.CONCLUSIVE_GROUNDS_NEGATIVE
    assert panel.lead_by == ANOTHER


def test_the_lead_may_send_the_decision_back() -> None:
    case, panel = disagreed()
    events = assurance.hear_lead(case, panel, the_leads_word(LeadAnswer.SENT_BACK), times=TIMES)
    assert names(events) == ["LeadAnswered", "CaseMoved"]
    assert (case.stage, case.decisions[-1].state) == (
        Stage.CONCLUSIVE_GROUNDS_PENDING,
        DecisionState.RETURNED,
    )


@pytest.mark.parametrize("lead", [CASEWORKER, REVIEWER])
def test_whoever_wrote_or_checked_the_decision_does_not_weigh_the_disagreement(lead: UserId) -> None:
    case, panel = disagreed()
    with pytest.raises(LeadIsNotIndependent):
        assurance.hear_lead(case, panel, the_leads_word(by=lead), times=TIMES)
    assert case.stage is Stage.TECHNICAL_LEAD


def test_another_negative_decision_after_more_work_goes_to_a_new_panel() -> None:
    case, first = disagreed()
    assurance.hear_lead(case, first, the_leads_word(LeadAnswer.SENT_BACK), times=TIMES)
    conclusive_grounds.decide(case, a_conclusive_ruling(None, at=noon("2020-02-03")), times=TIMES)
    conclusive_review.review(case, a_conclusive_review(at=noon("2020-02-04")), times=TIMES)
    second, _ = assurance.arrange(case, an_arrangement(panel_on=date(2020, 2, 18)), times=TIMES)
    assert second.decision_id == case.decisions[-1].id != first.decision_id
    assert (first.is_about(case.decisions), second.is_about(case.decisions)) == (False, True)


def test_no_panel_is_arranged_where_none_is_awaited() -> None:
    with pytest.raises(StepNotAllowed):
        assurance.arrange(a_pending_case(), an_arrangement(), times=TIMES)
