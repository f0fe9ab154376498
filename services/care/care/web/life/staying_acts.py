"""Declining support, being away, leaving and coming back."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Annotated, Literal

from care.commands import leaving
from care.commands.lives import By
from care.domain.leaving import ExitBar, Leaving, may_re_enter
from care.domain.support import Away
from care.domain.support_states import Step
from care.queries.lives import Life
from care.storage import UnitOfWork
from care.web import words
from care.web.edge import Desk
from care.web.life.acts import (
    YES_NO,
    Act,
    AnyAct,
    Confirmation,
    Question,
    YesNo,
    confirming,
)
from care.web.life.words import BARS
from contracts.ids import SupportCaseId
from plumbing.form_words import Words
from plumbing.forms import Form
from plumbing.govuk.parts import Option


def can(step: Step) -> Callable[[Life, Desk], bool]:
    return lambda life, _desk: life.case.can(step) and life.case.away is None


async def _decline(uow: UnitOfWork, case_id: SupportCaseId, _form: Confirmation, by: By) -> None:
    await leaving.decline_support(uow, case_id, by)


DECLINE = Act(
    name="decline",
    title="The person does not want support",
    button="Record this",
    form=Confirmation,
    questions=confirming("The person said that they do not want support"),
    record=_decline,
    may=lambda life, desk: desk.is_prime and can(Step.DECLINE)(life, desk),
    before=lambda _life, _desk: ["Their referral goes on. They may be referred again later."],
)


async def _suspend(uow: UnitOfWork, case_id: SupportCaseId, _form: Confirmation, by: By) -> None:
    await leaving.suspend(uow, case_id, Away.DETAINED, by)


DETAINED = Act(
    name="detained",
    title="The person is in immigration detention",
    button="Record this",
    form=Confirmation,
    questions=confirming("The person is detained"),
    record=_suspend,
    may=can(Step.SUSPEND),
    before=lambda _life, _desk: [
        "Support stands still and is not closed. They come back to where they are now.",
        "Somebody who is missing is reported under Safety.",
    ],
)


async def _come_back(uow: UnitOfWork, case_id: SupportCaseId, _form: Confirmation, by: By) -> None:
    await leaving.come_back(uow, case_id, by)


RELEASED = Act(
    name="released",
    title="The person has been released",
    button="Go on with support",
    form=Confirmation,
    questions=confirming("The person is back in contact"),
    record=_come_back,
    may=lambda life, _desk: life.case.away is Away.DETAINED,
)


class ExitForm(Form):
    left_on: Annotated[date, Words("Enter the day they left support", name="The day")]
    destination: Annotated[str, Words("Select where they go")]
    is_safe: Annotated[YesNo, Words("Select whether leaving is safe and appropriate")]
    is_own_wish: Annotated[YesNo, Words("Select whether they leave earlier by their own wish")]


def _ask_exit(_life: Life, desk: Desk) -> Sequence[Question]:
    return [
        Question("date", "left_on", "When did the person leave support?"),
        Question(
            "radios", "destination", "Where do they go?", options=words.options(desk.rules.lists.destinations)
        ),
        Question("radios", "is_safe", "Is leaving safe and appropriate?", options=YES_NO),
        Question("radios", "is_own_wish", "Do they leave by their own wish, date or not?", options=YES_NO),
    ]


async def _exit(uow: UnitOfWork, case_id: SupportCaseId, form: ExitForm, by: By) -> None:
    wanted = Leaving(
        on=form.left_on,
        destination=form.destination,
        is_safe=form.is_safe == "yes",
        is_own_wish=form.is_own_wish == "yes",
    )
    await leaving.exit_support(uow, case_id, wanted, by)


def _before_exit(life: Life, _desk: Desk) -> Sequence[str]:
    open_ones = (BARS[bar] for bar, holds in _open_bars(life).items() if holds)
    return ["Nobody has to leave because of a date alone.", *(f"{each}." for each in open_ones)]


def _open_bars(life: Life) -> dict[ExitBar, bool]:
    bar = ExitBar
    return {
        bar.NEEDS_ASSESSMENT_OPEN: life.open_assessment is not None,
        bar.EXTENSION_UNANSWERED: life.open_request is not None,
        bar.PLAN_NOT_COMPLETE: life.plan is None or not life.plan.is_complete,
        bar.STILL_LIVES_THERE: life.lives_in_house,
    }


EXIT = Act(
    name="exit",
    title="The person leaves support",
    button="Record that they left",
    form=ExitForm,
    questions=_ask_exit,
    record=_exit,
    may=can(Step.EXIT),
    pointer="left_on",
    before=_before_exit,
)


async def _re_enter(uow: UnitOfWork, case_id: SupportCaseId, _form: Confirmation, by: By) -> None:
    await leaving.re_enter(uow, case_id, by)


RE_ENTER = Act(
    name="re-enter",
    title="The person comes back to support",
    button="Take them back",
    form=Confirmation,
    questions=confirming("The person wants support again"),
    record=_re_enter,
    may=lambda life, _desk: may_re_enter(life.case),
    before=lambda _life, _desk: ["The decision about them is, or was, looked at again."],
)


class DestitutionForm(Form):
    would_be_destitute: Annotated[
        Literal["yes"], Words("Select to confirm that the person would be destitute", name="Confirmation")
    ]
    is_detained: Annotated[YesNo, Words("Select whether the person is detained")]


async def _destitution(uow: UnitOfWork, case_id: SupportCaseId, form: DestitutionForm, by: By) -> None:
    await leaving.support_against_destitution(uow, case_id, is_detained=form.is_detained == "yes", by=by)


DESTITUTION = Act(
    name="destitution",
    title="Support only to prevent destitution",
    button="Support the person",
    form=DestitutionForm,
    questions=lambda _life, _desk: [
        Question(
            "checkboxes",
            "would_be_destitute",
            "Was this assessed?",
            "Leave it if not",
            [Option("yes", "Without support the person would be destitute")],
        ),
        Question("radios", "is_detained", "Is the person detained?", options=YES_NO),
    ],
    record=_destitution,
    may=lambda life, desk: (
        desk.is_prime
        and life.case.can(Step.DESTITUTION_SUPPORT)
        and life.case.exit_basis is not None
        and not life.case.is_confirmed_victim
    ),
    pointer="is_detained",
)


async def _close(uow: UnitOfWork, case_id: SupportCaseId, _form: Confirmation, by: By) -> None:
    await leaving.close(uow, case_id, by)


CLOSE = Act(
    name="close",
    title="Close the record of somebody who has left",
    button="Close it",
    form=Confirmation,
    questions=confirming("Nothing more is to be done for the person"),
    record=_close,
    may=can(Step.CLOSE),
    before=lambda _life, _desk: ["Reach-in ends with it. An accepted reconsideration opens it again."],
)


STAYING_ACTS: Sequence[AnyAct] = (
    RELEASED,
    RE_ENTER,
    DECLINE,
    EXIT,
    DETAINED,
    DESTITUTION,
    CLOSE,
)
