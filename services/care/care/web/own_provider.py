"""What a provider says of itself for the network: languages, regions, and how many people it can support."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from annotated_types import Ge, Le
from fastapi import APIRouter, Request
from starlette.responses import Response

from care.commands.allocating import keep_profile
from care.storage import UnitOfWork
from care.storage.network_providers import Profile
from care.web import paths, words
from care.web.edge import Desk, ManagersDesk
from care.web.sending import send
from plumbing.form_words import Words
from plumbing.forms import FieldError, Filled, Form, MaxLen
from plumbing.govuk.parts import Option
from plumbing.pages import form_page

router = APIRouter()


class ProfileForm(Form):
    languages: Annotated[str, MaxLen(1000), Words("Enter the languages", name="Languages")] = ""
    regions: Annotated[frozenset[str], Words("Select the regions")] = frozenset()
    list_places: Annotated[
        int, Ge(0), Le(10_000), Words("Enter how many people you can support", name="The number of people")
    ]

    def as_profile(self) -> Profile:
        spoken = (each.strip() for each in self.languages.split(","))
        return Profile(
            languages=tuple(dict.fromkeys(filter(None, spoken))),
            regions=tuple(sorted(self.regions)),
            list_places=self.list_places,
        )


@dataclass(frozen=True)
class ProfileView:
    filled: Filled[Any]
    regions: Sequence[Option]
    supported_now: int

    @property
    def errors(self) -> Sequence[FieldError]:
        return self.filled.errors


@router.get(paths.OWN_PROVIDER)
async def show_profile(request: Request, desk: ManagersDesk) -> Response:
    async with desk.work() as uow:
        known = await uow.network_providers.profile(desk.actor.provider_id)
    places = "" if known.list_places is None else str(known.list_places)
    spoken = ", ".join(known.languages)
    filled = Filled[Any].showing(languages=spoken, regions=known.regions, list_places=places)
    return await _page(request, desk, filled)


@router.post(paths.OWN_PROVIDER)
async def change_profile(request: Request, desk: ManagersDesk) -> Response:
    async def record(uow: UnitOfWork, form: ProfileForm) -> str:
        await keep_profile(uow, form.as_profile(), desk.by)
        return paths.OWN_PROVIDER

    return await send(
        request, desk, ProfileForm, record, lambda filled: _page(request, desk, filled), field="regions"
    )


async def _page(request: Request, desk: Desk, filled: Filled[Any]) -> Response:
    async with desk.work() as uow:
        supported = await uow.network_providers.supported_by(desk.actor.provider_id)
    view = ProfileView(filled, words.options(desk.rules.lists.regions), supported)
    return form_page(request, "own_provider.html", view)
