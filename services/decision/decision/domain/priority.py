"""Which case is most pressing, and why. A smaller number comes first; the order is data beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from clocks.days import ONE_DAY
from decision.domain.case import Case
from decision.domain.clocks import Clock, ClockState
from decision.domain.decisions import DecisionState
from decision.domain.overlays import Whereabouts
from decision.domain.rules import rule_book
from decision.domain.stages import UNDECIDED
from decision.domain.timekeeping import (
    EXIT_PERIODS,
    REASONABLE_GROUNDS_CLOCKS,
    RECOVERY_PERIODS,
    REQUEST_WINDOWS,
)
from decision.domain.turning_18 import PREPARE

DECISION_TARGETS = (*REASONABLE_GROUNDS_CLOCKS, "CLK-RECON-DEC")
PERIODS_THAT_END = (*RECOVERY_PERIODS, *EXIT_PERIODS, *REQUEST_WINDOWS)


class Pressing(StrEnum):
    """Why a case stands where it stands in its queue."""

    DETAINED = "detained"
    HEARING = "hearing"
    NEAR_18 = "near_18"
    OVERDUE = "overdue"
    LONG_OPEN = "long_open"
    USUAL = "usual"


@dataclass(frozen=True)
class Priorities:
    order: Sequence[Pressing]
    titles: Mapping[Pressing, str]
    near_18_days: int
    long_open_days: int
    ending_soon_days: int

    def rank(self, reason: Pressing) -> int:
        return self.order.index(reason) + 1


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a case stands in queues. `queue_on` orders cases of one priority, `ends_on` those ending soon.

    `look_on` is the first London day on which time alone may change the priority.
    """

    priority: int
    reason: Pressing
    queue_on: date
    ends_on: date | None
    is_decision_held: bool
    look_on: date | None


@dataclass(frozen=True)
class Span:
    """The days on which a reason holds, both counted; the far past and future stand for no bound."""

    first: date = date.min
    last: date = date.max

    def holds_on(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def turns_on(self) -> list[date]:
        after = [] if self.last == date.max else [self.last + ONE_DAY]
        return [self.first, *after]


@cache
def priorities() -> Priorities:
    read: dict[str, Any] = yaml.safe_load(
        files("decision.domain").joinpath("priorities.yaml").read_text("utf-8")
    )
    return Priorities(
        order=[Pressing(each["reason"]) for each in read["order"]],
        titles={Pressing(each["reason"]): each["title"] for each in read["order"]},
        near_18_days=_near_18_days(),
        long_open_days=read["long_open_after_days"],
        ending_soon_days=read["ending_soon_within_days"],
    )


def place_of(case: Case, *, today: date, by: Priorities) -> Place:
    spans = _spans(case, by) if case.stage in UNDECIDED else {}
    now = [reason for reason, span in spans.items() if span.holds_on(today)]
    reason = min(now, key=by.rank, default=Pressing.USUAL)
    turns = [day for span in spans.values() for day in span.turns_on if day > today]
    return Place(
        priority=by.rank(reason),
        reason=reason,
        queue_on=case.due_on or case.received_on,
        ends_on=_earliest(case.open_clocks(*PERIODS_THAT_END)),
        is_decision_held=any(each.state is DecisionState.HELD for each in case.decisions),
        look_on=min(turns, default=None),
    )


def _spans(case: Case, by: Priorities) -> dict[Pressing, Span]:
    spans = {Pressing.LONG_OPEN: Span(first=case.received_on + timedelta(days=by.long_open_days))}
    if case.whereabouts is Whereabouts.DETAINED:
        spans[Pressing.DETAINED] = Span()
    if case.hearing_on:
        spans[Pressing.HEARING] = Span(last=case.hearing_on)
    if case.age_band == "child" and case.turns_18_on:
        spans[Pressing.NEAR_18] = Span(first=case.turns_18_on - timedelta(days=by.near_18_days))
    due_on = _earliest([each for each in case.open_clocks(*DECISION_TARGETS) if not _stands_still(each)])
    return spans | ({Pressing.OVERDUE: Span(first=due_on + ONE_DAY)} if due_on else {})


def _earliest(clocks: Sequence[Clock]) -> date | None:
    return min((clock.due_on for clock in clocks if clock.due_on), default=None)


def _stands_still(clock: Clock) -> bool:
    return clock.state is ClockState.HELD


def _near_18_days() -> int:
    """As long before the birthday as preparing for it takes."""
    length = rule_book().select(PREPARE, on=date.max).length
    assert length is not None
    return length.n
