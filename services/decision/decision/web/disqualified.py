"""A second person decides on a disqualification; and one that was imposed is quashed."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter

from decision.afterwards import disqualifying as commands
from decision.domain.decisions import ReasonsMissing
from decision.domain.overlays import Disqualification
from decision.queries.case import CaseView
from decision.storage import UnitOfWork
from decision.web.acts import Act, FreeText, Question, Refusal, Sender, offer
from decision.web.after_refusals import GONE
from decision.web.after_steps import BEING_CONSIDERED
from decision.web.reconsidering import PART
from decision.web.second_looks import SecondLookForm, check_is_another, looking, second_look
from decision.web.visits import ByReviewer, Visit
from plumbing.form_words import Words
from plumbing.forms import Form
from plumbing.identifiers import new_id

router = APIRouter(prefix="/cases/{case_id}/disqualification")

OWN = "You weighed this disqualification, so a colleague who reviews decisions must decide on it."


class QuashForm(Form):
    words: Annotated[FreeText, Words("Enter who quashed it and why", name="Your reasons")]


async def _second_person(visit: ByReviewer) -> Visit:
    async with visit.work() as uow:
        proposals = await uow.disqualifications.of_case(visit.case_id)
    if proposals and proposals[0].state.is_open:
        check_is_another(visit, proposals[0].assessed_by, own=OWN)
    return visit


async def _review(uow: UnitOfWork, form: SecondLookForm, sender: Sender) -> None:
    await commands.review(uow, sender.case_id, second_look(form, sender), note_id=new_id(), seen=sender.seen)


async def _quash(uow: UnitOfWork, form: QuashForm, sender: Sender) -> None:
    given = sender.judgement(form.words)
    await commands.quash(uow, sender.case_id, given, seen=sender.seen)


def _why_not_review(view: CaseView, _: date) -> str:
    return (
        "" if view.case.disqualification in BEING_CONSIDERED else "Disqualification is not being considered."
    )


def _why_not_quash(view: CaseView, _: date) -> str:
    is_imposed = view.case.disqualification is Disqualification.IMPOSED
    return "" if is_imposed else "The person is not disqualified."


REVIEW = Act(
    title="Decide on the disqualification",
    button="Send your decision",
    done="disq_reviewed",
    part=PART,
    form=SecondLookForm,
    questions=lambda _, __: looking(
        "Read what was weighed on the page “After the decision” first.",
        returned="Return it: it must be weighed again",
    ),
    record=_review,
    refusals={ReasonsMissing: Refusal("words", "Enter what must be weighed again")},
    why_not=_why_not_review,
    before=lambda _: [
        "Imposed, it ends removal protection, the duty to grant permission to stay and the duty to support, "
        "at once. It never closes the case: conclusive grounds must still be decided.",
    ],
    already=GONE,
)
QUASH = Act(
    title="Record that the disqualification was quashed",
    button="Record it",
    done="disq_quashed",
    part=PART,
    form=QuashForm,
    questions=lambda _, __: [Question("words", "words", "Who quashed it, and why?", "Kept sealed.")],
    record=_quash,
    why_not=_why_not_quash,
    before=lambda _: ["The person is protected again, counted as before it was imposed."],
    already=GONE,
)


offer(router, "/review", REVIEW, to=_second_person)
offer(router, "/quash", QUASH)
