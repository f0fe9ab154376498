"""The clocks that run in a support case: which ones follow from how it stands, each with its start."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from care.domain.exit_dates import ExitBasis, rule_of
from care.domain.extension import ExtensionRequest
from care.domain.needs import NeedsAssessment
from care.domain.rulebook import CareRules
from care.domain.support import SupportCase
from care.domain.support_states import CONFIRMED_VICTIM, SUPPORTED, SupportState
from clocks.days import day_of, first_instant_of, london_day
from clocks.due import Due
from contracts.care import CareClockBreached, CareClockDueSoon
from contracts.events import Event
from contracts.ids import SupportCaseId

NEVER_BREACHED = frozenset({"minimum", "floor"})


class ClockState(StrEnum):
    RUNNING = "running"
    ENDED = "ended"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A clock as it should run: by which rule, from when, about what (`subject_id`, or the case itself)."""

    rule: str
    start: date | datetime
    selected_on: date | None = None
    subject_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class Circumstances:
    """What the clocks depend on beside the case."""

    requests: Sequence[ExtensionRequest] = ()
    assessments: Sequence[NeedsAssessment] = ()
    last_review_on: date | None = None
    last_contact_at: datetime | None = None
    arrived_on: date | None = None
    lives_in_house: bool = False
    needs_known_on: date | None = None


@dataclass(eq=False, kw_only=True)
class SupportClock:
    """`due_at` is the first instant after the last day. Nothing a clock does moves anybody."""

    id: UUID
    support_case_id: SupportCaseId
    referral_id: UUID
    rule: str
    kind: str
    policy_version: str
    calendar_version: str
    selected_on: date
    started_at: datetime
    due_on: date
    due_at: datetime
    warn_at: datetime | None
    subject_id: UUID | None = None
    state: ClockState = ClockState.RUNNING
    outcome: str | None = None
    ended_at: datetime | None = None
    warned_at: datetime | None = None
    breached_at: datetime | None = None
    version: int = field(default=1)

    def is_for(self, wanted: Wanted) -> bool:
        start = wanted.start if isinstance(wanted.start, datetime) else first_instant_of(wanted.start)
        return (self.rule, self.subject_id, self.started_at) == (wanted.rule, wanted.subject_id, start)

    def end(self, outcome: str, *, at: datetime) -> None:
        self.state, self.outcome, self.ended_at = ClockState.ENDED, outcome, at

    def pass_time(self, *, at: datetime) -> list[Event]:
        """Warns once before it is due, and says once that it has run out."""
        if at >= self.due_at and self.breached_at is None and self.kind not in NEVER_BREACHED:
            self.breached_at = at
            return [self._fact(CareClockBreached)]
        if self.warn_at is not None and self.warn_at <= at < self.due_at and self.warned_at is None:
            self.warned_at = at
            return [self._fact(CareClockDueSoon)]
        return []

    def _fact(self, kind: type[CareClockBreached] | type[CareClockDueSoon]) -> Event:
        return kind(
            referral_id=self.referral_id,
            support_case_id=self.support_case_id,
            clock_id=self.id,
            rule=self.rule,
            policy_version=self.policy_version,
            due_at=self.due_at,
        )


def start(clock_id: UUID, case: SupportCase, wanted: Wanted, rules: CareRules) -> SupportClock:
    due = due_of(wanted, rules)
    return SupportClock(
        id=clock_id,
        support_case_id=case.id,
        referral_id=case.referral_id,
        rule=due.rule.id,
        kind=due.rule.kind.value,
        policy_version=due.rule.policy_version,
        calendar_version=due.calendar.version,
        selected_on=wanted.selected_on or day_of(wanted.start),
        started_at=wanted.start if isinstance(wanted.start, datetime) else first_instant_of(wanted.start),
        due_on=due.due_on,
        due_at=due.expires_at,
        warn_at=first_instant_of(due.warn_on) if due.warn_on else None,
        subject_id=wanted.subject_id,
    )


def due_of(wanted: Wanted, rules: CareRules) -> Due:
    return rules.count(wanted.rule, wanted.start, selected_on=wanted.selected_on)


