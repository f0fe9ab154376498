"""Somebody outside the care contract: who supports them, for how long at least, and who was told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from care.commands.telling_outside import tell_outside
from care.domain.intake import Pathway
from care.domain.outside import OutsideProvider, outside_as_shipped
from care.domain.refusals import Code
from care.domain.rulebook import Mark
from care.queries.elsewhere import one_elsewhere
from care.storage import UnitOfWork
from care.web import paths, words
from care.web.edge import Desk, PrimesDesk
from care.web.outside_words import TONIGHT
from care.web.sending import send
from plumbing.form_words import Words
from plumbing.forms import NOT_AFTER_TODAY, Filled, Form
from plumbing.govuk.dates import day
from plumbing.govuk.parts import Option, Row
from plumbing.pages import form_page

router = APIRouter(prefix=f"{paths.ELSEWHERE}/{{referral_id}}")


class ToldForm(Form):
    code: Annotated[str, Words("Select who was told")]
    told_on: Annotated[date, NOT_AFTER_TODAY, Words("Enter the day on which they were told", name="Day")]


@dataclass(frozen=True)
class OutsideView:
    reference: str
    words: str
    rows: Sequence[Row]
    told: Sequence[Row]
    tonight: str
    still: Sequence[Option]
    filled: Filled[ToldForm]
    back: str = paths.ELSEWHERE


@router.get("")
async def show_outside(request: Request, desk: PrimesDesk, referral_id: UUID) -> Response:
    return await _page(request, desk, referral_id, Filled())


@router.post("")
async def record_told(request: Request, desk: PrimesDesk, referral_id: UUID) -> Response:
    async def record(uow: UnitOfWork, form: ToldForm) -> str:
        await tell_outside(uow, referral_id, form.code, form.told_on, desk.by)
        return f"{paths.ELSEWHERE}/{referral_id}"

    again = partial(_page, request, desk, referral_id)
    return await send(request, desk, ToldForm, record, again, field_of={Code.UNKNOWN_DESTINATION: "code"})


async def _page(request: Request, desk: Desk, referral_id: UUID, filled: Filled[ToldForm]) -> Response:
    async with desk.work() as uow:
        found = await one_elsewhere(uow, referral_id)
        told = {each.code: each for each in await uow.outside_told.of(referral_id)}
    services = outside_as_shipped().of(found.pathway)
    view = OutsideView(
        reference=found.reference,
        words=words.PATHWAYS[found.pathway],
        rows=[*(_row(each) for each in services), *_guardians(found.pathway, desk.today)],
        told=[Row(each.name, day(told[each.code].told_on)) for each in services if each.code in told],
        tonight=TONIGHT[found.pathway] if found.needs_place_now else "",
        still=[Option(each.code, each.name, hint=each.whom) for each in services if each.code not in told],
        filled=filled,
    )
    return form_page(request, "outside.html", view)


def _row(each: OutsideProvider) -> Row:
    unconfirmed = " (unconfirmed)" if each.mark is Mark.UNCONFIRMED else ""
    said = [each.whom, f"{each.minimum}{unconfirmed}" if each.minimum else "", each.note]
    return Row(each.name, [part for part in said if part])


def _guardians(pathway: Pathway, today: date) -> Sequence[Row]:
    coverage = outside_as_shipped().guardians_on(today) if pathway is Pathway.CHILD else None
    if coverage is None:
        return ()
    where = coverage.share or ", ".join(coverage.areas)
    said = f"{where}, since {day(coverage.since)} (day unconfirmed). Which councils is not public: ask them"
    return (Row("Where there are guardians", said),)
