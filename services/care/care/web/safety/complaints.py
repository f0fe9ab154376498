"""Complaints and their answers (EX-11), and asking somebody to leave a house (RI-9)."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from care.commands.risk import complaints
from care.domain.complaints import About, Alternative, AskedToLeave, Outcome
from care.domain.refusals import Code, Refused
from care.queries.risks import one_complaint
from care.web import paths
from care.web.edge import AnyDesk, Desk, ManagersDesk
from care.web.life.words import choices
from care.web.safety.record import FormView, answered, case_of, refused_at, safety
from care.web.safety.words import ABOUT, ALTERNATIVES, OUTCOMES
from contracts.ids import SupportCaseId
from plumbing.form_words import Words
from plumbing.forms import NOT_AFTER_TODAY, Filled, Form, MaxLen, fill
from plumbing.govuk.parts import Option
from plumbing.pages import see_other

router = APIRouter()
NEW = f"{paths.PEOPLE}/{{support_case_id}}/complaint"
ONE = "/complaints/{complaint_id}"
LEAVE = f"{paths.PEOPLE}/{{support_case_id}}/asked-to-leave"
TOLD = (Option("yes", "Yes"), Option("no", "No"))


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
    return await _form(request, desk, "complaint_new.html", support_case_id, Filled())


@router.post(NEW)
async def record_complaint(request: Request, desk: AnyDesk, support_case_id: SupportCaseId) -> Response:
    filled = await fill(ComplaintForm, request, today=desk.today)
    if filled.form is None:
        return await _form(request, desk, "complaint_new.html", support_case_id, filled)
    form = filled.form
    async with desk.work() as uow:
        await complaints.record_complaint(
            uow, support_case_id, form.about, form.received_on, form.words, by=desk.by
        )
    return see_other(safety(support_case_id))


@router.get(f"{ONE}/answer")
async def ask_answer(request: Request, desk: AnyDesk, complaint_id: UUID) -> Response:
    return await _answer_page(request, desk, complaint_id, Filled())


@router.post(f"{ONE}/answer")
async def answer(request: Request, desk: AnyDesk, complaint_id: UUID) -> Response:
    filled = await fill(AnswerForm, request)
    if filled.form is None:
        return await _answer_page(request, desk, complaint_id, filled)
    form = filled.form
    try:
        async with desk.work() as uow:
            await complaints.answer_complaint(uow, complaint_id, form.outcome, form.words, by=desk.by)
            complaint = await one_complaint(uow, complaint_id)
    except Refused as refused:
        return await _answer_page(request, desk, complaint_id, refused_at(filled, refused, "outcome"))
    return see_other(safety(complaint.support_case_id))


@router.get(LEAVE)
async def ask_asked_to_leave(
    request: Request, desk: ManagersDesk, support_case_id: SupportCaseId
) -> Response:
    return await _form(request, desk, "asked_to_leave.html", support_case_id, Filled())


@router.post(LEAVE)
async def asked_to_leave(request: Request, desk: ManagersDesk, support_case_id: SupportCaseId) -> Response:
    filled = await fill(LeaveForm, request, today=desk.today)
    if filled.form is None:
        return await _form(request, desk, "asked_to_leave.html", support_case_id, filled)
    try:
        async with desk.work() as uow:
            await complaints.ask_to_leave(uow, support_case_id, filled.form.asked, by=desk.by)
    except Refused as refused:
        return await _form(request, desk, "asked_to_leave.html", support_case_id, _not_yet(filled, refused))
    return see_other(safety(support_case_id))


def _not_yet(filled: Filled[Any], refused: Refused) -> Filled[Any]:
    if refused.code is Code.REASON_REQUIRED:
        said = "Enter when they were warned in writing, or why a warning was not safe"
        return filled.refused("why_no_warning", said, refused.code)
    return refused_at(filled, refused, "is_prime_told")


OPTIONS = {"complaint_new.html": choices(ABOUT), "asked_to_leave.html": choices(ALTERNATIVES)}


async def _form(
    request: Request, desk: Desk, template: str, support_case_id: SupportCaseId, filled: Filled[Any]
) -> Response:
    async with desk.work() as uow:
        case = await case_of(uow, desk, support_case_id)
    view = FormView(
        reference=case.reference,
        back=safety(case.id),
        filled=filled,
        options=OPTIONS[template],
        more_options=TOLD,
    )
    return answered(request, template, view)


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
    return answered(request, "complaint_answer.html", view)
