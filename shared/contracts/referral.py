"""Facts the referral service announces."""

from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import AwareDatetime

from contracts.events import Event, Internal, Public
from contracts.ids import AgeBand, Nation


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


class DutyToNotifyRecorded(ReferralFact):
    """An adult did not agree to be referred; the notification holds nothing that identifies the person."""

    name: ClassVar[str] = "nrm.referral.duty_to_notify_recorded.v1"

    recorded_at: Annotated[AwareDatetime, Internal]
    nation: Annotated[Nation, Public]
    organisation_id: Annotated[str, Internal]
    is_person_identified: Annotated[bool, Internal] = False


EVENTS: tuple[type[ReferralFact], ...] = (Submitted, DutyToNotifyRecorded)
