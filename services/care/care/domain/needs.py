"""What somebody may need help with: the same words for the plan, the summary of needs and the assessment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from care.domain.refusals import Code, Refused
from care.domain.rulebook import CareRules
from care.domain.support import SupportCase
from care.domain.support_states import CONFIRMED_VICTIM, Step, StepNotAllowed
from clocks.days import london_day
from clocks.months import months_after
from contracts.care import RnaSubmitted
from contracts.events import Event
from contracts.ids import SupportCaseId


class Need(StrEnum):
    HEALTH = "health"
    WELLBEING = "wellbeing"
    ACCOMMODATION = "accommodation"
    MONEY = "money"
    LEGAL = "legal"
    IMMIGRATION = "immigration"
    SAFETY = "safety"
    FAMILY = "family"
    LEARNING_AND_WORK = "learning_and_work"
    LANGUAGE_AND_CULTURE = "language_and_culture"


class Agreement(StrEnum):
    AGREED = "agreed"
    PARTLY_AGREED = "partly_agreed"
    NOT_AGREED = "not_agreed"


@dataclass(frozen=True)
class Recommendation:
    """Support with one need for some months; once decided, what was agreed and for how long."""

    need: Need
    months: int
    agreement: Agreement | None = None
    months_agreed: int = 0

    def decide(self, agreement: Agreement, months: int | None) -> "Recommendation":
        """Agreed is all of it. Partly agreed needs its own length, shorter than what was asked for."""
        if agreement is Agreement.PARTLY_AGREED and not (months and 0 < months <= self.months):
            raise Refused(Code.DURATION_TOO_SHORT)
        lengths = {Agreement.AGREED: self.months, Agreement.PARTLY_AGREED: months or 0}
        return replace(self, agreement=agreement, months_agreed=lengths.get(agreement, 0))


@dataclass(frozen=True)
class Answer:
    agreement: Agreement
    months: int | None = None


@dataclass(eq=False, kw_only=True)
class NeedsAssessment:
    """A recovery needs assessment (EX-12 to EX-15). Each has its own end, from `period_from`."""

    id: UUID
    support_case_id: SupportCaseId
    referral_id: UUID
    number: int
    period_from: date
    recommendations: tuple[Recommendation, ...]
    submitted_at: datetime
    decision_due_on: date
    decided_at: datetime | None = None
    copy_given_at: datetime | None = None
    version: int = field(default=1)

    @property
    def is_open(self) -> bool:
        return self.decided_at is None

    @property
    def until(self) -> date | None:
        """The last day of the longest support that was agreed; none when nothing was."""
        longest = max((each.months_agreed for each in self.recommendations), default=0)
        return months_after(self.period_from, longest) if longest else None

    def decide(self, answers: Mapping[Need, Answer], *, at: datetime) -> None:
        """Every recommendation gets its own answer (EX-12)."""
        if not self.is_open:
            raise Refused(Code.ALREADY_ANSWERED)
        if set(answers) != {each.need for each in self.recommendations}:
            raise Refused(Code.REASON_REQUIRED)
        self.recommendations = tuple(
            each.decide(answers[each.need].agreement, answers[each.need].months)
            for each in self.recommendations
        )
        self.decided_at = at

    def give_copy(self, *, at: datetime) -> None:
        """The person is entitled to a copy of what was decided (EX-14)."""
        if self.is_open:
            raise Refused(Code.WRONG_STATE)
        self.copy_given_at = self.copy_given_at or at


@dataclass(frozen=True, kw_only=True)
class Submission:
    """What is sent. `number` counts the assessments of one person from 1."""

    id: UUID
    number: int
    recommendations: Sequence[Recommendation]


def submit_assessment(
    case: SupportCase, sent: Submission, *, rules: CareRules, at: datetime
) -> tuple[NeedsAssessment, list[Event]]:
    """Soon after a positive conclusive decision, and again before each end of support (EX-12, EX-13)."""
    if case.stage not in CONFIRMED_VICTIM:
        raise StepNotAllowed(case.state, Step.MORE_SUPPORT_AGREED)
    if not sent.recommendations:
        raise Refused(Code.REASON_REQUIRED)
    made = _made(case, sent, rules, at)
    said = RnaSubmitted(
        **case.ids(), assessment_id=made.id, submitted_at=at, decision_due_on=made.decision_due_on
    )
    return made, [said]


def _made(case: SupportCase, sent: Submission, rules: CareRules, at: datetime) -> NeedsAssessment:
    today = london_day(at)
    return NeedsAssessment(
        id=sent.id,
        support_case_id=case.id,
        referral_id=case.referral_id,
        number=sent.number,
        period_from=case.support_end_on or today,
        recommendations=tuple(sent.recommendations),
        submitted_at=at,
        decision_due_on=rules.count("CARE-RNA-DECIDE", today).due_on,
    )
