"""An assurance panel: from April 2019 to December 2022 one saw every negative conclusive grounds decision
before it was served. It could question a decision, and never overturn it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from contracts.ids import CaseId, UserId
from decision.domain.decisions import Decision, DecisionState

OTHERS_BESIDE_THE_CHAIR = 2  # quorum: the chair and two (guidance, March 2020)


class Seat(StrEnum):
    CHAIR = "chair"
    POLICE = "police"
    LOCAL_AUTHORITY = "local_authority"
    CHARITY = "charity"


class PanelAnswer(StrEnum):
    AGREES = "agrees"
    DISAGREES = "disagrees"


class LeadAnswer(StrEnum):
    """A technical lead weighs what the panel said: the decision stands, or goes back for more work."""

    UPHELD = "upheld"
    SENT_BACK = "sent_back"


class NotQuorate(Exception):
    """A panel needs its chair and two others. Whoever declared a conflict stepped out and does not count."""


class PapersNotSent(Exception):
    """A panel cannot judge what it has not been given."""


class PanelHasSat(Exception):
    """What a panel has said is not said again; another negative decision goes to a new panel."""


class PanelHasNotSat(Exception):
    pass


class LeadIsNotIndependent(Exception):
    """Whoever wrote or checked a decision does not weigh a disagreement about it."""


@dataclass(frozen=True)
class Member:
    """Who sat by their seat alone: the service needs no names. With a conflict they stepped out."""

    seat: Seat
    has_conflict: bool


@dataclass(eq=False, kw_only=True)
class Panel:
    """All days are London days. There is one panel to a decision; it may be arranged again until it sits."""

    id: UUID
    case_id: CaseId
    decision_id: UUID
    author: UserId
    panel_on: date
    arranged_by: UserId
    arranged_at: datetime
    papers_sent_on: date | None = None
    members: tuple[Member, ...] | None = None
    answer: PanelAnswer | None = None
    answered_on: date | None = None
    lead_answer: LeadAnswer | None = None
    lead_by: UserId | None = None
    lead_at: datetime | None = None

    def is_about(self, decisions: Iterable[Decision]) -> bool:
        """Whether a decision that awaits a panel awaits this one."""
        awaiting = (each.id for each in decisions if each.state is DecisionState.AWAITING_PANEL)
        return self.decision_id in awaiting

    def check_not_sat(self) -> None:
        if self.members is not None:
            raise PanelHasSat

    def check_sat(self) -> None:
        if self.members is None:
            raise PanelHasNotSat
        if self.answer is not None:
            raise PanelHasSat


def check_quorum(members: Iterable[Member]) -> None:
    """Raises NotQuorate."""
    present = [each.seat for each in members if not each.has_conflict]
    others = [seat for seat in present if seat is not Seat.CHAIR]
    if Seat.CHAIR not in present or len(others) < OTHERS_BESIDE_THE_CHAIR:
        raise NotQuorate
