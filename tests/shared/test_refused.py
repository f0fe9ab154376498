"""What is refused to somebody signed in leaves one audit entry, whatever refused it (S43)."""

from pathlib import Path
from uuid import uuid4

import pytest
from fastapi import FastAPI
from sqlalchemy import select
from tests.portals import a_person, portal_settings, signed_in, user_of, visitor
from tests.shared.small_portal import TABLES, small_portal

from nrm.runtime.databases import DatabaseUrls
from plumbing.clock import utcnow
from plumbing.database import Database
from plumbing.service_calls import ServiceIdentity
from plumbing.settings import ServiceSettings

SOMEONE = a_person("support", subject="sam.sample")


@pytest.fixture
def app(plumbing_urls: DatabaseUrls, plumbing_database: Database, tmp_path: Path) -> FastAPI:
    return small_portal(portal_settings(ServiceSettings, plumbing_urls, tmp_path), plumbing_database)


async def refusals(app: FastAPI) -> list[tuple[str, str, str]]:
    audit = TABLES.audit.c
    async with app.state.work() as uow:
        entries = await uow.session.execute(
            select(audit.actor, audit.subject, audit.detail).where(audit.action == "access_refused")
        )
        return [(entry.actor, entry.subject, entry.detail["route"]) for entry in entries]


async def test_what_is_refused_to_somebody_signed_in_is_written_down_once_a_minute(app: FastAPI) -> None:
    subject = str(uuid4())
    async with signed_in(app, SOMEONE) as client, visitor(app) as stranger:
        for path in ("/cases/1", f"/things/{subject}/Jane-Doe", "/cases/2", f"/things/{subject}/again"):
            assert (await client.get(path)).status_code == 403
        assert (
            await client.post("/cases", data={"text": "x"}, headers={"X-CSRF-Token": "a"})
        ).status_code == 403
        assert (await stranger.get("/cases/1")).status_code == 303
        assert (await client.get("/")).status_code == 200
    who = str(SOMEONE.user_id)
    assert await refusals(app) == [
        (who, who, "GET /cases/{number}"),
        (who, subject, "GET /things/{thing_id}/{name}"),
        (who, who, "POST /cases"),
    ]


async def test_a_refusal_to_another_service_names_the_person_it_asked_for(
    app: FastAPI, tmp_path: Path
) -> None:
    decision = ServiceIdentity.read("decision", tmp_path / "decision.key.json")
    now = utcnow()
    token = decision.token(user_of(SOMEONE, at=now), audience="referral", at=now)
    async with visitor(app) as service:
        answer = await service.get("/v1/shared/7", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 403
    who = str(SOMEONE.user_id)
    assert await refusals(app) == [(who, who, "GET /v1/shared/{number}")]
