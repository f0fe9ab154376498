"""The received date put right, the referral acknowledged, progress in the recovery period checked."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from fastapi import APIRouter

from decision.circumstances import receipt as commands
from decision.domain.receipt import (
    NobodyAsked,
    NotEverybodyTold,
    Party,
    ReceivedInTheFuture,
    ReceivedThen,
    must_be_told,
)
from decision.domain.stages import CLOSED
from decision.queries.case import CaseView
from decision.storage import CaseNote, UnitOfWork
from decision.web.acts import Act, FreeText, Question, Refusal, Sender, offer
from decision.web.circumstance_words import PARTIES
from plumbing.form_words import Words
from plumbing.forms import Form
from plumbing.govuk.dates import day
from plumbing.govuk.parts import Option
from plumbing.identifiers import new_id

router = APIRouter(prefix="/cases/{case_id}")


class ReceivedForm(Form):
    received_on: Annotated[date, Words("Enter the day it was received", name="The day")]
    why: Annotated[FreeText, Words("Enter how you know", name="Your reasons")]


class AcknowledgeForm(Form):
    told: Annotated[frozenset[Party], Words("Select whom you have told")]


class ProgressForm(Form):
    asked: Annotated[frozenset[Party], Words("Select whom you have asked")]
    note: Annotated[FreeText, Words("Enter what they said", name="What they said")]


async def _correct(uow: UnitOfWork, form: ReceivedForm, sender: Sender) -> None:
    note = CaseNote(new_id(), "received_date", form.why, sender.by, sender.at)
    await commands.correct_received(uow, sender.case_id, form.received_on, note, seen=sender.seen)


def _correcting(_: CaseView, __: date) -> Sequence[Question]:
    return [
        Question("date", "received_on", "On which day was the referral received?"),
        Question("words", "why", "How do you know?", "Kept sealed."),
    ]


def _why_not_correct(view: CaseView, _: date) -> str:
    return "This case is closed, and closed clocks never move." if view.case.stage in CLOSED else ""


CORRECT = Act(
    title="Correct the received date",
    button="Correct the date",
    done="corrected",
    form=ReceivedForm,
    questions=_correcting,
    record=_correct,
    refusals={
        ReceivedInTheFuture: Refusal("received_on", "The day must be today or in the past"),
        ReceivedThen: Refusal("received_on", "The case says already that it was received on this day"),
    },
    why_not=_why_not_correct,
    before=lambda view: [
        f"The case says {day(view.case.received_on)}. Open clocks that count from it move, and the history "
        "keeps the dates they had."
    ],
)


async def _acknowledge(uow: UnitOfWork, form: AcknowledgeForm, sender: Sender) -> None:
    await commands.acknowledge(uow, sender.case_id, form.told, seen=sender.seen, by=sender.by, at=sender.at)


def _telling(view: CaseView, _: date) -> Sequence[Question]:
    needed = must_be_told(view.case)
    options = [
        Option(each.value, PARTIES[each], "Must be told" if each in needed else "")
        for each in (Party.FIRST_RESPONDER, Party.SUPPORT_PROVIDER, Party.LOCAL_AUTHORITY, Party.POLICE)
    ]
    return [Question("checkboxes", "told", "Whom have you told that the referral has come?", options=options)]


def _why_not_tell(view: CaseView, _: date) -> str:
    return "" if view.case.open_clocks("CLK-ACK") else "No acknowledgement is due on this case."


ACKNOWLEDGE = Act(
    title="Record the acknowledgement",
    button="Record it",
    done="acknowledged",
    form=AcknowledgeForm,
    questions=_telling,
    record=_acknowledge,
    refusals={NotEverybodyTold: Refusal("told", "Tell everybody who must be told, then select them all")},
    why_not=_why_not_tell,
)


async def _progress(uow: UnitOfWork, form: ProgressForm, sender: Sender) -> None:
    note = CaseNote(new_id(), "progress", form.note, sender.by, sender.at)
    await commands.review_progress(uow, sender.case_id, form.asked, note, seen=sender.seen)


def _asking(_: CaseView, __: date) -> Sequence[Question]:
    options = [Option(each.value, PARTIES[each]) for each in Party]
    return [
        Question("checkboxes", "asked", "Whom have you asked how the person is?", options=options),
        Question("words", "note", "What did they say?", "Kept sealed."),
    ]


def _why_not_ask(view: CaseView, _: date) -> str:
    return "" if view.case.open_clocks("CLK-REVIEW") else "No progress check is due on this case."


PROGRESS = Act(
    title="Record the progress check",
    button="Record it",
    done="reviewed",
    form=ProgressForm,
    questions=_asking,
    record=_progress,
    refusals={NobodyAsked: Refusal("asked", "Select whom you have asked")},
    why_not=_why_not_ask,
)


offer(router, "/received-date", CORRECT)
offer(router, "/acknowledge", ACKNOWLEDGE)
offer(router, "/progress", PROGRESS)
