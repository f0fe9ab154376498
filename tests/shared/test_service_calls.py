"""Services asking each other: who calls, for whom, for how long, and what if nobody answers (S33)."""

import asyncio
import json
import stat
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
import stamina
from fastapi import FastAPI
from httpx import ASGITransport
from joserfc import jwt
from tests.portals import PORTAL_URL, portal_settings
from tests.shared.small_portal import small_portal

from contracts.ids import UserId
from nrm.runtime.databases import DatabaseUrls
from plumbing.access import User
from plumbing.clock import utcnow
from plumbing.database import Database
from plumbing.identifiers import new_id
from plumbing.service_calls import (
    ALGORITHMS,
    Peer,
    PeerRefused,
    PeerUnavailable,
    ServedFile,
    ServiceIdentity,
    generate_service_keys,
)
from plumbing.settings import ServiceSettings

SERVICES = ("referral", "decision", "care")


@pytest.fixture
def app(plumbing_urls: DatabaseUrls, plumbing_database: Database, tmp_path: Path) -> FastAPI:
    """The referral service's side; its keys, and those of the others, are in `tmp_path`."""
    return small_portal(portal_settings(ServiceSettings, plumbing_urls, tmp_path), plumbing_database)


def somebody(*roles: str) -> User:
    return User(UserId(new_id()), "Casey Sample", "SCA", "Sample Organisation", frozenset(roles), utcnow())


def identity(folder: Path, name: str = "decision") -> ServiceIdentity:
    return ServiceIdentity.read(name, folder / f"{name}.key.json")


def referral_as_seen_by(name: str, folder: Path, app: FastAPI) -> Peer:
    return Peer("referral", PORTAL_URL, identity(folder, name), transport=ASGITransport(app))


async def test_a_call_acts_for_the_person_it_names(app: FastAPI, tmp_path: Path) -> None:
    peer = referral_as_seen_by("decision", tmp_path, app)
    answer = await peer.get("/v1/shared/1", user=somebody("caseworker"))
    assert answer == {"for": "Casey Sample", "organisation": "SCA"}


async def test_a_call_for_a_person_without_the_role_is_refused(app: FastAPI, tmp_path: Path) -> None:
    peer = referral_as_seen_by("decision", tmp_path, app)
    with pytest.raises(PeerRefused) as refused:
        await peer.get("/v1/shared/1", user=somebody("support_worker"))
    assert refused.value.status == 403


async def test_a_service_that_may_not_ask_this_is_refused(app: FastAPI, tmp_path: Path) -> None:
    peer = referral_as_seen_by("care", tmp_path, app)
    with pytest.raises(PeerRefused) as refused:
        await peer.get("/v1/shared/1", user=somebody("caseworker"))
    assert refused.value.status == 403


Forge = Callable[[Path], str]


def good_claims() -> dict[str, object]:
    now = int(utcnow().timestamp())
    person = {"name": "x", "organisation": "SCA", "organisation_name": "x", "roles": ["caseworker"]}
    times = {"iat": now, "exp": now + 60, "signed_in_at": now}
    return {"iss": "decision", "aud": "referral", "sub": str(new_id()), **person, **times}


def with_claims(**changed: object) -> Forge:
    def forge(folder: Path) -> str:
        claims = {name: value for name, value in (good_claims() | changed).items() if value is not None}
        return signed_by("decision", folder, claims)

    return forge


def signed_by(name: str, folder: Path, claims: dict[str, object], kid: str | None = None) -> str:
    header = {"alg": ALGORITHMS[0], "kid": kid or name}
    return jwt.encode(header, claims, identity(folder, name).key, algorithms=ALGORITHMS)


def now_and(seconds: int) -> int:
    return int((utcnow() + timedelta(seconds=seconds)).timestamp())


