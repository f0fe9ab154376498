"""A refused permission to stay asked about and looked at again by somebody else, and leave taken back."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from fastapi import APIRouter
from starlette.responses import Response

from decision.afterwards import permitting as commands
from decision.domain.clocks import ExtensionNotLater
from decision.domain.delay import Asker
from decision.domain.overlays import Immigration
from decision.domain.permission import UntilMissing
from decision.domain.permission_again import (
    AskAgain,
    AskedOutsideTime,
    LookedAtAgain,
    NoTimeRuns,
    may_be_taken_back,
)
from decision.domain.reconsideration import SomebodyElseMustDecide
from decision.queries.case import CaseView
from decision.storage import UnitOfWork
from decision.web.acts import WORDS_LIMIT, Act, ByCaseworker, Question, Refusal, Sender, send, show
from decision.web.after_refusals import PERMISSION_GONE as GONE
from decision.web.circumstance_words import ASKERS
from decision.web.permitting import RulingForm, WhyForm, asking_needs, asking_why, ruling_of, why
from decision.web.reconsidering import PART
from plumbing.form_words import Words
from plumbing.forms import AS_TYPED, Form, MaxLen
from plumbing.govuk.parts import Option

router = APIRouter(prefix="/cases/{case_id}/permission")

Long = Annotated[str, AS_TYPED, MaxLen(WORDS_LIMIT)]
OWN = "You refused it, so a colleague must look at it again"


class AskAgainForm(Form):
    asked_by: Annotated[Asker, Words("Select who asks")]
    received_on: Annotated[date, Words("Enter the day the request was received", name="The day")]
    words: Annotated[Long, Words("Enter what they say", name="What they say")]


class MoreTimeForm(Form):
    until: Annotated[date, Words("Enter the new last day", name="The new last day")]
    words: Annotated[Long, Words("Enter why there is more time", name="Your reasons")]


async def _ask_again(uow: UnitOfWork, form: AskAgainForm, sender: Sender) -> None:
    asked = AskAgain(
        asked_by=form.asked_by,
        received_on=form.received_on,
        words=form.words,
        by=sender.by,
        at=sender.at,
    )
    await commands.ask_again(uow, sender.case_id, asked, seen=sender.seen)


async def _extend(uow: UnitOfWork, form: MoreTimeForm, sender: Sender) -> None:
    given = why(WhyForm(words=form.words), sender)
    await commands.extend(uow, sender.case_id, form.until, given, seen=sender.seen)


async def _decide_again(uow: UnitOfWork, form: RulingForm, sender: Sender) -> None:
    await commands.decide_again(uow, sender.case_id, ruling_of(form, sender), seen=sender.seen)


async def _take_back(uow: UnitOfWork, form: WhyForm, sender: Sender) -> None:
    await commands.take_back(uow, sender.case_id, why(form, sender), seen=sender.seen)


def _why_not_ask(view: CaseView, _: date) -> str:
    is_refused = view.case.immigration is Immigration.REFUSED
    return "" if is_refused else "No refusal of permission to stay stands."


def _why_not_decide(view: CaseView, _: date) -> str:
    is_asked = view.case.immigration is Immigration.RECONSIDERING
    return "" if is_asked else "Nobody has asked to look at permission to stay again."


def _why_not_take_back(view: CaseView, _: date) -> str:
    if may_be_taken_back(view.case):
        return ""
    return "Leave is taken back only from somebody disqualified, or whose positive decision was revoked."


def _asking(_: CaseView, __: date) -> Sequence[Question]:
    askers = [Option(each.value, ASKERS[each]) for each in Asker]
    return [
        Question("radios", "asked_by", "Who asks?", options=askers),
        Question("date", "received_on", "When was the request received?"),
        *asking_why("What do they say?"),
    ]


ASK_AGAIN = Act(
    title="Record a request to look at permission to stay again",
    button="Record the request",
    done="permission_asked_again",
    part=PART,
    form=AskAgainForm,
    questions=_asking,
    record=_ask_again,
    refusals={
        AskedOutsideTime: Refusal("received_on", "The day must be between the refusal and today"),
        LookedAtAgain: Refusal("words", "It was looked at again already. A court is the only further route"),
    },
    why_not=_why_not_ask,
    before=lambda _: ["A late request is noted as late, and looked at all the same."],
    already=GONE,
)
MORE_TIME = Act(
    title="Give more time to ask about permission to stay",
    button="Give more time",
    done="permission_extended",
    part=PART,
    form=MoreTimeForm,
    questions=lambda _, __: [
        Question("date", "until", "Until when may they ask?"),
        *asking_why("Why is there more time?"),
    ],
    record=_extend,
    refusals={
        ExtensionNotLater: Refusal("until", "The new last day must be later than the present one"),
        NoTimeRuns: Refusal("until", "There is no time to ask that could be made longer"),
    },
    why_not=_why_not_ask,
    already=GONE,
)
DECIDE_AGAIN = Act(
    title="Decide again on permission to stay",
    button="Record your decision",
    done="permission_decided_again",
    part=PART,
    form=RulingForm,
    questions=asking_needs,
    record=_decide_again,
    refusals={
        SomebodyElseMustDecide: Refusal("words", OWN),
        UntilMissing: Refusal("until", "Enter a day that is still to come, as it is needed"),
    },
    why_not=_why_not_decide,
    before=lambda _: ["Somebody who did not refuse it decides again, in full."],
    already=GONE,
)
TAKE_BACK = Act(
    title="Take back permission to stay",
    button="Record that it is taken back",
    done="permission_revoked",
    part=PART,
    form=WhyForm,
    questions=lambda _, __: asking_why("Why is it taken back?", "The person is told why."),
    record=_take_back,
    why_not=_why_not_take_back,
    before=lambda _: ["This is a new refusal: the person may ask to look at it again."],
    already=GONE,
)


@router.get("/ask-again")
async def ask_who_asks_again(visit: ByCaseworker) -> Response:
    return await show(visit, ASK_AGAIN)


@router.post("/ask-again")
async def ask_again(visit: ByCaseworker) -> Response:
    return await send(visit, ASK_AGAIN)


@router.get("/more-time")
async def ask_until_when(visit: ByCaseworker) -> Response:
    return await show(visit, MORE_TIME)


@router.post("/more-time")
async def give_more_time(visit: ByCaseworker) -> Response:
    return await send(visit, MORE_TIME)


@router.get("/decide-again")
async def ask_what_is_needed_now(visit: ByCaseworker) -> Response:
    return await show(visit, DECIDE_AGAIN)


@router.post("/decide-again")
async def decide_again(visit: ByCaseworker) -> Response:
    return await send(visit, DECIDE_AGAIN)


@router.get("/take-back")
async def ask_why_taken_back(visit: ByCaseworker) -> Response:
    return await show(visit, TAKE_BACK)


@router.post("/take-back")
async def take_back(visit: ByCaseworker) -> Response:
    return await send(visit, TAKE_BACK)
