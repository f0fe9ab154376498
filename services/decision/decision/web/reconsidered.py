"""Answering a request for reconsideration and deciding it, by somebody who had no part in the decision."""

from datetime import date
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter

from decision.afterwards import reconsidering as commands
from decision.domain import reconsideration
from decision.domain.reconsideration import took_part
from decision.domain.reconsidered import PanelMustSeeIt
from decision.domain.reconsidering import (
    DECIDE,
    EvidenceNotEnclosed,
    OnlyACourt,
    RefusalDoesNotFit,
    RequestIsLate,
    decision_in_question,
)
from decision.domain.stages import RECONSIDERATION
from decision.queries.case import CaseView
from decision.storage import UnitOfWork
from decision.web.acts import Act, FreeText, Question, Refusal, Sender, offer
from decision.web.after_refusals import GONE
from decision.web.after_words import REFUSALS
from decision.web.reconsidering import PART
from decision.web.visits import ByCaseworker, Visit
from plumbing.form_words import Words
from plumbing.forms import Form
from plumbing.govuk.parts import Option
from plumbing.problems import Problem

router = APIRouter(prefix="/cases/{case_id}/reconsideration")

OWN_DECISION = (
    "You wrote, confirmed or reviewed the decision that is to be looked at again, so a colleague who had "
    "no part in it must do this."
)


class AcceptForm(Form):
    words: Annotated[FreeText, Words("Enter your notes", name="Your notes")] = ""


class RefuseForm(Form):
    why: Annotated[reconsideration.Refusal, Words("Select why it is refused")]
    words: Annotated[FreeText, Words("Enter the reasons, which they are told", name="Your reasons")]


class DecideForm(Form):
    words: Annotated[FreeText, Words("Enter the reasons for your decision", name="Your reasons")]


async def _fresh(visit: ByCaseworker) -> Visit:
    async with visit.work() as uow:
        case = await uow.cases.get(visit.case_id)
    if case.stage is RECONSIDERATION and took_part(decision_in_question(case), visit.user.id):
        raise Problem(HTTPStatus.FORBIDDEN, OWN_DECISION, heading="Somebody else must look at it again")
    return visit


def _why_not_answer(view: CaseView, _: date) -> str:
    if view.case.stage is not RECONSIDERATION:
        return "No request for reconsideration waits on this case."
    return "The request has been accepted. Decide it next." if view.case.open_clocks(DECIDE) else ""


def _why_not_decide(view: CaseView, _: date) -> str:
    if view.case.stage is not RECONSIDERATION:
        return "No reconsideration waits on this case."
    return "" if view.case.open_clocks(DECIDE) else "Accept or refuse the request first."


async def _accept(uow: UnitOfWork, form: AcceptForm, sender: Sender) -> None:
    given = sender.judgement(form.words)
    await commands.accept(uow, sender.case_id, given, seen=sender.seen)


async def _refuse(uow: UnitOfWork, form: RefuseForm, sender: Sender) -> None:
    given = sender.judgement(form.words)
    await commands.refuse(uow, sender.case_id, form.why, given, seen=sender.seen)


async def _keep(uow: UnitOfWork, form: DecideForm, sender: Sender) -> None:
    given = sender.judgement(form.words)
    await commands.keep(uow, sender.case_id, given, seen=sender.seen)


async def _reopen(uow: UnitOfWork, form: DecideForm, sender: Sender) -> None:
    given = sender.judgement(form.words)
    await commands.reopen(uow, sender.case_id, given, seen=sender.seen)


ACCEPT = Act(
    title="Accept the request for reconsideration",
    button="Accept the request",
    done="accepted",
    part=PART,
    form=AcceptForm,
    questions=lambda _, __: [Question("words", "words", "Notes", "Optional. Kept sealed.")],
    record=_accept,
    refusals={
        RequestIsLate: Refusal("words", "The request came late. Give more time first, or refuse it as late"),
        OnlyACourt: Refusal("words", "No request is allowed here. Refuse it: a court is the only route"),
        EvidenceNotEnclosed: Refusal("words", "The evidence had to come with the request. Refuse it"),
    },
    why_not=_why_not_answer,
    before=lambda _: [
        "The person is a potential victim again from today. Support is back, and an exit date falls away, "
        "also for somebody who has left."
    ],
    already=GONE,
)
REFUSE = Act(
    title="Refuse the request for reconsideration",
    button="Refuse the request",
    done="refused",
    part=PART,
    form=RefuseForm,
    questions=lambda _, __: [
        Question(
            "radios",
            "why",
            "Why is it refused?",
            options=[Option(each, REFUSALS[each]) for each in reconsideration.Refusal],
        ),
        Question("words", "words", "What are the reasons?", "Who asked is told them in writing."),
    ],
    record=_refuse,
    refusals={RefusalDoesNotFit: Refusal("why", "Select a reason that is true of this request")},
    why_not=_why_not_answer,
    before=lambda _: ["The decision stands as before. A court is the only further route."],
    already=GONE,
)
KEEP = Act(
    title="Keep the negative decision",
    button="Keep the decision",
    done="kept",
    part=PART,
    form=DecideForm,
    questions=lambda _, __: [_reasons()],
    record=_keep,
    refusals={
        PanelMustSeeIt: Refusal("words", "A panel must see a second negative decision. Open it again instead")
    },
    why_not=_why_not_decide,
    before=lambda _: ["The person leaves support once more after they have had the new letter."],
    already=GONE,
)
REOPEN = Act(
    title="Open the decision again",
    button="Open the decision again",
    done="reopened",
    part=PART,
    form=DecideForm,
    questions=lambda _, __: [_reasons()],
    record=_reopen,
    why_not=_why_not_decide,
    before=lambda _: ["The decision is then made anew, by somebody who had no part in it the first time."],
    already=GONE,
)


def _reasons() -> Question:
    hint = "Say what is new, or what of the guidance was not followed, and what it changes. Kept sealed."
    return Question("words", "words", "What are the reasons?", hint)


offer(router, "/accept", ACCEPT, to=_fresh)
offer(router, "/refuse", REFUSE, to=_fresh)
offer(router, "/keep", KEEP, to=_fresh)
offer(router, "/reopen", REOPEN, to=_fresh)
