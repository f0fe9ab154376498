"""Questions to those who know the person. A late answer counts too.

Before reasonable grounds the case waits for the answers, and its target runs on; afterwards it does not.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from clocks import london_day
from contracts.decision import InformationRequested
from contracts.events import Event
from contracts.ids import CaseId, UserId
from decision.domain.asked_parties import AskedParty, WhyNot
from decision.domain.asking_facts import (
    ContactAttempted,
    PartyAnswered,
    PartyAsked,
    ReasonNotAsked,
    WaitingStopped,
)
from decision.domain.case import Case
from decision.domain.clocks import Clock
from decision.domain.contact_attempts import Attempt, NotAsked
from decision.domain.decisions import DecisionKind, Outcome
from decision.domain.facts import InformationReceived
from decision.domain.stages import BEFORE_REASONABLE_GROUNDS, UNDECIDED, Stage, Step
from decision.domain.standing_still import hold_what_has_cause
from decision.domain.timekeeping import (
    INFORMATION_BEFORE_CONCLUSIVE_GROUNDS,
    INFORMATION_BEFORE_REASONABLE_GROUNDS,
    Timekeeping,
)

QUESTION_LIMIT = 5_000
RG, CG = DecisionKind.REASONABLE_GROUNDS, DecisionKind.CONCLUSIVE_GROUNDS
CLOCKS = {RG: INFORMATION_BEFORE_REASONABLE_GROUNDS, CG: INFORMATION_BEFORE_CONCLUSIVE_GROUNDS}


class NothingToAskFor(Exception):
    """No decision is awaited, so nobody needs to be asked."""


class DueTooEarly(Exception):
    """They have at least until this day (our setting)."""

    def __init__(self, earliest: date) -> None:
        super().__init__(f"not before {earliest}")
        self.earliest = earliest


class DayNotGiven(Exception):
    """No rule says how long they have, so somebody must."""


class NotYetHappened(Exception):
    """A day that has not come."""


class AnswerComesThroughRefer(Exception):
    """The first responder answers in their own portal, where the answer is kept."""


class AnsweredAlready(Exception):
    pass


class WordsMissing(Exception):
    """What was asked, answered or reasoned must be put in words."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """What somebody asks. Without a day, the rule's day is taken."""

    id: UUID
    party: AskedParty
    words: str
    due_on: date | None = None
    is_negative_likely: bool = False
    by: UserId
    at: datetime


