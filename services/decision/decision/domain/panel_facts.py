"""Facts of assurance panels. Nobody outside hears of a decision before it stands."""

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from contracts.events import Internal
from decision.domain.facts import PrivateFact


class PanelFact(PrivateFact):
    panel_id: Annotated[UUID, Internal]
    decision_id: Annotated[UUID, Internal]


class PanelArranged(PanelFact):
    """A panel will look at a negative decision on this day; or on another day than was arranged before."""

    name: ClassVar[str] = "nrm.decision.panel_arranged.v1"

    panel_on: Annotated[date, Internal]
    is_again: Annotated[bool, Internal] = False


class PanelPapersSent(PanelFact):
    name: ClassVar[str] = "nrm.decision.panel_papers_sent.v1"

    sent_on: Annotated[date, Internal]


class PanelSat(PanelFact):
    """Quorate, by seats: `present` counts who declared no conflict."""

    name: ClassVar[str] = "nrm.decision.panel_sat.v1"

    present: Annotated[int, Internal]
    stepped_out: Annotated[int, Internal]


class PanelAnswered(PanelFact):
    name: ClassVar[str] = "nrm.decision.panel_answered.v1"

    is_agreed: Annotated[bool, Internal]


class LeadAnswered(PanelFact):
    """A technical lead weighed the panel's disagreement."""

    name: ClassVar[str] = "nrm.decision.lead_answered.v1"

    is_upheld: Annotated[bool, Internal]
    answered_by: Annotated[UUID, Internal]
