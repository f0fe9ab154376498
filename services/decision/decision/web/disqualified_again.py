"""An imposed disqualification: somebody asks to look at it again, and somebody else answers."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter

from decision.afterwards import disqualifying as commands
from decision.domain.asked_again import AskedOutsideTime
from decision.domain.disqualified_again import NobodyAsked, RequestWaits
from decision.domain.overlays import Disqualification
from decision.domain.reconsideration import SomebodyElseMustDecide
from decision.queries.case import CaseView
from decision.storage import UnitOfWork
from decision.web.acts import Act, FreeText, Question, Refusal, Sender, offer
from decision.web.after_refusals import GONE
from decision.web.asking_again import AskAgainForm, asked_again, asking_again
from decision.web.reconsidering import PART
from plumbing.form_words import Words
from plumbing.forms import Form
from plumbing.govuk.parts import Option

router = APIRouter(prefix="/cases/{case_id}/disqualification")


class AnswerForm(Form):
    outcome: Annotated[Literal["keep", "quash"], Words("Select whether it stays imposed")]
    words: Annotated[FreeText, Words("Enter your reasons", name="Your reasons")]


async def _ask(uow: UnitOfWork, form: AskAgainForm, sender: Sender) -> None:
    await commands.ask_again(uow, sender.case_id, asked_again(form, sender), seen=sender.seen)


async def _answer(uow: UnitOfWork, form: AnswerForm, sender: Sender) -> None:
    given = sender.judgement(form.words)
    is_quashed = form.outcome == "quash"
    await commands.answer_again(uow, sender.case_id, given, is_quashed=is_quashed, seen=sender.seen)


def _answering(_: CaseView, __: date) -> Sequence[Question]:
    options = [
        Option("keep", "It stays imposed"),
        Option("quash", "It is quashed: the person is protected again, at once"),
    ]
    return [
        Question("radios", "outcome", "Does the disqualification stay imposed?", options=options),
        Question("words", "words", "Why do you decide so?", "The person is told why. Kept sealed."),
    ]


def _why_not(view: CaseView, _: date) -> str:
    is_imposed = view.case.disqualification is Disqualification.IMPOSED
    return "" if is_imposed else "The person is not disqualified."


ASK_AGAIN = Act(
    title="Record a request to look at the disqualification again",
    button="Record the request",
    done="disq_asked_again",
    part=PART,
    form=AskAgainForm,
    questions=asking_again,
    record=_ask,
    refusals={
        AskedOutsideTime: Refusal("received_on", "The day must be between the disqualification and today"),
        RequestWaits: Refusal("words", "An earlier request waits for its answer. Answer that one first"),
    },
    why_not=_why_not,
    before=lambda _: ["No time to ask is known, so no request is late. It stays imposed meanwhile."],
    already=GONE,
)
ANSWER = Act(
    title="Answer the request about the disqualification",
    button="Record your answer",
    done="disq_answered",
    part=PART,
    form=AnswerForm,
    questions=_answering,
    record=_answer,
    refusals={
        SomebodyElseMustDecide: Refusal(
            "words", "You had a part in the disqualification, so a colleague must answer"
        )
    },
    why_not=_why_not,
    before=lambda _: ["That somebody else answers is our setting."],
    already=(*GONE, NobodyAsked),
)


offer(router, "/ask-again", ASK_AGAIN)
offer(router, "/answer", ANSWER)
