"""Declining, being away, leaving, coming back."""

from dataclasses import replace

from care.commands.lives import By, locked, record
from care.domain import leaving
from care.domain.leaving import Leaving
from care.domain.support import Away, SupportCase
from care.storage import UnitOfWork
from contracts.ids import SupportCaseId


async def decline_support(uow: UnitOfWork, case_id: SupportCaseId, by: By) -> None:
    case = await locked(uow, case_id, by)
    await record(uow, case, "support_declined", by, leaving.decline_support(case, at=by.at))


async def suspend(uow: UnitOfWork, case_id: SupportCaseId, away: Away, by: By) -> None:
    case = await locked(uow, case_id, by)
    leaving.suspend(case, away, at=by.at)
    await record(uow, case, f"support_suspended_{away}", by)


async def come_back(uow: UnitOfWork, case_id: SupportCaseId, by: By) -> None:
    case = await locked(uow, case_id, by)
    leaving.come_back(case, at=by.at)
    await record(uow, case, "support_resumed", by)


async def exit_support(uow: UnitOfWork, case_id: SupportCaseId, wanted: Leaving, by: By) -> None:
    """Raises ExitNotSafe with everything that is still to be done."""
    case = await locked(uow, case_id, by)
    known = await with_what_is_open(uow, case, wanted)
    await record(uow, case, "support_exited", by, leaving.exit_support(case, known, by.rules, at=by.at))


async def with_what_is_open(uow: UnitOfWork, case: SupportCase, wanted: Leaving) -> Leaving:
    plan = await uow.lives.plan(case.id)
    return replace(
        wanted,
        is_assessment_open=any(each.is_open for each in await uow.lives.assessments(case.id)),
        is_extension_open=any(each.is_open for each in await uow.lives.requests(case.id)),
        is_plan_complete=plan is not None and plan.is_complete,
        lives_there=await uow.lives.lives_in_house(case.id),
    )


async def re_enter(uow: UnitOfWork, case_id: SupportCaseId, by: By) -> None:
    case = await locked(uow, case_id, by)
    await record(uow, case, "support_re_entered", by, leaving.re_enter(case, at=by.at))


async def support_against_destitution(
    uow: UnitOfWork, case_id: SupportCaseId, *, is_detained: bool, by: By
) -> None:
    case = await locked(uow, case_id, by)
    leaving.support_against_destitution(case, by.rules, is_detained=is_detained, at=by.at)
    await record(uow, case, "destitution_support", by)


async def close(uow: UnitOfWork, case_id: SupportCaseId, by: By) -> None:
    case = await locked(uow, case_id, by)
    leaving.close_after_exit(case, at=by.at)
    await record(uow, case, "support_closed", by)
