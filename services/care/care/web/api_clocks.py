"""Clocks that run, for programs: what is due, of everybody whom whoever asks supports or oversees."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import AwareDatetime, BaseModel, ConfigDict

from care.queries.due import due
from care.web.due import AHEAD
from care.web.edge import AnyDesk

router = APIRouter(prefix="/v1")


class RunningClock(BaseModel):
    """`rule` is the clock’s id. `warn_at` is when it is said to be due soon."""

    model_config = ConfigDict(from_attributes=True)

    support_case_id: UUID
    reference: str
    rule: str
    due_on: date
    warn_at: AwareDatetime | None


class RunningClocks(BaseModel):
    items: list[RunningClock]


@router.get("/clocks")
async def running_clocks(
    desk: AnyDesk, until: date | None = None, limit: Annotated[int, Query(ge=1, le=100)] = 25
) -> RunningClocks:
    """The earliest first, with those that are late; until two weeks from today unless told otherwise."""
    async with desk.work() as uow:
        found = await due(uow, until=until or desk.today + AHEAD, limit=limit)
    return RunningClocks(items=[RunningClock.model_validate(each) for each in found])
