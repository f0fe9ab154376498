"""Considering to revoke a positive conclusive grounds decision, hearing the person, and deciding."""

from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter

from decision.afterwards import revoking as commands
from decision.domain.decisions import ReasonsMissing
from decision.domain.revocation import (
    AnswerByIsPast,
    AnsweredOutsideTime,
    Consider,
    StillTimeToAnswerRevocation,
    WrittenTo,
)
from decision.domain.stages import CG_POSITIVE
from decision.queries.case import CaseView
from decision.storage import UnitOfWork
from decision.web.acts import Act, FreeText, Question, Refusal, Sender, offer
from decision.web.after_refusals import GONE
from decision.web.after_words import WRITTEN_TO
from decision.web.reconsidering import PART
from decision.web.second_looks import SecondLookForm, check_is_another, looking, second_look
from decision.web.visits import ByReviewer, Visit
from plumbing.form_words import Words
from plumbing.forms import Form
from plumbing.govuk.parts import Option
from plumbing.identifiers import new_id

router = APIRouter(prefix="/cases/{case_id}/revocation")

OWN = "You proposed what to decide on this revocation, so a colleague who reviews decisions must do this."


class ConsiderForm(Form):
    written_to: Annotated[WrittenTo, Words("Select who was written to")]
    answer_by: Annotated[date, Words("Enter the day until which they may answer", name="The day")]
    words: Annotated[FreeText, Words("Enter why the decision may be flawed", name="Your reasons")]


class RepresentForm(Form):
    received_on: Annotated[date, Words("Enter the day the answer was received", name="The day")]
    words: Annotated[FreeText, Words("Enter what they say", name="What they say")]


class ProposeForm(Form):
    outcome: Annotated[Literal["revoke", "not"], Words("Select what you propose")]
    words: Annotated[FreeText, Words("Enter the reasons", name="Your reasons")]


async def _consider(uow: UnitOfWork, form: ConsiderForm, sender: Sender) -> None:
    said = Consider(
        id=new_id(),
        written_to=form.written_to,
        answer_by=form.answer_by,
        words=form.words,
        by=sender.by,
        at=sender.at,
    )
    await commands.consider(uow, sender.case_id, said, seen=sender.seen)


async def _represent(uow: UnitOfWork, form: RepresentForm, sender: Sender) -> None:
    given = sender.judgement(form.words)
    await commands.represent(uow, sender.case_id, form.received_on, given, note_id=new_id(), seen=sender.seen)


async def _propose(uow: UnitOfWork, form: ProposeForm, sender: Sender) -> None:
    given = sender.judgement(form.words)
    is_revoked = form.outcome == "revoke"
    await commands.propose(
        uow, sender.case_id, given, is_to_be_revoked=is_revoked, note_id=new_id(), seen=sender.seen
    )


async def _review(uow: UnitOfWork, form: SecondLookForm, sender: Sender) -> None:
    await commands.review(uow, sender.case_id, second_look(form, sender), new_id=new_id(), seen=sender.seen)


def _why_not(view: CaseView, _: date) -> str:
    is_positive = view.case.stage is CG_POSITIVE
    return "" if is_positive else "Only a positive conclusive grounds decision that stands can be revoked."


CONSIDER = Act(
    title="Consider revoking the positive decision",
    button="Record that they were written to",
    done="rev_considered",
    part=PART,
    form=ConsiderForm,
    questions=lambda _, __: [
        Question(
            "radios",
            "written_to",
            "Who was written to?",
            "The person; or their lawyer or last support provider, who can reach them.",
            [Option(each, WRITTEN_TO[each]) for each in WrittenTo],
        ),
        Question("date", "answer_by", "Until when may they answer?", "No time is set. Give a fair one."),
        Question("words", "words", "Why may the decision be flawed?", "They are told this. Kept sealed."),
    ],
    record=_consider,
    refusals={AnswerByIsPast: Refusal("answer_by", "The day must be in the future")},
    why_not=_why_not,
    before=lambda _: [
        "That they are heard, and that a second person decides, are our settings. Tell the immigration team "
        "as well, so that it can look at any permission to stay.",
    ],
    already=GONE,
)
REPRESENT = Act(
    title="Record the answer about the revocation",
    button="Record the answer",
    done="rev_represented",
    part=PART,
    form=RepresentForm,
    questions=lambda _, __: [
        Question("date", "received_on", "When was the answer received?"),
        Question("words", "words", "What do they say?", "Kept sealed. What comes late is read as well."),
    ],
    record=_represent,
    refusals={
        AnsweredOutsideTime: Refusal("received_on", "The day must be after the letter, and not in the future")
    },
    why_not=_why_not,
    already=GONE,
)
PROPOSE = Act(
    title="Propose what to decide on the revocation",
    button="Send for a second look",
    done="rev_proposed",
    part=PART,
    form=ProposeForm,
    questions=lambda _, __: [
        Question(
            "radios",
            "outcome",
            "What do you propose?",
            options=[
                Option("revoke", "Revoke it: the decision becomes negative"),
                Option("not", "Let the positive decision stand"),
            ],
        ),
        Question("words", "words", "What are the reasons?", "Say what their answer changes. Kept sealed."),
    ],
    record=_propose,
    refusals={
        StillTimeToAnswerRevocation: Refusal(
            "outcome", "They still have time to answer. Wait until it is over"
        )
    },
    why_not=_why_not,
    already=GONE,
)
REVIEW = Act(
    title="Decide on the revocation",
    button="Send your decision",
    done="rev_reviewed",
    part=PART,
    form=SecondLookForm,
    questions=lambda _, __: looking("Read it on the page “After the decision” first.", returned="Return it"),
    record=_review,
    refusals={ReasonsMissing: Refusal("words", "Enter what must be looked at again")},
    why_not=_why_not,
    before=lambda _: ["A revocation is a negative decision: it can be asked to be looked at again."],
    already=GONE,
)


async def _second_person(visit: ByReviewer) -> Visit:
    async with visit.work() as uow:
        found = await uow.revocations.of_case(visit.case_id)
    if found and found[0].state.is_open:
        check_is_another(visit, found[0].proposed_by, own=OWN)
    return visit


offer(router, "/consider", CONSIDER)
offer(router, "/representations", REPRESENT)
offer(router, "/propose", PROPOSE)
offer(router, "/review", REVIEW, to=_second_person)
