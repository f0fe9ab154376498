"""The monthly return for programs: as it was given or would be now, in JSON and CSV, and giving it (§11)."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Annotated

from annotated_types import Ge, MaxLen
from fastapi import APIRouter
from pydantic import AwareDatetime, BaseModel
from starlette.responses import Response

from care.domain.monthly_return import contract_of, tables_returned
from care.queries.returns import given
from care.storage import UnitOfWork
from care.web.api_people import Strict
from care.web.creating import created
from care.web.edge import OverseersDesk, PrimesDesk
from care.web.one_return import ANY, Asked, AskedFor, Found, give, read, read_in
from care.web.return_shown import rows_of
from care.web.sheets import CSV, as_csv
from plumbing.files import attachment
from plumbing.idempotency import OnceOnly

router = APIRouter(prefix="/v1/returns")


class GivenItem(BaseModel):
    month: str
    version: int
    given_at: AwareDatetime


class GivenList(BaseModel):
    items: list[GivenItem]


class NumberItem(BaseModel):
    """`whose` is a provider, or `all`. A number that is kept back, because it is small, is null."""

    table: str
    whose: str
    group: str
    number: int | None


class ReturnItem(BaseModel):
    """`version` is null for what has not been given. A provider gets its own numbers alone."""

    month: str
    version: int | None
    contract: str
    numbers: list[NumberItem]


class NewReturn(Strict):
    """`after` is the newest version seen, 0 if none. A correction says what was wrong."""

    after: Annotated[int, Ge(0)]
    reason: Annotated[str, MaxLen(300)] | None = None


@router.get("")
async def list_returns(desk: OverseersDesk) -> GivenList:
    """Every version that was given, the newest first."""
    async with desk.work() as uow:
        known = await given(uow)
    return GivenList(
        items=[
            GivenItem(month=str(each.month), version=each.version, given_at=each.given_at) for each in known
        ]
    )


@router.get(
    "/{month}.csv",
    response_class=Response,
    responses={HTTPStatus.OK: {"content": {CSV: {"schema": {"type": "string"}}}}},
)
async def monthly_return_as_csv(asked: AskedFor) -> Response:
    """The same file as from its page."""
    found = await read(asked)
    return attachment(f"{found.file_name}.csv", as_csv(rows_of(found)), kind=CSV)


@router.get("/{month}")
async def monthly_return(asked: AskedFor) -> ReturnItem:
    """The newest version given, or else what would be given. `version` is a number, or `new`."""
    return _item(await read(asked))


@router.post("/{month}", status_code=HTTPStatus.CREATED, response_model=ReturnItem)
async def give_return(desk: PrimesDesk, month: str, body: NewReturn, once: OnceOnly) -> Response:
    asked = Asked.of(desk, month, ANY)

    async def create(uow: UnitOfWork) -> tuple[str, ReturnItem]:
        await give(uow, asked, after=body.after, reason=body.reason)
        await uow.session.flush()
        return f"/v1/returns/{asked.month}", _item(await read_in(uow, asked))

    return await created(desk, once, create)


def _item(found: Found) -> ReturnItem:
    return ReturnItem(
        month=str(found.asked.month),
        version=found.shown.version if found.shown else None,
        contract=contract_of(found.asked.month),
        numbers=list(_numbers(found)),
    )


def _numbers(found: Found) -> Iterator[NumberItem]:
    for table in tables_returned():
        for cell, number in found.what.tables.get(table.id, {}).items():
            yield NumberItem(table=table.id, whose=cell.row, group=cell.column, number=number)
