"""Recording a request for reconsideration, and giving more time to ask for one."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter

from decision.afterwards import reconsidering as commands
from decision.domain.clocks import ExtensionNotLater
from decision.domain.delay import Asker
from decision.domain.reconsideration import (
    Asked,
    Ground,
    Point,
)
from decision.domain.reconsideration_extension import Extension, NoWindow
from decision.domain.reconsidering import (
    MayNotAsk,
    NotAfterTheDecision,
    PointNeeded,
    PointRaisedBefore,
)
from decision.queries.case import CaseView
from decision.storage import UnitOfWork
from decision.web.acts import Act, FreeText, Question, Refusal, Sender, offer
from decision.web.after_refusals import GONE
from decision.web.after_steps import may_be_asked_about
from decision.web.after_words import GROUNDS, POINTS
from decision.web.circumstance_words import ASKERS
from plumbing.form_words import Words
from plumbing.forms import Form
from plumbing.govuk.parts import Option
from plumbing.identifiers import new_id

router = APIRouter(prefix="/cases/{case_id}/reconsideration")

PART = "after-decision"
YES_NO = [Option("yes", "Yes"), Option("no", "No")]


class AskForm(Form):
    asked_by: Annotated[Asker, Words("Select who asks")]
    received_on: Annotated[date, Words("Enter the day the request was received", name="The day")]
    ground: Annotated[Ground, Words("Select why they ask")]
    point: Annotated[Point | Literal["none"], Words("Select what of the guidance was not followed")] = "none"
    enclosed: Annotated[Literal["yes", "no"], Words("Select whether evidence came with the request")]
    removal: Annotated[Literal["yes", "no"], Words("Select whether removal to such a state is intended")]
    words: Annotated[FreeText, Words("Enter what they say", name="What they say")]


class MoreTimeForm(Form):
    ground: Annotated[Ground, Words("Select what they want to ask for")]
    until: Annotated[date, Words("Enter the new last day", name="The new last day")]
    words: Annotated[FreeText, Words("Enter why the circumstances are exceptional", name="Your reasons")]


async def _ask(uow: UnitOfWork, form: AskForm, sender: Sender) -> None:
    asked = Asked(
        id=new_id(),
        ground=form.ground,
        point=None if form.point == "none" else form.point,
        asked_by=form.asked_by,
        received_on=form.received_on,
        is_evidence_enclosed=form.enclosed == "yes",
        is_removal_intended=form.removal == "yes",
        words=form.words,
        by=sender.by,
        at=sender.at,
    )
    await commands.request(uow, sender.case_id, asked, seen=sender.seen)


def _asking(_: CaseView, __: date) -> Sequence[Question]:
    none = Option("none", "None: they have new evidence", divider="or")
    return [
        Question("radios", "asked_by", "Who asks?", options=[Option(each, ASKERS[each]) for each in Asker]),
        Question("date", "received_on", "When was the request received?"),
        Question("radios", "ground", "Why do they ask?", options=_grounds()),
        Question(
            "radios",
            "point",
            "What of the guidance was not followed?",
            "For decisions made before 12 February 2024 each point can be raised once.",
            [*(Option(each, POINTS[each]) for each in Point), none],
        ),
        Question("radios", "enclosed", "Did evidence come with the request?", options=YES_NO),
        Question(
            "radios",
            "removal",
            "Is it intended to remove the person to a state of both conventions?",
            "The European Conventions on action against trafficking and on human rights. Since 17 September "
            "2025 no request is allowed then: it is recorded, and a court is the only route.",
            YES_NO,
        ),
        Question("words", "words", "What do they say, and on which evidence?", "Kept sealed."),
    ]


def _grounds() -> list[Option]:
    return [Option(each, GROUNDS[each]) for each in Ground]


def _why_not_ask(view: CaseView, _: date) -> str:
    return (
        "" if may_be_asked_about(view.case) else "No negative decision stands that somebody could ask about."
    )


ASK = Act(
    title="Record a request for reconsideration",
    button="Record the request",
    done="asked",
    part=PART,
    form=AskForm,
    questions=_asking,
    record=_ask,
    refusals={
        NotAfterTheDecision: Refusal(
            "received_on", "The day must be the day of the decision or later, and not in the future"
        ),
        MayNotAsk: Refusal(
            "asked_by", "Select the first responder or support provider: nobody else could ask in those days"
        ),
        PointNeeded: Refusal(
            "point", "Select what of the guidance was not followed, if that is why they ask"
        ),
        PointRaisedBefore: Refusal("point", "Select another point: this one was raised before"),
    },
    why_not=_why_not_ask,
    before=lambda _: [
        "To ask changes no exit date. The answer comes from somebody who had no part in the decision."
    ],
    already=GONE,
)


async def _extend(uow: UnitOfWork, form: MoreTimeForm, sender: Sender) -> None:
    given = Extension(
        id=new_id(), ground=form.ground, until=form.until, words=form.words, by=sender.by, at=sender.at
    )
    await commands.extend_window(uow, sender.case_id, given, seen=sender.seen)


def _extending(_: CaseView, __: date) -> Sequence[Question]:
    why = "Only in exceptional circumstances. Kept sealed."
    return [
        Question("radios", "ground", "What do they want to ask for?", options=_grounds()),
        Question("date", "until", "What is the new last day?"),
        Question("words", "words", "Why are the circumstances exceptional?", why),
    ]


MORE_TIME = Act(
    title="Give more time to ask for a reconsideration",
    button="Give more time",
    done="extended",
    part=PART,
    form=MoreTimeForm,
    questions=_extending,
    record=_extend,
    refusals={
        ExtensionNotLater: Refusal("until", "The new last day must be later than the present one"),
        NoWindow: Refusal("ground", "Select a ground with a time limit that is still open"),
    },
    already=GONE,
)


offer(router, "/ask", ASK)
offer(router, "/more-time", MORE_TIME)
