"""People kept apart: two who must never see or share a house. Only the prime sees both of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from care.commands import keeping_apart
from care.domain.kept_apart import Danger, SamePerson
from care.domain.people import PersonId
from care.queries.apart import Pair, case_of_reference, pairs_of
from care.queries.people import Person, person
from care.web import paths
from care.web.edge import Desk, PrimesDesk
from care.web.person_parts import parts_of
from contracts.ids import SupportCaseId
from plumbing.form_words import Words
from plumbing.forms import Filled, Form, MaxLen, fill
from plumbing.govuk.parts import Link, Option
from plumbing.identifiers import new_id
from plumbing.pages import form_page, see_other

router = APIRouter(prefix=f"{paths.PEOPLE}/{{support_case_id}}/apart")

DANGERS = {
    Danger.FROM_EACH_OTHER: "They are in danger from each other",
    Danger.SAME_EXPLOITERS: "The same people exploited both",
}


class ApartForm(Form):
    reference: Annotated[str, MaxLen(20), Words("Enter the other person’s reference", name="Reference")]
    danger: Annotated[Danger, Words("Select why they must not meet")]


@dataclass(frozen=True)
class ApartLine:
    reference: str
    why: str
    end: str


@dataclass(frozen=True)
class ApartView:
    person: Person
    parts: Sequence[Link]
    pairs: Sequence[ApartLine]
    filled: Filled[Any]
    dangers: Sequence[Option] = tuple(Option(code, text) for code, text in DANGERS.items())


@router.get("")
async def show_apart(request: Request, desk: PrimesDesk, support_case_id: SupportCaseId) -> Response:
    return await _apart_page(request, desk, support_case_id, Filled())


@router.post("")
async def keep_apart(request: Request, desk: PrimesDesk, support_case_id: SupportCaseId) -> Response:
    filled = await fill(ApartForm, request)
    if filled.form is None:
        return await _apart_page(request, desk, support_case_id, filled)
    async with desk.work() as uow:
        other = await case_of_reference(uow, filled.form.reference)
        if other is None:
            missing = filled.refused("reference", "No person in support has this reference", "not-found")
            return await _apart_page(request, desk, support_case_id, missing)
        own = (await uow.cases.get(support_case_id)).person_id
    return await _noted(request, desk, support_case_id, frozenset({own, other}), filled)


async def _noted(
    request: Request,
    desk: Desk,
    support_case_id: SupportCaseId,
    people: frozenset[PersonId],
    filled: Filled[ApartForm],
) -> Response:
    assert filled.form is not None
    try:
        async with desk.work() as uow:
            await keeping_apart.keep_apart(
                uow, new_id(), people, filled.form.danger, actor=desk.actor, at=desk.at
            )
    except SamePerson:
        same = filled.refused("reference", "Enter the reference of somebody else", "same-person")
        return await _apart_page(request, desk, support_case_id, same)
    return see_other(paths.person(support_case_id, "apart"))


@router.post("/{pair_id}/end")
async def let_meet(desk: PrimesDesk, support_case_id: SupportCaseId, pair_id: UUID) -> Response:
    async with desk.work() as uow:
        await keeping_apart.let_meet(uow, pair_id, actor=desk.actor, at=desk.at)
    return see_other(paths.person(support_case_id, "apart"))


async def _apart_page(
    request: Request, desk: Desk, support_case_id: SupportCaseId, filled: Filled[Any]
) -> Response:
    async with desk.work() as uow:
        found = await person(uow, support_case_id)
        pairs = await pairs_of(uow, support_case_id)
    view = ApartView(
        person=found,
        parts=parts_of(found, desk, "apart"),
        pairs=[_line(each, support_case_id) for each in pairs],
        filled=filled,
    )
    return form_page(request, "apart.html", view)


def _line(pair: Pair, support_case_id: UUID) -> ApartLine:
    end = paths.person(support_case_id, f"apart/{pair.id}/end")
    return ApartLine(pair.reference or "Nobody in support now", DANGERS[pair.danger], end)