def clocks_wanted(case: SupportCase, around: Circumstances, rules: CareRules) -> list[Wanted]:
    return [
        *_exit(case, rules),
        *_extension(case, around),
        *_assessment(case, around),
        *_journey(case, around),
        *_needs(case, around),
        *_allocation(case),
    ]


EXIT_STAGES = {
    ExitBasis.POSITIVE_CG: frozenset(CONFIRMED_VICTIM),
    ExitBasis.NEGATIVE_CG: frozenset({SupportState.EXITING_NEGATIVE}),
    ExitBasis.NEGATIVE_RG: frozenset({SupportState.EXITING_NEGATIVE}),
    ExitBasis.DISQUALIFIED: frozenset({SupportState.EXITING_NEGATIVE}),
}


def _exit(case: SupportCase, rules: CareRules) -> list[Wanted]:
    """Not any more once an extension or an assessment has moved the end of support."""
    basis, decided_on = case.exit_basis, case.exit_decided_on
    if basis is None or decided_on is None or case.stage not in EXIT_STAGES[basis]:
        return []
    starts_on = decided_on if basis is ExitBasis.DISQUALIFIED else case.exit_received_on
    if starts_on is None:
        return []
    wanted = Wanted(rule=rule_of(rules, basis, decided_on), start=starts_on, selected_on=decided_on)
    return [wanted] if due_of(wanted, rules).due_on == case.support_end_on else []


def _extension(case: SupportCase, around: Circumstances) -> list[Wanted]:
    """The answer that is awaited; and the end of what was granted, which warns as the exit did."""
    ends_on = case.support_end_on if case.stage is SupportState.EXTENSION_GRANTED else None
    granted = [Wanted(rule="CARE-EXTENSION-END", start=ends_on)] if ends_on else []
    return granted + [
        Wanted(rule="CARE-EXTENSION-ANSWER", start=london_day(request.asked_at), subject_id=request.id)
        for request in around.requests
        if request.is_open
    ]


def _assessment(case: SupportCase, around: Circumstances) -> list[Wanted]:
    """To be sent before support ends, and then to be decided."""
    open_ones = [each for each in around.assessments if each.is_open]
    if open_ones:
        return [
            Wanted(rule="CARE-RNA-DECIDE", start=london_day(each.submitted_at), subject_id=each.id)
            for each in open_ones
        ]
    if case.stage not in CONFIRMED_VICTIM or case.support_end_on is None:
        return []
    return [Wanted(rule="CARE-RNA-SUBMIT", start=case.support_end_on)]


def _needs(case: SupportCase, around: Circumstances) -> list[Wanted]:
    """The detailed assessment follows the initial one and a positive decision; then its reviews (LC-7)."""
    if case.away or case.state not in SUPPORTED or case.assessed_at is None:
        return []
    if around.needs_known_on is not None:
        return [Wanted(rule="CARE-NEEDS-REVIEW", start=around.needs_known_on)]
    if case.started_on is None:
        return []
    return [Wanted(rule="CARE-NEEDS-DETAILED", start=max(case.started_on, london_day(case.assessed_at)))]


def _journey(case: SupportCase, around: Circumstances) -> list[Wanted]:
    """Plan and rhythm rest while somebody is away."""
    begun_on = min(filter(None, (around.arrived_on, case.started_on)), default=None)
    if case.away or case.state not in SUPPORTED or begun_on is None:
        return []
    reviewed_on = around.last_review_on
    plan = (
        Wanted(rule="CARE-PLAN-REVIEW", start=reviewed_on)
        if reviewed_on
        else Wanted(rule="CARE-PLAN-FIRST", start=begun_on)
    )
    rhythm = "CARE-CONTACT-HOUSE" if around.lives_in_house else "CARE-CONTACT-OUTREACH"
    since = london_day(around.last_contact_at) if around.last_contact_at else begun_on
    return [plan, Wanted(rule=rhythm, start=since)]


ALLOCATION = "CARE-ALLOCATION"


def _allocation(case: SupportCase) -> list[Wanted]:
    """Until a provider supports the person. Nobody is looked for while they are away, or do not agree."""
    since = case.started_on or (london_day(case.assessed_at) if case.assessed_at else None)
    is_looked_for = case.state in SUPPORTED and case.has_consented and case.provider_id is None
    return [Wanted(rule=ALLOCATION, start=since)] if is_looked_for and since else []
