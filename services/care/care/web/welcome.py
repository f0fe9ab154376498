"""Recording what somebody was given when they arrived: the welcome pack and sets of clothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Annotated

from annotated_types import Ge, Le
from fastapi import APIRouter, Request
from starlette.responses import Response

from care.commands import welcoming
from care.domain.household import DependantId
from care.domain.placement import Placement
from care.domain.welcome import Given, MaterialIssue, PackItem
from care.storage import UnitOfWork
from care.web import paths
from care.web.edge import AnyDesk, Desk
from care.web.life.acts import YES_NO, YesNo
from care.web.life.words import choices
from care.web.sending import send
from contracts.ids import PlacementId
from plumbing.form_words import Words
from plumbing.forms import FieldError, Filled, Form
from plumbing.govuk.dates import day
from plumbing.govuk.parts import Option, Row
from plumbing.identifiers import new_id
from plumbing.pages import form_page

router = APIRouter(prefix="/placements/{placement_id}")

ITEMS: Mapping[PackItem, str] = {
    PackItem.TOOTHBRUSH_AND_PASTE: "Toothbrush and toothpaste",
    PackItem.SOAP: "Soap",
    PackItem.SHAMPOO: "Shampoo",
    PackItem.UNDERWEAR: "Underwear",
    PackItem.PERIOD_PRODUCTS: "Period products, where they need them",
}


class WelcomeForm(Form):
    pack: Annotated[frozenset[PackItem], Words("Select what they were given")] = frozenset()
    clothing_sets: Annotated[
        int, Ge(0), Le(20), Words("Enter how many sets of clothing they have now", name="Sets of clothing")
    ]
    is_age_appropriate: Annotated[YesNo, Words("Select whether it fits the child’s age")] = "yes"

    def as_given(self) -> Given:
        fits = self.is_age_appropriate == "yes"
        return Given(pack=self.pack, clothing_sets=self.clothing_sets, is_age_appropriate=fits)


@dataclass(frozen=True, kw_only=True)
class WelcomeView:
    back: str
    is_child: bool
    sets: int
    given: Sequence[Row]
    filled: Filled[WelcomeForm]
    items: Sequence[Option] = tuple(choices(ITEMS))
    yes_no: Sequence[Option] = YES_NO

    @property
    def errors(self) -> Sequence[FieldError]:
        return self.filled.errors


@router.get("/welcome")
async def ask_welcome(request: Request, desk: AnyDesk, placement_id: PlacementId) -> Response:
    return await _page(request, desk, placement_id, Filled())


@router.post("/welcome")
async def record_welcome(request: Request, desk: AnyDesk, placement_id: PlacementId) -> Response:
    async def record(uow: UnitOfWork, form: WelcomeForm) -> str:
        await welcoming.issue(uow, placement_id, new_id(), form.as_given(), desk.by)
        return paths.placement(placement_id)

    again = partial(_page, request, desk, placement_id)
    return await send(request, desk, WelcomeForm, record, again, field="pack")


async def _page(
    request: Request, desk: Desk, placement_id: PlacementId, filled: Filled[WelcomeForm]
) -> Response:
    async with desk.work() as uow:
        placement = await uow.placements.get(placement_id)
        given = await uow.materials.of_person(placement.case_id, placement.person_id)
        is_child = await _is_child(uow, placement, desk)
    view = WelcomeView(
        back=paths.placement(placement_id),
        is_child=is_child,
        sets=desk.rules.number("clothing_sets"),
        given=[_row(each) for each in given],
        filled=filled,
    )
    return form_page(request, "welcome.html", view)


async def _is_child(uow: UnitOfWork, placement: Placement, desk: Desk) -> bool:
    if placement.dependant_id is None:
        return False
    return not (await uow.dependants.get(DependantId(placement.dependant_id))).is_adult_on(desk.today)


def _row(each: MaterialIssue) -> Row:
    given = [words for item, words in ITEMS.items() if item in each.pack]
    return Row(day(each.issued_at.date()), [*given, f"Sets of clothing they had then: {each.clothing_sets}"])
