"""The monthly return to the Home Office: each month's, before it is given and as it was given (§11)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from care.queries.returns import Given, given
from care.queries.reveals import names_of
from care.storage import UnitOfWork
from care.web import paths
from care.web.edge import Desk, OverseersDesk, PrimesDesk
from care.web.months_asked import MONTHS_OFFERED, months_before
from care.web.one_return import ANY, Asked, AskedFor, ReturnForm, give, read
from care.web.return_shown import ReturnView, name_of, rows_of
from care.web.safety.words import instant
from care.web.sending import send
from care.web.sheets import CSV, ODS, as_csv, as_ods
from plumbing.database import STAFF, Work
from plumbing.files import attachment
from plumbing.forms import Filled
from plumbing.govuk.parts import Column, Status
from plumbing.pages import form_page, page

router = APIRouter(prefix=paths.RETURNS)


@dataclass(frozen=True)
class ReturnLine:
    title: str
    href: str
    words: str
    status: Status


@dataclass(frozen=True)
class ReturnsView:
    lines: Sequence[ReturnLine]
    columns: Sequence[Column] = (Column("Month"), Column("Given"), Column("Status"))


@router.get("")
async def list_returns(request: Request, desk: OverseersDesk) -> Response:
    async with desk.work() as uow:
        known = await given(uow)
    newest = {each.month: each for each in reversed(known)}
    names = await _names(request, known)
    months = sorted({*months_before(desk.today, MONTHS_OFFERED), *newest}, reverse=True)
    lines = [
        ReturnLine(f"{month.first:%B %Y}", paths.monthly_return(month), *_said(newest.get(month), names))
        for month in months
    ]
    return page(request, "returns.html", ReturnsView(lines))


@router.get("/{month}.csv")
async def return_as_csv(asked: AskedFor) -> Response:
    found = await read(asked)
    return attachment(f"{found.file_name}.csv", as_csv(rows_of(found)), kind=CSV)


@router.get("/{month}.ods")
async def return_as_ods(asked: AskedFor) -> Response:
    found = await read(asked)
    return attachment(f"{found.file_name}.ods", as_ods(str(asked.month), rows_of(found)), kind=ODS)


@router.get("/{month}")
async def show_return(request: Request, asked: AskedFor, provider: str = "") -> Response:
    return await _show(request, asked, Filled(), provider)


@router.post("/{month}")
async def give_a_return(request: Request, desk: PrimesDesk, month: str) -> Response:
    asked = Asked.of(desk, month, ANY)

    async def show(filled: Filled[ReturnForm]) -> Response:
        return await _show(request, asked, filled)

    async def record(uow: UnitOfWork, form: ReturnForm) -> str:
        await give(uow, asked, after=form.after, reason=form.reason)
        return paths.monthly_return(asked.month)

    return await send(request, desk, ReturnForm, record, show, field="reason")


async def _show(request: Request, asked: Asked, filled: Filled[ReturnForm], provider: str = "") -> Response:
    found = await read(asked)
    names = await _names(request, found.versions)
    view = ReturnView(found, filled, names, _chosen(asked.desk, provider))
    return form_page(request, "return.html", view)


def _chosen(desk: Desk, provider: str) -> str:
    return provider if desk.is_prime else desk.user.organisation


def _said(newest: Given | None, names: Mapping[str, str]) -> tuple[str, Status]:
    if newest is None:
        return "", Status("Not given", "waiting")
    times = "" if newest.version == 1 else f", version {newest.version}"
    who = name_of(names, newest)
    return f"{instant(newest.given_at)} by {who}{times}", Status("Given", "done")


async def _names(request: Request, known: Sequence[Given]) -> Mapping[str, str]:
    every_work: Work[UnitOfWork] = request.app.state.open_work
    async with every_work(STAFF) as uow:
        return await names_of(uow, [each.given_by for each in known])
