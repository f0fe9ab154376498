"""Facts the decision service announces."""

from datetime import date
from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import AwareDatetime

from contracts.events import Event, Internal, Public
from contracts.ids import CompetentAuthority

Outcome = Literal["positive", "negative"]
Grounds = Literal["reasonable_grounds", "conclusive_grounds"]


class CaseFact(Event):
    topic: ClassVar[str] = "nrm.decision"

    referral_id: Annotated[UUID, Internal]
    case_id: Annotated[UUID, Internal]


class CaseOpened(CaseFact):
    name: ClassVar[str] = "nrm.decision.case_opened.v1"

    reference: Annotated[str, Internal]
    opened_at: Annotated[AwareDatetime, Internal]
    received_on: Annotated[date, Internal]
    competent_authority: Annotated[CompetentAuthority, Public]
    reasonable_grounds_due_on: Annotated[date, Internal]


class RgDecided(CaseFact):
    """A reasonable grounds decision stands. A negative one has been agreed by a second, different person.
    `is_further`: all it relies on happened before an earlier positive one, so it starts no recovery period.
    """

    name: ClassVar[str] = "nrm.decision.rg_decided.v1"

    outcome: Annotated[Outcome, Internal]
    decided_at: Annotated[AwareDatetime, Internal]
    decided_on: Annotated[date, Internal]
    recovery_until_at_least: Annotated[date | None, Internal] = None
    conclusive_grounds_not_before: Annotated[date | None, Internal] = None
    is_further: Annotated[bool, Internal] = False


class CaseRouted(CaseFact):
    """A competent authority keeps the case or is assigned it, or a child panel of the pilot takes it."""

    name: ClassVar[str] = "nrm.decision.case_routed.v1"

    routed_at: Annotated[AwareDatetime, Internal]
    competent_authority: Annotated[CompetentAuthority, Public]
    is_pilot: Annotated[bool, Internal] = False
    reason: Annotated[str, Internal]


class CaseSuspended(CaseFact):
    """Too little can be had to decide. The recovery period, if it has begun, keeps running."""

    name: ClassVar[str] = "nrm.decision.case_suspended.v1"

    suspended_at: Annotated[AwareDatetime, Internal]
    before: Annotated[Grounds, Internal]
    reason: Annotated[str, Internal]


class CaseResumed(CaseFact):
    name: ClassVar[str] = "nrm.decision.case_resumed.v1"

    resumed_at: Annotated[AwareDatetime, Internal]
    before: Annotated[Grounds, Internal]


class CgDelayAgreed(CaseFact):
    """The conclusive grounds decision waits at least until this day, as somebody with an interest asked."""

    name: ClassVar[str] = "nrm.decision.cg_delay_agreed.v1"

    agreed_at: Annotated[AwareDatetime, Internal]
    not_before: Annotated[date, Internal]


class CgDecided(CaseFact):
    """A conclusive grounds decision stands. `is_revocation` says that it replaces an earlier positive one."""

    name: ClassVar[str] = "nrm.decision.cg_decided.v1"

    outcome: Annotated[Outcome, Internal]
    decided_at: Annotated[AwareDatetime, Internal]
    decided_on: Annotated[date, Internal]
    is_revocation: Annotated[bool, Internal] = False


class DecisionServed(CaseFact):
    """A decision letter went to one recipient. The exit clock starts on `received_on`, when that is known."""

    name: ClassVar[str] = "nrm.decision.decision_served.v1"

    decision_id: Annotated[UUID, Internal]
    decision: Annotated[Grounds, Internal]
    outcome: Annotated[Outcome, Internal]
    recipient: Annotated[str, Internal]
    sent_at: Annotated[AwareDatetime, Internal]
    received_on: Annotated[date | None, Internal] = None


class DisqualificationNotified(CaseFact):
    """The person is told that losing protection is being considered, and may answer."""

    name: ClassVar[str] = "nrm.decision.disqualification_notified.v1"

    notified_at: Annotated[AwareDatetime, Internal]
    answer_due_on: Annotated[date | None, Internal] = None


class DisqualificationDecided(CaseFact):
    """Imposed, removal protection and the support duty end. The case stays open until it is decided."""

    name: ClassVar[str] = "nrm.decision.disqualification_decided.v1"

    decided_at: Annotated[AwareDatetime, Internal]
    outcome: Annotated[Literal["imposed", "not_imposed", "quashed"], Internal]


class ReconsiderationFact(CaseFact):
    request_id: Annotated[UUID, Internal]
    decision: Annotated[Grounds, Internal]


class ReconsiderationRequested(ReconsiderationFact):
    """Somebody has asked. This alone never changes an exit date."""

    name: ClassVar[str] = "nrm.decision.reconsideration_requested.v1"

    requested_at: Annotated[AwareDatetime, Internal]


