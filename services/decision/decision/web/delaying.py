"""Requests that the conclusive grounds decision waits: recorded, answered, and ended before their day."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter

from decision.circumstances.delay import answer_delay, ask_for_delay, end_delay
from decision.domain.decisions import ReasonsMissing
from decision.domain.delay import MAY_WAIT, Answer, Asker, DelayRequest, NotLater, is_delayed
from decision.queries.case import CaseView
from decision.storage import UnitOfWork
from decision.web.acts import Act, FreeText, NotYetSo, Question, Refusal, Sender, offer, offer_one_of
from decision.web.circumstance_words import ASKERS
from decision.web.visits import ByCaseworker
from plumbing.form_words import Words
from plumbing.forms import Form
from plumbing.govuk.dates import day
from plumbing.govuk.parts import Option
from plumbing.identifiers import new_id

router = APIRouter(prefix="/cases/{case_id}/delay")


class AskForm(Form):
    asked_by: Annotated[Asker, Words("Select who asked")]
    requested_on: Annotated[date, Words("Enter the day they asked", name="The day")]
    why: Annotated[FreeText, Words("Enter why they ask for a delay", name="Their reasons")]


class AnswerForm(Form):
    answer: Annotated[Literal["agree", "refuse"], Words("Select whether you agree to the delay")]
    not_before: Annotated[date | None, Words("Enter the day until which it waits", name="The day")] = None
    reasons: Annotated[FreeText, Words("Enter your reasons", name="Your reasons")] = ""


class EndForm(Form):
    why: Annotated[FreeText, Words("Enter why the delay is over", name="Your reasons")]


async def _ask(uow: UnitOfWork, form: AskForm, sender: Sender) -> None:
    if form.requested_on > sender.today:
        raise NotYetSo
    asked = DelayRequest(
        id=new_id(),
        case_id=sender.case_id,
        asked_by=form.asked_by,
        requested_on=form.requested_on,
        recorded_by=sender.by,
        recorded_at=sender.at,
    )
    await ask_for_delay(uow, asked, why=form.why, seen=sender.seen)


def _asking(_: CaseView, __: date) -> Sequence[Question]:
    return [
        Question(
            "radios", "asked_by", "Who asks?", options=[Option(each.value, ASKERS[each]) for each in Asker]
        ),
        Question("date", "requested_on", "On which day did they ask?"),
        Question("words", "why", "Why do they ask that the decision waits?", "Kept sealed."),
    ]


def _why_not_ask(view: CaseView, _: date) -> str:
    if view.case.stage in MAY_WAIT:
        return ""
    return "Only a conclusive grounds decision that is awaited can be delayed."


ASK = Act(
    title="Record a request to delay the conclusive grounds decision",
    button="Record the request",
    done="delay-asked",
    form=AskForm,
    questions=_asking,
    record=_ask,
    refusals={NotYetSo: Refusal("requested_on", "The day must be today or in the past")},
    why_not=_why_not_ask,
)


async def _answer(request_id: UUID, uow: UnitOfWork, form: AnswerForm, sender: Sender) -> None:
    is_agreed = form.answer == "agree"
    if is_agreed and form.not_before is None:
        raise NotLater
    given = Answer(
        not_before=form.not_before if is_agreed else None, reasons=form.reasons, by=sender.by, at=sender.at
    )
    await answer_delay(uow, sender.case_id, request_id, given, seen=sender.seen)


def _answering(view: CaseView, _: date) -> Sequence[Question]:
    options = [
        Option("agree", "Agree", "The decision is not served before the day you give"),
        Option("refuse", "Refuse", "The person and whoever asked are told why"),
    ]
    earliest = view.case.due("CLK-CG-MIN")
    later = f"Later than {day(earliest)}, before which it may not be served anyway." if earliest else ""
    return [
        Question("radios", "answer", "Do you agree that the decision waits?", options=options),
        Question("date", "not_before", "If you agree, until which day?", later),
        Question("words", "reasons", "Your reasons", "Needed if you refuse. Kept sealed."),
    ]


def answer_to(request_id: UUID) -> Act[AnswerForm]:
    return Act(
        title="Answer a request to delay the decision",
        button="Record the answer",
        done="delay-answered",
        form=AnswerForm,
        questions=_answering,
        record=partial(_answer, request_id),
        refusals={
            NotLater: Refusal("not_before", "Enter a day later than the decision could be served anyway"),
            ReasonsMissing: Refusal("reasons", "Enter why you refuse"),
        },
        why_not=_why_not_ask,
    )


async def _end(uow: UnitOfWork, form: EndForm, sender: Sender) -> None:
    given = sender.judgement(form.why)
    await end_delay(uow, sender.case_id, given, note_id=new_id(), seen=sender.seen)


def _ending(_: CaseView, __: date) -> Sequence[Question]:
    return [Question("words", "why", "Why is the delay over?", "Kept sealed.")]


def _why_not_end(view: CaseView, _: date) -> str:
    return "" if is_delayed(view.case) else "No delay has been agreed that is still running."


END = Act(
    title="End the delay",
    button="End the delay",
    done="delay-ended",
    form=EndForm,
    questions=_ending,
    record=_end,
    why_not=_why_not_end,
)


async def _answer_with_who_asked(visit: ByCaseworker, request_id: UUID) -> Act[AnswerForm]:
    async with visit.work() as uow:
        asked = await uow.circumstances.delay(visit.case_id, request_id)
    return replace(answer_to(request_id), before=partial(_who_asked, asked))


def _who_asked(asked: DelayRequest, _: CaseView) -> Sequence[str]:
    return [f"Asked on {day(asked.requested_on)}: {ASKERS[asked.asked_by].lower()}. Why is in the notes."]


offer(router, "", ASK)
offer(router, "/end", END)
offer_one_of(router, "/{request_id}", _answer_with_who_asked)
