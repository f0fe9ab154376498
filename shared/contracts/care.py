"""Facts the care service announces about somebody in support."""

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import AwareDatetime

from contracts.events import Event, Internal, Public


class SupportFact(Event):
    topic: ClassVar[str] = "nrm.care"

    referral_id: Annotated[UUID, Internal]
    support_case_id: Annotated[UUID, Internal]


class SupportCaseOpened(SupportFact):
    name: ClassVar[str] = "nrm.care.support_case_opened.v1"

    opened_at: Annotated[AwareDatetime, Internal]
    contact_due_at: Annotated[AwareDatetime, Internal]


class ContactMade(SupportFact):
    """The prime has spoken to the person for the first time, which ends the contact clock."""

    name: ClassVar[str] = "nrm.care.contact_made.v1"

    made_at: Annotated[AwareDatetime, Internal]


class ContactFailed(SupportFact):
    """48 hours have passed without contact. The case stays open."""

    name: ClassVar[str] = "nrm.care.contact_failed.v1"

    due_at: Annotated[AwareDatetime, Internal]


class SupportStarted(SupportFact):
    """Full support: the recovery period follows a positive reasonable grounds decision."""

    name: ClassVar[str] = "nrm.care.support_started.v1"

    started_on: Annotated[date, Internal]


class SupportDeclined(SupportFact):
    """The person does not want support."""

    name: ClassVar[str] = "nrm.care.support_declined.v1"

    declined_at: Annotated[AwareDatetime, Internal]


class SupportExitScheduled(SupportFact):
    """Support ends on this day, or not before it where `is_earliest`. Nobody leaves by the date alone."""

    name: ClassVar[str] = "nrm.care.support_exit_scheduled.v1"

    exit_on: Annotated[date, Internal]
    is_earliest: Annotated[bool, Internal]


class SupportExited(SupportFact):
    name: ClassVar[str] = "nrm.care.support_exited.v1"

    exited_on: Annotated[date, Internal]
    destination: Annotated[str, Internal]


class SupportReEntered(SupportFact):
    """Back in support, as a decision was or is looked at again."""

    name: ClassVar[str] = "nrm.care.support_re_entered.v1"

    re_entered_on: Annotated[date, Internal]


class ReachInOpened(SupportFact):
    """Information and signposting for a confirmed victim who has left support."""

    name: ClassVar[str] = "nrm.care.reach_in_opened.v1"

    opened_on: Annotated[date, Internal]


class ExtensionRequested(SupportFact):
    """The support provider asks for more time. The person stays until it is answered."""

    name: ClassVar[str] = "nrm.care.extension_requested.v1"

    request_id: Annotated[UUID, Internal]
    sent_at: Annotated[AwareDatetime, Internal]
    exit_on: Annotated[date, Internal]
    days: Annotated[int, Internal]
    answer_due_on: Annotated[date, Internal]


class RnaSubmitted(SupportFact):
    """A recovery needs assessment waits for its decision. Nobody leaves meanwhile."""

    name: ClassVar[str] = "nrm.care.rna_submitted.v1"

    assessment_id: Annotated[UUID, Internal]
    submitted_at: Annotated[AwareDatetime, Internal]
    decision_due_on: Annotated[date, Internal]


class AssessmentCompleted(SupportFact):
    """Needs were assessed. What was said stays in the care service."""

    name: ClassVar[str] = "nrm.care.assessment_completed.v1"

    assessment_id: Annotated[UUID, Internal]
    kind: Annotated[str, Internal]
    completed_at: Annotated[AwareDatetime, Internal]


class CareClockFact(SupportFact):
    clock_id: Annotated[UUID, Internal]
    rule: Annotated[str, Public]
    policy_version: Annotated[str, Public]
    due_at: Annotated[AwareDatetime, Internal]


class CareClockDueSoon(CareClockFact):
    name: ClassVar[str] = "nrm.care.clock_due_soon.v1"


class CareClockBreached(CareClockFact):
    """A clock has run out. This alone never moves anybody."""

    name: ClassVar[str] = "nrm.care.clock_breached.v1"


EVENTS: tuple[type[SupportFact], ...] = (
    SupportCaseOpened,
    ContactMade,
    ContactFailed,
    SupportStarted,
    SupportDeclined,
    SupportExitScheduled,
    SupportExited,
    SupportReEntered,
    ReachInOpened,
    ExtensionRequested,
    RnaSubmitted,
    AssessmentCompleted,
    CareClockDueSoon,
    CareClockBreached,
)
