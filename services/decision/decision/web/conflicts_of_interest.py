"""Saying that one must not deal with a case, and withdrawing what was said by mistake."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from contracts.ids import UserId
from decision import allocating
from decision.domain.allocation import Conflict, ConflictReason, NoConflictDeclared
from decision.queries.case import CaseView, names_of
from decision.storage import UnitOfWork
from decision.web import paths
from decision.web.acts import Act, FreeText, Question, Sender, offer_one_of
from decision.web.after_cards import Card
from decision.web.allocation_words import REASONS
from decision.web.case_frame import CaseFrame, frame, read_case
from decision.web.conflicts import CONFLICTS, case_has_changed
from decision.web.forms import SeenForm
from decision.web.visits import ByStaff, Visit, by_staff
from plumbing.access import User
from plumbing.clock import utcnow
from plumbing.form_words import Words
from plumbing.forms import Filled, Form, fill
from plumbing.govuk.dates import moment
from plumbing.govuk.parts import Link, Option, Row
from plumbing.pages import page, see_other
from plumbing.problems import Problem

router = APIRouter(prefix="/cases/{case_id}/conflict-of-interest")

PART = "conflict-of-interest"
DONE = {"conflict_withdrawn": "The conflict of interest is withdrawn."}
NOT_YOURS = "Only a leader, or who declared it, can withdraw a conflict of interest."


class ConflictForm(SeenForm):
    reason: Annotated[ConflictReason, Words("Select why you must not deal with this case")]


class WithdrawForm(Form):
    words: Annotated[FreeText, Words("Enter why it is withdrawn", name="Your reasons")]


@dataclass(frozen=True)
class ConflictPage:
    filled: Filled[ConflictForm]
    frame: CaseFrame
    back: str
    version: int
    reasons: Sequence[Option]
    declared: Sequence[Card]
    has_declared: bool
    done: str


def withdrawal_of(person: UserId, *, is_leader: bool) -> Act[WithdrawForm]:
    async def record(uow: UnitOfWork, form: WithdrawForm, sender: Sender) -> None:
        given = sender.judgement(form.words)
        await allocating.withdraw_conflict(
            uow, sender.case_id, person, given, seen=sender.seen, is_leader=is_leader
        )

    return Act(
        title="Withdraw a conflict of interest",
        button="Withdraw it",
        done="conflict_withdrawn",
        part=PART,
        form=WithdrawForm,
        questions=_why,
        record=record,
        already=(NoConflictDeclared,),
        before=lambda _: ["They may take this case again, decide on it and review it."],
    )


def _why(_: CaseView, __: date) -> Sequence[Question]:
    hint = "For example: it was declared on the wrong case. Kept sealed."
    return [Question("words", "words", "Why was it a mistake?", hint)]


@router.get("")
async def show_conflict(visit: ByStaff, done: str = "") -> Response:
    return await _page(visit, Filled[ConflictForm](), done=DONE.get(done, ""))


@router.post("")
async def declare_conflict(visit: ByStaff) -> Response:
    filled = await fill(ConflictForm, visit.request)
    if filled.form is None:
        return await _page(visit, filled)
    seen, by = filled.form.version, visit.user.id
    conflict = Conflict(case_id=visit.case_id, person=by, reason=filled.form.reason, declared_at=utcnow())
    try:
        async with visit.work() as uow:
            await allocating.declare_conflict(uow, conflict, seen=seen)
    except CONFLICTS:
        return await case_has_changed(visit, seen=seen)
    return see_other(f"{paths.MY_WORK}?declared=yes")


async def _withdrawing(visit: ByStaff, person: UUID) -> Act[WithdrawForm]:
    if not may_withdraw(visit.user, person):
        raise Problem(HTTPStatus.FORBIDDEN, NOT_YOURS)
    return withdrawal_of(UserId(person), is_leader=visit.user.has_any("leader"))


offer_one_of(router, "/{person}/withdraw", _withdrawing, to=by_staff)


def may_withdraw(user: User, person: UUID) -> bool:
    return user.has_any("leader") or user.id == person


async def _page(visit: Visit, filled: Filled[ConflictForm], *, done: str = "") -> Response:
    async with visit.work() as uow:
        view = await read_case(uow, visit.case_id, visit.user, page="conflict", at=utcnow())
        declared = await uow.allocation.conflicts(visit.case_id)
        names = await names_of(uow, {each.person for each in declared})
    shown = ConflictPage(
        filled=filled,
        frame=frame(view, "", visit.user, visit.today),
        back=paths.case(visit.case_id),
        version=view.case.version,
        reasons=[Option(reason, words) for reason, words in REASONS.items()],
        declared=[_card(each, names) for each in declared if may_withdraw(visit.user, each.person)],
        has_declared=any(each.person == visit.user.id for each in declared),
        done=done,
    )
    status = HTTPStatus.UNPROCESSABLE_ENTITY if filled.errors else HTTPStatus.OK
    return page(visit.request, "allocation/conflict.html", shown, status=status)


def _card(declared: Conflict, names: Mapping[UserId | None, str]) -> Card:
    name = names.get(declared.person, "A colleague")
    rows = [Row("Reason", REASONS[declared.reason]), Row("Declared", moment(declared.declared_at))]
    where = paths.case(declared.case_id, f"{PART}/{declared.person}/withdraw")
    return Card(f"Declared by {name}", rows, [Link("Withdraw", where, hidden=f"the conflict of {name}")])
