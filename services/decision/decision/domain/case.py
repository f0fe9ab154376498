"""A case: what the competent authority holds about one referral, and what may happen to it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Self

from clocks import london_day
from contracts.decision import CaseOpened, RgDecided
from contracts.events import Event
from contracts.ids import AgeBand, CaseId, CompetentAuthority, Nation, ReferralId, UserId
from decision.domain.clocks import Clock
from decision.domain.decisions import (
    Decision,
    DecisionKind,
    DecisionState,
    Outcome,
    Review,
    Ruling,
    check_reasons,
)
from decision.domain.facts import CasePutBack, CaseTaken, DecisionReviewed, DecisionWritten
from decision.domain.grounds import reasonable_grounds_test
from decision.domain.overlays import (
    Consent,
    Disqualification,
    Immigration,
    Lineage,
    Whereabouts,
    consent_at_referral,
)
from decision.domain.stages import Stage, Step, stage_after
from decision.domain.timekeeping import (
    EARLIEST_CONCLUSIVE_GROUNDS,
    ON_POSITIVE_REASONABLE_GROUNDS,
    ON_RECEIPT,
    REASONABLE_GROUNDS_TARGET,
    RECOVERY_PERIODS,
    Timekeeping,
)

DECIDED = {
    Outcome.POSITIVE: Step.DECIDE_REASONABLE_GROUNDS_POSITIVE,
    Outcome.NEGATIVE: Step.DRAFT_REASONABLE_GROUNDS_NEGATIVE,
}
REVIEWED = {
    True: Step.AGREE_REASONABLE_GROUNDS_NEGATIVE,
    False: Step.RETURN_REASONABLE_GROUNDS_TO_AUTHOR,
}


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
    """`due_on` is the day that orders the queue the case stands in, if it waits for something with a day."""

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
    stage: Stage = Stage.REASONABLE_GROUNDS_PENDING
    whereabouts: Whereabouts = Whereabouts.KNOWN
    disqualification: Disqualification = Disqualification.NONE
    immigration: Immigration = Immigration.NOT_APPLICABLE
    lineage: Lineage = Lineage.FIRST
    taken_by: UserId | None = None
    due_on: date | None = None
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
        started = case._start(ON_RECEIPT, times=times, on=case.received_on)
        case.due_on = case.reasonable_grounds_clock.due_on
        return case, [case._opened(), *started]

    def take(self, *, by: UserId) -> list[Event]:
        if self.taken_by == by:
            return []
        if self.taken_by is not None:
            raise TakenBySomebodyElse
        self.taken_by = by
        return [CaseTaken(case_id=self.id, referral_id=self.referral_id, taken_by=by)]

    def put_back(self, *, by: UserId) -> list[Event]:
        if self.taken_by != by:
            raise NotYours
        self.taken_by = None
        return [CasePutBack(case_id=self.id, referral_id=self.referral_id)]

    def note_withdrawn_consent(self) -> None:
        """A person decides what follows from it; the stage stays."""
        self.consent = Consent.WITHDRAWN

    def decide_reasonable_grounds(self, ruling: Ruling, *, times: Timekeeping) -> list[Event]:
        """A positive decision stands at once; a negative one waits for a second, different person."""
        check_reasons(ruling.reasons)
        is_positive = ruling.outcome is Outcome.POSITIVE
        stage = stage_after(
            self.stage,
            Step.DECIDE_REASONABLE_GROUNDS_POSITIVE
            if is_positive
            else Step.DRAFT_REASONABLE_GROUNDS_NEGATIVE,
        )
        taken = self.take(by=ruling.by)
        self.stage = stage
        decision, written = self._write(ruling)
        return [*taken, written, *(self._positive(decision, times) if is_positive else [])]

    def review_reasonable_grounds(self, review: Review) -> tuple[Decision, list[Event]]:
        stage = stage_after(self.stage, REVIEWED[review.is_agreed])
        if not review.is_agreed:
            check_reasons(review.reasons)
        decision = self.decision_under_review
        decision.review(review, decided_on=london_day(review.at))
        self.stage = stage
        decided = self._negative(review) if review.is_agreed else []
        return decision, [self._reviewed(decision, review), *decided]

    def pass_time(self, *, today: date, at: datetime) -> list[Event]:
        """What the calendar alone brings: warnings, breaches, and a floor that has been reached."""
        events = [event for clock in self.clocks for event in clock.pass_time(today=today, at=at)]
        if self.stage is Stage.RECOVERY and not self._open_clocks(EARLIEST_CONCLUSIVE_GROUNDS):
            self.stage = stage_after(self.stage, Step.REACH_EARLIEST_CONCLUSIVE_GROUNDS)
        return events

    @property
    def decision_under_review(self) -> Decision:
        return next(each for each in self.decisions if each.state is DecisionState.AWAITING_REVIEW)

    @property
    def reasonable_grounds_clock(self) -> Clock:
        return next(clock for clock in self.clocks if clock.rule == REASONABLE_GROUNDS_TARGET)

    def _opened(self) -> CaseOpened:
        assert self.due_on is not None, "the rule of the first clock has a length"
        return CaseOpened(
            case_id=self.id,
            referral_id=self.referral_id,
            reference=self.reference,
            opened_at=self.opened_at,
            received_on=self.received_on,
            competent_authority=self.competent_authority,
            reasonable_grounds_due_on=self.due_on,
        )

    def _write(self, ruling: Ruling) -> tuple[Decision, DecisionWritten]:
        decided_on = london_day(ruling.at)
        stands = ruling.outcome is Outcome.POSITIVE
        decision = Decision(
            id=ruling.decision_id,
            case_id=self.id,
            kind=DecisionKind.REASONABLE_GROUNDS,
            outcome=ruling.outcome,
            state=DecisionState.STANDS if stands else DecisionState.AWAITING_REVIEW,
            test=reasonable_grounds_test(decided_on).version,
            written_by=ruling.by,
            written_at=ruling.at,
            decided_on=decided_on if stands else None,
        )
        self.decisions.append(decision)
        return decision, self._written(decision)

    def _written(self, decision: Decision) -> DecisionWritten:
        return DecisionWritten(
            case_id=self.id,
            referral_id=self.referral_id,
            decision_id=decision.id,
            decision=decision.kind.value,
            outcome=decision.outcome.value,
            test=decision.test,
            written_by=decision.written_by,
        )

    def _reviewed(self, decision: Decision, review: Review) -> DecisionReviewed:
        return DecisionReviewed(
            case_id=self.id,
            referral_id=self.referral_id,
            decision_id=decision.id,
            is_agreed=review.is_agreed,
            reviewed_by=review.by,
        )

    def _positive(self, decision: Decision, times: Timekeeping) -> list[Event]:
        on = london_day(decision.written_at)
        ended = self._end(REASONABLE_GROUNDS_TARGET, on=on)
        started = self._start(ON_POSITIVE_REASONABLE_GROUNDS, times=times, on=on)
        self.due_on = self._due(EARLIEST_CONCLUSIVE_GROUNDS)
        decided = RgDecided(
            case_id=self.id,
            referral_id=self.referral_id,
            outcome="positive",
            decided_at=decision.written_at,
            decided_on=on,
            recovery_until_at_least=self._due(*RECOVERY_PERIODS),
            conclusive_grounds_not_before=self.due_on,
        )
        return [decided, *ended, *started]

    def _negative(self, review: Review) -> list[Event]:
        on = london_day(review.at)
        self.due_on = None
        decided = RgDecided(
            case_id=self.id,
            referral_id=self.referral_id,
            outcome="negative",
            decided_at=review.at,
            decided_on=on,
        )
        return [decided, *self._end(REASONABLE_GROUNDS_TARGET, on=on)]

    def _start(self, rule_ids: Sequence[str], *, times: Timekeeping, on: date) -> list[Event]:
        clocks = times.start(rule_ids, case_id=self.id, referral_id=self.referral_id, on=on)
        self.clocks.extend(clocks)
        return [event for clock in clocks for event in clock.start()]

    def _end(self, rule_id: str, *, on: date) -> list[Event]:
        return [
            event for clock in self._open_clocks(rule_id) for event in clock.end(on=on, cause="rg_decided")
        ]

    def _open_clocks(self, *rule_ids: str) -> list[Clock]:
        return [clock for clock in self.clocks if clock.rule in rule_ids and clock.state.is_open]

    def _due(self, *rule_ids: str) -> date | None:
        return next((clock.due_on for clock in self._open_clocks(*rule_ids)), None)