@dataclass(frozen=True, kw_only=True)
class InformationRequest:
    """`received_on` is the London day an answer came, where a caseworker wrote it down."""

    id: UUID
    case_id: CaseId
    party: AskedParty
    before: DecisionKind
    asked_by: UserId
    asked_at: datetime
    due_on: date
    question: str
    is_negative_likely: bool = False
    clock_id: UUID | None = None
    reminded_at: datetime | None = None
    answered_at: datetime | None = None
    received_on: date | None = None
    answer: str = ""
    evidence: tuple[UUID, ...] = ()

    @property
    def is_late(self) -> bool:
        if self.answered_at is None:
            return False
        return (self.received_on or london_day(self.answered_at)) > self.due_on

    def is_overdue(self, today: date) -> bool:
        return self.answered_at is None and self.due_on < today

    def was_open_at(self, moment: datetime) -> bool:
        return self.asked_at <= moment and (self.answered_at is None or moment <= self.answered_at)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came back, as a caseworker wrote it down; `evidence` are the files that came with it."""

    words: str
    received_on: date
    evidence: tuple[UUID, ...] = ()
    by: UserId
    at: datetime


def grounds_before(case: Case) -> DecisionKind:
    """Which decision the answers are for."""
    first = case.standing(RG)
    is_first_open = first is None or first.outcome is Outcome.NEGATIVE
    return RG if case.stage in BEFORE_REASONABLE_GROUNDS or is_first_open else CG


def earliest_due(case: Case, *, times: Timekeeping, on: date) -> date | None:
    """The day the rule gives. None where no rule was in force."""
    clocks = times.start((CLOCKS[grounds_before(case)],), case.subject, on=on)
    return next((clock.due_on for clock in clocks), None)


def ask(case: Case, question: Question, *, times: Timekeeping) -> tuple[InformationRequest, list[Event]]:
    """Raises NothingToAskFor, WordsMissing, DueTooEarly, DayNotGiven; CalendarHorizon for a day too far."""
    due_on = _check(case, question, times)
    times.check_known(due_on)
    on, before = london_day(question.at), grounds_before(case)
    moved = case.move(Step.ASK_FOR_INFORMATION) if case.stage is Stage.REASONABLE_GROUNDS_PENDING else []
    started = case.start_clocks((CLOCKS[before],), times=times, on=on)
    clock = case.clocks[-1] if started else None
    given = _give_until(due_on, clock, times, on=on) if clock else []
    held = hold_what_has_cause(case, times=times, on=on)
    request = _request(case, question, before, due_on, clock)
    return request, [*moved, _asked(case, request), *started, *given, *held]


def answer(case: Case, request: InformationRequest, given: Answer) -> list[Event]:
    """Raises AnswerComesThroughRefer, AnsweredAlready, WordsMissing and NotYetHappened."""
    if request.party is AskedParty.FIRST_RESPONDER:
        raise AnswerComesThroughRefer
    if request.answered_at:
        raise AnsweredAlready
    _check_words(given.words)
    if not london_day(request.asked_at) <= given.received_on <= london_day(given.at):
        raise NotYetHappened
    fact = case.fact(
        PartyAnswered, request_id=request.id, party=request.party.value, received_on=given.received_on
    )
    return [fact, *_no_longer_wait(case, request, on=london_day(given.at))]


def hear_answer(case: Case, request: InformationRequest, *, at: datetime) -> list[Event]:
    """The first responder has answered in their portal."""
    heard = case.fact(InformationReceived, request_id=request.id)
    return [heard, *_no_longer_wait(case, request, on=london_day(at))]


def stop_waiting(case: Case, *, on: date) -> list[Event]:
    """Raises StepNotAllowed if the case does not wait."""
    moved = case.move(Step.STOP_WAITING_FOR_INFORMATION)
    ended = case.end_clocks(INFORMATION_BEFORE_REASONABLE_GROUNDS, on=on, cause="stopped_waiting")
    return [case.fact(WaitingStopped), *moved, *ended]


def log_attempt(case: Case, attempt: Attempt) -> list[Event]:
    """Raises NothingToAskFor, WordsMissing and NotYetHappened."""
    _check_undecided(case)
    _check_words(attempt.who)
    if attempt.tried_on > london_day(attempt.logged_at):
        raise NotYetHappened
    fact = case.fact(
        ContactAttempted,
        attempt_id=attempt.id,
        party=attempt.party.value,
        how=attempt.how.value,
        result=attempt.result.value,
        tried_on=attempt.tried_on,
    )
    return [fact]


def reason_gap(case: Case, said: NotAsked) -> list[Event]:
    """Raises NothingToAskFor, and WordsMissing: only that somebody is not involved needs no more words."""
    _check_undecided(case)
    if said.why is WhyNot.OTHER or said.party is AskedParty.FIRST_RESPONDER:
        _check_words(said.words)
    fact = case.fact(ReasonNotAsked, party=said.party.value, before=said.before.value, why=said.why.value)
    return [fact]


def _check(case: Case, question: Question, times: Timekeeping) -> date:
    _check_undecided(case)
    _check_words(question.words)
    earliest = earliest_due(case, times=times, on=london_day(question.at))
    due_on = question.due_on or earliest
    if due_on is None:
        raise DayNotGiven
    if due_on < (least := earliest or london_day(question.at)):
        raise DueTooEarly(least)
    return due_on


def _check_undecided(case: Case) -> None:
    if case.stage not in UNDECIDED:
        raise NothingToAskFor


def _check_words(words: str) -> None:
    if not words.strip():
        raise WordsMissing


def _request(
    case: Case, question: Question, before: DecisionKind, due_on: date, clock: Clock | None
) -> InformationRequest:
    return InformationRequest(
        id=question.id,
        case_id=case.id,
        party=question.party,
        before=before,
        asked_by=question.by,
        asked_at=question.at,
        due_on=due_on,
        question=question.words,
        is_negative_likely=question.is_negative_likely,
        clock_id=clock.id if clock else None,
    )


def _give_until(due_on: date, clock: Clock, times: Timekeeping, *, on: date) -> list[Event]:
    """Who has longer than the rule says is reminded before that day."""
    return clock.set_day(due_on, today=on, cause="more_time_given", warn_on=times.reminder(clock, due_on))


def _asked(case: Case, request: InformationRequest) -> Event:
    """Only what the first responder is asked is announced, without a word of it."""
    if request.party is AskedParty.FIRST_RESPONDER:
        return case.fact(
            InformationRequested,
            request_id=request.id,
            requested_at=request.asked_at,
            due_on=request.due_on,
        )
    return case.fact(
        PartyAsked,
        request_id=request.id,
        party=request.party.value,
        due_on=request.due_on,
        is_negative_likely=request.is_negative_likely,
    )


def _no_longer_wait(case: Case, request: InformationRequest, *, on: date) -> list[Event]:
    clocks = [clock for clock in case.clocks if clock.id == request.clock_id]
    ended = [event for clock in clocks for event in clock.end(on=on, cause="information_received")]
    return [*ended, *case.stop_waiting_for_information()]
