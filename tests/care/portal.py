"""A browser at the Place portal, as the prime or as a provider's worker, and what they send."""

from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

import httpx
from bs4 import BeautifulSoup
from fastapi import FastAPI
from tests.care.scenes import HESTIA
from tests.care.town import Town, a_person_in_recovery
from tests.html_contract import check_page
from tests.portals import a_person, signed_in

from care.app import PORTAL
from care.domain.assessments import MINIMUM, Kind
from clocks.days import london_day
from contracts.ids import SupportCaseId
from plumbing.clock import utcnow

NAME = "Mai Madeup"
TODAY = london_day(utcnow())
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def referral_service(request: httpx.Request) -> httpx.Response:
    """Knows how to reach everybody."""
    return httpx.Response(
        200,
        json={"person_name": NAME, "language": "Vietnamese", "safe_phone": "01632 960001"},
    )


def gone_away(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("nobody there")


def prime(app: FastAPI) -> AbstractAsyncContextManager[httpx.AsyncClient]:
    return signed_in(app, a_person("prime_network", organisation="TSA", subject="hub.prime"))


def worker(
    app: FastAPI, organisation: str = HESTIA, *, called: str = "worker"
) -> AbstractAsyncContextManager[httpx.AsyncClient]:
    """Whoever is called by another name is another worker of the same provider."""
    subject, user_id = f"{organisation}.{called}", worker_id(organisation, called)
    return signed_in(
        app, a_person("support_worker", organisation=organisation, subject=subject, user_id=user_id)
    )


def worker_id(organisation: str = HESTIA, called: str = "worker") -> UUID:
    return uuid5(NAMESPACE_OID, f"{organisation}.{called}")


async def supported(town: Town, person: SupportCaseId) -> SupportCaseId:
    """By Hestia, with the usual worker as their own."""
    async with town.work() as uow:
        case = await uow.cases.locked(person)
        case.claim_for(HESTIA)
        case.worker_id = str(worker_id())
    return person


async def ready_to_place(town: Town, **changes: Any) -> SupportCaseId:
    return await a_person_in_recovery(town.work, **changes)


def text_of(response: httpx.Response) -> str:
    check_page(response.text, PORTAL.title)
    return BeautifulSoup(response.text, "lxml").get_text(" ", strip=True)


async def read(client: httpx.AsyncClient, path: str, *, status: int = 200) -> str:
    response = await client.get(path)
    assert response.status_code == status, response.text
    return text_of(response)


async def send(client: httpx.AsyncClient, path: str, status: int = 303, /, **values: str) -> httpx.Response:
    response = await client.post(path, data=values)
    assert response.status_code == status, response.text
    return response


def day_boxes(name: str, days_from_now: int) -> dict[str, str]:
    day = TODAY + timedelta(days=days_from_now)
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def stay_of(days: int) -> dict[str, str]:
    return day_boxes("arrival_on", 0) | day_boxes("departure_on", days)


def an_initial_assessment(**changes: Any) -> dict[str, Any]:
    """Of somebody with nowhere to live whom the council refused."""
    usual: dict[str, Any] = {
        **{f"said_{part}": f"Spoke of {part}" for part in MINIMUM[Kind.INITIAL]},
        "method": "telephone",
        "language": "Vietnamese",
        "living": "nowhere",
        "is_suitable": "no",
        "is_emergency": "yes",
        "grounds": ["destitute"],
        "council_help": "refused",
        "council_reason": "Asked on the telephone. No priority need",
        "preference": "any",
        "gender": "woman",
        "is_shared": "yes",
    }
    return usual | changes


def an_offer(town: Town, bed: str = "A", *, days: int = 5, **changes: object) -> dict[str, object]:
    usual: dict[str, object] = {
        "bedspace_id": str(town.bed(bed)),
        "arrival_on": str(TODAY),
        "departure_on": str(TODAY + timedelta(days=days)),
        "accepted_by": ["person", "provider"],
    }
    return usual | changes


def a_search(person: SupportCaseId) -> dict[str, str]:
    return {"support_case_id": str(person), "starts_on": str(TODAY), "days": "5", "region": "london"}
