"""Where organisations are written to, and who is told of what: kept and seen by leaders."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Literal

from fastapi import APIRouter, Request
from pydantic import StringConstraints
from starlette.responses import Response

from clocks import Confidence
from contracts.ids import UserId
from decision.domain.notices import Only, notices
from decision.domain.told import Told, When, Who, who_is_told
from decision.storage import UnitOfWork
from decision.storage.organisation_addresses import EVERYBODY_ELSE, OrganisationAddress
from decision.web import paths
from decision.web.edge import CaseWork, Leader
from decision.web.letter_words import RECIPIENTS
from decision.web.team import parts_of_team
from decision.web.telling_others import TITLES, WHO, in_words
from decision.web.words import region_in_words
from plumbing.clock import utcnow
from plumbing.form_words import Words
from plumbing.forms import Filled, Form, MaxLen, fill
from plumbing.govuk.parts import Column, Link, Option
from plumbing.pages import page, see_other

router = APIRouter(prefix=paths.ADDRESSES)

Mailed = Literal["first_responder", "support_provider", "local_authority", "police"]
WHOSE = Words("Select who gets this mail")
NOT_AN_ADDRESS = "Enter an email address, like referrals@example.org"
PARTIES = [
    Option("first_responder", WHO[Who.FIRST_RESPONDER], "Its code, as on the case: unseen, for example"),
    Option(
        "support_provider", WHO[Who.SUPPORT_PROVIDER], "A nation: england, wales, scotland, northern-ireland"
    ),
    Option("local_authority", WHO[Who.LOCAL_AUTHORITY], "A region: south-west, for example"),
    Option("police", WHO[Who.POLICE], "A region: south-west, for example"),
]
IF_SO = {When.SUPPORT: "if support is wanted", When.CHILD: "for a child"}
IF_TOLD = {
    Only.ADULT: "if an adult",
    Only.CHILD: "for a child",
    Only.SUPPORTED: "if support is wanted",
    Only.ADULT_IF_ENGAGED: "if adult services are engaged",
    Only.CHILD_WITH_GUARDIAN: "where the child has one",
    Only.IF_REPRESENTED: "if somebody receives the person’s letters for them",
    Only.IF_A_CASE_EXISTS: "if there is an immigration case",
}
FORM_OF_AN_ADDRESS = r"[^@\s]+@[^@\s]+\.[^@\s]+"


class OwnerForm(Form):
    who: Annotated[Mailed, WHOSE]
    belongs_to: Annotated[str, MaxLen(100), Words("Enter a code", name="The code")] = ""


class AddressForm(OwnerForm):
    address: Annotated[
        str,
        MaxLen(200),
        StringConstraints(pattern=f"^{FORM_OF_AN_ADDRESS}$"),
        Words(NOT_AN_ADDRESS, name="The address"),
    ]


@dataclass(frozen=True)
class AddressLine:
    whose: str
    which: str
    kept: OrganisationAddress


@dataclass(frozen=True)
class OccasionLine:
    title: str
    told: Sequence[str]


@dataclass(frozen=True)
class AddressesPage:
    filled: Filled[AddressForm]
    parts: Sequence[Link]
    parties: Sequence[Option]
    addresses: Sequence[AddressLine]
    occasions: Sequence[OccasionLine]
    source: str
    columns: Sequence[Column] = tuple(Column(title) for title in ("Who", "Which", "Address", ""))
    told_columns: Sequence[Column] = (Column("When"), Column("Who must hear"))


@router.get("")
async def addresses(request: Request, _: Leader, work: CaseWork) -> Response:
    return await _page(request, work, Filled[AddressForm]())


@router.post("")
async def keep_address(request: Request, user: Leader, work: CaseWork) -> Response:
    filled = await fill(AddressForm, request)
    form = filled.form
    if form is None:
        return await _page(request, work, filled, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    async with work() as uow:
        await keep(uow, form, by=user.id)
    return see_other(paths.ADDRESSES)


@router.post("/remove")
async def remove_address(request: Request, user: Leader, work: CaseWork) -> Response:
    filled = await fill(OwnerForm, request)
    if filled.form is not None:
        async with work() as uow:
            await remove(uow, filled.form, by=user.id)
    return see_other(paths.ADDRESSES)


async def keep(uow: UnitOfWork, form: AddressForm, *, by: UserId) -> None:
    at, kept = utcnow(), OrganisationAddress(Who(form.who), form.belongs_to.strip(), form.address)
    await uow.organisation_addresses.keep(kept, by=by, at=at)
    uow.audit.add(action="address_kept", actor=str(by), subject=_owner(form), at=at)


async def remove(uow: UnitOfWork, form: OwnerForm, *, by: UserId) -> None:
    await uow.organisation_addresses.remove(Who(form.who), form.belongs_to.strip())
    uow.audit.add(action="address_removed", actor=str(by), subject=_owner(form), at=utcnow())


def _owner(form: OwnerForm) -> str:
    return f"{form.who} {form.belongs_to}".strip()


async def _page(
    request: Request, work: CaseWork, filled: Filled[AddressForm], *, status: int = HTTPStatus.OK
) -> Response:
    async with work() as uow:
        kept = [_line(each) for each in await uow.organisation_addresses.all()]
    reference = who_is_told()
    source = f"{reference.source} ({Confidence(reference.confidence).in_words})"
    occasions = [OccasionLine(title, _told(getattr(reference, name))) for name, title in TITLES.items()]
    occasions.append(OccasionLine("Who must hear of a decision", _told_of_a_decision()))
    parts = parts_of_team(paths.ADDRESSES)
    shown = AddressesPage(filled, parts, PARTIES, kept, occasions, source)
    return page(request, "team/addresses.html", shown, status=status)


def _told(listed: Sequence[Told]) -> list[str]:
    return [_marked(in_words(each), _if_so(each), each.mark) for each in listed]


def _if_so(told: Told) -> str:
    """Only children have guardians, so that goes without saying."""
    return "" if told.who is Who.GUARDIAN else IF_SO.get(told.only, "")


def _told_of_a_decision() -> list[str]:
    """The same people whatever was decided; only what they get differs."""
    listed = notices().reasonable_grounds_positive
    return [_marked(RECIPIENTS[each.recipient], IF_TOLD.get(each.only, ""), each.mark) for each in listed]


def _marked(who: str, condition: str, mark: Confidence | None) -> str:
    words = f"{who}, {condition}" if condition else who
    return f"{words} ({mark.in_words})" if mark else words


def _line(kept: OrganisationAddress) -> AddressLine:
    is_general = kept.belongs_to == EVERYBODY_ELSE
    which = "All without one of their own" if is_general else region_in_words(kept.belongs_to)
    return AddressLine(WHO[kept.who], which, kept)
