"""Publishing a calendar of bank holidays: what would move, and then moving it, a batch of cases at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from clocks import BankHolidays, Calendars, london_day
from contracts.ids import CaseId, UserId
from decision.domain.case import Case
from decision.domain.timekeeping import Timekeeping
from decision.storage import UnitOfWork
from decision.storage.recounts import Recount

CAUSE = "calendar_published"
AT_ONCE = 200
SHOWN = 50


class CalendarPublishedBefore(Exception):
    """This version of this nation's calendar is in the register. A correction is a new version."""


class CalendarForgetsDays(Exception):
    """The new version does not cover every day that the one in force covers."""


@dataclass(frozen=True)
class Move:
    """One open clock that a new calendar would move."""

    case_id: CaseId
    reference: str
    rule: str
    was: date | None
    now: date


@dataclass(frozen=True)
class Preview:
    """`moves` holds the first few; `moved` and `looked_at` count all clocks."""

    holidays: BankHolidays
    moves: Sequence[Move]
    moved: int
    looked_at: int


async def preview_calendar(uow: UnitOfWork, holidays: BankHolidays) -> Preview:
    """Changes nothing. Raises what publishing would raise."""
    times = await _check(uow, holidays)
    moves, looked_at, after = list[Move](), 0, None
    while cases := await uow.recounts.cases_after(after, nation=holidays.nation, limit=AT_ONCE):
        for case in cases:
            looked_at += sum(clock.state.is_open for clock in case.clocks)
            moves += _moves(case, times)
        after = cases[-1].id
        uow.session.expunge_all()
    return Preview(holidays, moves[:SHOWN], len(moves), looked_at)


async def publish_calendar(
    uow: UnitOfWork, holidays: BankHolidays, *, by: UserId | None, at: datetime
) -> None:
    """In force from now on. The worker counts the open clocks again."""
    await _check(uow, holidays)
    await uow.calendars.publish(holidays, at=at)
    await uow.recounts.ask(holidays, by=by, at=at)
    detail = {"nation": holidays.nation, "version": holidays.version}
    actor = str(by) if by else "operator"
    uow.audit.add(action=CAUSE, actor=actor, subject=holidays.version, at=at, detail=detail)


async def recount_some(uow: UnitOfWork, *, at: datetime, at_once: int = AT_ONCE) -> int:
    """Counts one batch again, and remembers how far it came. Returns how many cases; none means done."""
    found = await uow.recounts.oldest_unfinished()
    if found is None:
        return 0
    cases = await uow.recounts.cases_after(found.after_case, nation=found.nation, limit=at_once)
    if not cases:
        await uow.recounts.finish(found, at=at)
        return 1
    await _recount(uow, found, cases, at=at)
    return len(cases)


async def _recount(uow: UnitOfWork, found: Recount, cases: Sequence[Case], *, at: datetime) -> None:
    times, moved = await uow.timekeeping(), 0
    for case in cases:
        events = case.recompute_clocks(times=times, today=london_day(at), cause=CAUSE)
        moved += len(events)
        if events:
            await uow.record(case, events, by=None, at=at)
    await uow.recounts.note(found, last=cases[-1].id, looked_at=len(cases), moved=moved)


async def _check(uow: UnitOfWork, holidays: BankHolidays) -> Timekeeping:
    times = await uow.timekeeping()
    before = times.calendars[holidays.nation]
    if await uow.calendars.is_published(holidays):
        raise CalendarPublishedBefore
    if holidays.known_from > before.known_from or holidays.known_until < before.known_until:
        raise CalendarForgetsDays
    calendars = Calendars.of([*times.calendars.by_nation.values(), holidays])
    return Timekeeping(book=times.book, calendars=calendars, new_id=times.new_id)


def _moves(case: Case, times: Timekeeping) -> list[Move]:
    counted = [(clock, times.due(clock)) for clock in case.clocks if clock.state.is_open]
    return [
        Move(case.id, case.reference, clock.rule, clock.due_on, clock.counted_to(due))
        for clock, due in counted
        if due and clock.counted_to(due) != clock.due_on
    ]
