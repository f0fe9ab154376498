"""How any act of a person on a case is kept, announced and noted."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from contracts.events import Event
from contracts.ids import UserId
from decision.domain import allocation
from decision.domain.case import Case
from decision.storage import UnitOfWork
from decision.storage.case_notes import About, Said


async def record_act(
    uow: UnitOfWork, case: Case, events: Sequence[Event], *, by: UserId, at: datetime
) -> None:
    """Somebody's act: kept and announced as what happened, and noted as what they did.

    Raises ConflictDeclared and RestrictedToOthers.
    """
    await uow.restrictions.check_open_to(case.id, by)
    if by in await uow.allocation.conflicted(case.id):
        raise allocation.ConflictDeclared
    if events:
        uow.cases.touch(case)
    await uow.record(case, events, by=by, at=at)
    for event in events:
        action = event.name.removeprefix("nrm.decision.").rpartition(".")[0]
        uow.audit.add(action=action, actor=str(by), subject=str(case.id), at=at)


async def record_said(
    uow: UnitOfWork, case: Case, events: Sequence[Event], said: Said, *, about: About, of: UUID
) -> None:
    """An act with what was written in it, sealed beside the case under the id of what it is `of`."""
    await record_act(uow, case, events, by=said.by, at=said.at)
    await uow.notes.keep_said(case.id, of, about, said)
