"""Complaints and their answers (EX-11), and asking somebody to leave a house (RI-9)."""

from datetime import date
from functools import partial
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import model_validator
from starlette.responses import Response

from care.commands.risk import complaints
from care.domain.complaints import About, Alternative, AskedToLeave, Outcome
from care.domain.refusals import Code
from care.queries.risks import one_complaint
from care.storage import UnitOfWork
from care.web import paths
from care.web.edge import AnyDesk, Desk, ManagersDesk
from care.web.life.words import choices
from care.web.safety.record import Asking, FormView, ask_about, case_of, safety
from care.web.safety.words import ABOUT, ALTERNATIVES, OUTCOMES
from care.web.sending import send
from contracts.ids import SupportCaseId
from plumbing.form_words import Words
from plumbing.forms import NOT_AFTER_TODAY, Filled, Form, MaxLen, fault
from plumbing.govuk.parts import Option
from plumbing.pages import form_page

router = APIRouter()
NEW = f"{paths.PEOPLE}/{{support_case_id}}/complaint"
ONE = "/complaints/{complaint_id}"
LEAVE = f"{paths.PEOPLE}/{{support_case_id}}/asked-to-leave"
COMPLAINT = Asking("complaint_new.html", choices(ABOUT))
ASKED_TO_LEAVE = Asking(
    "asked_to_leave.html", choices(ALTERNATIVES), (Option("yes", "Yes"), Option("no", "No"))
)


class ComplaintForm(Form):
    about: Annotated[About, Words("Select what the complaint is about")]
    received_on: Annotated[date, NOT_AFTER_TODAY, Words("Enter the day it came", name="Day it came")]
    words: Annotated[str, MaxLen(5000), Words("Enter what the person said", name="What the person said")]


class AnswerForm(Form):
    outcome: Annotated[Outcome, Words("Select the outcome")]
    words: Annotated[str, MaxLen(5000), Words("Enter the answer", name="The answer")]


class LeaveForm(Form):
    warned_on: Annotated[date | None, NOT_AFTER_TODAY, Words("Enter the day", name="Day of the warning")] = (
        None
    )
    why_no_warning: Annotated[
        str, MaxLen(2000), Words("Enter why no warning was safe", name="Why no warning was safe")
    ] = ""
    alternative: Annotated[Alternative, Words("Select what the person is offered instead")]
    is_prime_told: Annotated[Literal["yes", "no"], Words("Select whether the prime contractor knows")]

    @model_validator(mode="after")
    def _warned_or_why_not(self) -> Self:
        if self.warned_on is None and not self.why_no_warning:
            said = "Enter when they were warned in writing, or why a warning was not safe"
            raise fault("why_no_warning", Code.REASON_REQUIRED, said)
        return self

    @property
    def asked(self) -> AskedToLeave:
        return AskedToLeave(
            warned_on=self.warned_on,
            why_no_warning=self.why_no_warning,
            alternative=self.alternative,
            is_prime_told=self.is_prime_told == "yes",
        )


@router.get(NEW)
async def ask_complaint(request: Request, desk: AnyDesk, support_case_id: SupportCaseId) -> Response:
    return await ask_about(request, desk, support_case_id, COMPLAINT, Filled())


@router.post(NEW)
async def record_complaint(request: Request, desk: AnyDesk, support_case_id: SupportCaseId) -> Response:
    async def record(uow: UnitOfWork, form: ComplaintForm) -> str:
        said = form.about, form.received_on, form.words
        await complaints.record_complaint(uow, support_case_id, *said, by=desk.by)
        return safety(support_case_id)

    again = partial(ask_about, request, desk, support_case_id, COMPLAINT)
    return await send(request, desk, ComplaintForm, record, again)


@router.get(f"{ONE}/answer")
async def ask_answer(request: Request, desk: AnyDesk, complaint_id: UUID) -> Response:
    return await _answer_page(request, desk, complaint_id, Filled())


@router.post(f"{ONE}/answer")
async def answer(request: Request, desk: AnyDesk, complaint_id: UUID) -> Response:
    async def record(uow: UnitOfWork, form: AnswerForm) -> str:
        await complaints.answer_complaint(uow, complaint_id, form.outcome, form.words, by=desk.by)
        return safety((await one_complaint(uow, complaint_id)).support_case_id)

    again = partial(_answer_page, request, desk, complaint_id)
    return await send(request, desk, AnswerForm, record, again, field="outcome")


@router.get(LEAVE)
async def ask_asked_to_leave(
    request: Request, desk: ManagersDesk, support_case_id: SupportCaseId
) -> Response:
    return await ask_about(request, desk, support_case_id, ASKED_TO_LEAVE, Filled())


@router.post(LEAVE)
async def asked_to_leave(request: Request, desk: ManagersDesk, support_case_id: SupportCaseId) -> Response:
    async def record(uow: UnitOfWork, form: LeaveForm) -> str:
        await complaints.ask_to_leave(uow, support_case_id, form.asked, by=desk.by)
        return safety(support_case_id)

    again = partial(ask_about, request, desk, support_case_id, ASKED_TO_LEAVE)
    return await send(request, desk, LeaveForm, record, again, field="is_prime_told")


async def _answer_page(request: Request, desk: Desk, complaint_id: UUID, filled: Filled[Any]) -> Response:
    async with desk.work() as uow:
        complaint = await one_complaint(uow, complaint_id)
        case = await case_of(uow, desk, complaint.support_case_id)
        texts = await uow.texts.of_case(case.id, case.referral_id)
    view = FormView(
        reference=case.reference,
        back=safety(case.id),
        filled=filled,
        options=choices(OUTCOMES),
        lines=[texts.get((complaint.id, "complaint"), "")],
    )
    return form_page(request, "complaint_answer.html", view)
