"""For leaders, by program: which group waits longer than all, and decisions drawn for a second look."""

from collections.abc import Mapping
from datetime import date
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from decision.domain.comparing_groups import Waiting
from decision.domain.decisions import DecisionKind, Outcome
from decision.domain.suppression import SMALL
from decision.queries.quality_sample import MOST, SampleOf, quality_sample
from decision.queries.team import waiting_by_group
from decision.web.edge import CaseWork, Leader, Today
from plumbing.problems import Fault, Problem

router = APIRouter(prefix="/v1")

LAST_BEFORE_FIRST = "The last day must be the first day or after it"


class WaitingBody(BaseModel):
    """Nothing stands where a number is kept back. `longer_by` is the median, less that of all open cases."""

    group: str
    open: int | None
    overdue: int | None
    overdue_in_a_hundred: int | None
    older_than_90_days: int | None
    older_than_365_days: int | None
    median_days: int | None
    longer_by: int | None


class BoardBody(BaseModel):
    """Open cases by group. Numbers under `kept_back_below` are kept back."""

    kept_back_below: int = SMALL
    all: WaitingBody | None
    groups: dict[str, list[WaitingBody]]


class SampleAsked(BaseModel):
    model_config = ConfigDict(extra="forbid")

    seed: Annotated[str, Field(min_length=1, max_length=40)]
    size: Annotated[int, Field(ge=1, le=MOST)]
    decided_from: date
    decided_until: date


class SampledBody(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    case_id: UUID
    reference: str
    kind: DecisionKind
    outcome: Outcome
    decided_on: date


class SampleBody(BaseModel):
    """The same seed, size and days draw the same decisions."""

    items: list[SampledBody]


@router.get("/team-board")
async def show_board(_: Leader, work: CaseWork, today: Today) -> BoardBody:
    async with work() as uow:
        found = await waiting_by_group(uow, today)
    groups = {name: [_body(each) for each in rows] for name, rows in found.groups.items()}
    return BoardBody(all=_body(found.whole) if found.whole else None, groups=groups)


@router.get("/quality-sample")
async def draw_sample(_: Leader, work: CaseWork, asked: Annotated[SampleAsked, Query()]) -> SampleBody:
    if asked.decided_until < asked.decided_from:
        fault = Fault("query:decided_until", "before_the_first", LAST_BEFORE_FIRST)
        raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, LAST_BEFORE_FIRST, faults=[fault])
    async with work() as uow:
        drawn = await quality_sample(uow, SampleOf(**asked.model_dump()))
    return SampleBody(items=[SampledBody.model_validate(each) for each in drawn])


def _body(waiting: Waiting) -> WaitingBody:
    counts: Mapping[str, int | None] = {
        "open": waiting.open.number,
        "overdue": waiting.overdue.number,
        "older_than_90_days": waiting.older.number,
        "older_than_365_days": waiting.oldest.number,
    }
    return WaitingBody(
        group=waiting.group,
        overdue_in_a_hundred=waiting.overdue_in_a_hundred,
        median_days=waiting.median_days,
        longer_by=waiting.longer_by,
        **counts,
    )
