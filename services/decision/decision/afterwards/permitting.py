"""Permission to stay: considered, paused, decided, looked at again and taken back."""

from datetime import date
from uuid import UUID

from contracts.ids import CaseId
from decision.acting import record_said
from decision.domain import permission, permission_again
from decision.domain.asked_again import AskedAgain
from decision.domain.case import Case
from decision.domain.permission import Permission, PermissionRuling
from decision.domain.reconsideration import Judgement
from decision.storage import UnitOfWork
from plumbing.identifiers import new_id


async def consider(
    uow: UnitOfWork, case_id: CaseId, given: Judgement, *, permission_id: UUID, seen: int
) -> None:
    case = await uow.cases.locked(case_id, seen=seen)
    for earlier in await uow.permissions.of_case(case_id):
        permission.lapse(case, earlier)
    await uow.session.flush()  # only one may be open
    made, events = permission.consider(case, given, permission_id=permission_id)
    uow.permissions.add(made)
    await record_said(uow, case, events, given, about="permission_considered", of=new_id())


async def stop(uow: UnitOfWork, case_id: CaseId, given: Judgement, *, seen: int) -> None:
    case, latest = await _locked(uow, case_id, seen=seen)
    events = permission.stop(case, latest, given)
    await record_said(uow, case, events, given, about="permission_stopped", of=new_id())


async def pause(uow: UnitOfWork, case_id: CaseId, given: Judgement, *, seen: int) -> None:
    case, latest = await _locked(uow, case_id, seen=seen)
    events = permission.pause(case, latest, given)
    await record_said(uow, case, events, given, about="permission_paused", of=new_id())


async def go_on(uow: UnitOfWork, case_id: CaseId, given: Judgement, *, seen: int) -> None:
    case, latest = await _locked(uow, case_id, seen=seen)
    events = permission.go_on(case, latest, given)
    await record_said(uow, case, events, given, about="permission_resumed", of=new_id())


async def decide(uow: UnitOfWork, case_id: CaseId, ruling: PermissionRuling, *, seen: int) -> None:
    case, latest = await _locked(uow, case_id, seen=seen)
    events = permission.decide(case, latest, ruling, times=await uow.timekeeping())
    await record_said(uow, case, events, ruling, about="permission_decided", of=new_id())


async def ask_again(uow: UnitOfWork, case_id: CaseId, asked: AskedAgain, *, seen: int) -> None:
    case, latest = await _locked(uow, case_id, seen=seen)
    events = permission_again.ask_again(case, latest, asked, times=await uow.timekeeping())
    await record_said(uow, case, events, asked, about="permission_asked_again", of=new_id())


async def extend(uow: UnitOfWork, case_id: CaseId, until: date, given: Judgement, *, seen: int) -> None:
    case, latest = await _locked(uow, case_id, seen=seen)
    events = permission_again.extend(case, latest, until, given, times=await uow.timekeeping())
    await record_said(uow, case, events, given, about="permission_extended", of=new_id())


async def decide_again(uow: UnitOfWork, case_id: CaseId, ruling: PermissionRuling, *, seen: int) -> None:
    case, latest = await _locked(uow, case_id, seen=seen)
    events = permission_again.decide_again(case, latest, ruling)
    await record_said(uow, case, events, ruling, about="permission_decided_again", of=new_id())


async def take_back(uow: UnitOfWork, case_id: CaseId, given: Judgement, *, seen: int) -> None:
    case, latest = await _locked(uow, case_id, seen=seen)
    events = permission_again.take_back(case, latest, given, times=await uow.timekeeping())
    await record_said(uow, case, events, given, about="permission_revoked", of=new_id())


async def _locked(uow: UnitOfWork, case_id: CaseId, *, seen: int) -> tuple[Case, Permission]:
    """Raises NoPermission."""
    case = await uow.cases.locked(case_id, seen=seen)
    return case, await uow.permissions.latest(case_id)
