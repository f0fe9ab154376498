"""Open clocks counted again with other rules or calendars: first to see what would move, then to move it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from clocks import london_day
from contracts.ids import CaseId
from decision.domain.case import Case
from decision.domain.timekeeping import Timekeeping
from decision.storage import UnitOfWork

AT_ONCE = 200

SHOWN = 50
CasesAfter = Callable[[CaseId | None], Awaitable[Sequence[Case]]]


@dataclass(frozen=True)
class Move:
    """One open clock that would get another date."""

    case_id: CaseId
    reference: str
    rule: str
    was: date | None
    now: date


async def moves_of_all(
    uow: UnitOfWork, cases_after: CasesAfter, times: Timekeeping
) -> tuple[list[Move], int]:
    """Every move, and how many open clocks were looked at. Changes nothing."""
    moves, looked_at, after = list[Move](), 0, None
    while cases := await cases_after(after):
        for case in cases:
            looked_at += sum(clock.state.is_open for clock in case.clocks)
            moves += _moves(case, times)
        after = cases[-1].id
        uow.session.expunge_all()
    return moves, looked_at


async def to_be_shown(uow: UnitOfWork, moves: Sequence[Move]) -> list[Move]:
    """The first few, of cases the reader may open."""
    closed = await uow.restrictions.closed_to_reader()
    return [move for move in moves if move.case_id not in closed][:SHOWN]


async def count_again(uow: UnitOfWork, cases: Sequence[Case], *, cause: str, at: datetime) -> int:
    """Returns how many clocks moved; each says so in the history, with its old and its new date."""
    times, moved = await uow.timekeeping(), 0
    for case in cases:
        events = case.recompute_clocks(times=times, today=london_day(at), cause=cause)
        moved += len(events)
        if events:
            await uow.record(case, events, by=None, at=at)
    return moved


def _moves(case: Case, times: Timekeeping) -> list[Move]:
    counted = [(clock, times.due(clock)) for clock in case.clocks if clock.state.is_open]
    return [
        Move(case.id, case.reference, clock.rule, clock.due_on, clock.counted_to(due))
        for clock, due in counted
        if due and clock.counted_to(due) != clock.due_on
    ]
