"""The state of a case told again from its history alone, to compare with what is stored."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Self
from uuid import UUID

from contracts.decision import (
    CaseOpened,
    CaseRouted,
    CasesLinked,
    ClockBreached,
    ClockEnded,
    ClockFact,
    ClockHeld,
    ClockRecomputed,
    ClockResumed,
    ClockStarted,
)
from contracts.events import Event
from decision.domain.case import Case
from decision.domain.clocks import Clock, ClockState
from decision.domain.facts import CaseMoved, CasePutBack, CaseTaken, OverlayChanged
from decision.domain.overlays import KINDS, Overlays, check_change
from decision.domain.stages import Stage, Step, stage_after


class HistoryBroken(Exception):
    """A fact does not follow from those before it."""


@dataclass
class ClockTold:
    rule: str
    state: ClockState
    due_on: date | None
    holds: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, clock: Clock) -> Self:
        holds = {pause.cause for pause in clock.pauses if pause.resumed_on is None}
        return cls(clock.rule, clock.state, clock.due_on, holds if clock.state.is_open else set())


@dataclass
class CaseTold:
    stage: Stage | None = None
    overlays: dict[str, str] = field(default_factory=dict)
    taken_by: UUID | None = None
    competent_authority: str = "SCA"
    is_merged: bool = False
    clocks: dict[UUID, ClockTold] = field(default_factory=dict)

    @classmethod
    def of(cls, case: Case, *, overlays: Iterable[str] = Overlays) -> Self:
        """What is stored, in the same shape; only the overlays the history has spoken of."""
        return cls(
            stage=case.stage,
            overlays={name: getattr(case, name).value for name in overlays},
            taken_by=case.taken_by,
            competent_authority=case.competent_authority,
            is_merged=case.merged_into is not None,
            clocks={clock.id: ClockTold.of(clock) for clock in case.clocks},
        )


def replay(history: Iterable[Event]) -> CaseTold:
    """Raises HistoryBroken, StepNotAllowed or ChangeNotAllowed if the facts do not follow from each other."""
    told = CaseTold()
    for fact in history:
        _hear(told, fact)
    return told


def _hear(told: CaseTold, fact: Event) -> None:
    match fact:
        case CaseOpened():
            told.stage = Stage.REASONABLE_GROUNDS_PENDING
            told.competent_authority = fact.competent_authority
        case CaseMoved():
            _move(told, fact)
        case OverlayChanged():
            _change(told, fact)
        case CaseTaken() | CasePutBack():
            told.taken_by = fact.taken_by if isinstance(fact, CaseTaken) else None
        case CaseRouted():
            told.competent_authority = fact.competent_authority
        case CasesLinked(is_merged=True):
            told.is_merged = not fact.is_undone
        case ClockFact():
            _hear_clock(told, fact)


def _move(told: CaseTold, fact: CaseMoved) -> None:
    if told.stage is None or told.stage.value != fact.was:
        raise HistoryBroken(f"{fact.step} leaves {fact.was}, but the case is at {told.stage}")
    told.stage = stage_after(told.stage, Step(fact.step))
    if told.stage.value != fact.now:
        raise HistoryBroken(f"{fact.step} leads to {told.stage}, not to {fact.now}")


def _change(told: CaseTold, fact: OverlayChanged) -> None:
    kind = KINDS[Overlays(fact.overlay)]
    if told.overlays.get(fact.overlay, fact.was) != fact.was:
        raise HistoryBroken(f"{fact.overlay} is {told.overlays[fact.overlay]}, not {fact.was}")
    check_change(kind(fact.was), kind(fact.now))
    told.overlays[fact.overlay] = fact.now


def _hear_clock(told: CaseTold, fact: ClockFact) -> None:
    if isinstance(fact, ClockStarted):
        told.clocks[fact.clock_id] = ClockTold(fact.rule, ClockState.RUNNING, fact.due_on)
        return
    clock = told.clocks.get(fact.clock_id)
    if clock is None or not clock.state.is_open:
        raise HistoryBroken(f"{fact.rule} has not been started, or has ended")
    clock.due_on = fact.due_on
    _turn(clock, fact)


def _turn(clock: ClockTold, fact: ClockFact) -> None:
    match fact:
        case ClockHeld():
            clock.holds.add(fact.cause)
            clock.state = ClockState.HELD
        case ClockResumed():
            clock.holds.discard(fact.cause)
            clock.state = clock.state if clock.holds else ClockState(fact.state)
        case ClockRecomputed():
            clock.state = clock.state if clock.holds else ClockState(fact.state)
        case ClockBreached():
            clock.state = ClockState.BREACHED
        case ClockEnded():
            clock.state, clock.holds = ClockState.ENDED, set()
