"""Facts the decision service announces."""

from datetime import date
from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import AwareDatetime

from contracts.events import Event, Internal, Public
from contracts.ids import CompetentAuthority

Outcome = Literal["positive", "negative"]


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
    """A reasonable grounds decision stands. A negative one has been agreed by a second, different person."""

    name: ClassVar[str] = "nrm.decision.rg_decided.v1"

    outcome: Annotated[Outcome, Internal]
    decided_at: Annotated[AwareDatetime, Internal]
    decided_on: Annotated[date, Internal]
    recovery_until_at_least: Annotated[date | None, Internal] = None
    conclusive_grounds_not_before: Annotated[date | None, Internal] = None


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
    RgDecided,
    InformationRequested,
    ClockStarted,
    ClockWarned,
    ClockBreached,
    ClockEnded,
)
