"""Deciding, after a further positive decision, whether the person is protected and supported again."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter

from decision.afterwards.protecting import decide_protection
from decision.domain.further_grounds import NoProtectionAwaited, NotWhileDisqualified
from decision.queries.case import CaseView
from decision.storage import UnitOfWork
from decision.web.acts import Act, FreeText, Question, Refusal, Sender, offer
from decision.web.reconsidering import PART
from plumbing.form_words import Words
from plumbing.forms import Form
from plumbing.govuk.parts import Option

router = APIRouter(prefix="/cases/{case_id}/further-protection")

BEFORE = (
    "All that the positive decision relies on happened before the person was first protected. So it starts "
    "no recovery period by itself: you decide whether protection and support are given again.",
    "Given, they last at least 30 days from the decision, and until conclusive grounds are decided.",
)


class ProtectForm(Form):
    protect: Annotated[Literal["yes", "no"], Words("Select whether the person is protected again")]
    words: Annotated[FreeText, Words("Enter why you decide so", name="Your reasons")]


async def _record(uow: UnitOfWork, form: ProtectForm, sender: Sender) -> None:
    given = sender.judgement(form.words)
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


offer(router, "", PROTECT)
