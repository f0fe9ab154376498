"""Trying to reach somebody who knows the person, and saying why somebody is not asked."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from contracts.ids import CaseId, UserId
from decision.domain.asked_parties import AskedParty, How, Result, WhyNot
from decision.domain.decisions import DecisionKind


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """`tried_on` is a London day. Whom exactly, and what came of it, are personal words: kept sealed."""

    id: UUID
    case_id: CaseId
    party: AskedParty
    before: DecisionKind
    request_id: UUID | None = None
    how: How
    tried_on: date
    result: Result
    is_negative_likely: bool = False
    who: str
    note: str
    logged_by: UserId
    logged_at: datetime


@dataclass(frozen=True, kw_only=True)
class NotAsked:
    """Why somebody is not asked before a decision. The latest reason for a party counts."""

    id: UUID
    case_id: CaseId
    party: AskedParty
    before: DecisionKind
    why: WhyNot
    words: str
    said_by: UserId
    said_at: datetime
