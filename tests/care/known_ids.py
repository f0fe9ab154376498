"""Every address that a route of Place can have, by what the database knows."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from string import Formatter

from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts
from sqlalchemy import Column, select
from tests.care.portal import TODAY
from tests.care.town import Town

from care.storage.disclosure_tables import disclosure_request
from care.storage.household_tables import dependant
from care.storage.inspection_tables import inspection, inspection_recommendation
from care.storage.money_tables import channel_outage, payment_run
from care.storage.risk_tables import complaint, incident, missing_episode
from care.storage.safety_tables import safety_stay
from care.storage.tables import bed_void, bedspace, intake, placement, premises, support_case
from care.storage.transport_tables import transport
from care.web.life.all_acts import ACTS

OF_EVERY_PORTAL = ("/health/", "/internal/", "/sign-in", "/signed-out", "/assets")
COLUMNS: Mapping[str, Column[object]] = {
    "support_case_id": support_case.c.id,
    "placement_id": placement.c.id,
    "premises_id": premises.c.id,
    "bedspace_id": bedspace.c.id,
    "void_id": bed_void.c.id,
    "dependant_id": dependant.c.id,
    "transport_id": transport.c.id,
    "incident_id": incident.c.id,
    "episode_id": missing_episode.c.id,
    "complaint_id": complaint.c.id,
    "request_id": disclosure_request.c.id,
    "run_id": payment_run.c.id,
    "outage_id": channel_outage.c.id,
    "inspection_id": inspection.c.id,
    "recommendation_id": inspection_recommendation.c.id,
    "referral_id": intake.c.referral_id,
    "stay_id": safety_stay.c.id,
}


def opened(app: FastAPI) -> list[str]:
    """The paths that answer to GET, for people and for programs, that are Place's own."""
    routes = [(each.path, each.original_route) for each in iter_route_contexts(app.routes)]
    return [
        path
        for path, route in routes
        if path and isinstance(route, APIRoute) and "GET" in (route.methods or ())
        if not path.startswith(OF_EVERY_PORTAL)
    ]


async def known_ids(town: Town) -> dict[str, Sequence[str]]:
    month = f"{TODAY:%Y-%m}"
    found: dict[str, Sequence[str]] = {"name": list(ACTS), "side": ["person", "provider"], "month": [month]}
    found["part"] = ["plan", "leaving"]
    async with town.work() as uow:
        for name, column in COLUMNS.items():
            found[name] = [str(each) for each in await uow.session.scalars(select(column))]
    return found


def addresses(path: str, ids: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """With every combination of what is known; a parameter that nobody knows is an error."""
    names = [name for _, name, _, _ in Formatter().parse(path) if name]
    for values in product(*(ids[name] for name in names)):
        yield path.format(**dict(zip(names, values, strict=True)))
