"""Publishing a calendar of bank holidays."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from clocks import BankHolidays, Calendars
from contracts.ids import UserId
from decision.domain.timekeeping import Timekeeping
from decision.publishing.counting_again import AT_ONCE, Move, count_again, moves_of_all, to_be_shown
from decision.storage import UnitOfWork

CAUSE = "calendar_published"


class CalendarPublishedBefore(Exception):
    """This version of this nation's calendar is in the register. A correction is a new version."""


class CalendarForgetsDays(Exception):
    """The new version does not cover every day that the one in force covers."""


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
    cases_after = partial(uow.recounts.cases_after, nation=holidays.nation, limit=AT_ONCE)
    moves, looked_at = await moves_of_all(uow, cases_after, times)
    return Preview(holidays, await to_be_shown(uow, moves), len(moves), looked_at)


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
    moved = await count_again(uow, cases, cause=CAUSE, at=at)
    await uow.recounts.note(found, last=cases[-1].id, looked_at=len(cases), moved=moved)
    return len(cases)


async def _check(uow: UnitOfWork, holidays: BankHolidays) -> Timekeeping:
    times = await uow.timekeeping()
    before = times.calendars[holidays.nation]
    if await uow.calendars.is_published(holidays):
        raise CalendarPublishedBefore
    if holidays.known_from > before.known_from or holidays.known_until < before.known_until:
        raise CalendarForgetsDays
    calendars = Calendars.of([*times.calendars.by_nation.values(), holidays])
    return replace(times, calendars=calendars)
