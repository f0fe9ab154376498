"""Recording that the person was reached, and what the initial assessment found."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Request
from starlette.responses import Response

from care.commands import contact
from care.domain.people import Gender, Preference
from care.domain.rulebook import CareRules
from care.domain.support import Assessment
from care.queries.people import Person, person
from care.web import paths, words
from care.web.edge import PrimesDesk
from care.web.reaching import Reaching, read_reaching
from contracts.ids import SupportCaseId
from plumbing.form_words import Words
from plumbing.forms import FieldError, Filled, Form, MaxLen, fill
from plumbing.govuk.parts import Option
from plumbing.pages import page, see_other

router = APIRouter(prefix=f"{paths.PEOPLE}/{{support_case_id}}")

YES_NO = (Option("yes", "Yes"), Option("no", "No"))
NOT_ASKED = Option("not_known", "Not known", divider="or")


class ContactForm(Form):
    was_reached: Annotated[
        Literal["yes"], Words("Select to confirm that you have spoken with the person", name="Contact")
    ]


class AssessmentForm(Form):
    is_emergency: Annotated[
        Literal["yes", "no"], Words("Select whether the person needs emergency accommodation now")
    ]
    preference: Annotated[Preference, Words("Select with whom the person wants to share a house")]
    gender: Annotated[
        Literal["woman", "man", "other", "not_known"], Words("Select how the person describes their gender")
    ]
    required_features: Annotated[frozenset[str], Words("Select what a house must offer")] = frozenset()
    avoid_areas: Annotated[str, MaxLen(500), Words("Enter the areas to avoid", name="Areas to avoid")] = ""

    def as_assessment(self, rules: CareRules) -> Assessment:
        known = [entry.code for entry in rules.lists.features]
        return Assessment(
            is_emergency=self.is_emergency == "yes",
            preference=self.preference,
            gender=None if self.gender == "not_known" else Gender(self.gender),
            required_features=tuple(code for code in known if code in self.required_features),
            avoid_areas=tuple(code.strip().upper() for code in self.avoid_areas.split(",") if code.strip()),
        )


@dataclass(frozen=True)
class ContactView:
    person: Person
    back: str
    reaching: Reaching
    filled: Filled[ContactForm]
    options: Sequence[Option] = (Option("yes", "I have spoken with the person"),)

    @property
    def errors(self) -> Sequence[FieldError]:
        return self.filled.errors


@dataclass(frozen=True)
class AssessmentView:
    person: Person
    back: str
    filled: Filled[AssessmentForm]
    features: Sequence[Option]
    yes_no: Sequence[Option] = YES_NO
    preferences: Sequence[Option] = tuple(Option(code, text) for code, text in words.PREFERENCES.items())
    genders: Sequence[Option] = (
        *(Option(code, text) for code, text in words.GENDERS.items()),
        NOT_ASKED,
    )


@router.get("/contact")
async def ask_contact(request: Request, desk: PrimesDesk, support_case_id: SupportCaseId) -> Response:
    return await _contact_page(request, desk, support_case_id, Filled())


@router.post("/contact")
async def record_contact(request: Request, desk: PrimesDesk, support_case_id: SupportCaseId) -> Response:
    filled = await fill(ContactForm, request)
    if filled.form is None:
        return await _contact_page(request, desk, support_case_id, filled)
    async with desk.work() as uow:
        await contact.record_contact(uow, support_case_id, actor=desk.actor, at=desk.at)
    return see_other(paths.person(support_case_id, "assessment"))


async def _contact_page(
    request: Request, desk: PrimesDesk, support_case_id: SupportCaseId, filled: Filled[ContactForm]
) -> Response:
    async with desk.work() as uow:
        found = await person(uow, support_case_id)
    reaching = await read_reaching(desk, found)
    view = ContactView(found, paths.person(support_case_id), reaching, filled)
    return page(request, "contact.html", view, status=422 if filled.errors else 200)


@router.post("/agreement")
async def record_agreement(desk: PrimesDesk, support_case_id: SupportCaseId) -> Response:
    async with desk.work() as uow:
        await contact.record_agreement(uow, support_case_id, actor=desk.actor, at=desk.at)
    return see_other(paths.person(support_case_id))


@router.get("/assessment")
async def ask_assessment(request: Request, desk: PrimesDesk, support_case_id: SupportCaseId) -> Response:
    return await _assessment_page(request, desk, support_case_id, Filled())


@router.post("/assessment")
async def record_assessment(request: Request, desk: PrimesDesk, support_case_id: SupportCaseId) -> Response:
    filled = await fill(AssessmentForm, request)
    if filled.form is None:
        return await _assessment_page(request, desk, support_case_id, filled)
    found = filled.form.as_assessment(desk.rules)
    async with desk.work() as uow:
        await contact.record_assessment(uow, support_case_id, found, actor=desk.actor, at=desk.at)
    return see_other(paths.person(support_case_id))


async def _assessment_page(
    request: Request, desk: PrimesDesk, support_case_id: SupportCaseId, filled: Filled[AssessmentForm]
) -> Response:
    async with desk.work() as uow:
        found = await person(uow, support_case_id)
    features = words.options(desk.rules.lists.features)
    view = AssessmentView(found, paths.person(support_case_id), filled, features)
    return page(request, "assessment.html", view, status=422 if filled.errors else 200)
