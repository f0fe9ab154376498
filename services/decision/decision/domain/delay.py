"""Asking that the conclusive grounds decision waits: decided case by case, and answered (§8.2)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from clocks import london_day
from contracts.decision import CgDelayAgreed
from contracts.events import Event
from contracts.ids import CaseId, UserId
from decision.domain.case import Case
from decision.domain.circumstance_facts import DelayEndedEarly, DelayRefused, DelayRequested
from decision.domain.decisions import DecisionKind, check_reasons
from decision.domain.stages import CG_DELAYED, CG_PENDING, RECOVERY, Step, StepNotAllowed
from decision.domain.timekeeping import DELAY_AGREED, EARLIEST_CONCLUSIVE_GROUNDS, Timekeeping

ANSWER_TO_A_REQUEST = "CLK-CG-DELAY"
DELAY_ENDED = "cg.delay_ended"
MAY_WAIT = frozenset({RECOVERY, CG_PENDING, CG_DELAYED})


class Asker(StrEnum):
    """Anyone with an interest may ask."""

    PERSON = "person"
    LAWYER = "lawyer"
    FIRST_RESPONDER = "first_responder"
    SUPPORT_PROVIDER = "support_provider"
    LOCAL_AUTHORITY = "local_authority"
    GUARDIAN = "guardian"
    POLICE = "police"
    SOMEBODY_ELSE = "somebody_else"


class DelayState(StrEnum):
    OPEN = "open"
    AGREED = "agreed"
    REFUSED = "refused"


class DelayNotOpen(Exception):
    """The request has been answered."""


class AnotherDelayIsOpen(Exception):
    """The request before this one waits for its answer."""


class NotLater(Exception):
    """A delay must end after today, and after the day from which the decision may be served anyway."""


class NotDelayed(Exception):
    """No delay has been agreed that could end."""


@dataclass(eq=False, kw_only=True)
class DelayRequest:
    """All days are London days. Why it was asked for, and the answer, are kept sealed beside it."""

    id: UUID
    case_id: CaseId
    asked_by: Asker
    requested_on: date
    recorded_by: UserId
    recorded_at: datetime
    state: DelayState = DelayState.OPEN
    not_before: date | None = None
    answered_by: UserId | None = None
    answered_at: datetime | None = None

    def answer(self, state: DelayState, *, by: UserId, at: datetime) -> None:
        self.state, self.answered_by, self.answered_at = state, by, at


@dataclass(frozen=True, kw_only=True)
class Answer:
    """`not_before` is set when the delay is agreed, `reasons` when it is refused."""

    not_before: date | None = None
    reasons: str = ""
    by: UserId
    at: datetime


def ask(case: Case, asked: DelayRequest, *, is_another_open: bool, times: Timekeeping) -> list[Event]:
    """Raises StepNotAllowed and AnotherDelayIsOpen."""
    _check_may_wait(case)
    if is_another_open:
        raise AnotherDelayIsOpen
    requested = case.fact(
        DelayRequested, request_id=asked.id, asked_by=asked.asked_by.value, requested_on=asked.requested_on
    )
    return [requested, *case.start_clocks((ANSWER_TO_A_REQUEST,), times=times, on=asked.requested_on)]


def agree(case: Case, asked: DelayRequest, given: Answer, *, times: Timekeeping) -> list[Event]:
    """The floor moves; once it has been reached the case waits at a stage of its own.

    Raises StepNotAllowed, DelayNotOpen, NotLater, and CalendarHorizon for a day too far ahead.
    """
    not_before, today = given.not_before, london_day(given.at)
    _check_answerable(case, asked)
    if not_before is None or not_before <= max(today, case.due(EARLIEST_CONCLUSIVE_GROUNDS) or today):
        raise NotLater
    times.check_known(not_before)
    asked.answer(DelayState.AGREED, by=given.by, at=given.at)
    asked.not_before = not_before
    answered = case.end_clocks(ANSWER_TO_A_REQUEST, on=today, cause="cg.delay_agreed")
    waiting = _wait(case, times=times, today=today) if case.stage is CG_PENDING else []
    moved = _move_floor(case, not_before, today)
    return [case.fact(CgDelayAgreed, agreed_at=given.at, not_before=not_before), *answered, *waiting, *moved]


def refuse(case: Case, asked: DelayRequest, given: Answer) -> list[Event]:
    """Raises ReasonsMissing: who asked and the person are told why."""
    _check_answerable(case, asked)
    check_reasons(given.reasons)
    asked.answer(DelayState.REFUSED, by=given.by, at=given.at)
    answered = case.end_clocks(ANSWER_TO_A_REQUEST, on=london_day(given.at), cause="cg.delay_refused")
    return [case.fact(DelayRefused, request_id=asked.id), *answered]


def end_early(case: Case, *, times: Timekeeping, at: datetime) -> list[Event]:
    """The reason for waiting is gone: the floor is where it would be without the delay. Raises NotDelayed."""
    today = london_day(at)
    floors = [clock for clock in case.open_clocks(EARLIEST_CONCLUSIVE_GROUNDS) if clock.extended_to]
    if not floors:
        raise NotDelayed
    moved = [
        event
        for clock in floors
        for event in clock.drop_extension(times.due(clock), today=today, cause=DELAY_ENDED)
    ]
    passed = case.pass_time(today=today, at=at)
    case.due_on = case.due(EARLIEST_CONCLUSIVE_GROUNDS)
    return [case.fact(DelayEndedEarly), *moved, *passed]


def is_delayed(case: Case) -> bool:
    return any(clock.extended_to for clock in case.open_clocks(EARLIEST_CONCLUSIVE_GROUNDS))


def _check_may_wait(case: Case) -> None:
    if case.stage not in MAY_WAIT:
        raise StepNotAllowed(case.stage, Step.AGREE_DELAY)


def _check_answerable(case: Case, asked: DelayRequest) -> None:
    _check_may_wait(case)
    if asked.state is not DelayState.OPEN:
        raise DelayNotOpen


def _wait(case: Case, *, times: Timekeeping, today: date) -> list[Event]:
    """The floor has been reached, so a new one is set, counted from the same decision as the first."""
    moved = case.move(Step.AGREE_DELAY)
    held = case.hold_clocks(DELAY_AGREED, times=times, on=today)
    decided = case.standing(DecisionKind.REASONABLE_GROUNDS)
    on = decided.decided_on if decided and decided.decided_on else today
    return [*moved, *held, *case.start_clocks((EARLIEST_CONCLUSIVE_GROUNDS,), times=times, on=on)]


def _move_floor(case: Case, not_before: date, today: date) -> list[Event]:
    events = [
        event
        for clock in case.open_clocks(EARLIEST_CONCLUSIVE_GROUNDS)
        for event in clock.extend(not_before, today=today, cause=DELAY_AGREED)
    ]
    case.due_on = not_before
    return events