class ReconsiderationAccepted(ReconsiderationFact):
    """The person is a potential victim again: support is back, and an exit date falls away."""

    name: ClassVar[str] = "nrm.decision.reconsideration_accepted.v1"

    accepted_at: Annotated[AwareDatetime, Internal]


class ReconsiderationRefused(ReconsiderationFact):
    name: ClassVar[str] = "nrm.decision.reconsideration_refused.v1"

    refused_at: Annotated[AwareDatetime, Internal]
    reason: Annotated[str, Internal]


class ReconsiderationDecided(ReconsiderationFact):
    name: ClassVar[str] = "nrm.decision.reconsideration_decided.v1"

    decided_at: Annotated[AwareDatetime, Internal]
    outcome: Annotated[Outcome, Internal]


class PersonTurned18(CaseFact):
    """The person is an adult today, and must say whether they want to go on."""

    name: ClassVar[str] = "nrm.decision.person_turned_18.v1"

    turned_on: Annotated[date, Internal]


class CaseWithdrawn(CaseFact):
    name: ClassVar[str] = "nrm.decision.case_withdrawn.v1"

    withdrawn_at: Annotated[AwareDatetime, Internal]


class CaseClosed(CaseFact):
    """Nothing more is to be done: exited after a decision, or closed for another reason."""

    name: ClassVar[str] = "nrm.decision.case_closed.v1"

    closed_at: Annotated[AwareDatetime, Internal]
    reason: Annotated[str, Internal]


class CasesLinked(CaseFact):
    """Two cases are about one person. `is_merged` says that this one is now part of the other."""

    name: ClassVar[str] = "nrm.decision.cases_linked.v1"

    other_referral_id: Annotated[UUID, Internal]
    linked_at: Annotated[AwareDatetime, Internal]
    is_merged: Annotated[bool, Internal] = False
    is_undone: Annotated[bool, Internal] = False


class InformationRequested(CaseFact):
    """The decision maker has a question for the first responder. What it says is fetched, never announced."""

    name: ClassVar[str] = "nrm.decision.information_requested.v1"

    request_id: Annotated[UUID, Internal]
    requested_at: Annotated[AwareDatetime, Internal]
    due_on: Annotated[date, Internal]


class ClockFact(CaseFact):
    clock_id: Annotated[UUID, Internal]
    rule: Annotated[str, Public]
    policy_version: Annotated[str, Public]
    calendar_version: Annotated[str, Public]
    due_on: Annotated[date | None, Internal] = None


class ClockStarted(ClockFact):
    name: ClassVar[str] = "nrm.decision.clock_started.v1"

    started_on: Annotated[date, Internal]


class ClockHeld(ClockFact):
    """The clock stands still. The day of holding is not counted."""

    name: ClassVar[str] = "nrm.decision.clock_held.v1"

    held_on: Annotated[date, Internal]
    cause: Annotated[str, Internal]


class ClockResumed(ClockFact):
    """A cause for standing still is gone; `state` stays `held` while there is another."""

    name: ClassVar[str] = "nrm.decision.clock_resumed.v1"

    resumed_on: Annotated[date, Internal]
    cause: Annotated[str, Internal]
    state: Annotated[str, Internal]


class ClockRecomputed(ClockFact):
    """The date has moved: a calendar was published, a received date corrected, an extension agreed."""

    name: ClassVar[str] = "nrm.decision.clock_recomputed.v1"

    started_on: Annotated[date, Internal]
    previous_due_on: Annotated[date | None, Internal] = None
    cause: Annotated[str, Internal]
    state: Annotated[str, Internal]


class ClockWarned(ClockFact):
    """A clock falls due soon."""

    name: ClassVar[str] = "nrm.decision.clock_warned.v1"

    warned_at: Annotated[AwareDatetime, Internal]


class ClockBreached(ClockFact):
    """A clock has run out. This alone never decides anything."""

    name: ClassVar[str] = "nrm.decision.clock_breached.v1"

    breached_at: Annotated[AwareDatetime, Internal]


class ClockEnded(ClockFact):
    name: ClassVar[str] = "nrm.decision.clock_ended.v1"

    ended_on: Annotated[date, Internal]
    cause: Annotated[str, Internal]


EVENTS: tuple[type[CaseFact], ...] = (
    CaseOpened,
    CaseRouted,
    InformationRequested,
    RgDecided,
    CaseSuspended,
    CaseResumed,
    CgDelayAgreed,
    CgDecided,
    DecisionServed,
    DisqualificationNotified,
    DisqualificationDecided,
    ReconsiderationRequested,
    ReconsiderationAccepted,
    ReconsiderationRefused,
    ReconsiderationDecided,
    PersonTurned18,
    CaseWithdrawn,
    CaseClosed,
    CasesLinked,
    ClockStarted,
    ClockHeld,
    ClockResumed,
    ClockRecomputed,
    ClockWarned,
    ClockBreached,
    ClockEnded,
)
