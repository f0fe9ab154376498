"""A refused permission to stay asked about and looked at again by somebody else, and leave taken back."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter

from decision.afterwards import permitting as commands
from decision.domain.asked_again import AskedOutsideTime
from decision.domain.clocks import ExtensionNotLater
from decision.domain.overlays import Immigration
from decision.domain.permission import UntilMissing
from decision.domain.permission_again import (
    LookedAtAgain,
    NoTimeRuns,
    may_be_taken_back,
)
from decision.domain.reconsideration import SomebodyElseMustDecide
from decision.queries.case import CaseView
from decision.storage import UnitOfWork
from decision.web.acts import Act, FreeText, Question, Refusal, Sender, offer
from decision.web.after_refusals import PERMISSION_GONE as GONE
from decision.web.asking_again import AskAgainForm, asked_again, asking_again
from decision.web.permitting import RulingForm, WhyForm, asking_needs, asking_why, ruling_of
from decision.web.reconsidering import PART
from plumbing.form_words import Words
from plumbing.forms import Form

router = APIRouter(prefix="/cases/{case_id}/permission")

OWN = "You refused it, so a colleague must look at it again"


class MoreTimeForm(Form):
    until: Annotated[date, Words("Enter the new last day", name="The new last day")]
    words: Annotated[FreeText, Words("Enter why there is more time", name="Your reasons")]


async def _ask_again(uow: UnitOfWork, form: AskAgainForm, sender: Sender) -> None:
    await commands.ask_again(uow, sender.case_id, asked_again(form, sender), seen=sender.seen)


async def _extend(uow: UnitOfWork, form: MoreTimeForm, sender: Sender) -> None:
    given = sender.judgement(form.words)
    await commands.extend(uow, sender.case_id, form.until, given, seen=sender.seen)


async def _decide_again(uow: UnitOfWork, form: RulingForm, sender: Sender) -> None:
    await commands.decide_again(uow, sender.case_id, ruling_of(form, sender), seen=sender.seen)


async def _take_back(uow: UnitOfWork, form: WhyForm, sender: Sender) -> None:
    await commands.take_back(uow, sender.case_id, sender.judgement(form.words), seen=sender.seen)


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


ASK_AGAIN = Act(
    title="Record a request to look at permission to stay again",
    button="Record the request",
    done="permission_asked_again",
    part=PART,
    form=AskAgainForm,
    questions=asking_again,
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


offer(router, "/ask-again", ASK_AGAIN)
offer(router, "/more-time", MORE_TIME)
offer(router, "/decide-again", DECIDE_AGAIN)
offer(router, "/take-back", TAKE_BACK)
