"""Facts the referral service announces."""

from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import AwareDatetime

from contracts.events import Event, Internal, Public
from contracts.ids import AgeBand, ExploitationType, Gender, Nation, NationalityGroup


class ReferralFact(Event):
    topic: ClassVar[str] = "nrm.referral"

    referral_id: Annotated[UUID, Internal]
    reference: Annotated[str, Internal]


class Submitted(ReferralFact):
    """A first responder has sent a referral to the National Referral Mechanism."""

    name: ClassVar[str] = "nrm.referral.submitted.v1"

    submitted_at: Annotated[AwareDatetime, Internal]
    nation: Annotated[Nation, Public]
    organisation_id: Annotated[str, Internal]
    region: Annotated[str | None, Internal] = None
    age_band: Annotated[AgeBand, Internal]
    is_age_settled: Annotated[bool, Internal] = True
    is_support_wanted: Annotated[bool, Internal] = False
    has_safe_contact: Annotated[bool, Internal] = False
    is_interpreter_needed: Annotated[bool, Internal] = False
    is_still_exploited: Annotated[bool, Internal] = False
    gender: Annotated[Gender | None, Internal] = None
    nationality_group: Annotated[NationalityGroup | None, Internal] = None
    exploitation_type: Annotated[ExploitationType | None, Internal] = None


class DutyToNotifyRecorded(ReferralFact):
    """An adult did not agree to be referred; the notification holds nothing that identifies the person."""

    name: ClassVar[str] = "nrm.referral.duty_to_notify_recorded.v1"

    recorded_at: Annotated[AwareDatetime, Internal]
    nation: Annotated[Nation, Public]
    organisation_id: Annotated[str, Internal]
    is_person_identified: Annotated[bool, Internal] = False


class EmergencySupportRequested(ReferralFact):
    """Somebody needs a safe place to stay tonight; announced as the referral is sent."""

    name: ClassVar[str] = "nrm.referral.emergency_support_requested.v1"

    requested_at: Annotated[AwareDatetime, Internal]
    nation: Annotated[Nation, Public]
    region: Annotated[str | None, Internal] = None
    age_band: Annotated[AgeBand, Internal]
    has_safe_contact: Annotated[bool, Internal] = False


class ImmediateRiskReported(ReferralFact):
    """The first responder says that the person is in danger now; announced as the referral is sent."""

    name: ClassVar[str] = "nrm.referral.immediate_risk_reported.v1"

    reported_at: Annotated[AwareDatetime, Internal]
    nation: Annotated[Nation, Public]
    region: Annotated[str | None, Internal] = None
    age_band: Annotated[AgeBand, Internal]


class DuplicateSuspected(ReferralFact):
    """The person may already be known from other referrals. People decide whether it is so.

    `candidates` gives each of those referrals a score between 0 and 1; 1 is the same text sent twice.
    """

    name: ClassVar[str] = "nrm.referral.duplicate_suspected.v1"

    suspected_at: Annotated[AwareDatetime, Internal]
    candidates: Annotated[dict[UUID, float], Internal]


class InformationSupplied(ReferralFact):
    """The first responder has answered a request for information."""

    name: ClassVar[str] = "nrm.referral.information_supplied.v1"

    request_id: Annotated[UUID, Internal]
    supplied_at: Annotated[AwareDatetime, Internal]
    evidence_count: Annotated[int, Internal] = 0


class EvidenceAdded(ReferralFact):
    """A file that has been scanned and found clean belongs to the referral."""

    name: ClassVar[str] = "nrm.referral.evidence_added.v1"

    evidence_id: Annotated[UUID, Internal]
    added_at: Annotated[AwareDatetime, Internal]


class ConsentWithdrawn(ReferralFact):
    """The person no longer agrees: to the referral itself, or only to support."""

    name: ClassVar[str] = "nrm.referral.consent_withdrawn.v1"

    consent: Annotated[Literal["referral", "support"], Internal]
    withdrawn_at: Annotated[AwareDatetime, Internal]


EVENTS: tuple[type[ReferralFact], ...] = (
    Submitted,
    DutyToNotifyRecorded,
    EmergencySupportRequested,
    ImmediateRiskReported,
    DuplicateSuspected,
    InformationSupplied,
    EvidenceAdded,
    ConsentWithdrawn,
)
