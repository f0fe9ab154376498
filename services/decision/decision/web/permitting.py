"""Considering permission to stay after a positive conclusive grounds decision, and deciding on it."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter

from decision.afterwards import permitting as commands
from decision.domain.overlays import ChangeNotAllowed, Disqualification, Immigration
from decision.domain.permission import (
    NEEDS,
    Need,
    NoDutyToGrant,
    NoPositiveConclusion,
    PermissionRuling,
    Purpose,
    UntilMissing,
    check_may_be_considered,
)
from decision.queries.case import CaseView
from decision.storage import UnitOfWork
from decision.web.acts import Act, FreeText, Question, Refusal, Sender, offer
from decision.web.after_refusals import PERMISSION_GONE as GONE
from decision.web.permission_words import NEEDS as NEED_WORDS
from decision.web.permission_words import PURPOSES
from decision.web.reconsidering import PART
from plumbing.form_words import Words
from plumbing.forms import Form
from plumbing.govuk.parts import Option
from plumbing.identifiers import new_id

router = APIRouter(prefix="/cases/{case_id}/permission")

DUTY = (
    "For somebody who is neither a British citizen nor has leave. It is granted if it is needed to recover "
    "from the exploitation, to seek compensation, or to help an investigation or a prosecution."
)
NO_LENGTH = "How long a grant lasts has not been confirmed, so you say until when."


class WhyForm(Form):
    words: Annotated[FreeText, Words("Enter your reasons", name="Your reasons")]


class RulingForm(Form):
    recovery: Annotated[Need, Words("Select whether it is needed to recover")]
    compensation: Annotated[Need, Words("Select whether it is needed to seek compensation")]
    cooperation: Annotated[
        Literal[Need.NEEDED, Need.NOT_NEEDED], Words("Select whether it is needed to help an investigation")
    ]
    until: Annotated[date | None, Words("Enter the last day of the grant", name="The last day")] = None
    words: Annotated[FreeText, Words("Enter the reasons for your decision", name="Your reasons")]


def ruling_of(form: RulingForm, sender: Sender) -> PermissionRuling:
    needs = {
        Purpose.RECOVERY: form.recovery,
        Purpose.COMPENSATION: form.compensation,
        Purpose.COOPERATION: form.cooperation,
    }
    return PermissionRuling(needs=needs, until=form.until, words=form.words, by=sender.by, at=sender.at)


async def _consider(uow: UnitOfWork, form: WhyForm, sender: Sender) -> None:
    await commands.consider(
        uow, sender.case_id, sender.judgement(form.words), permission_id=new_id(), seen=sender.seen
    )


async def _stop(uow: UnitOfWork, form: WhyForm, sender: Sender) -> None:
    await commands.stop(uow, sender.case_id, sender.judgement(form.words), seen=sender.seen)


async def _pause(uow: UnitOfWork, form: WhyForm, sender: Sender) -> None:
    await commands.pause(uow, sender.case_id, sender.judgement(form.words), seen=sender.seen)


async def _go_on(uow: UnitOfWork, form: WhyForm, sender: Sender) -> None:
    await commands.go_on(uow, sender.case_id, sender.judgement(form.words), seen=sender.seen)


async def _decide(uow: UnitOfWork, form: RulingForm, sender: Sender) -> None:
    await commands.decide(uow, sender.case_id, ruling_of(form, sender), seen=sender.seen)


def why_not_consider(view: CaseView, _: date) -> str:
    try:
        check_may_be_considered(view.case)
    except NoPositiveConclusion:
        return "Permission to stay follows a positive conclusive grounds decision."
    except NoDutyToGrant:
        return "The person is disqualified or has died, so there is no duty to grant permission to stay."
    except ChangeNotAllowed:
        return "Permission to stay is being considered already."
    return ""


def _why_not_considered(view: CaseView, _: date) -> str:
    is_considered = view.case.immigration is Immigration.CONSIDERING
    return "" if is_considered else "Permission to stay is not being considered."


def asking_why(label: str, hint: str = "") -> list[Question]:
    return [Question("words", "words", label, f"{hint} Kept sealed.".strip())]


def asking_needs(_: CaseView, __: date) -> Sequence[Question]:
    return [
        *[_need(purpose, answers) for purpose, answers in NEEDS.items()],
        Question("date", "until", "If it is granted: until when?", NO_LENGTH),
        Question("words", "words", "Why do you decide so?", "The person is told why. Kept sealed."),
    ]


def _need(purpose: Purpose, answers: Sequence[Need]) -> Question:
    options = [Option(each.value, NEED_WORDS[each]) for each in answers]
    return Question("radios", purpose.value, f"{PURPOSES[purpose]}: is it needed?", options=options)


CONSIDER = Act(
    title="Consider permission to stay",
    button="Record that it is considered",
    done="permission_considered",
    part=PART,
    form=WhyForm,
    questions=lambda _, __: asking_why(
        "Why must it be considered?", "For example: the person has no leave, or it ends soon."
    ),
    record=_consider,
    why_not=why_not_consider,
    before=lambda _: [DUTY],
    already=(*GONE, ChangeNotAllowed),
)
STOP = Act(
    title="Stop considering permission to stay",
    button="Stop considering it",
    done="permission_stopped",
    part=PART,
    form=WhyForm,
    questions=lambda _, __: asking_why(
        "Why is it not considered any more?", "For example: the person is a British citizen or has leave."
    ),
    record=_stop,
    why_not=_why_not_considered,
    already=GONE,
)
PAUSE = Act(
    title="Pause the consideration of permission to stay",
    button="Pause it",
    done="permission_paused",
    part=PART,
    form=WhyForm,
    questions=lambda _, __: asking_why(
        "Why is it paused?", "For example: decisions for people under deportation orders are paused."
    ),
    record=_pause,
    why_not=_why_not_considered,
    already=GONE,
)
GO_ON = Act(
    title="Go on considering permission to stay",
    button="Go on",
    done="permission_resumed",
    part=PART,
    form=WhyForm,
    questions=lambda _, __: asking_why("Why does it go on?"),
    record=_go_on,
    why_not=_why_not_considered,
    already=GONE,
)
DECIDE = Act(
    title="Decide on permission to stay",
    button="Record your decision",
    done="permission_decided",
    part=PART,
    form=RulingForm,
    questions=asking_needs,
    record=_decide,
    refusals={UntilMissing: Refusal("until", "Enter a day that is still to come, as it is needed")},
    why_not=_why_not_considered,
    before=lambda view: [DUTY, *_disqualified(view)],
    already=GONE,
)


def _disqualified(view: CaseView) -> list[str]:
    is_imposed = view.case.disqualification is Disqualification.IMPOSED
    return ["The person is disqualified, so nothing can be granted."] if is_imposed else []


offer(router, "/consider", CONSIDER)
offer(router, "/stop", STOP)
offer(router, "/pause", PAUSE)
offer(router, "/go-on", GO_ON)
offer(router, "/decide", DECIDE)
