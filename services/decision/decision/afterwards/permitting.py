"""Permission to stay: considered, paused, decided, looked at again and taken back."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from contracts.events import Event
from contracts.ids import CaseId
from decision.acting import record_act
from decision.domain import permission, permission_again
from decision.domain.asked_again import AskedAgain
from decision.domain.case import Case
from decision.domain.permission import Permission, PermissionRuling
from decision.domain.reconsideration import Judgement
from decision.domain.timekeeping import Timekeeping
from decision.storage import CaseNote, UnitOfWork
from decision.storage.case_notes import About
from plumbing.identifiers import new_id

Do = Callable[[Case, Permission, Timekeeping], list[Event]]
Said = Judgement | PermissionRuling | AskedAgain


async def consider(
    uow: UnitOfWork, case_id: CaseId, given: Judgement, *, permission_id: UUID, seen: int
) -> None:
    case = await uow.cases.locked(case_id, seen=seen)
    for earlier in await uow.permissions.of_case(case_id):
        permission.lapse(case, earlier)
    await uow.session.flush()  # only one may be open
    made, events = permission.consider(case, given, permission_id=permission_id)
    uow.permissions.add(made)
    await record_act(uow, case, events, by=given.by, at=given.at)
    await _note(uow, case_id, "permission_considered", given)


async def stop(uow: UnitOfWork, case_id: CaseId, given: Judgement, *, seen: int) -> None:
    await _do(uow, case_id, given, lambda case, each, _: permission.stop(case, each, given), seen=seen)
    await _note(uow, case_id, "permission_stopped", given)


async def pause(uow: UnitOfWork, case_id: CaseId, given: Judgement, *, seen: int) -> None:
    await _do(uow, case_id, given, lambda case, each, _: permission.pause(case, each, given), seen=seen)
    await _note(uow, case_id, "permission_paused", given)


async def go_on(uow: UnitOfWork, case_id: CaseId, given: Judgement, *, seen: int) -> None:
    await _do(uow, case_id, given, lambda case, each, _: permission.go_on(case, each, given), seen=seen)
    await _note(uow, case_id, "permission_resumed", given)


async def decide(uow: UnitOfWork, case_id: CaseId, ruling: PermissionRuling, *, seen: int) -> None:
    await _do(
        uow,
        case_id,
        ruling,
        lambda case, each, times: permission.decide(case, each, ruling, times=times),
        seen=seen,
    )
    await _note(uow, case_id, "permission_decided", ruling)


async def ask_again(uow: UnitOfWork, case_id: CaseId, asked: AskedAgain, *, seen: int) -> None:
    await _do(
        uow,
        case_id,
        asked,
        lambda case, each, times: permission_again.ask_again(case, each, asked, times=times),
        seen=seen,
    )
    await _note(uow, case_id, "permission_asked_again", asked)


async def extend(uow: UnitOfWork, case_id: CaseId, until: date, given: Judgement, *, seen: int) -> None:
    await _do(
        uow,
        case_id,
        given,
        lambda case, each, times: permission_again.extend(case, each, until, given, times=times),
        seen=seen,
    )
    await _note(uow, case_id, "permission_extended", given)


async def decide_again(uow: UnitOfWork, case_id: CaseId, ruling: PermissionRuling, *, seen: int) -> None:
    await _do(
        uow,
        case_id,
        ruling,
        lambda case, each, _: permission_again.decide_again(case, each, ruling),
        seen=seen,
    )
    await _note(uow, case_id, "permission_decided_again", ruling)


async def take_back(uow: UnitOfWork, case_id: CaseId, given: Judgement, *, seen: int) -> None:
    await _do(
        uow,
        case_id,
        given,
        lambda case, each, times: permission_again.take_back(case, each, given, times=times),
        seen=seen,
    )
    await _note(uow, case_id, "permission_revoked", given)


async def _do(uow: UnitOfWork, case_id: CaseId, said: Said, do: Do, *, seen: int) -> None:
    """Raises NoPermission, and what the domain raises."""
    case = await uow.cases.locked(case_id, seen=seen)
    latest = await uow.permissions.latest(case_id)
    events = do(case, latest, await uow.timekeeping())
    await record_act(uow, case, events, by=said.by, at=said.at)


async def _note(uow: UnitOfWork, case_id: CaseId, about: About, said: Said) -> None:
    await uow.notes.keep(case_id, CaseNote(new_id(), about, said.words, said.by, said.at))
