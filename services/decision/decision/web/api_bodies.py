"""What programs send and are sent about cases."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from fastapi import Query
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from contracts.ids import AgeBand, CompetentAuthority, Nation
from decision.domain.clocks import ClockState
from decision.domain.decisions import (
    REASONS_LIMIT,
    DecisionKind,
    DecisionState,
    Outcome,
    Relied,
    Source,
)
from decision.domain.definition import Answer, Finding, Head, Part
from decision.domain.stages import Stage

Limit = Annotated[int, Query(ge=1, le=100)]
After = Annotated[str | None, Query(description="`next` of the page before")]
NOT_OUR_CURSOR = "`after` must be a `next` we gave."
Reasons = Annotated[str, Field(max_length=REASONS_LIMIT)]


class ClockBody(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    rule: str
    policy_version: str
    calendar_version: str
    confidence: str
    started_on: date
    due_on: date | None
    state: ClockState
    ended_on: date | None


class FindingBody(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    part: Part
    answer: Answer


class ReliedBody(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    source: Source
    id: UUID


class DecisionBody(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    kind: DecisionKind
    outcome: Outcome
    state: DecisionState
    test: str
    head: Head | None
    findings: list[FindingBody]
    relied_on: list[ReliedBody]
    not_before: date | None
    written_by: UUID
    written_at: AwareDatetime
    decided_on: date | None
    reviewed_by: UUID | None


class CaseBody(BaseModel):
    """A case without the person: who they are is asked of the referral service."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    referral_id: UUID
    reference: str
    received_at: AwareDatetime
    received_on: date
    nation: Nation
    age_band: AgeBand
    is_age_settled: bool
    competent_authority: CompetentAuthority
    stage: Stage
    due_on: date | None
    taken_by: UUID | None
    merged_into: UUID | None
    version: int
    clocks: list[ClockBody]
    decisions: list[DecisionBody]


class CaseList(BaseModel):
    items: list[CaseBody]
    next: str | None


class NotificationBody(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    referral_id: UUID
    reference: str
    recorded_at: AwareDatetime
    nation: Nation
    organisation_id: str
    is_person_identified: bool


class NotificationList(BaseModel):
    items: list[NotificationBody]
    count: int
    next: str | None


class FindingSent(BaseModel):
    model_config = ConfigDict(extra="forbid")

    part: Part
    answer: Answer


class ReliedSent(BaseModel):
    model_config = ConfigDict(extra="forbid")

    source: Source
    id: UUID


Findings = Annotated[list[FindingSent], Field(min_length=1, max_length=len(Part))]
ReliedOn = Annotated[list[ReliedSent], Field(min_length=1, max_length=200)]


def as_findings(sent: Sequence[FindingSent]) -> tuple[Finding, ...]:
    return tuple(Finding(each.part, each.answer) for each in sent)


def as_relied(sent: Sequence[ReliedSent]) -> tuple[Relied, ...]:
    """Naming a thing twice is naming it once."""
    return tuple(dict.fromkeys(Relied(each.source, each.id) for each in sent))


class NewDecision(BaseModel):
    """The findings must lead to the outcome; which of the definitions is met need not be said."""

    model_config = ConfigDict(extra="forbid")

    outcome: Literal["positive", "negative"]
    findings: Findings
    relied_on: ReliedOn
    reasons: Annotated[str, Field(min_length=1, max_length=REASONS_LIMIT)]


class NewReview(BaseModel):
    model_config = ConfigDict(extra="forbid")

    agree: bool
    reasons: Reasons = ""


class Wanted(BaseModel):
    """Filters of the list of cases."""

    model_config = ConfigDict(extra="forbid")

    stage: Stage | None = None
    age_band: AgeBand | None = None
    competent_authority: CompetentAuthority | None = None
    referral_id: UUID | None = None
    reference: str | None = None
    limit: Limit = 25
    after: After = None
