"""Portals under test: settings for one, people to sign in, and a browser-like client that is signed in."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import TypeVar
from uuid import UUID

import httpx
from fastapi import FastAPI
from httpx import ASGITransport

from contracts.ids import UserId
from nrm.runtime.databases import DatabaseUrls
from plumbing.access import User
from plumbing.clock import utcnow
from plumbing.directory import Directory, DirectoryEntry
from plumbing.encryption import KeyRing
from plumbing.identifiers import new_id
from plumbing.portal import Portal
from plumbing.service_calls import generate_service_keys
from plumbing.sessions import Sessions
from plumbing.settings import ServiceSettings

PORTAL_URL = "https://portal.test"
ISSUER = "http://localhost:9"
S = TypeVar("S", bound=ServiceSettings)


def portal_settings(
    kind: type[S], urls: DatabaseUrls, folder: Path, *, service: str = "referral", **changed: object
) -> S:
    """Settings as a service would read them, with keys made for this test."""
    generate_service_keys(folder, ("referral", "decision", "care"))
    for name in ("keys", "address-keys"):
        if not (folder / f"{name}.json").exists():
            KeyRing.create(folder / f"{name}.json")
    values: dict[str, object] = {
        "portal_url": PORTAL_URL,
        "database_url": urls.app,
        "issuer": ISSUER,
        "client_id": "portal-under-test",
        "client_secret": "made-up",
        "key_file": folder / "keys.json",
        "address_key_file": folder / "address-keys.json",
        "service_key_file": folder / f"{service}.key.json",
        "peer_keys_file": folder / f"{service}.peers.json",
        "send_limit": "1000/minute",
    }
    return kind.model_validate(values | changed)


def a_person(
    *roles: str,
    organisation: str = "SCA",
    subject: str = "casey.sample",
    issuer: str = ISSUER,
    user_id: UUID | None = None,
    is_active: bool = True,
) -> DirectoryEntry:
    return DirectoryEntry(
        user_id=UserId(user_id or new_id()),
        issuer=issuer,
        subject=subject,
        name="Casey Sample",
        organisation=organisation,
        organisation_name="Sample Organisation",
        roles=frozenset(roles),
        is_active=is_active,
    )


def user_of(entry: DirectoryEntry, *, at: datetime) -> User:
    """This person as commands know them once they have signed in."""
    return User(
        id=entry.user_id,
        name=entry.name,
        organisation=entry.organisation,
        organisation_name=entry.organisation_name,
        roles=entry.roles,
        signed_in_at=at,
    )


async def put_in_directory(app: FastAPI, *entries: DirectoryEntry) -> None:
    async with app.state.work() as uow:
        await Directory(uow.session, app.state.tables.directory).put(entries)


def visitor(app: FastAPI) -> httpx.AsyncClient:
    """A browser nobody has signed in with. It says where its requests come from, as browsers do."""
    return httpx.AsyncClient(
        transport=ASGITransport(app),
        base_url=app.state.settings.portal_url,
        headers={"Sec-Fetch-Site": "same-origin"},
    )


@asynccontextmanager
async def signed_in(app: FastAPI, entry: DirectoryEntry) -> AsyncIterator[httpx.AsyncClient]:
    """A browser with this person's session, which puts the session's token on every request."""
    await put_in_directory(app, entry)
    portal: Portal = app.state.portal
    async with app.state.work() as uow:
        sessions = Sessions(uow.session, app.state.tables, portal.session_limits)
        token = await sessions.begin(entry.user_id, at=utcnow())
    async with visitor(app) as client:
        client.cookies.set(portal.cookie, token)
        client.headers["X-CSRF-Token"] = (await client.get("/v1/me")).json()["csrf_token"]
        yield client
