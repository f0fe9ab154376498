"""Withdrawing a case, or going on with it after somebody was said to withdraw."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated

from fastapi import APIRouter

from decision.circumstances.leaving import go_on_with_case, withdraw_case
from decision.domain.case import Case
from decision.domain.overlays import Whereabouts
from decision.domain.stages import BEFORE_REASONABLE_GROUNDS, UNDECIDED
from decision.domain.withdrawal import (
    AdviceMissing,
    ChildCannotWithdraw,
    HowWithdrawn,
    NotGone,
    OnlyForAChild,
    OralWithdrawalNotYetAllowed,
    Withdrawal,
    is_asked_for,
)
from decision.queries.case import CaseView
from decision.storage import UnitOfWork
from decision.web.acts import Act, FreeText, NotYetSo, Question, Refusal, Sender, offer
from decision.web.circumstance_words import WITHDRAWN_HOW
from plumbing.form_words import Words
from plumbing.forms import Form
from plumbing.govuk.parts import Option
from plumbing.identifiers import new_id

router = APIRouter(prefix="/cases/{case_id}")

HINTS: Mapping[HowWithdrawn, str] = {
    HowWithdrawn.ORAL: "Counts since 13 February 2026",
    HowWithdrawn.BEST_INTERESTS: "Only the local authority finds this, with advice from the policy unit",
    HowWithdrawn.LEFT_UK: "You may take this for withdrawal. You need not",
}


class WithdrawForm(Form):
    how: Annotated[HowWithdrawn, Words("Select how the person withdrew")]
    said_on: Annotated[date, Words("Enter the day they said so", name="The day")]
    advice: Annotated[FreeText, Words("Enter what was found and advised", name="Your notes")] = ""


class GoOnForm(Form):
    why: Annotated[
        FreeText,
        Words("Enter how you know that the case goes on", name="Your notes"),
    ]


async def _withdraw(uow: UnitOfWork, form: WithdrawForm, sender: Sender) -> None:
    if form.said_on > sender.today:
        raise NotYetSo
    said = Withdrawal(
        id=new_id(),
        case_id=sender.case_id,
        how=form.how,
        said_on=form.said_on,
        recorded_by=sender.by,
        recorded_at=sender.at,
    )
    await withdraw_case(uow, said, advice=form.advice, seen=sender.seen)


def _questions(view: CaseView, _: date) -> Sequence[Question]:
    options = [Option(each.value, WITHDRAWN_HOW[each], HINTS.get(each, "")) for each in _possible(view.case)]
    is_child = view.case.age_band == "child"
    words = "What did the local authority find, and what did the policy unit advise?" if is_child else "Notes"
    return [
        Question("radios", "how", "How was the case withdrawn?", options=options),
        Question("date", "said_on", "On which day?"),
        Question("words", "advice", words, "Kept sealed." if is_child else "Optional. Kept sealed."),
    ]


def _possible(case: Case) -> list[HowWithdrawn]:
    if case.age_band == "child":
        return [HowWithdrawn.BEST_INTERESTS]
    gone = case.whereabouts is Whereabouts.OUTSIDE_UK and case.stage in BEFORE_REASONABLE_GROUNDS
    return [HowWithdrawn.WRITTEN, HowWithdrawn.ORAL, *([HowWithdrawn.LEFT_UK] if gone else [])]


def _why_not(view: CaseView, _: date) -> str:
    if view.case.stage in UNDECIDED:
        return ""
    return "A case is withdrawn only while a decision is awaited. This one is decided or closed."


def _before(view: CaseView) -> Sequence[str]:
    over = "The case will be over and its clocks end. Home Office support ends. A later referral is allowed."
    if view.case.age_band == "child":
        return [
            "A child cannot withdraw. Only the local authority can find it to be in their best interests.",
            over,
        ]
    return [over]


WITHDRAW = Act(
    title="Withdraw the case",
    button="Withdraw the case",
    done="withdrawn",
    form=WithdrawForm,
    questions=_questions,
    record=_withdraw,
    refusals={
        NotYetSo: Refusal("said_on", "The day must be today or in the past"),
        ChildCannotWithdraw: Refusal("how", "A child cannot withdraw. Select what the local authority found"),
        OnlyForAChild: Refusal("how", "Select how the person themselves withdrew"),
        NotGone: Refusal("how", "Report first that the person is outside the United Kingdom"),
        OralWithdrawalNotYetAllowed: Refusal("said_on", "Before 13 February 2026 it had to be in writing"),
        AdviceMissing: Refusal("advice", "Enter what the local authority found and the advice"),
    },
    why_not=_why_not,
    before=_before,
)


async def _go_on(uow: UnitOfWork, form: GoOnForm, sender: Sender) -> None:
    given = sender.judgement(form.why)
    await go_on_with_case(uow, sender.case_id, given, note_id=new_id(), seen=sender.seen)


def _going_on(_: CaseView, __: date) -> Sequence[Question]:
    return [
        Question("words", "why", "How do you know that the case goes on?", "Whom you asked. Kept sealed.")
    ]


def _why_not_go_on(view: CaseView, _: date) -> str:
    return "" if is_asked_for(view.case) else "Nobody has asked to withdraw, so the case goes on anyway."


GO_ON = Act(
    title="Record that nobody withdraws",
    button="The case goes on",
    done="goes-on",
    form=GoOnForm,
    questions=_going_on,
    record=_go_on,
    why_not=_why_not_go_on,
)


offer(router, "/withdraw", WITHDRAW)
offer(router, "/not-withdrawn", GO_ON)
