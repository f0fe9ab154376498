"""Keeping the clocks of a support case as it stands now, and saying when time has run out."""

from datetime import datetime

from care.domain.leaving import end_extension
from care.domain.rulebook import CareRules
from care.domain.support import SupportCase
from care.domain.support_clocks import ALLOCATION, clocks_wanted, start
from care.domain.support_states import Step
from care.storage import UnitOfWork
from clocks.days import london_day
from plumbing.identifiers import new_id


async def keep_clocks(
    uow: UnitOfWork, case: SupportCase, cause: str, *, rules: CareRules, at: datetime
) -> None:
    """Starts what should run and ends what should not. A changed start is a new clock."""
    await uow.session.flush()
    running = await uow.lives.running_clocks(case.id)
    if not running and not case.is_supported:
        return
    wanted = clocks_wanted(case, await uow.lives.circumstances(case), rules)
    for clock in running:
        if not any(clock.is_for(each) for each in wanted):
            clock.end(cause, at=at)
    await uow.session.flush()
    for each in wanted:
        if not any(clock.is_for(each) for clock in running):
            uow.lives.add(start(new_id(), case, each, rules))


async def end_allocation(uow: UnitOfWork, case: SupportCase, *, at: datetime) -> None:
    """At once when somebody begins to support the person; until then their database does not show it."""
    await uow.session.flush()
    for clock in await uow.lives.running_clocks(case.id):
        if clock.rule == ALLOCATION:
            clock.end("allocated", at=at)


async def sweep_clocks(uow: UnitOfWork, *, at: datetime, limit: int = 200) -> int:
    """Warns and says what has run out. Returns how many cases were looked at."""
    ids = await uow.lives.clocks_to_look_at(at, limit=limit)
    for case_id in ids:
        await uow.cases.locked(case_id)
        for clock in await uow.lives.running_clocks(case_id):
            await uow.outbox.add(*clock.pass_time(at=at), at=at)
    return len(ids)


async def sweep_extensions(uow: UnitOfWork, *, rules: CareRules, at: datetime, limit: int = 200) -> int:
    """An extension ends after its last day. That alone moves nobody out (LC-10)."""
    today = london_day(at)
    ids = await uow.lives.extensions_over(today, limit=limit)
    for case_id in ids:
        case = await uow.cases.locked(case_id)
        if case.can(Step.EXTENSION_ENDED):
            await uow.outbox.add(*end_extension(case, today, at=at), at=at)
            await keep_clocks(uow, case, "extension_ended", rules=rules, at=at)
    return len(ids)


async def sweep_allocations(uow: UnitOfWork, *, rules: CareRules, at: datetime, limit: int = 200) -> int:
    """Begins the clock of whoever nobody supports, also again when a provider falls away."""
    ids = await uow.lives.allocations_to_look_at(limit=limit)
    for case_id in ids:
        await keep_clocks(uow, await uow.cases.locked(case_id), "allocated", rules=rules, at=at)
    return len(ids)
