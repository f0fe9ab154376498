"""Deciding, after a further positive decision, whether the person is protected and supported again."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter
from starlette.responses import Response

from decision.afterwards.protecting import decide_protection
from decision.domain.further_grounds import NoProtectionAwaited, NotWhileDisqualified
from decision.domain.reconsideration import Judgement
from decision.queries.case import CaseView
from decision.storage import UnitOfWork
from decision.web.acts import WORDS_LIMIT, Act, ByCaseworker, Question, Refusal, Sender, send, show
from decision.web.reconsidering import PART
from plumbing.form_words import Words
from plumbing.forms import AS_TYPED, Form, MaxLen
from plumbing.govuk.parts import Option

router = APIRouter(prefix="/cases/{case_id}/further-protection")

BEFORE = (
    "All that the positive decision relies on happened before the person was first protected. So it starts "
    "no recovery period by itself: you decide whether protection and support are given again.",
    "Given, they last at least 30 days from the decision, and until conclusive grounds are decided.",
)


class ProtectForm(Form):
    protect: Annotated[Literal["yes", "no"], Words("Select whether the person is protected again")]
    words: Annotated[
        str, AS_TYPED, MaxLen(WORDS_LIMIT), Words("Enter why you decide so", name="Your reasons")
    ]


async def _record(uow: UnitOfWork, form: ProtectForm, sender: Sender) -> None:
    given = Judgement(words=form.words, by=sender.by, at=sender.at)
    await decide_protection(uow, sender.case_id, given, is_given=form.protect == "yes", seen=sender.seen)


def _asking(_: CaseView, __: date) -> Sequence[Question]:
    options = [
        Option("yes", "Yes: the person is protected and supported again"),
        Option("no", "No: the decision is positive, and protects no further"),
    ]
    return [
        Question("radios", "protect", "Is the person protected again?", options=options),
        Question("words", "words", "Why do you decide so?", "The person is told why. Kept sealed."),
    ]


def _why_not(view: CaseView, _: date) -> str:
    return "" if view.awaits_protection else "No further positive decision waits for this."


PROTECT = Act(
    title="Decide on protection after a further decision",
    button="Record your decision",
    done="protection_decided",
    part=PART,
    form=ProtectForm,
    questions=_asking,
    record=_record,
    refusals={
        NotWhileDisqualified: Refusal(
            "protect", "The person is disqualified, so protection cannot be given. Select “No”"
        )
    },
    why_not=_why_not,
    before=lambda _: BEFORE,
    already=(NoProtectionAwaited,),
)


@router.get("")
async def ask_whether_protected(visit: ByCaseworker) -> Response:
    return await show(visit, PROTECT)


@router.post("")
async def decide_on_protection(visit: ByCaseworker) -> Response:
    return await send(visit, PROTECT)
