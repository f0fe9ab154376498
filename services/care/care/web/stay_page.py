"""A form about a placement: what it asks, and the page it is asked on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import Request
from starlette.responses import Response

from care.queries.stays import Stay, stay
from care.web import paths
from care.web.edge import Desk
from contracts.ids import PlacementId
from plumbing.forms import Filled
from plumbing.govuk.parts import Option
from plumbing.pages import form_page


@dataclass(frozen=True, kw_only=True)
class Asking:
    """`title` asks, `button` does."""

    template: str
    title: str
    button: str
    reasons: Sequence[Option] = ()
    destinations: Sequence[Option] = ()
    options: Sequence[Option] = ()


@dataclass(frozen=True, kw_only=True)
class ActView(Asking):
    bed: str
    back: str
    filled: Filled[Any]


async def shown(desk: Desk, placement_id: PlacementId) -> Stay:
    async with desk.work() as uow:
        return await stay(uow, placement_id)


async def ask_about(
    request: Request, desk: Desk, placement_id: PlacementId, asking: Asking, filled: Filled[Any]
) -> Response:
    bed = (await shown(desk, placement_id)).bed_code
    view = ActView(**vars(asking), bed=bed, back=paths.placement(placement_id), filled=filled)
    return form_page(request, asking.template, view)
