"""The address of a house: asked for with a reason, shown once, and listed to managers (VI-3, VI-5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Request
from starlette.responses import Response

from care.commands import disclosing
from care.domain.visibility import Data
from care.queries.reveals import Looked, Read, names_of, readings_since, reveals_since
from care.storage import UnitOfWork
from care.web import paths
from care.web.columns import READINGS, REVEALS
from care.web.edge import Desk, FreshSupportersDesk, OverseersDesk
from care.web.safety.words import instant
from contracts.ids import PremisesId
from plumbing.database import STAFF, Work
from plumbing.encryption import KeyRing
from plumbing.form_words import Words
from plumbing.forms import Filled, Form, MaxLen, fill
from plumbing.govuk.parts import Column
from plumbing.pages import form_page, page
from plumbing.rate_limits import limited

router = APIRouter()
ADDRESS = "/units/{premises_id}/address"
LISTED_DAYS = 7  # a week, as VI-5 has it
NO_LONGER_KNOWN = "Somebody no longer known"
WHAT_IS_READ = {Data.NOTES: "notes", Data.HEALTH: "health"}


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
    """What was read of a person's record is for the managers of their provider."""

    lines: Sequence[RevealLine]
    readings: Sequence[RevealLine]
    is_manager: bool
    columns: Sequence[Column] = REVEALS
    reading_columns: Sequence[Column] = READINGS


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
        ring: KeyRing = request.app.state.address_ring
        looked = await reveals_since(uow, desk.at - timedelta(days=LISTED_DAYS), ring)
        read = await _readings(uow, desk)
    every_work: Work[UnitOfWork] = request.app.state.open_work
    async with every_work(STAFF) as uow:
        users = [*(each.revealed_by for each in looked), *(each.read_by for each in read)]
        names = await names_of(uow, users)
    lines = [_line(each, names.get(each.revealed_by, NO_LONGER_KNOWN)) for each in looked]
    readings = [_reading(each, names.get(each.read_by, NO_LONGER_KNOWN)) for each in read]
    return page(request, "reveals.html", RevealsView(lines, readings, not desk.is_prime))


async def _readings(uow: UnitOfWork, desk: Desk) -> Sequence[Read]:
    since = desk.at - timedelta(days=LISTED_DAYS)
    return () if desk.is_prime else await readings_since(uow, since)


async def _ask(request: Request, desk: Desk, premises_id: PremisesId, filled: Filled[ReasonForm]) -> Response:
    async with desk.work() as uow:
        code = await uow.addresses.code_of(premises_id)
    view = AskView(code, paths.unit(premises_id), filled)
    return form_page(request, "address_reason.html", view)


def _reading(read: Read, name: str) -> RevealLine:
    what = " and ".join(WHAT_IS_READ[Data(each)] for each in read.what)
    href = paths.person(read.support_case_id)
    return RevealLine(read.reference, href, instant(read.read_at), f"{name}: {what}", read.reason)


def _line(looked: Looked, name: str) -> RevealLine:
    who = f"{name} ({looked.of_organisation})"
    return RevealLine(
        looked.code, paths.unit(looked.premises_id), instant(looked.revealed_at), who, looked.reason
    )
