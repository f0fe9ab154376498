"""The address of a house: asked for with a reason, shown once, and listed to managers (VI-3, VI-5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Request
from starlette.responses import Response

from care.commands import disclosing
from care.queries.reveals import Looked, names_of, reveals_since
from care.storage import UnitOfWork
from care.web import columns, paths
from care.web.edge import Desk, FreshSupportersDesk, OverseersDesk
from care.web.safety.words import instant
from contracts.ids import PremisesId
from plumbing.database import STAFF, Work
from plumbing.encryption import KeyRing
from plumbing.form_words import Words
from plumbing.forms import Filled, Form, MaxLen, fill
from plumbing.govuk.parts import Column
from plumbing.pages import page
from plumbing.rate_limits import limited

router = APIRouter()
ADDRESS = "/units/{premises_id}/address"
LISTED_DAYS = 7  # a week, as VI-5 has it


class ReasonForm(Form):
    reason: Annotated[str, MaxLen(300), Words("Enter why you need the address", name="Why you need it")]


@dataclass(frozen=True)
class AskView:
    code: str
    back: str
    filled: Filled[ReasonForm]


@dataclass(frozen=True)
class AddressView:
    code: str
    back: str
    address: str


@dataclass(frozen=True)
class RevealLine:
    code: str
    href: str
    when: str
    who: str
    why: str


@dataclass(frozen=True)
class RevealsView:
    lines: Sequence[RevealLine]
    columns: Sequence[Column] = columns.REVEALS


@router.get(ADDRESS)
async def ask_reason(request: Request, desk: FreshSupportersDesk, premises_id: PremisesId) -> Response:
    return await _ask(request, desk, premises_id, Filled())


@router.post(ADDRESS, dependencies=[limited("reveal")])
async def reveal(request: Request, desk: FreshSupportersDesk, premises_id: PremisesId) -> Response:
    """Answers with the address itself: there is no page to come back to, and none to reload."""
    filled = await fill(ReasonForm, request)
    if filled.form is None:
        return await _ask(request, desk, premises_id, filled)
    ring: KeyRing = request.app.state.address_ring
    async with desk.work() as uow:
        code = await uow.addresses.code_of(premises_id)
        address = await disclosing.reveal_address(uow, premises_id, filled.form.reason, ring, by=desk.by)
    return page(request, "address.html", AddressView(code, paths.unit(premises_id), address))


@router.get(paths.REVEALS)
async def reveals(request: Request, desk: OverseersDesk) -> Response:
    async with desk.work() as uow:
        looked = await reveals_since(uow, desk.at - timedelta(days=LISTED_DAYS))
    every_work: Work[UnitOfWork] = request.app.state.open_work
    async with every_work(STAFF) as uow:
        names = await names_of(uow, [each.revealed_by for each in looked])
    lines = [_line(each, names.get(each.revealed_by, "Somebody no longer known")) for each in looked]
    return page(request, "reveals.html", RevealsView(lines))


async def _ask(request: Request, desk: Desk, premises_id: PremisesId, filled: Filled[ReasonForm]) -> Response:
    async with desk.work() as uow:
        code = await uow.addresses.code_of(premises_id)
    view = AskView(code, paths.unit(premises_id), filled)
    return page(request, "address_reason.html", view, status=422 if filled.errors else 200)


def _line(looked: Looked, name: str) -> RevealLine:
    who = f"{name} ({looked.of_organisation})"
    return RevealLine(
        looked.code, paths.unit(looked.premises_id), instant(looked.revealed_at), who, looked.reason
    )
