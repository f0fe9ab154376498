"""A negative conclusive grounds decision before an assurance panel, and what follows when that disagrees."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from clocks import london_day
from contracts.events import Event
from contracts.ids import UserId
from decision.domain.case import Case
from decision.domain.conclusive_outcome import let_stand
from decision.domain.conclusive_review import PAPERS_TO_PANEL
from decision.domain.decisions import Decision, DecisionState, check_reasons
from decision.domain.panel_facts import (
    LeadAnswered,
    PanelAnswered,
    PanelArranged,
    PanelFact,
    PanelPapersSent,
    PanelSat,
)
from decision.domain.panels import (
    LeadAnswer,
    LeadIsNotIndependent,
    Member,
    Panel,
    PanelAnswer,
    PapersNotSent,
    check_quorum,
)
from decision.domain.stages import Step
from decision.domain.timekeeping import Timekeeping

OUTCOME_OF_PANEL = "CLK-MAAP-OUT"
F = TypeVar("F", bound=PanelFact)
ANSWERED = {PanelAnswer.AGREES: Step.PANEL_AGREES, PanelAnswer.DISAGREES: Step.PANEL_DISAGREES}
WEIGHED = {LeadAnswer.UPHELD: Step.LEAD_UPHOLDS, LeadAnswer.SENT_BACK: Step.LEAD_SENDS_BACK}


@dataclass(frozen=True, kw_only=True)
class Arrangement:
    panel_id: UUID
    panel_on: date
    by: UserId
    at: datetime


@dataclass(frozen=True, kw_only=True)
class PanelsWord:
    """What the chair sent after the panel. A disagreement comes with its reasons."""

    answer: PanelAnswer
    reasons: str
    by: UserId
    at: datetime


@dataclass(frozen=True, kw_only=True)
class LeadsWord:
    """The chair is owed the reasons, whichever way the lead answers."""

    answer: LeadAnswer
    reasons: str
    by: UserId
    at: datetime


def arrange(case: Case, said: Arrangement, *, times: Timekeeping) -> tuple[Panel, list[Event]]:
    """Raises StepNotAllowed. Papers are due before the day, by a clock that counts backwards from it."""
    case.check(Step.PANEL_AGREES)
    decision = decision_before_panel(case)
    panel = Panel(
        id=said.panel_id,
        case_id=case.id,
        decision_id=decision.id,
        author=decision.written_by,
        panel_on=said.panel_on,
        arranged_by=said.by,
        arranged_at=said.at,
    )
    arranged = _fact(case, panel, PanelArranged, panel_on=said.panel_on)
    return panel, [arranged, *_start(case, PAPERS_TO_PANEL, panel, times)]


def arrange_again(case: Case, panel: Panel, said: Arrangement, *, times: Timekeeping) -> list[Event]:
    """Raises StepNotAllowed and PanelHasSat. Papers that were sent need not be sent again."""
    case.check(Step.PANEL_AGREES)
    panel.check_not_sat()
    panel.panel_on, panel.arranged_by, panel.arranged_at = said.panel_on, said.by, said.at
    arranged = _fact(case, panel, PanelArranged, panel_on=said.panel_on, is_again=True)
    ended = case.end_clocks(PAPERS_TO_PANEL, on=london_day(said.at), cause="panel_arranged_again")
    started = [] if panel.papers_sent_on else _start(case, PAPERS_TO_PANEL, panel, times)
    return [arranged, *ended, *started]


def send_papers(case: Case, panel: Panel, *, on: date) -> list[Event]:
    """Raises StepNotAllowed and PanelHasSat."""
    case.check(Step.PANEL_AGREES)
    panel.check_not_sat()
    panel.papers_sent_on = on
    sent = _fact(case, panel, PanelPapersSent, sent_on=on)
    return [sent, *case.end_clocks(PAPERS_TO_PANEL, on=on, cause="papers_sent")]


def sit(case: Case, panel: Panel, members: tuple[Member, ...], *, times: Timekeeping) -> list[Event]:
    """Raises StepNotAllowed, PanelHasSat, PapersNotSent and NotQuorate."""
    case.check(Step.PANEL_AGREES)
    panel.check_not_sat()
    if panel.papers_sent_on is None:
        raise PapersNotSent
    check_quorum(members)
    panel.members = members
    out = sum(each.has_conflict for each in members)
    sat = _fact(case, panel, PanelSat, present=len(members) - out, stepped_out=out)
    return [sat, *_start(case, OUTCOME_OF_PANEL, panel, times)]


def hear_panel(case: Case, panel: Panel, word: PanelsWord, *, times: Timekeeping) -> list[Event]:
    """Raises StepNotAllowed, PanelHasNotSat, PanelHasSat, ReasonsMissing and ReasonsTooLong."""
    case.check(ANSWERED[word.answer])
    panel.check_sat()
    if word.answer is PanelAnswer.DISAGREES:
        check_reasons(word.reasons)
    on = london_day(word.at)
    panel.answer, panel.answered_on = word.answer, on
    is_agreed = word.answer is PanelAnswer.AGREES
    answered = _fact(case, panel, PanelAnswered, is_agreed=is_agreed)
    ended = case.end_clocks(OUTCOME_OF_PANEL, on=on, cause="outcome_sent")
    decision = decision_before_panel(case)
    moved = case.move(ANSWERED[word.answer])
    stands = let_stand(case, decision, times=times, at=word.at) if is_agreed else []
    return [answered, *moved, *ended, *stands]


def hear_lead(case: Case, panel: Panel, word: LeadsWord, *, times: Timekeeping) -> list[Event]:
    """Raises StepNotAllowed, ReasonsMissing, ReasonsTooLong and LeadIsNotIndependent."""
    case.check(WEIGHED[word.answer])
    check_reasons(word.reasons)
    decision = decision_before_panel(case)
    if word.by in (decision.written_by, decision.reviewed_by):
        raise LeadIsNotIndependent
    panel.lead_answer, panel.lead_by, panel.lead_at = word.answer, word.by, word.at
    is_upheld = word.answer is LeadAnswer.UPHELD
    answered = _fact(case, panel, LeadAnswered, is_upheld=is_upheld, answered_by=word.by)
    moved = case.move(WEIGHED[word.answer])
    if is_upheld:
        return [answered, *moved, *let_stand(case, decision, times=times, at=word.at)]
    decision.state = DecisionState.RETURNED
    return [answered, *moved]


def decision_before_panel(case: Case) -> Decision:
    return next(each for each in case.decisions if each.state is DecisionState.AWAITING_PANEL)


def _start(case: Case, rule: str, panel: Panel, times: Timekeeping) -> list[Event]:
    return case.start_clocks((rule,), times=times, on=panel.panel_on)


def _fact(case: Case, panel: Panel, kind: type[F], **said: object) -> F:
    return case.fact(kind, panel_id=panel.id, decision_id=panel.decision_id, **said)
