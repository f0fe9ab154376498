"""Asking for more time after a negative decision (EX-6 to EX-10)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from care.domain.refusals import Code, Refused
from care.domain.rulebook import CareRules
from clocks.days import ONE_DAY, london_day
from clocks.due import Due
from contracts.ids import SupportCaseId

PROVIDER = "provider"


class Heading(StrEnum):
    """What a request must say, each in words (EX-6). How many came before is counted and not asked."""

    FACTS = "facts"
    BACKGROUND = "background"
    WHY_NOT_NOW = "why_not_now"
    PLANNED_ACTIONS = "planned_actions"
    NOT_STARTED = "not_started"
    DOCUMENTS = "documents"


class ExtensionState(StrEnum):
    SENT = "sent"
    GRANTED = "granted"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True)
class ExtensionAsked:
    """`by` is "provider" for the support provider; anybody else has to go through it."""

    by: str
    days: int
    sent_on: date
    exit_on: date
    is_exceptional: bool = False
    late_reason: str = ""


@dataclass(frozen=True)
class ExtensionTerms:
    """Until when an answer is due, and the day support ends if the answer is yes."""

    answer: Due
    new_exit_on: date

    @property
    def answer_due_on(self) -> date:
        return self.answer.due_on


def extension_terms(rules: CareRules, asked: ExtensionAsked) -> ExtensionTerms:
    """Raises the first rule that refuses. Days are counted from the exit date that is extended."""
    if asked.by != PROVIDER:
        raise Refused(Code.ONLY_PROVIDER_MAY_REQUEST)
    if asked.days < 1:
        raise Refused(Code.DURATION_TOO_SHORT)
    if asked.days > longest_days(rules, asked.exit_on) and not asked.is_exceptional:
        raise Refused(Code.OVER_28_DAYS_NEEDS_EXCEPTION)
    if is_late(asked) and not asked.late_reason.strip():
        raise Refused(Code.REASON_REQUIRED)
    answer = rules.count("CARE-EXTENSION-ANSWER", asked.sent_on)
    return ExtensionTerms(answer, asked.exit_on + asked.days * ONE_DAY)


def longest_days(rules: CareRules, exit_on: date) -> int:
    return (rules.count("CARE-EXTENSION-MAX", exit_on).due_on - exit_on).days


def is_late(asked: ExtensionAsked) -> bool:
    """A request goes out before the exit date: on the day itself it is late (EX-7)."""
    return asked.sent_on >= asked.exit_on


@dataclass(frozen=True)
class Content:
    """What the provider writes. Sealed where it is kept."""

    words: Mapping[Heading, str]

    def check(self) -> None:
        if not all(self.words.get(heading, "").strip() for heading in Heading):
            raise Refused(Code.REASON_REQUIRED)


@dataclass(eq=False, kw_only=True)
class ExtensionRequest:
    """`number` counts the requests for one exit; `new_exit_on` is what was asked for."""

    id: UUID
    support_case_id: SupportCaseId
    referral_id: UUID
    number: int
    days: int
    is_exceptional: bool
    exit_on: date
    new_exit_on: date
    sent_at: datetime
    answer_due_on: date
    state: ExtensionState = ExtensionState.SENT
    answered_at: datetime | None = None
    second_look_at: datetime | None = None
    version: int = field(default=1)

    @property
    def is_open(self) -> bool:
        return self.state is ExtensionState.SENT

    @property
    def asked_at(self) -> datetime:
        """When the answer that is awaited was last asked for."""
        return self.second_look_at or self.sent_at

    def answer(self, state: ExtensionState, *, at: datetime) -> None:
        if not self.is_open:
            raise Refused(Code.ALREADY_ANSWERED)
        self.state, self.answered_at = state, at

    def look_again(self, rules: CareRules, *, at: datetime) -> None:
        """A refused request may be reconsidered, with the same aim for the answer (EX-9)."""
        if self.state is not ExtensionState.REFUSED or self.second_look_at is not None:
            raise Refused(Code.WRONG_STATE)
        self.state, self.answered_at, self.second_look_at = ExtensionState.SENT, None, at
        self.answer_due_on = rules.count("CARE-EXTENSION-ANSWER", london_day(at)).due_on
