"""Choosing who supports a person: providers with what speaks for and against them, in an explained order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from care.commands import allocating as commands
from care.commands.allocating import Chosen
from care.domain.allocation import Choice, Reason
from care.domain.refusals import Code
from care.queries.allocating import Allocating, Earlier, allocating
from care.queries.people import Person, person
from care.queries.providers import names_of_providers
from care.storage import UnitOfWork
from care.web import network_words, paths, words
from care.web.edge import Desk, PrimesDesk
from care.web.life.clock_cards import cards
from care.web.person_parts import parts_of
from care.web.reaching import read_reaching
from care.web.sending import send
from clocks.days import london_day
from contracts.ids import ProviderId, SupportCaseId
from plumbing.form_words import Words
from plumbing.forms import FieldError, Filled, Form, MaxLen
from plumbing.govuk.parts import Clock, Column, Entry, Link, Option, Row
from plumbing.identifiers import new_id
from plumbing.pages import form_page

router = APIRouter()
HERE = f"{paths.PEOPLE}/{{support_case_id}}/provider"
PART = "provider"
LONGEST_LANGUAGE = 60
WHY_NOT_FIRST = "Enter why you do not take the first of the order"


class ChoiceForm(Form):
    provider_id: Annotated[str, Words("Select who is to support the person")]
    language: Annotated[str, MaxLen(LONGEST_LANGUAGE), Words("Enter the language", name="Language")] = ""
    why_not_first: Annotated[str, MaxLen(1000), Words(WHY_NOT_FIRST, name="The reason")] = ""

    def as_chosen(self) -> Chosen:
        return Chosen(
            id=new_id(),
            provider_id=ProviderId(self.provider_id),
            language=self.language,
            why_not_first=self.why_not_first,
        )


@dataclass(frozen=True)
class ProviderLine:
    place: int
    name: str
    speaks_for: Sequence[str]
    speaks_against: Sequence[str]
    room: str
    free_beds: int
    may_be_chosen: bool


@dataclass(frozen=True, kw_only=True)
class AllocatingView:
    person: Person
    parts: Sequence[Link]
    now: Sequence[Row]
    language: str
    lines: Sequence[ProviderLine]
    options: Sequence[Option]
    may_choose: bool
    why_not: str
    clocks: Sequence[Clock]
    today: date
    earlier: Sequence[Entry]
    filled: Filled[Any]
    columns: Sequence[Column] = (
        Column("Provider"),
        Column("Speaks for it"),
        Column("Speaks against it"),
        Column("Room on lists", numeric=True),
        Column("Free beds", numeric=True),
    )

    @property
    def errors(self) -> Sequence[FieldError]:
        return self.filled.errors


@router.get(HERE)
async def show_providers(
    request: Request,
    desk: PrimesDesk,
    support_case_id: SupportCaseId,
    language: Annotated[str | None, Query(max_length=LONGEST_LANGUAGE)] = None,
) -> Response:
    """At first for the language that the referral says an interpreter is needed in."""
    async with desk.work() as uow:
        found = await person(uow, support_case_id)
    if language is None:
        language = (await read_reaching(desk, found)).interpreter
    return await _page(request, desk, found, Filled.showing(language=language))


@router.post(HERE)
async def choose(request: Request, desk: PrimesDesk, support_case_id: SupportCaseId) -> Response:
    async with desk.work() as uow:
        found = await person(uow, support_case_id)

    async def record(uow: UnitOfWork, form: ChoiceForm) -> str:
        await commands.allocate_provider(uow, support_case_id, form.as_chosen(), desk.by)
        return paths.person(support_case_id, PART)

    return await send(
        request,
        desk,
        ChoiceForm,
        record,
        lambda filled: _page(request, desk, found, _in_our_words(filled)),
        field="provider_id",
        field_of={Code.REASON_REQUIRED: "why_not_first"},
    )


def _in_our_words(filled: Filled[Any]) -> Filled[Any]:
    """Other pages ask for other reasons by the same code."""
    errors = (
        replace(each, message=WHY_NOT_FIRST) if each.code == Code.REASON_REQUIRED else each
        for each in filled.errors
    )
    return replace(filled, errors=tuple(errors))


async def _page(request: Request, desk: Desk, found: Person, filled: Filled[Any]) -> Response:
    language = filled.value("language")
    async with desk.work() as uow:
        known = await allocating(uow, SupportCaseId(found.id), language=language, today=desk.today)
        names = await names_of_providers(uow)
    view = AllocatingView(
        person=found,
        parts=parts_of(found, desk, PART),
        now=_now(found),
        language=language,
        lines=[_line(place, each) for place, each in enumerate(known.ranked, start=1)],
        options=_options(known),
        may_choose=known.may_choose,
        why_not=_why_not(known),
        clocks=cards(known.clocks, desk.rules, desk.today),
        today=desk.today,
        earlier=[_entry(each, names) for each in known.earlier],
        filled=filled,
    )
    return form_page(request, "provider_choice.html", view)


def _now(found: Person) -> list[Row]:
    return [
        Row("Supported by", found.provider_name or "Nobody yet"),
        Row("Lives in", words.region(found.region)),
        Row("Areas to avoid", list(found.avoid_areas) or "None recorded"),
    ]


def _line(place: int, choice: Choice) -> ProviderLine:
    room = choice.provider.room
    return ProviderLine(
        place=place,
        name=choice.provider.name,
        speaks_for=network_words.speaking_for(choice.reasons),
        speaks_against=network_words.speaking_against(choice.reasons),
        room="Not recorded" if room is None else str(room),
        free_beds=choice.free_beds,
        may_be_chosen=choice.may_be_chosen,
    )


def _options(known: Allocating) -> list[Option]:
    """Whoever supports them now is no choice, and nobody may be sent where they are at risk."""
    return [
        Option(each.provider.id, each.provider.name)
        for each in known.ranked
        if each.may_be_chosen and each.provider.id != known.case.provider_id
    ]


def _why_not(known: Allocating) -> str:
    if known.lives_in_house:
        return "The person lives in a house, and its provider supports them. Move them first."
    if known.case.offered_to is not None:
        return "A bed has been offered to the person. Wait for the answer, or cancel it first."
    return "A provider can be chosen once support has begun and the person agrees to it."


def _entry(each: Earlier, names: Mapping[ProviderId, str]) -> Entry:
    made = each.allocation
    before = f", after {names[made.earlier_provider_id]}" if made.earlier_provider_id else ""
    reasons = ". ".join(network_words.REASONS[Reason(reason)] for reason in made.reasons)
    why = f"Number {made.place_in_order} of the order: {each.why_not_first}\n" if each.why_not_first else ""
    return Entry(f"{names[made.provider_id]}{before}", london_day(made.allocated_at), text=f"{why}{reasons}.")
