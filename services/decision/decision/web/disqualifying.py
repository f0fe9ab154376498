"""Considering disqualification: the notice, more time, what the person says, and the weighing."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter

from decision.afterwards import disqualifying as commands
from decision.domain.clocks import ExtensionNotLater
from decision.domain.closing import CaseIsClosed
from decision.domain.decisions import DecisionKind, Outcome
from decision.domain.disqualification import Assessment, DisqualificationGround, Notice
from decision.domain.disqualifying import (
    REPRESENTATIONS,
    RepresentedInTheFuture,
    RetraffickingNotWeighed,
    StillTimeToRepresent,
)
from decision.domain.overlays import LEADS_TO, Disqualification
from decision.domain.stages import CLOSED
from decision.queries.case import CaseView
from decision.storage import UnitOfWork
from decision.web.acts import Act, FreeText, Question, Refusal, Sender, offer
from decision.web.after_refusals import GONE
from decision.web.after_steps import BEING_CONSIDERED
from decision.web.after_words import DISQUALIFIED_FOR
from decision.web.reconsidering import PART
from plumbing.form_words import Words
from plumbing.forms import Form
from plumbing.govuk.parts import Option
from plumbing.identifiers import new_id

router = APIRouter(prefix="/cases/{case_id}/disqualification")


class NotifyForm(Form):
    ground: Annotated[DisqualificationGround, Words("Select the ground")]
    words: Annotated[FreeText, Words("Enter why, as the person is told", name="Your reasons")]


class MoreTimeForm(Form):
    until: Annotated[date, Words("Enter the new last day", name="The new last day")]
    words: Annotated[FreeText, Words("Enter why the circumstances are exceptional", name="Your reasons")]


class RepresentForm(Form):
    received_on: Annotated[date, Words("Enter the day the representations were received", name="The day")]
    words: Annotated[FreeText, Words("Enter what they say", name="What they say")]


class AssessForm(Form):
    threat: Annotated[FreeText, Words("Enter what the threat is", name="The threat")]
    recovery_need: Annotated[FreeText, Words("Enter what the person needs to recover", name="The need")]
    retrafficking_risk: Annotated[FreeText, Words("Enter what the risk is", name="The risk")] = ""
    weighing: Annotated[FreeText, Words("Enter how you weigh them", name="Your weighing")]
    outcome: Annotated[Literal["impose", "not"], Words("Select what you propose")]


async def _notify(uow: UnitOfWork, form: NotifyForm, sender: Sender) -> None:
    notice = Notice(id=new_id(), ground=form.ground, words=form.words, by=sender.by, at=sender.at)
    await commands.notify(uow, sender.case_id, notice, seen=sender.seen)


async def _extend(uow: UnitOfWork, form: MoreTimeForm, sender: Sender) -> None:
    given = sender.judgement(form.words)
    await commands.extend(uow, sender.case_id, form.until, given, note_id=new_id(), seen=sender.seen)


async def _represent(uow: UnitOfWork, form: RepresentForm, sender: Sender) -> None:
    given = sender.judgement(form.words)
    await commands.represent(uow, sender.case_id, form.received_on, given, note_id=new_id(), seen=sender.seen)


async def _assess(uow: UnitOfWork, form: AssessForm, sender: Sender) -> None:
    given = Assessment(
        is_imposed=form.outcome == "impose",
        threat=form.threat,
        recovery_need=form.recovery_need,
        retrafficking_risk=form.retrafficking_risk,
        weighing=form.weighing,
        by=sender.by,
        at=sender.at,
    )
    await commands.assess(uow, sender.case_id, given, note_id=new_id(), seen=sender.seen)


def _grounds(_: CaseView, __: date) -> Sequence[Question]:
    options = [Option(each, DISQUALIFIED_FOR[each]) for each in DisqualificationGround]
    return [
        Question("radios", "ground", "On which ground?", options=options),
        Question("words", "words", "Why is it considered?", "The person is told this, and may answer."),
    ]


def may_be_considered(view: CaseView) -> bool:
    standing = view.case.standing(DecisionKind.REASONABLE_GROUNDS)
    is_protected = standing is not None and standing.outcome is Outcome.POSITIVE
    is_possible = Disqualification.MINDED_TO in LEADS_TO[view.case.disqualification]
    return is_protected and is_possible and view.case.stage not in CLOSED


def _why_not_notify(view: CaseView, _: date) -> str:
    if may_be_considered(view):
        return ""
    return "Disqualification needs a positive reasonable grounds decision, and is considered once at a time."


def _why_not_yet(view: CaseView, _: date) -> str:
    return (
        "" if view.case.disqualification in BEING_CONSIDERED else "Disqualification is not being considered."
    )


def _why_no_more_time(view: CaseView, today: date) -> str:
    if not view.case.open_clocks(REPRESENTATIONS):
        return "No time to answer is running."
    return _why_not_yet(view, today)


NOTIFY = Act(
    title="Consider disqualification",
    button="Send the notice",
    done="disq_notified",
    part=PART,
    form=NotifyForm,
    questions=_grounds,
    record=_notify,
    why_not=_why_not_notify,
    before=lambda _: [
        "The person may answer first. There is no presumption either way, and a second person decides.",
        "The case goes on: conclusive grounds must still be decided while the person is in the UK.",
    ],
    already=(*GONE, CaseIsClosed),
)
MORE_TIME = Act(
    title="Give more time for representations",
    button="Give more time",
    done="disq_extended",
    part=PART,
    form=MoreTimeForm,
    questions=lambda _, __: [
        Question("date", "until", "What is the new last day?"),
        Question("words", "words", "Why are the circumstances exceptional?", "Kept sealed."),
    ],
    record=_extend,
    refusals={ExtensionNotLater: Refusal("until", "The new last day must be later than the present one")},
    why_not=_why_no_more_time,
    already=GONE,
)
REPRESENT = Act(
    title="Record representations",
    button="Record the representations",
    done="disq_represented",
    part=PART,
    form=RepresentForm,
    questions=lambda _, __: [
        Question("date", "received_on", "When were they received?"),
        Question("words", "words", "What do they say?", "Kept sealed. What comes late is read as well."),
    ],
    record=_represent,
    refusals={
        RepresentedInTheFuture: Refusal(
            "received_on", "The day must be the day of the notice or later, and not in the future"
        )
    },
    why_not=_why_not_yet,
    already=GONE,
)
ASSESS = Act(
    title="Weigh the threat and the need",
    button="Send for a second look",
    done="disq_assessed",
    part=PART,
    form=AssessForm,
    questions=lambda _, __: [
        Question("words", "threat", "What is the threat to public order, or the bad faith?"),
        Question("words", "recovery_need", "What does the person need to recover, and can it be met?"),
        Question("words", "retrafficking_risk", "What is the risk of being trafficked again?"),
        Question("words", "weighing", "How do you weigh them, and what do the representations change?"),
        Question("radios", "outcome", "What do you propose?", options=_outcomes()),
    ],
    record=_assess,
    refusals={
        StillTimeToRepresent: Refusal("threat", "The person still has time to answer. Wait until it is over"),
        RetraffickingNotWeighed: Refusal("retrafficking_risk", "Enter what the risk is, even if it is low"),
    },
    why_not=_why_not_yet,
    before=lambda _: ["Begin with no presumption. Somebody else decides after you."],
    already=GONE,
)


def _outcomes() -> list[Option]:
    return [Option("impose", "Disqualify the person"), Option("not", "Leave the protection as it is")]


offer(router, "/notify", NOTIFY)
offer(router, "/more-time", MORE_TIME)
offer(router, "/representations", REPRESENT)
offer(router, "/assess", ASSESS)
