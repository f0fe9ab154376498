"""A case: what the competent authority holds about one referral, and what any act on it is made of.

What may happen to a case is in the modules beside this one, an act to a module: each moves the case by
steps of the transition table, changes overlays, starts and ends clocks, and returns the facts of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Self, TypeVar

from clocks import london_day
from contracts.decision import CaseFact, CaseOpened
from contracts.events import Event
from contracts.ids import AgeBand, CaseId, CompetentAuthority, Nation, ReferralId, UserId
from decision.domain.clocks import Clock, ClockState
from decision.domain.decisions import Decision, DecisionKind, DecisionState, Review
from decision.domain.facts import (
    CaseMoved,
    CasePutBack,
    CaseTaken,
    DecisionReviewed,
    DecisionWritten,
    OverlayChanged,
)
from decision.domain.overlays import (
    Consent,
    Disqualification,
    Immigration,
    Lineage,
    Overlay,
    Whereabouts,
    check_change,
    consent_at_referral,
    overlay_of,
)
from decision.domain.stages import Stage, Step, stage_after
from decision.domain.timekeeping import (
    DELAY_AGREED,
    EARLIEST_CONCLUSIVE_GROUNDS,
    INFORMATION_BEFORE_REASONABLE_GROUNDS,
    MADE_AGAIN,
    ON_RECEIPT,
    PANEL_TARGET,
    REASONABLE_GROUNDS_TARGET,
    Subject,
    Timekeeping,
)

F = TypeVar("F", bound=CaseFact)


class TakenBySomebodyElse(Exception):
    """Two people cannot hold one case."""


class NotYours(Exception):
    """Only who holds a case can put it back."""


@dataclass(frozen=True, kw_only=True)
class Received:
    """What a referral says about itself when it arrives: ids and codes, never the person."""

    referral_id: ReferralId
    reference: str
    received_at: datetime
    nation: Nation
    organisation_id: str
    region: str | None
    age_band: AgeBand
    is_age_settled: bool
    is_support_wanted: bool


@dataclass(eq=False, kw_only=True)
class Case:
    """`due_on` is the day that orders the queue the case stands in, if it waits for something with a day.

    `turns_18_on` is the eighteenth birthday (a London day), once a caseworker has confirmed the age;
    `routing_reason` says why this authority decides, once somebody has looked into it. `merged_into` is the
    case this one has become part of (`joining`).
    """

    id: CaseId
    referral_id: ReferralId
    reference: str
    received_at: datetime
    received_on: date
    opened_at: datetime
    nation: Nation
    organisation_id: str
    region: str | None
    age_band: AgeBand
    is_age_settled: bool
    is_support_wanted: bool
    consent: Consent
    competent_authority: CompetentAuthority = "SCA"
    is_pilot: bool = False
    turns_18_on: date | None = None
    hearing_on: date | None = None
    routing_reason: str | None = None
    stage: Stage = Stage.REASONABLE_GROUNDS_PENDING
    whereabouts: Whereabouts = Whereabouts.KNOWN
    disqualification: Disqualification = Disqualification.NONE
    immigration: Immigration = Immigration.NOT_APPLICABLE
    lineage: Lineage = Lineage.FIRST
    taken_by: UserId | None = None
    due_on: date | None = None
    merged_into: CaseId | None = None
    version: int = 1
    clocks: list[Clock] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)

    @classmethod
    def open(
        cls, case_id: CaseId, received: Received, *, times: Timekeeping, at: datetime
    ) -> tuple[Self, list[Event]]:
        """The single competent authority receives every referral; receipt is day 0 of the first clock."""
        case = cls(
            id=case_id,
            referral_id=received.referral_id,
            reference=received.reference,
            received_at=received.received_at,
            received_on=london_day(received.received_at),
            opened_at=at,
            nation=received.nation,
            organisation_id=received.organisation_id,
            region=received.region,
            age_band=received.age_band,
            is_age_settled=received.is_age_settled,
            is_support_wanted=received.is_support_wanted,
            consent=consent_at_referral(received.age_band),
        )
        started = case.start_clocks(ON_RECEIPT, times=times, on=case.received_on)
        case.due_on = case.reasonable_grounds_clock.due_on
        return case, [case._opened(), *started]

    def take(self, *, by: UserId) -> list[Event]:
        if self.taken_by == by:
            return []
        if self.taken_by is not None:
            raise TakenBySomebodyElse
        self.taken_by = by
        return [self.fact(CaseTaken, taken_by=by)]

    def put_back(self, *, by: UserId) -> list[Event]:
        if self.taken_by != by:
            raise NotYours
        self.taken_by = None
        return [self.fact(CasePutBack)]

    def pass_time(self, *, today: date, at: datetime) -> list[Event]:
        """What the calendar alone brings: warnings, breaches, and a floor that has been reached."""
        events = [event for clock in self.clocks for event in clock.pass_time(today=today, at=at)]
        moved = [*self.stop_waiting_for_information(), *self.reach_earliest_conclusive_grounds()]
        return [*events, *moved, *self._end_delay(today)]

    def stop_waiting_for_information(self) -> list[Event]:
        """Goes on once every answer has come, or its day has gone by."""
        clocks = self.open_clocks(INFORMATION_BEFORE_REASONABLE_GROUNDS)
        is_waiting = any(clock.state is not ClockState.BREACHED for clock in clocks)
        if self.stage is not Stage.REASONABLE_GROUNDS_MORE_INFORMATION or is_waiting:
            return []
        return self.move(Step.STOP_WAITING_FOR_INFORMATION)

    def reach_earliest_conclusive_grounds(self) -> list[Event]:
        if self.stage is not Stage.RECOVERY or self.open_clocks(EARLIEST_CONCLUSIVE_GROUNDS):
            return []
        return self.move(Step.REACH_EARLIEST_CONCLUSIVE_GROUNDS)

    def _end_delay(self, today: date) -> list[Event]:
        """The agreed day has come: the decision may be served again."""
        if self.stage is not Stage.CONCLUSIVE_GROUNDS_DELAYED or self.open_clocks(
            EARLIEST_CONCLUSIVE_GROUNDS
        ):
            return []
        resumed = [clock for clock in self.clocks if clock.close_pause(DELAY_AGREED, on=today)]
        told = [event for clock in resumed for event in clock.resume(None, on=today, cause=DELAY_AGREED)]
        return [*self.move(Step.END_DELAY), *told]

    def check(self, step: Step) -> None:
        """Raises StepNotAllowed, and changes nothing."""
        stage_after(self.stage, step)

    def move(self, step: Step) -> list[Event]:
        """Raises StepNotAllowed if no step of this name leads away from where the case is."""
        was, self.stage = self.stage, stage_after(self.stage, step)
        return [self.fact(CaseMoved, step=step.value, was=was.value, now=self.stage.value)]

    def change(self, now: Overlay) -> list[Event]:
        """Raises ChangeNotAllowed. Nothing happens if it is so already."""
        overlay = overlay_of(now)
        was = getattr(self, overlay)
        if was is now:
            return []
        check_change(was, now)
        setattr(self, overlay, now)
        return [self.fact(OverlayChanged, overlay=overlay.value, was=was.value, now=now.value)]

    def start_clocks(
        self, rule_ids: Sequence[str], *, times: Timekeeping, on: date, selected_on: date | None = None
    ) -> list[Event]:
        clocks = times.start(rule_ids, self.subject, on=on, selected_on=selected_on)
        self.clocks.extend(clocks)
        return [event for clock in clocks for event in clock.start()]

    def end_clocks(self, *rule_ids: str, on: date, cause: str) -> list[Event]:
        return [event for clock in self.open_clocks(*rule_ids) for event in clock.end(on=on, cause=cause)]

    def end_every_clock(self, *, on: date, cause: str) -> list[Event]:
        return [event for clock in self.clocks for event in clock.end(on=on, cause=cause)]

    def hold_clocks(self, cause: str, *, times: Timekeeping, on: date) -> list[Event]:
        """Every open clock whose rule pauses for this cause."""
        pausing = [clock for clock in self.clocks if cause in times.rule_of(clock).pauses]
        return [event for clock in pausing for event in clock.hold(on=on, cause=cause)]

    def resume_clocks(self, cause: str, *, times: Timekeeping, on: date) -> list[Event]:
        resumed = [clock for clock in self.clocks if clock.close_pause(cause, on=on)]
        events = [event for clock in resumed for event in clock.resume(times.due(clock), on=on, cause=cause)]
        self.reorder()
        return events

    def recompute_clocks(self, *, times: Timekeeping, today: date, cause: str) -> list[Event]:
        """Each open clock counted again: a new calendar has been published."""
        events = [
            event
            for clock in self.clocks
            if clock.state.is_open
            for event in clock.recompute(times.due(clock), today=today, cause=cause)
        ]
        self.reorder()
        return events

    def reorder(self) -> None:
        """Puts the case where its most pressing clock belongs.."""
        for rule in (REASONABLE_GROUNDS_TARGET, PANEL_TARGET, MADE_AGAIN, EARLIEST_CONCLUSIVE_GROUNDS):
            if self.open_clocks(rule):
                self.due_on = self.due(rule)
                return

    def open_clocks(self, *rule_ids: str) -> list[Clock]:
        return [clock for clock in self.clocks if clock.rule in rule_ids and clock.state.is_open]

    def due(self, *rule_ids: str) -> date | None:
        return next((clock.due_on for clock in self.open_clocks(*rule_ids)), None)

    def standing(self, kind: DecisionKind) -> Decision | None:
        """The latest decision of this kind that stands."""
        standing = [each for each in self.decisions if each.state is DecisionState.STANDS]
        return next((each for each in reversed(standing) if each.kind is kind), None)

    def written(self, decision: Decision) -> DecisionWritten:
        return self.fact(
            DecisionWritten,
            decision_id=decision.id,
            decision=decision.kind.value,
            outcome=decision.outcome.value,
            test=decision.test,
            written_by=decision.written_by,
        )

    def reviewed(self, decision: Decision, review: Review) -> DecisionReviewed:
        return self.fact(
            DecisionReviewed, decision_id=decision.id, is_agreed=review.is_agreed, reviewed_by=review.by
        )

    def fact(self, kind: type[F], **said: object) -> F:
        """A fact of this case."""
        return kind.model_validate({"case_id": self.id, "referral_id": self.referral_id} | said)

    @property
    def subject(self) -> Subject:
        return Subject(self.id, self.referral_id, self.nation, self.lineage)

    @property
    def decision_under_review(self) -> Decision:
        return next(each for each in self.decisions if each.state is DecisionState.AWAITING_REVIEW)

    @property
    def reasonable_grounds_clock(self) -> Clock:
        return next(clock for clock in self.clocks if clock.rule == REASONABLE_GROUNDS_TARGET)

    def _opened(self) -> CaseOpened:
        return self.fact(
            CaseOpened,
            reference=self.reference,
            opened_at=self.opened_at,
            received_on=self.received_on,
            competent_authority=self.competent_authority,
            reasonable_grounds_due_on=self.due_on,
        )
