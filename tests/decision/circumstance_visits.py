"""Visiting the pages about what is true beside the stage."""

from datetime import date, timedelta

import httpx
from fastapi import FastAPI
from sqlalchemy import select
from tests.decision.portal_visits import Seen, see, send

from clocks import london_day
from contracts.ids import CaseId
from decision.domain.case import Case
from decision.storage.circumstance_tables import case_note
from decision.storage.tables import plumbing
from plumbing.clock import utcnow


def today() -> date:
    return london_day(utcnow())


def in_days(days: int) -> date:
    return today() + timedelta(days=days)


def boxes(name: str, day: date) -> dict[str, str]:
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


async def case_of(app: FastAPI, case_id: CaseId) -> Case:
    async with app.state.open_work() as uow:
        case: Case = await uow.cases.get(case_id)
        return case


async def do(client: httpx.AsyncClient, case_id: CaseId, act: str, **fields: str) -> httpx.Response:
    """From the page as it is now, as somebody who has just opened it does."""
    page = await see(client, f"/cases/{case_id}/{act}")
    return await send(client, f"/cases/{case_id}/{act}", version=page.hidden("version"), **fields)


async def done(client: httpx.AsyncClient, case_id: CaseId, act: str, **fields: str) -> Seen:
    """The page it leads to."""
    response = await do(client, case_id, act, **fields)
    assert response.status_code == 303, Seen(response).text
    return await see(client, response.headers["location"])


async def refused(client: httpx.AsyncClient, case_id: CaseId, act: str, **fields: str) -> Seen:
    response = await do(client, case_id, act, **fields)
    assert response.status_code == 422
    return Seen(response)


async def sealed_notes(app: FastAPI) -> list[bytes]:
    async with app.state.open_work() as uow:
        return list(await uow.session.scalars(select(case_note.c.sealed)))


async def announced(app: FastAPI) -> list[str]:
    async with app.state.open_work() as uow:
        return [str(each) for each in await uow.session.scalars(select(plumbing.outbox.c.envelope))]
