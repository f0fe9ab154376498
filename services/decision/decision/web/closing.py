"""Closing a case: made in error before a decision, or nothing more to do after one."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter

from decision.circumstances.leaving import close_case_in_error, close_decided_case
from decision.domain.closing import ExitPeriodRunning, ReceiptUnknown
from decision.domain.joining import HasParts
from decision.domain.stages import DECIDED, UNDECIDED
from decision.queries.case import CaseView
from decision.storage import UnitOfWork
from decision.web.acts import Act, FreeText, Question, Refusal, Sender, offer
from decision.web.after_steps import may_still_ask
from plumbing.form_words import Words
from plumbing.forms import Form
from plumbing.govuk.parts import Option
from plumbing.identifiers import new_id

router = APIRouter(prefix="/cases/{case_id}")


class InErrorForm(Form):
    why: Annotated[FreeText, Words("Enter why it was made in error", name="Your reasons")]


class ExitForm(Form):
    sure: Annotated[Literal["yes"], Words("Select that nothing more is to be done")]


async def _in_error(uow: UnitOfWork, form: InErrorForm, sender: Sender) -> None:
    given = sender.judgement(form.why)
    await close_case_in_error(uow, sender.case_id, given, note_id=new_id(), seen=sender.seen)


def _why_in_error(_: CaseView, __: date) -> Sequence[Question]:
    hint = "For example: sent twice, or by somebody who may not refer. Kept sealed."
    return [Question("words", "why", "Why should this referral not have been made?", hint)]


def _why_not_in_error(view: CaseView, _: date) -> str:
    return "" if view.case.stage in UNDECIDED else "This case is decided or closed, so it was no error."


IN_ERROR = Act(
    title="Close a case made in error",
    button="Close the case",
    done="closed",
    form=InErrorForm,
    questions=_why_in_error,
    record=_in_error,
    refusals={
        HasParts: Refusal(
            "why", "Another referral is part of this case. Undo that merge first, so that it is not lost"
        )
    },
    why_not=_why_not_in_error,
    before=lambda _: ["Every clock ends, and nobody decides about the person in this case."],
)


async def _exit(uow: UnitOfWork, _: ExitForm, sender: Sender) -> None:
    await close_decided_case(uow, sender.case_id, seen=sender.seen, by=sender.by, at=sender.at)


def _sure(_: CaseView, __: date) -> Sequence[Question]:
    options = [Option("yes", "Nothing more is to be done: support has ended or was handed over")]
    return [Question("radios", "sure", "Is everything done?", options=options)]


def _why_not_exit(view: CaseView, _: date) -> str:
    if view.case.stage in DECIDED:
        return ""
    return "Only a decided case has an exit. This one awaits a decision, or is closed."


def _before_exit(view: CaseView) -> Sequence[str]:
    said = may_still_ask(view.case).strip()
    return [said] if said else []


EXIT = Act(
    title="Close the decided case",
    button="Close the case",
    done="closed",
    form=ExitForm,
    questions=_sure,
    record=_exit,
    refusals={
        ExitPeriodRunning: Refusal(
            "sure", "Support is still owed. Look at the clocks, and close it after that"
        ),
        ReceiptUnknown: Refusal(
            "sure",
            "Record first, on the Letters page, when the person or their lawyer received the decision. "
            "The time until support ends begins that day",
        ),
    },
    why_not=_why_not_exit,
    before=_before_exit,
)


offer(router, "/close-in-error", IN_ERROR)
offer(router, "/exit", EXIT)
