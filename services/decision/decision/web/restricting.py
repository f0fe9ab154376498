"""For leaders: keeping a case to people they name, and opening it to everybody again."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from contracts.ids import UserId
from decision import restricting
from decision.domain.allocation import ConflictDeclared
from decision.domain.decisions import ReasonsMissing
from decision.domain.restriction import NamesNobodyElse, NotRestricted, Restriction, RestrictionReason
from decision.queries.case import CaseView
from decision.queries.restriction import Colleague, may_be_named
from decision.storage import UnitOfWork
from decision.storage.restrictions import StandingRestriction
from decision.web.acts import Act, FreeText, Question, Refusal, Sender, offer, send, show
from decision.web.allocation_words import RESTRICTED_FOR
from decision.web.visits import ByLeader, Visit, by_leader
from plumbing.clock import utcnow
from plumbing.form_words import Words
from plumbing.forms import Form
from plumbing.govuk.parts import Option

router = APIRouter(prefix="/cases/{case_id}/restriction")

SOMEBODY_ELSE = "Select at least one person beside you, so that the case does not wait while you are away"
BEFORE = (
    "Only you and the people you select will find this case and open it. To everybody else it is in no "
    "queue, no search and no list. Whoever holds it now and is not selected no longer holds it.",
    "Select everybody who has to work on it: a negative decision needs a second reviewer.",
    "Cases it is linked with stay as they are. Restrict each by itself.",
)
ROLES = {"caseworker": "Caseworker", "second_reviewer": "Second reviewer", "leader": "Leader"}
Reasons = Annotated[FreeText, Words("Enter why", name="Your reasons")]


class NotOnTheList(Exception):
    """Somebody who opens no cases here, or not any more."""


class RestrictForm(Form):
    reason: Annotated[RestrictionReason, Words("Select why the case is restricted")]
    people: Annotated[frozenset[UUID], Words(SOMEBODY_ELSE)]
    words: Reasons


class LiftForm(Form):
    words: Reasons


def _restricting(_: CaseView, __: date) -> Sequence[Question]:
    reasons = [Option(reason, words) for reason, words in RESTRICTED_FOR.items()]
    return [
        Question("radios", "reason", "Why is the case restricted?", options=reasons),
        Question("words", "words", "What is the reason?", "Kept sealed, and read by those who may open it."),
    ]


async def _restrict(uow: UnitOfWork, form: RestrictForm, sender: Sender) -> None:
    known = {each.id for each in await may_be_named(uow, sender.case_id, at=sender.at)}
    if form.people - known:
        raise NotOnTheList
    said = Restriction(
        case_id=sender.case_id,
        reason=form.reason,
        named=frozenset(UserId(each) for each in form.people),
        words=form.words,
        by=sender.by,
        at=sender.at,
    )
    await restricting.restrict_case(uow, said, seen=sender.seen)


async def _lift(uow: UnitOfWork, form: LiftForm, sender: Sender) -> None:
    given = sender.judgement(form.words)
    await restricting.lift_restriction(uow, sender.case_id, given, seen=sender.seen)


def _option(each: Colleague) -> Option:
    held = [words for role, words in ROLES.items() if role in each.roles]
    return Option(str(each.id), each.name, hint=", ".join(held))


RESTRICT = Act(
    title="Restrict who may open this case",
    button="Restrict it",
    done="restricted",
    form=RestrictForm,
    questions=_restricting,
    record=_restrict,
    refusals={
        NamesNobodyElse: Refusal("people", SOMEBODY_ELSE),
        NotOnTheList: Refusal("people", "Select only people from the list"),
        ConflictDeclared: Refusal("people", "Select only people who have declared no conflict of interest"),
        ReasonsMissing: Refusal("words", "Enter why"),
    },
    before=lambda _: BEFORE,
)
LIFT = Act(
    title="Lift the restriction",
    button="Open it to everybody",
    done="restriction-lifted",
    form=LiftForm,
    questions=lambda _, __: [Question("words", "words", "Why can everybody open it again?", "Kept sealed.")],
    record=_lift,
    why_not=lambda view, _: "" if view.is_restricted else "This case is not restricted.",
    before=lambda _: [
        "Everybody who works here will find and open the case, and can read why it was restricted."
    ],
    refusals={ReasonsMissing: Refusal("words", "Enter why")},
    already=(NotRestricted,),
)


async def _offering(visit: Visit) -> Act[RestrictForm]:
    """With the people who can be named, beside the leader."""
    async with visit.work() as uow:
        colleagues = await may_be_named(uow, visit.case_id, at=utcnow())
    people = [_option(each) for each in colleagues if each.id != visit.user.id]

    def questions(view: CaseView, today: date) -> Sequence[Question]:
        reason, words = _restricting(view, today)
        return [
            reason,
            Question("checkboxes", "people", "Who may open it, beside you?", options=people),
            words,
        ]

    return replace(RESTRICT, questions=questions)


def _known(standing: StandingRestriction | None) -> dict[str, str | Sequence[str]]:
    if standing is None:
        return {}
    return {"reason": standing.reason, "people": [str(each) for each in standing.open_to]}


@router.get("")
async def ask_whom_to_name(visit: ByLeader) -> Response:
    async with visit.work() as uow:
        await uow.cases.get(visit.case_id)
        standing = await uow.restrictions.of_case(visit.case_id)
    return await show(visit, await _offering(visit), known=_known(standing))


@router.post("")
async def restrict_case(visit: ByLeader) -> Response:
    return await send(visit, await _offering(visit))


offer(router, "/lift", LIFT, to=by_leader)
