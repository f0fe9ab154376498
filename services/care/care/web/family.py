"""A person's family: who belongs to them, what each needs and risks; and whom they must never meet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from care.commands import family
from care.commands.family import NeedsAndRisks, NewDependant
from care.domain.household import Dependant, DependantId, Relation
from care.domain.people import Gender
from care.domain.visibility import Data
from care.queries.elsewhere import children_elsewhere
from care.queries.people import Person, person
from care.storage import UnitOfWork
from care.web import paths, words
from care.web.edge import AnyDesk, Desk
from care.web.life.acts import YES_NO
from care.web.life.initial_act import NOT_ASKED
from care.web.person_parts import parts_of
from care.web.seeing import must_see
from care.web.sending import send
from contracts.ids import SupportCaseId
from plumbing.form_words import Words
from plumbing.forms import NOT_AFTER_TODAY, Filled, Form, MaxLen
from plumbing.govuk.dates import day
from plumbing.govuk.parts import Link, Option, Row
from plumbing.identifiers import new_id
from plumbing.pages import form_page, page

router = APIRouter(prefix=f"{paths.PEOPLE}/{{support_case_id}}/family")

RELATIONS = {
    Relation.CHILD: "Child",
    Relation.PARTNER: "Partner",
    Relation.PARENT: "Parent",
    Relation.OTHER: "Somebody else",
}


class DependantForm(Form):
    known_as: Annotated[str, MaxLen(60), Words("Enter what they are called", name="Name")]
    born_on: Annotated[date, NOT_AFTER_TODAY, Words("Enter when they were born", name="Date of birth")]
    relation: Annotated[Relation, Words("Select who they are to the person")]
    gender: Annotated[
        Literal["woman", "man", "other", "not_known"], Words("Select how they describe their gender")
    ]
    lives_with_person: Annotated[Literal["yes", "no"], Words("Select whether they live with the person")]
    school: Annotated[str, MaxLen(120), Words("Enter the school", name="School")] = ""
    own_reference: Annotated[str, MaxLen(20), Words("Enter their reference", name="Reference")] = ""

    def as_dependant(self, support_case_id: SupportCaseId) -> NewDependant:
        return NewDependant(
            dependant_id=DependantId(new_id()),
            support_case_id=support_case_id,
            known_as=self.known_as,
            born_on=self.born_on,
            relation=self.relation,
            gender=None if self.gender == "not_known" else Gender(self.gender),
            own_reference=self.own_reference or None,
            school=self.school or None,
            lives_with_person=self.lives_with_person == "yes",
        )


class RisksForm(Form):
    needs: Annotated[str, MaxLen(2000), Words("Enter what they need", name="Needs")]
    risks: Annotated[str, MaxLen(2000), Words("Enter what they risk", name="Risks")]


@dataclass(frozen=True)
class Card:
    title: str
    rows: Sequence[Row]
    links: Sequence[Link]


@dataclass(frozen=True)
class FamilyView:
    person: Person
    parts: Sequence[Link]
    cards: Sequence[Card]
    add: str
    place: str


@dataclass(frozen=True)
class FormView:
    person: Person
    title: str
    button: str
    back: str
    filled: Filled[Any]
    relations: Sequence[Option] = tuple(Option(code, text) for code, text in RELATIONS.items())
    genders: Sequence[Option] = (*(Option(code, text) for code, text in words.GENDERS.items()), NOT_ASKED)
    yes_no: Sequence[Option] = YES_NO


@router.get("")
async def show_family(request: Request, desk: AnyDesk, support_case_id: SupportCaseId) -> Response:
    async with desk.work() as uow:
        found = await person(uow, support_case_id)
        said = await _said(uow, desk, support_case_id)
        dependants = await uow.dependants.of_case(support_case_id)
        guardians = await _guardians(uow, desk, dependants)
    view = FamilyView(
        person=found,
        parts=parts_of(found, desk, "family"),
        cards=[_card(each, said, guardians) for each in dependants],
        add=_path(support_case_id, "add"),
        place=_path(support_case_id, "place") if dependants else "",
    )
    return page(request, "family.html", view)


Said = Mapping[tuple[UUID, str], str]


async def _said(uow: UnitOfWork, desk: Desk, support_case_id: SupportCaseId) -> Said:
    """What is written about each of them, for whoever may see a child's record."""
    case = await uow.cases.get(support_case_id)
    must_see(desk, case, Data.CHILD)
    return await uow.texts.of_case(case.id, case.referral_id)


