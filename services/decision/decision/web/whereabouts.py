"""Reporting where the person is; suspending a case for want of them, and going on with it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated

from fastapi import APIRouter

from decision.circumstances.whereabouts import report_whereabouts, resume_case, suspend_case
from decision.domain.overlays import LEADS_TO, ChangeNotAllowed, Consent, Whereabouts
from decision.domain.stages import SUSPENDED
from decision.domain.suspension import (
    NotYetTold,
    ReasonDoesNotHold,
    StillTimeToAnswer,
    Suspend,
    SuspensionReason,
    WhyMissing,
)
from decision.domain.told import must_hear
from decision.domain.whereabouts import Report
from decision.queries.case import CaseView
from decision.storage import UnitOfWork
from decision.web.acts import Act, FreeText, NotYetSo, Question, Refusal, Sender, offer
from decision.web.circumstance_offers import MAY_BE_SUSPENDED, may_suspend
from decision.web.circumstance_words import SUSPENDED_FOR, WHEREABOUTS
from decision.web.telling_others import in_words
from plumbing.form_words import Words
from plumbing.forms import Form
from plumbing.govuk.parts import Option
from plumbing.identifiers import new_id

router = APIRouter(prefix="/cases/{case_id}")

HINTS: Mapping[Whereabouts, str] = {
    Whereabouts.MISSING: "Tell the police and safeguarding first. The recovery period runs on",
    Whereabouts.DETAINED: "A reasonable grounds decision is then made as soon as possible",
    Whereabouts.OUTSIDE_UK: "Before reasonable grounds it may be taken for withdrawal; later, decide anyway",
    Whereabouts.DECEASED: "The case closes, every clock ends, and nothing is sent by itself",
}


class WhereaboutsForm(Form):
    whereabouts: Annotated[Whereabouts, Words("Select where the person is")]
    since_on: Annotated[date, Words("Enter the day since when it is so", name="The day")]
    note: Annotated[FreeText, Words("Enter your notes", name="Your notes")] = ""


class SuspendForm(Form):
    reason: Annotated[SuspensionReason, Words("Select why the case is to be suspended")]
    police_told_on: Annotated[date | None, Words("Enter the day the police were told")] = None
    safeguarding_told_on: Annotated[date | None, Words("Enter the day safeguarding was told")] = None
    why: Annotated[FreeText, Words("Enter why there is too little to decide", name="Your reasons")]


class ResumeForm(Form):
    new_material: Annotated[FreeText, Words("Enter what is new", name="What is new")] = ""


async def _report(uow: UnitOfWork, form: WhereaboutsForm, sender: Sender) -> None:
    if form.since_on > sender.today:
        raise NotYetSo
    said = Report(whereabouts=form.whereabouts, since_on=form.since_on, by=sender.by, at=sender.at)
    await report_whereabouts(uow, sender.case_id, said, note_id=new_id(), note=form.note, seen=sender.seen)


def _where(view: CaseView, _: date) -> Sequence[Question]:
    possible = LEADS_TO[view.case.whereabouts]
    options = [
        Option(each.value, _label(each, view.case.whereabouts), HINTS.get(each, ""))
        for each in Whereabouts
        if each in possible
    ]
    return [
        Question("radios", "whereabouts", "Where is the person?", options=options),
        Question("date", "since_on", "Since when, as far as is known?"),
        Question("words", "note", "Notes", "Optional. Who said so, and what has been done. Kept sealed."),
    ]


def _label(where: Whereabouts, was: Whereabouts) -> str:
    if where is Whereabouts.KNOWN and was is Whereabouts.DETAINED:
        return "Released"
    return WHEREABOUTS[where]


REPORT = Act(
    title="Report where the person is",
    button="Record it",
    done="reported",
    form=WhereaboutsForm,
    questions=_where,
    record=_report,
    refusals={
        NotYetSo: Refusal("since_on", "The day must be today or in the past"),
        ChangeNotAllowed: Refusal("whereabouts", "Select where the person is now"),
    },
)


async def _suspend(uow: UnitOfWork, form: SuspendForm, sender: Sender) -> None:
    said = Suspend(
        id=new_id(),
        reason=form.reason,
        police_told_on=form.police_told_on,
        safeguarding_told_on=form.safeguarding_told_on,
        by=sender.by,
        at=sender.at,
    )
    await suspend_case(uow, sender.case_id, said, note=form.why, seen=sender.seen)


def _suspending(view: CaseView, _: date) -> Sequence[Question]:
    options = [Option(each.value, SUSPENDED_FOR[each]) for each in SuspensionReason if _holds(each, view)]
    told = "Needed when the person is missing."
    return [
        Question("radios", "reason", "Why is the case to be suspended?", options=options),
        Question(
            "date",
            "police_told_on",
            "When were the police told that a vulnerable person is missing?",
            f"{told} They place a marker.",
        ),
        Question("date", "safeguarding_told_on", "When was children’s or adults’ safeguarding told?", told),
        Question(
            "words",
            "why",
            "Why is there too little to decide, and can no more be had?",
            "If there is enough to decide, decide. Kept sealed.",
        ),
    ]


def _holds(reason: SuspensionReason, view: CaseView) -> bool:
    if reason is SuspensionReason.MISSING:
        return view.case.whereabouts is Whereabouts.MISSING
    return view.case.consent is Consent.AWAITING_AT_18


def _why_not_suspend(view: CaseView, today: date) -> str:
    if view.case.stage not in MAY_BE_SUSPENDED:
        return "A case is suspended only while a decision is awaited and not under review or delayed."
    if not may_suspend(view.case, today):
        return (
            "Nobody has reported the person missing, and nobody waits for a late answer at 18. "
            "Report where the person is first."
        )
    return ""


def _before_suspending(view: CaseView) -> Sequence[str]:
    others = "; ".join(in_words(told) for told in must_hear(view.case, "suspended"))
    return [
        "Suspending does not stop the recovery period, and time alone never closes a suspended case.",
        f"Afterwards tell: {others}.",
    ]


SUSPEND = Act(
    title="Suspend the case",
    button="Suspend the case",
    done="suspended",
    form=SuspendForm,
    questions=_suspending,
    record=_suspend,
    refusals={
        NotYetTold: Refusal("police_told_on", "Enter the days on which police and safeguarding were told"),
        ReasonDoesNotHold: Refusal("reason", "Select a reason that holds for this case"),
        StillTimeToAnswer: Refusal("reason", "The person still has time to answer. Wait until it is over"),
    },
    why_not=_why_not_suspend,
    before=_before_suspending,
)


async def _resume(uow: UnitOfWork, form: ResumeForm, sender: Sender) -> None:
    await resume_case(
        uow,
        sender.case_id,
        new_material=form.new_material,
        seen=sender.seen,
        by=sender.by,
        at=sender.at,
    )


def _resuming(view: CaseView, _: date) -> Sequence[Question]:
    is_missing = view.case.whereabouts is Whereabouts.MISSING
    hint = "Needed, as the person is still missing. Kept sealed." if is_missing else "Optional. Kept sealed."
    return [Question("words", "new_material", "What is new?", hint)]


def _why_not_resume(view: CaseView, _: date) -> str:
    return "" if view.case.stage in SUSPENDED else "This case is not suspended."


RESUME = Act(
    title="Go on with the case",
    button="Go on with the case",
    done="resumed",
    form=ResumeForm,
    questions=_resuming,
    record=_resume,
    refusals={
        WhyMissing: Refusal("new_material", "Enter what is new, or report first that the person was found")
    },
    why_not=_why_not_resume,
)


offer(router, "/whereabouts", REPORT)
offer(router, "/suspend", SUSPEND)
offer(router, "/resume", RESUME)
