"""Inspections of subcontractors: when the next is due, and recommendations that need an answer (§9)."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from care.domain.refusals import Code, Refused, must_have_come
from care.domain.rulebook import CareRules
from clocks.due import Due
from contracts.ids import ProviderId


class Kind(StrEnum):
    SAFEGUARDING = "safeguarding"
    ACCOMMODATION = "accommodation"


RULES = {Kind.SAFEGUARDING: "CARE-INSPECT-SAFEGUARDING", Kind.ACCOMMODATION: "CARE-INSPECT-ACCOMMODATION"}


def next_due(rules: CareRules, kind: Kind, since: date) -> Due:
    """`since` is the last one, or the day on which the contract began."""
    return rules.count(RULES[kind], since)


@dataclass(frozen=True, kw_only=True)
class Inspection:
    """One that was held, with the clock that it started."""

    id: UUID
    provider_id: ProviderId
    kind: Kind
    held_on: date
    next_due_on: date
    rule: str
    policy_version: str
    noted_at: datetime
    noted_by: str


@dataclass(frozen=True, kw_only=True)
class Held:
    provider_id: ProviderId
    kind: Kind
    on: date

    def as_inspection(
        self, inspection_id: UUID, rules: CareRules, *, by: str, at: datetime, today: date
    ) -> Inspection:
        must_have_come(self.on, today)
        due = next_due(rules, self.kind, self.on)
        return Inspection(
            id=inspection_id,
            provider_id=self.provider_id,
            kind=self.kind,
            held_on=self.on,
            next_due_on=due.due_on,
            rule=due.rule.id,
            policy_version=due.rule.policy_version,
            noted_at=at,
            noted_by=by,
        )


@dataclass(frozen=True, kw_only=True)
class Recommendation:
    """What an inspection asks for: who does it, by when, and what they answered. It names no person."""

    id: UUID
    inspection_id: UUID
    provider_id: ProviderId
    words: str
    owner: str
    due_on: date
    answer: str | None = None
    answered_at: datetime | None = None
    answered_by: str | None = None

    def answered(self, words: str, *, by: str, at: datetime) -> "Recommendation":
        if self.answered_at is not None:
            raise Refused(Code.ALREADY_ANSWERED)
        if not words.strip():
            raise Refused(Code.REASON_REQUIRED)
        return replace(self, answer=words, answered_at=at, answered_by=by)

    def is_late(self, today: date) -> bool:
        return self.answered_at is None and self.due_on < today
