"""Opens and decides cases on a real database, and reads back what became of them."""

from uuid import uuid4

from sqlalchemy import select
from tests.decision.builders import WEDNESDAY_1_APRIL, a_ruling, received

from contracts.ids import CaseId
from decision import commands
from decision.domain.case import Case
from decision.domain.decisions import Outcome
from decision.storage import UnitOfWork
from decision.storage.tables import plumbing
from plumbing.database import Work

DecisionWork = Work[UnitOfWork]


async def opened(work: DecisionWork, **changes: object) -> CaseId:
    case_id = CaseId(uuid4())
    changes = {"reference": f"NRM-{uuid4().hex[:8]}", **changes}
    async with work() as uow:
        await commands.open_case(uow, case_id, received(**changes), at=WEDNESDAY_1_APRIL)
    return case_id


async def decided(work: DecisionWork, outcome: Outcome, *, seen: int = 1) -> CaseId:
    case_id = await opened(work)
    async with work() as uow:
        await commands.decide_reasonable_grounds(uow, case_id, a_ruling(outcome), seen=seen)
    return case_id


async def the_case(work: DecisionWork, case_id: CaseId) -> Case:
    async with work() as uow:
        return await uow.cases.get(case_id)


async def announced(work: DecisionWork) -> list[str]:
    async with work() as uow:
        rows = await uow.session.scalars(select(plumbing.outbox.c.type).order_by(plumbing.outbox.c.position))
        return [name.split(".")[2] for name in rows]


async def history(work: DecisionWork, case_id: CaseId) -> list[str]:
    async with work() as uow:
        return [entry.name.split(".")[2] for entry in await uow.history.of_case(case_id)]