REFUSED = [
    pytest.param(with_claims(aud="care"), id="meant for another service"),
    pytest.param(with_claims(aud=None), id="meant for nobody"),
    pytest.param(with_claims(iss="care"), id="speaks for another service"),
    pytest.param(with_claims(sub=None), id="names no person"),
    pytest.param(with_claims(sub="service"), id="names a service, not a person"),
    pytest.param(with_claims(roles=None), id="says no roles"),
    pytest.param(with_claims(exp=now_and(-30)), id="expired"),
    pytest.param(with_claims(exp=None), id="never expires"),
    pytest.param(with_claims(exp=now_and(3600)), id="lasts too long"),
    pytest.param(lambda folder: signed_by("care", folder, good_claims(), kid="decision"), id="another's key"),
    pytest.param(lambda folder: signed_by("referral", folder, good_claims()), id="its own key"),
    pytest.param(lambda folder: "not.a.token", id="no token"),
    pytest.param(lambda folder: "", id="nothing"),
]


@pytest.mark.parametrize("forge", REFUSED)
async def test_a_token_that_does_not_hold_opens_nothing(app: FastAPI, tmp_path: Path, forge: Forge) -> None:
    async with httpx.AsyncClient(transport=ASGITransport(app), base_url=PORTAL_URL) as http:
        answer = await http.get("/v1/shared/1", headers={"Authorization": f"Bearer {forge(tmp_path)}"})
    assert answer.status_code == 401


