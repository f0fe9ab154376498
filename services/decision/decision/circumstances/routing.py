"""Confirming the age and routing a case, the first time and again."""

from uuid import UUID

from contracts.ids import CaseId
from decision.acting import record_act
from decision.domain import routing
from decision.domain.routing import Confirmed
from decision.storage import CaseNote, UnitOfWork


async def route_case(
    uow: UnitOfWork, case_id: CaseId, said: Confirmed, *, note_id: UUID, note: str = "", seen: int
) -> None:
    case = await uow.cases.locked(case_id, seen=seen)
    await record_act(
        uow, case, routing.route(case, said, times=await uow.timekeeping()), by=said.by, at=said.at
    )
    await uow.notes.keep(case_id, CaseNote(note_id, "routing", note, said.by, said.at))
