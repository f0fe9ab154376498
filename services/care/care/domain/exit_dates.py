"""When somebody may leave, or has to: counted from the day the letter was received (EX-1 to EX-5)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from care.domain.rulebook import CareRules
from clocks.counting import Hold
from clocks.due import Due


class ExitBasis(StrEnum):
    """The decision after which somebody leaves."""

    POSITIVE_CG = "positive_cg"
    NEGATIVE_CG = "negative_cg"
    NEGATIVE_RG = "negative_rg"
    DISQUALIFIED = "disqualified"


class ExitClock(StrEnum):
    NOT_STARTED = "not_started"
    RUNNING = "running"
    REMOVED = "removed"


class Turn(StrEnum):
    """What may happen while an exit clock runs. A request alone changes nothing (EL-11)."""

    RECONSIDERATION_REQUESTED = "reconsideration_requested"
    RECONSIDERATION_ACCEPTED = "reconsideration_accepted"
    RECONSIDERATION_REFUSED = "reconsideration_refused"


@dataclass(frozen=True)
class Happened:
    turn: Turn
    on: date


@dataclass(frozen=True, kw_only=True)
class ExitDate:
    """`due` is empty before the letter is known to be received, and once the exit has fallen away."""

    basis: ExitBasis
    clock: ExitClock
    due: Due | None = None

    @property
    def on(self) -> date | None:
        return self.due.due_on if self.due else None

    @property
    def exit_on(self) -> date | None:
        """The day support ends, after a negative decision."""
        return None if self.basis is ExitBasis.POSITIVE_CG else self.on

    @property
    def earliest_exit_on(self) -> date | None:
        """The first day on which a confirmed victim may leave support (LC-10)."""
        return self.on if self.basis is ExitBasis.POSITIVE_CG else None


def exit_date(
    rules: CareRules,
    basis: ExitBasis,
    *,
    decided_on: date,
    received_on: date | None,
    then: Iterable[Happened] = (),
) -> ExitDate:
    """After a disqualification the day it was imposed counts, as no letter of it is served to us."""
    starts_on = decided_on if basis is ExitBasis.DISQUALIFIED else received_on
    if starts_on is None:
        return ExitDate(basis=basis, clock=ExitClock.NOT_STARTED)
    holds = _holds(then)
    if any(hold.resumed_on is None for hold in holds):
        return ExitDate(basis=basis, clock=ExitClock.REMOVED)
    due = rules.count(rule_of(rules, basis, decided_on), starts_on, selected_on=decided_on, holds=holds)
    return ExitDate(basis=basis, clock=ExitClock.RUNNING, due=due)


def rule_of(rules: CareRules, basis: ExitBasis, decided_on: date) -> str:
    if basis is ExitBasis.POSITIVE_CG:
        is_longer = decided_on >= rules.day("move_on_45_switch_on")
        return "CARE-MOVE-ON-45" if is_longer else "CARE-MOVE-ON-14"
    return _NEGATIVE[basis]


_NEGATIVE = {
    ExitBasis.NEGATIVE_CG: "CARE-EXIT-CG",
    ExitBasis.NEGATIVE_RG: "CARE-EXIT-RG",
    ExitBasis.DISQUALIFIED: "CARE-EXIT-DISQUALIFIED",
}


def _holds(then: Iterable[Happened]) -> Sequence[Hold]:
    """An accepted reconsideration takes the exit away; should it be refused after all, the clock runs on."""
    holds: list[Hold] = []
    for happened in sorted(then, key=lambda each: each.on):
        is_held = bool(holds) and holds[-1].resumed_on is None
        if happened.turn is Turn.RECONSIDERATION_ACCEPTED and not is_held:
            holds.append(Hold(happened.on))
        elif happened.turn is Turn.RECONSIDERATION_REFUSED and is_held:
            holds[-1] = Hold(holds[-1].held_on, happened.on)
    return holds


def recovery_minimum(rules: CareRules, rg_decided_on: date) -> Due:
    """No conclusive decision brings an exit before its `due_on`. The date decided on picks the length."""
    is_shorter = rg_decided_on >= rules.day("recovery_minimum_switch_on")
    return rules.count("CARE-RECOVERY-30" if is_shorter else "CARE-RECOVERY-45", rg_decided_on)
