"""Facts about what is true beside the stage, kept in a case's history and not announced."""

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from contracts.events import Internal, Public
from contracts.ids import AgeBand
from decision.domain.facts import PrivateFact


class AgeConfirmed(PrivateFact):
    """Somebody has looked into the age. The birthday itself is kept with the case, not with its history."""

    name: ClassVar[str] = "nrm.decision.age_confirmed.v1"

    age_band: Annotated[AgeBand, Internal]
    is_age_settled: Annotated[bool, Internal]


class HearingRecorded(PrivateFact):
    """A court will hear the person on this London day; none means that no hearing is known any more."""

    name: ClassVar[str] = "nrm.decision.hearing_recorded.v1"

    hearing_on: Annotated[date | None, Internal]


class WhereaboutsReported(PrivateFact):
    name: ClassVar[str] = "nrm.decision.whereabouts_reported.v1"

    whereabouts: Annotated[str, Internal]
    since_on: Annotated[date, Internal]


class WithdrawalRecorded(PrivateFact):
    """How the person withdrew, and on which day they said so."""

    name: ClassVar[str] = "nrm.decision.withdrawal_recorded.v1"

    how: Annotated[str, Internal]
    said_on: Annotated[date, Internal]


class WithdrawalNotTaken(PrivateFact):
    """Withdrawal was asked for, and after somebody looked into it the case goes on."""

    name: ClassVar[str] = "nrm.decision.withdrawal_not_taken.v1"


class DelayRequested(PrivateFact):
    """Somebody with an interest asks that the conclusive grounds decision waits."""

    name: ClassVar[str] = "nrm.decision.delay_requested.v1"

    request_id: Annotated[UUID, Internal]
    asked_by: Annotated[str, Internal]
    requested_on: Annotated[date, Internal]


class DelayRefused(PrivateFact):
    name: ClassVar[str] = "nrm.decision.delay_refused.v1"

    request_id: Annotated[UUID, Internal]


class DelayEndedEarly(PrivateFact):
    """Somebody has ended an agreed delay before its day."""

    name: ClassVar[str] = "nrm.decision.delay_ended_early.v1"


class ConsentRecorded(PrivateFact):
    """What the person said at 18. Staying in and wanting support are separate choices."""

    name: ClassVar[str] = "nrm.decision.consent_recorded.v1"

    is_given: Annotated[bool, Internal]
    how: Annotated[str, Internal]
    said_on: Annotated[date, Internal]
    is_support_wanted: Annotated[bool, Internal]


class ReceivedDateCorrected(PrivateFact):
    name: ClassVar[str] = "nrm.decision.received_date_corrected.v1"

    was: Annotated[date, Internal]
    now: Annotated[date, Internal]


class ReferralAcknowledged(PrivateFact):
    """Everybody who must hear that the referral has come has been told."""

    name: ClassVar[str] = "nrm.decision.referral_acknowledged.v1"

    told: Annotated[tuple[str, ...], Public]


class ProgressReviewed(PrivateFact):
    """The progress check of the recovery period, with the kinds of people who were asked."""

    name: ClassVar[str] = "nrm.decision.progress_reviewed.v1"

    asked: Annotated[tuple[str, ...], Public]
