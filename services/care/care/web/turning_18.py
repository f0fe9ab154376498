"""Children in the referral mechanism who are adults now: asking whether they want adult support (EL-8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from care.commands import hearing
from care.commands.hearing import AnswerAt18
from care.commands.lives import By
from care.domain.refusals import Refused
from care.queries.elsewhere import Turned18, turned_18
from care.storage import Missing
from care.web import paths, words
from care.web.edge import Desk, PrimesDesk
from care.web.refusals import problems
from contracts.ids import ReferralId, SupportCaseId
from plumbing.form_words import Words
from plumbing.forms import FieldError, Filled, Form, fill
from plumbing.govuk.parts import Column, Option
from plumbing.identifiers import new_id
from plumbing.pages import form_page, page, see_other

router = APIRouter()
HERE = "/turning-18"


class AnswerForm(Form):
    wants_support: Annotated[Literal["yes", "no"], Words("Select whether the person wants adult support")]
    told_by: Annotated[Literal["person", "professional"], Words("Select who said so")]


@dataclass(frozen=True)
class ListView:
    people: Sequence[Turned18]
    columns: Sequence[Column] = (Column("Referral"), Column("Turned 18 on"), Column("To do"))


@dataclass(frozen=True)
class AskView:
    person: Turned18
    filled: Filled[AnswerForm]
    back: str = HERE
    wants: Sequence[Option] = (Option("yes", "Yes"), Option("no", "No"))
    tellers: Sequence[Option] = (
        Option("person", "The person, in writing"),
        Option("professional", "A professional who asked them"),
    )

    @property
    def errors(self) -> Sequence[FieldError]:
        return self.filled.errors


@router.get(HERE)
async def list_turned_18(request: Request, desk: PrimesDesk) -> Response:
    async with desk.work() as uow:
        return page(request, "turning_18.html", ListView(await turned_18(uow)))


@router.get(f"{HERE}/{{referral_id}}")
async def ask(request: Request, desk: PrimesDesk, referral_id: UUID) -> Response:
    return await _ask_page(request, desk, referral_id, Filled())


@router.post(f"{HERE}/{{referral_id}}")
async def answer(request: Request, desk: PrimesDesk, referral_id: UUID) -> Response:
    filled = await fill(AnswerForm, request)
    if filled.form is None:
        return await _ask_page(request, desk, referral_id, filled)
    try:
        opened = await _record(desk, referral_id, filled.form)
    except Refused as refused:
        again = filled.refused("wants_support", words.REFUSALS[refused.code], refused.code)
        return await _ask_page(request, desk, referral_id, again)
    return see_other(paths.person(opened) if opened else HERE)


@router.post("/v1/referrals/{referral_id}/answer-at-18")
async def answer_by_program(desk: PrimesDesk, referral_id: UUID, body: AnswerForm) -> dict[str, str | None]:
    async with problems():
        opened = await _record(desk, referral_id, body)
    return {"support_case_id": str(opened) if opened else None}


async def _record(desk: Desk, referral_id: UUID, form: AnswerForm) -> SupportCaseId | None:
    """The id of the support case that was opened, if one was."""
    case_id = SupportCaseId(new_id())
    by = By(desk.actor, desk.rules, desk.at)
    async with desk.work() as uow:
        said = AnswerAt18(form.wants_support == "yes", form.told_by)
        is_open = await hearing.answer_at_18(uow, ReferralId(referral_id), case_id, said, by)
    return case_id if is_open else None


async def _ask_page(request: Request, desk: Desk, referral_id: UUID, filled: Filled[AnswerForm]) -> Response:
    async with desk.work() as uow:
        found = next((each for each in await turned_18(uow) if each.referral_id == referral_id), None)
    if found is None:
        raise Missing("somebody who has turned 18")
    return form_page(request, "turning_18_ask.html", AskView(found, filled))
