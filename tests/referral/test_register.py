"""Whoever runs the service lets programs in, and out again."""

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import select
from tests.identity import bearer, token
from tests.portals import PORTAL_URL
from tests.referral.conftest import FORCE

from plumbing.database import Work
from referral.register import CannotRegister, add, stop
from referral.settings import ReferralSettings
from referral.storage import UnitOfWork, plumbing

SUBJECT = "0b5a3a52-records"


async def ask(app: FastAPI) -> httpx.Response:
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url=PORTAL_URL) as client:
        return await client.get("/v1/me", headers=bearer(token(sub=SUBJECT)))


async def test_a_program_is_let_in_changed_and_stopped(
    app: FastAPI, settings: ReferralSettings, work: Work[UnitOfWork]
) -> None:
    assert (await ask(app)).status_code == 403
    await add(settings, SUBJECT, "Unseen", "Records")
    first = (await ask(app)).json()
    await add(settings, SUBJECT, "Avon and Somerset Constabulary", "Records system")
    again = (await ask(app)).json()
    assert (again["name"], again["organisation"], again["user_id"]) == (
        "Records system",
        FORCE,
        first["user_id"],
    )
    await stop(settings, SUBJECT)
    assert (await ask(app)).status_code == 403
    async with work() as uow:
        done = (await uow.session.execute(select(plumbing.audit.c.action))).scalars().all()
    assert done == ["program-registered", "program-registered", "program-stopped"]


async def test_an_organisation_or_a_program_that_nobody_knows_is_refused(
    app: FastAPI, settings: ReferralSettings
) -> None:
    with pytest.raises(CannotRegister, match="no organisation called"):
        await add(settings, SUBJECT, "Nobody's Council", "Records")
    with pytest.raises(CannotRegister, match="No program"):
        await stop(settings, SUBJECT)