def _called(one: Dependant, said: Said) -> str:
    return said.get((one.id, "known_as"), "A dependant")


async def _guardians(uow: UnitOfWork, desk: Desk, dependants: Sequence[Dependant]) -> Mapping[str, UUID]:
    """Where the prime records that a guardian was told of a child with a referral of their own (§13)."""
    own = [each.own_reference for each in dependants if each.own_reference]
    return await children_elsewhere(uow, own) if desk.is_prime and own else {}


def _card(one: Dependant, said: Said, guardians: Mapping[str, UUID]) -> Card:
    rows = [
        Row("Born", day(one.born_on)),
        Row("Lives with the person", "Yes" if one.lives_with_person else "No"),
        Row("Needs", said.get((one.id, "needs")) or "Not asked yet"),
        Row("Risks", said.get((one.id, "risks")) or "Not assessed yet"),
    ]
    school = said.get((one.id, "school"))
    rows += [Row("School", school)] if school else []
    rows += [Row("Own referral", one.own_reference)] if one.own_reference else []
    href = _path(one.support_case_id, f"{one.id}/risks")
    called = _called(one, said)
    title = f"{called}, {RELATIONS[one.relation].lower()}"
    links = [Link("Record needs and risks", href, hidden=f" of {called}")]
    if referral_id := guardians.get(one.own_reference or ""):
        guardian = Link("Guardian and council", f"{paths.ELSEWHERE}/{referral_id}", hidden=f" of {called}")
        links.append(guardian)
    return Card(title, rows, links)


@router.get("/add")
async def ask_dependant(request: Request, desk: AnyDesk, support_case_id: SupportCaseId) -> Response:
    return await _add_page(request, desk, support_case_id, Filled())


@router.post("/add")
async def add(request: Request, desk: AnyDesk, support_case_id: SupportCaseId) -> Response:
    async def record(uow: UnitOfWork, form: DependantForm) -> str:
        new = form.as_dependant(support_case_id)
        await family.add_dependant(uow, new, actor=desk.actor, at=desk.at)
        return _path(support_case_id)

    again = partial(_add_page, request, desk, support_case_id)
    return await send(request, desk, DependantForm, record, again)


async def _add_page(
    request: Request, desk: Desk, support_case_id: SupportCaseId, filled: Filled[Any]
) -> Response:
    async with desk.work() as uow:
        found = await person(uow, support_case_id)
        await _said(uow, desk, support_case_id)
    view = FormView(found, "Who belongs to this person?", "Add them", _path(support_case_id), filled)
    return form_page(request, "dependant.html", view)


@router.get("/{dependant_id}/risks")
async def ask_risks(
    request: Request, desk: AnyDesk, support_case_id: SupportCaseId, dependant_id: DependantId
) -> Response:
    async with desk.work() as uow:
        said = await _said(uow, desk, support_case_id)
    known = {name: said.get((dependant_id, name), "") for name in ("needs", "risks")}
    filled: Filled[RisksForm] = Filled.showing(**known)
    return await _risks_page(request, desk, support_case_id, dependant_id, filled)


@router.post("/{dependant_id}/risks")
async def assess(
    request: Request, desk: AnyDesk, support_case_id: SupportCaseId, dependant_id: DependantId
) -> Response:
    async def record(uow: UnitOfWork, form: RisksForm) -> str:
        found = NeedsAndRisks(form.needs, form.risks)
        await family.assess_dependant(uow, dependant_id, found, actor=desk.actor, at=desk.at)
        return _path(support_case_id)

    again = partial(_risks_page, request, desk, support_case_id, dependant_id)
    return await send(request, desk, RisksForm, record, again)


async def _risks_page(
    request: Request,
    desk: Desk,
    support_case_id: SupportCaseId,
    dependant_id: DependantId,
    filled: Filled[Any],
) -> Response:
    async with desk.work() as uow:
        found = await person(uow, support_case_id)
        known = await uow.dependants.get(dependant_id)
        said = await _said(uow, desk, support_case_id)
    title = f"What {_called(known, said)} needs and risks"
    view = FormView(found, title, "Save", _path(support_case_id), filled)
    return form_page(request, "dependant_risks.html", view)


def _path(support_case_id: UUID, part: str = "") -> str:
    return paths.person(support_case_id, f"family/{part}".rstrip("/"))
