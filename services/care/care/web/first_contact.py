"""Recording that the person was reached, and from there to the initial assessment."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Request
from starlette.responses import Response

from care.commands import contact
from care.queries.people import Person, person
from care.web import paths
from care.web.edge import PrimesDesk
from care.web.life.initial_act import INITIAL
from care.web.life.pages import ask, do
from care.web.reaching import Reaching, read_reaching
from contracts.ids import SupportCaseId
from plumbing.form_words import Words
from plumbing.forms import FieldError, Filled, Form, fill
from plumbing.govuk.parts import Option
from plumbing.pages import form_page, see_other

router = APIRouter(prefix=f"{paths.PEOPLE}/{{support_case_id}}")


class ContactForm(Form):
    was_reached: Annotated[
        Literal["yes"], Words("Select to confirm that you have spoken with the person", name="Contact")
    ]


@dataclass(frozen=True)
class ContactView:
    person: Person
    back: str
    reaching: Reaching
    attempts: str
    filled: Filled[ContactForm]
    options: Sequence[Option] = (Option("yes", "I have spoken with the person"),)

    @property
    def errors(self) -> Sequence[FieldError]:
        return self.filled.errors


@router.get("/contact")
async def ask_contact(request: Request, desk: PrimesDesk, support_case_id: SupportCaseId) -> Response:
    return await _contact_page(request, desk, support_case_id, Filled())


@router.post("/contact")
async def record_contact(request: Request, desk: PrimesDesk, support_case_id: SupportCaseId) -> Response:
    filled = await fill(ContactForm, request)
    if filled.form is None:
        return await _contact_page(request, desk, support_case_id, filled)
    async with desk.work() as uow:
        await contact.record_contact(uow, support_case_id, actor=desk.actor, at=desk.at)
    return see_other(paths.person(support_case_id, "assessment"))


async def _contact_page(
    request: Request, desk: PrimesDesk, support_case_id: SupportCaseId, filled: Filled[ContactForm]
) -> Response:
    async with desk.work() as uow:
        found = await person(uow, support_case_id)
    reaching = await read_reaching(desk, found)
    view = ContactView(found, paths.person(support_case_id), reaching, _attempts(support_case_id), filled)
    return form_page(request, "contact.html", view)


def _attempts(support_case_id: SupportCaseId) -> str:
    return paths.person(support_case_id, "attempts")


@router.post("/agreement")
async def record_agreement(desk: PrimesDesk, support_case_id: SupportCaseId) -> Response:
    async with desk.work() as uow:
        await contact.record_agreement(uow, support_case_id, actor=desk.actor, at=desk.at)
    return see_other(paths.person(support_case_id))


@router.get("/assessment")
async def ask_assessment(request: Request, desk: PrimesDesk, support_case_id: SupportCaseId) -> Response:
    return await ask(request, desk, support_case_id, INITIAL.name)


@router.post("/assessment")
async def record_assessment(request: Request, desk: PrimesDesk, support_case_id: SupportCaseId) -> Response:
    return await do(request, desk, support_case_id, INITIAL.name)
