"""The page of an assurance panel: what is known of it, and the one form that comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from typing import Any

from starlette.responses import Response

from decision.domain.decisions import REASONS_LIMIT, DecisionState
from decision.domain.panels import LeadAnswer, Panel, PanelAnswer, Seat
from decision.domain.stages import Stage
from decision.queries.case import CaseView, DecisionView, decisions, names_of
from decision.web import paths
from decision.web.case_frame import CaseFrame, frame, read_case
from decision.web.decision_cards import decision_rows
from decision.web.edge import may_decide
from decision.web.visits import Visit
from plumbing.access import User
from plumbing.clock import utcnow
from plumbing.forms import Filled
from plumbing.govuk.dates import day, moment
from plumbing.govuk.parts import Option, Row
from plumbing.pages import page
from plumbing.problems import Problem

SEATS = {
    Seat.CHAIR: "Chair",
    Seat.POLICE: "Police",
    Seat.LOCAL_AUTHORITY: "Local authority",
    Seat.CHARITY: "Charity",
}
ANSWERS = {PanelAnswer.AGREES: "Agrees with the decision", PanelAnswer.DISAGREES: "Disagrees"}
LEAD_ANSWERS = {LeadAnswer.UPHELD: "The decision stands", LeadAnswer.SENT_BACK: "Sent back for more work"}
SEATED = [
    Option("present", "Took part"),
    Option("conflict", "Declared a conflict and stepped out"),
    Option("absent", "Was not there"),
]
NONE = "This case has been before no assurance panel. They saw negative decisions from 2019 to 2022."


class PanelStep(StrEnum):
    """Which form comes next. Nothing follows once the panel, and if need be the lead, has answered."""

    ARRANGE = "arrange"
    PAPERS = "papers"
    SITTING = "sitting"
    ANSWER = "answer"
    LEAD = "lead"
    OVER = "over"


@dataclass(frozen=True)
class PanelShown:
    frame: CaseFrame
    step: PanelStep
    filled: Filled[Any]
    rows: Sequence[Row]
    decision: Sequence[Row]
    may_act: bool
    waits: str
    version: int
    back: str
    action: str
    arrange: str
    referral_href: str
    seats: Sequence[tuple[str, str]]
    seated: Sequence[Option]
    answers: Sequence[Option]
    leads: Sequence[Option]
    most: int = REASONS_LIMIT


@dataclass(frozen=True)
class PanelState:
    view: CaseView
    panel: Panel | None
    decision: DecisionView
    lead: str

    @property
    def step(self) -> PanelStep:
        stage = self.view.case.stage
        if stage is Stage.TECHNICAL_LEAD:
            return PanelStep.LEAD
        if stage is not Stage.ASSURANCE_PANEL:
            return PanelStep.OVER
        return _next(self.panel)


def _next(panel: Panel | None) -> PanelStep:
    if panel is None:
        return PanelStep.ARRANGE
    if panel.papers_sent_on is None:
        return PanelStep.PAPERS
    return PanelStep.SITTING if panel.members is None else PanelStep.ANSWER


async def read_panel(visit: Visit) -> PanelState:
    """The panel of the decision that awaits one; else the latest the case has been before."""
    async with visit.work() as uow:
        view = await read_case(uow, visit.case_id, visit.user, page="panel", at=utcnow())
        panels = await uow.panels.of_case(visit.case_id)
        awaits = any(each.state is DecisionState.AWAITING_PANEL for each in view.case.decisions)
        known = [each for each in panels if not awaits or each.is_about(view.case.decisions)]
        panel = next(iter(known), None)
        if panel is None and not awaits:
            raise Problem(HTTPStatus.CONFLICT, NONE, heading="There is no panel to show")
        written = await decisions(uow, view.case)
        names = await names_of(uow, {panel.lead_by}) if panel else {}
    about = next(each for each in written if _is_before(each, panel))
    return PanelState(view, panel, about, next(iter(names.values()), ""))


def _is_before(view: DecisionView, panel: Panel | None) -> bool:
    if panel is None:
        return view.decision.state is DecisionState.AWAITING_PANEL
    return view.decision.id == panel.decision_id


async def panel_page(
    visit: Visit,
    filled: Filled[Any],
    *,
    step: PanelStep | None = None,
    status: int = HTTPStatus.OK,
) -> Response:
    state = await read_panel(visit)
    now = step or state.step
    shown = PanelShown(
        frame=frame(state.view, "decisions", visit.user, visit.today),
        step=now,
        filled=filled,
        rows=_rows(state),
        decision=decision_rows(state.decision),
        may_act=may_act(visit.user, now),
        waits=_waits(now),
        version=state.view.case.version,
        back=paths.case(visit.case_id, "decisions"),
        action=paths.panel(visit.case_id, now.value),
        arrange=paths.panel(visit.case_id, "arrange") if _may_move(state, now) else "",
        referral_href=paths.case(visit.case_id, "referral"),
        seats=[(seat.value, SEATS[seat]) for seat in Seat],
        seated=SEATED,
        answers=[Option(each.value, words) for each, words in ANSWERS.items()],
        leads=[Option(each.value, words) for each, words in LEAD_ANSWERS.items()],
    )
    return page(visit.request, "panel/panel.html", shown, status=status)


def may_act(user: User, step: PanelStep) -> bool:
    """Caseworkers keep the panel's record; a leader is the technical lead."""
    return user.has_any("leader") if step is PanelStep.LEAD else may_decide(user)


def _may_move(state: PanelState, step: PanelStep) -> bool:
    return state.panel is not None and step in (PanelStep.PAPERS, PanelStep.SITTING)


def _waits(step: PanelStep) -> str:
    if step is PanelStep.OVER:
        return "Nothing more is to be done here."
    return "A leader does this." if step is PanelStep.LEAD else "A caseworker does this."


def _rows(state: PanelState) -> list[Row]:
    panel = state.panel
    if panel is None:
        return []
    rows = [
        Row("Sits on", day(panel.panel_on)),
        Row("Papers sent", day(panel.papers_sent_on) if panel.papers_sent_on else "Not yet"),
        Row("Took part", _seats(panel, has_conflict=False)),
        Row("Stepped out", _seats(panel, has_conflict=True)),
        Row("Answer", [ANSWERS[panel.answer], *_when(panel)] if panel.answer else ""),
        Row("What the panel said", state.decision.panel),
        Row("Technical lead", _lead(state, panel)),
        Row("What the lead said", state.decision.lead),
    ]
    return [row for row in rows if row.value]


def _when(panel: Panel) -> list[str]:
    return [day(panel.answered_on)] if panel.answered_on else []


def _lead(state: PanelState, panel: Panel) -> list[str]:
    if panel.lead_answer is None or panel.lead_at is None:
        return []
    return [LEAD_ANSWERS[panel.lead_answer], state.lead, moment(panel.lead_at)]


def _seats(panel: Panel, *, has_conflict: bool) -> list[str]:
    return [SEATS[each.seat] for each in panel.members or () if each.has_conflict is has_conflict]
