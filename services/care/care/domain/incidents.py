"""Something happened that put somebody in danger: what kind, how grave, and by when it is reported."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from care.domain.refusals import Code, Refused
from care.domain.rulebook import CareRules
from clocks.due import Due
from contracts.care_risk import IncidentReported
from contracts.events import Event
from contracts.ids import ProviderId, SupportCaseId

IncidentId = NewType("IncidentId", UUID)


class Category(StrEnum):
    """RI-6"""

    SAFEGUARDING_ADULT = "safeguarding_adult"
    SAFEGUARDING_CHILD = "safeguarding_child"
    SELF_HARM_OR_SUICIDE = "self_harm_or_suicide"
    ASSAULT = "assault"
    EXPLOITER_CONTACT = "exploiter_contact"
    ADDRESS_COMPROMISED = "address_compromised"
    MISSING = "missing"
    MEDICAL_EMERGENCY = "medical_emergency"
    DEATH = "death"
    FIRE_OR_BUILDING_SAFETY = "fire_or_building_safety"
    DRUGS_OR_ALCOHOL = "drugs_or_alcohol"
    PROPERTY_DAMAGE = "property_damage"
    THEFT = "theft"
    STAFF_CONDUCT = "staff_conduct"
    DATA_BREACH = "data_breach"
    DISCRIMINATION = "discrimination"


class Severity(StrEnum):
    CRITICAL = "critical"
    SERIOUS = "serious"
    OTHER = "other"


RULES: Mapping[Severity, str] = {
    Severity.CRITICAL: "CARE-INCIDENT-CRITICAL",
    Severity.SERIOUS: "CARE-INCIDENT-SERIOUS",
    Severity.OTHER: "CARE-INCIDENT-OTHER",
}
ALWAYS_CRITICAL = frozenset(  # RI-7; a serious assault too, which only people can tell
    {Category.DEATH, Category.ADDRESS_COMPROMISED, Category.EXPLOITER_CONTACT, Category.MISSING}
)
TO_SAFEGUARDING = frozenset({Category.SAFEGUARDING_ADULT, Category.SAFEGUARDING_CHILD})


@dataclass(frozen=True, kw_only=True)
class Happening:
    """What is said of an incident in codes. When it happened is not always known."""

    category: Category
    severity: Severity
    known_at: datetime
    occurred_at: datetime | None = None

    def check(self, *, at: datetime) -> None:
        if self.category in ALWAYS_CRITICAL and self.severity is not Severity.CRITICAL:
            raise Refused(Code.ALWAYS_CRITICAL)
        if self.known_at > at or (self.occurred_at is not None and self.occurred_at > self.known_at):
            raise Refused(Code.KNOWN_BEFORE_IT_HAPPENED)


@dataclass(eq=False, kw_only=True)
class Incident:
    """The words about it are sealed, apart from this. Safeguarding is a service of the council (LC-6)."""

    id: IncidentId
    support_case_id: SupportCaseId
    referral_id: UUID
    provider_id: ProviderId
    category: Category
    severity: Severity
    known_at: datetime
    recorded_at: datetime
    recorded_by: str
    due_at: datetime
    rule: str
    policy_version: str
    occurred_at: datetime | None = None
    reported_at: datetime | None = None
    reported_by: str | None = None
    safeguarding_told_at: datetime | None = None
    closed_at: datetime | None = None
    closed_by: str | None = None

    @property
    def is_late(self) -> bool:
        return self.reported_at is not None and self.reported_at >= self.due_at

    @property
    def must_tell_safeguarding(self) -> bool:
        return self.category in TO_SAFEGUARDING and self.safeguarding_told_at is None

    def report(self, *, by: str, at: datetime) -> list[Event]:
        """To the prime, who tells the Home Office."""
        self._must_be_open(is_reported=False)
        self.reported_at, self.reported_by = at, by
        return [
            IncidentReported(
                referral_id=self.referral_id,
                support_case_id=self.support_case_id,
                incident_id=self.id,
                category=self.category.value,
                severity=self.severity.value,
                reported_at=at,
            )
        ]

    def tell_safeguarding(self, *, at: datetime) -> None:
        self.safeguarding_told_at = self.safeguarding_told_at or at

    def close(self, *, by: str, at: datetime) -> None:
        """Not before it was reported, nor before safeguarding knows where it must."""
        self._must_be_open(is_reported=True)
        if self.must_tell_safeguarding:
            raise Refused(Code.SAFEGUARDING_NOT_TOLD)
        self.closed_at, self.closed_by = at, by

    def _must_be_open(self, *, is_reported: bool) -> None:
        if self.closed_at is not None or (self.reported_at is not None) is not is_reported:
            raise Refused(Code.WRONG_STATE)


def report_due(severity: Severity, known_at: datetime, rules: CareRules) -> Due:
    return rules.count(RULES[severity], known_at)