async def test_a_good_token_made_by_hand_opens_the_door(app: FastAPI, tmp_path: Path) -> None:
    """So that the refusals above are refused for the reason they name."""
    async with httpx.AsyncClient(transport=ASGITransport(app), base_url=PORTAL_URL) as http:
        token = with_claims()(tmp_path)
        answer = await http.get("/v1/shared/1", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 200


async def test_a_service_s_token_opens_no_page(app: FastAPI, tmp_path: Path) -> None:
    async with httpx.AsyncClient(transport=ASGITransport(app), base_url=PORTAL_URL) as http:
        headers = {"Authorization": f"Bearer {with_claims()(tmp_path)}"}
        assert (await http.get("/v1/me", headers=headers)).status_code == 401
        assert (await http.get("/cases/1", headers=headers)).status_code == 303


def peer_answering(
    folder: Path, *answers: httpx.Response | Exception, patience: float = 10
) -> tuple[Peer, list[httpx.Request]]:
    generate_service_keys(folder, SERVICES)
    left, asked = list(answers), []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        found = left.pop(0) if len(left) > 1 else left[0]
        if isinstance(found, Exception):
            raise found
        return found

    transport = httpx.MockTransport(answer)
    peer = Peer("referral", "https://referral.test", identity(folder), transport=transport, patience=patience)
    return peer, asked


@pytest.fixture
def quick_retries() -> object:
    with stamina.set_testing(True, attempts=3, cap=True):
        yield


@pytest.mark.usefixtures("quick_retries")
async def test_a_peer_that_is_briefly_away_is_asked_again(tmp_path: Path) -> None:
    peer, asked = peer_answering(
        tmp_path, httpx.ConnectError("down"), httpx.Response(503), httpx.Response(200, json={"a": 1})
    )
    assert await peer.get("/v1/x", user=somebody("caseworker")) == {"a": 1}
    assert len(asked) == 3


@pytest.mark.usefixtures("quick_retries")
async def test_who_is_looked_for_is_named_in_no_address_and_no_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level("DEBUG")
    peer, asked = peer_answering(tmp_path, httpx.ConnectError("down"), httpx.Response(200, json=[]))
    assert await peer.look_for("/v1/x", {"name": "MARKER"}, user=somebody("caseworker")) == []
    assert [request.method for request in asked] == ["POST", "POST"]
    assert b"MARKER" in asked[-1].content
    assert "MARKER" not in f"{[request.url for request in asked]}{caplog.text}{capsys.readouterr()}"


@pytest.mark.usefixtures("quick_retries")
@pytest.mark.parametrize(
    "answer", [httpx.ConnectError("down"), httpx.ReadTimeout("slow"), httpx.Response(503)]
)
async def test_a_peer_that_stays_away_is_said_to_be_unavailable(
    tmp_path: Path, answer: httpx.Response | Exception
) -> None:
    peer, asked = peer_answering(tmp_path, answer)
    with pytest.raises(PeerUnavailable):
        await peer.get("/v1/x", user=somebody("caseworker"))
    assert len(asked) == 3


@pytest.mark.parametrize("status", [302, 401, 404])
async def test_an_answer_is_taken_as_it_is_and_leads_nowhere_else(tmp_path: Path, status: int) -> None:
    peer, asked = peer_answering(tmp_path, httpx.Response(status, headers={"Location": "https://evil.test"}))
    with pytest.raises(PeerRefused) as refused:
        await peer.get("/v1/x", user=somebody("caseworker"))
    assert refused.value.status == status
    assert len(asked) == 1


@pytest.mark.parametrize("answer", [httpx.Response(200, text="<html>"), httpx.Response(500)])
async def test_an_answer_without_sense_is_no_answer(tmp_path: Path, answer: httpx.Response) -> None:
    peer, _ = peer_answering(tmp_path, answer)
    with pytest.raises(PeerUnavailable):
        await peer.get("/v1/x", user=somebody("caseworker"))


class Trickling(httpx.AsyncByteStream):
    """A body that comes in pieces, and says nothing of its length."""

    def __init__(self, *pieces: bytes, pause: float = 0, breaks: bool = False) -> None:
        self._pieces, self._pause, self._breaks = pieces, pause, breaks
        self.given = 0

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self._pieces:
            await asyncio.sleep(self._pause)
            self.given += 1
            yield piece
        if self._breaks:
            raise httpx.RemoteProtocolError("closed before the end")


def a_file(content: httpx.AsyncByteStream) -> httpx.Response:
    headers = {
        "Content-Type": "application/pdf",
        "Content-Disposition": "attachment; filename=\"_.pdf\"; filename*=UTF-8''%C3%BC%22.pdf",
    }
    return httpx.Response(200, headers=headers, stream=content)


async def test_a_file_comes_with_its_name_and_kind(tmp_path: Path) -> None:
    peer, _ = peer_answering(tmp_path, a_file(Trickling(b"ab", b"cd")))
    file = await peer.get_file("/v1/x", user=somebody("caseworker"), most=4)
    assert file == ServedFile('ü".pdf', "application/pdf", b"abcd")


async def test_a_file_that_is_too_large_is_not_read_to_its_end(tmp_path: Path) -> None:
    content = Trickling(*[b"ab"] * 100)
    peer, _ = peer_answering(tmp_path, a_file(content))
    with pytest.raises(PeerUnavailable):
        await peer.get_file("/v1/x", user=somebody("caseworker"), most=3)
    assert content.given == 2


@pytest.mark.usefixtures("quick_retries")
async def test_half_a_file_is_none(tmp_path: Path) -> None:
    peer, asked = peer_answering(tmp_path, *[a_file(Trickling(b"ab", breaks=True)) for _ in range(3)])
    with pytest.raises(PeerUnavailable):
        await peer.get_file("/v1/x", user=somebody("caseworker"), most=4)
    assert len(asked) == 3


async def test_a_file_that_trickles_is_not_waited_for_without_end(tmp_path: Path) -> None:
    content = Trickling(*[b"a"] * 1000, pause=0.01)
    peer, _ = peer_answering(tmp_path, a_file(content), patience=0.1)
    with pytest.raises(PeerUnavailable):
        await peer.get_file("/v1/x", user=somebody("caseworker"), most=1000)
    assert content.given < 50


async def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    peer, _ = peer_answering(tmp_path, httpx.Response(404))
    with pytest.raises(PeerRefused):
        await peer.get_file("/v1/x", user=somebody("caseworker"), most=4)


def test_each_service_gets_its_own_key_and_the_others_public_ones(tmp_path: Path) -> None:
    generate_service_keys(tmp_path, SERVICES)
    private = json.loads((tmp_path / "care.key.json").read_text())
    public = json.loads((tmp_path / "care.peers.json").read_text())["keys"]
    assert private["kid"] == "care"
    assert [key["kid"] for key in public] == ["referral", "decision"]
    assert all("d" not in key for key in public)
    assert stat.S_IMODE((tmp_path / "care.key.json").stat().st_mode) == 0o600


def test_keys_already_there_are_kept(tmp_path: Path) -> None:
    generate_service_keys(tmp_path, SERVICES)
    before = (tmp_path / "care.key.json").read_text()
    generate_service_keys(tmp_path, SERVICES)
    assert (tmp_path / "care.key.json").read_text() == before
