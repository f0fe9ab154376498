"""A visitor signs in as a person would, and keeps asking while a portal is away."""

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
import stamina
from typer.testing import CliRunner

from nrm.main import app
from nrm.runtime.processes import free_port
from nrm.simulate.drill import NothingToKill
from nrm.simulate.visitor import GaveUp, MovedOn, NotWelcome, Visitor

PORTAL, PROVIDER = "http://localhost:8001", "http://localhost:8010"
Answer = Callable[[httpx.Request], httpx.Response]


class Portal:
    """Answers sign-in like a real one, and the rest as a test says."""

    def __init__(self, *answers: httpx.Response | Exception) -> None:
        self.answers = list(answers)
        self.asked: list[httpx.Request] = []
        self.signed_in = 0

    def __call__(self, request: httpx.Request) -> httpx.Response:
        match request.url.path:
            case "/sign-in/start":
                marked = {"Set-Cookie": "__Host-refer-browser=mark; Path=/; Secure; HttpOnly"}
                return httpx.Response(303, headers={"Location": f"{PROVIDER}/authorize?state=s", **marked})
            case "/authorize":
                assert request.content == b"sub=pc.sample"
                return httpx.Response(302, headers={"Location": f"{PORTAL}/sign-in/callback?code=c&state=s"})
            case "/sign-in/callback":
                assert "__Host-refer-browser=mark" in request.headers["Cookie"]
                self.signed_in += 1
                kept = {"Set-Cookie": f"__Host-refer=session-{self.signed_in}; Path=/; Secure"}
                return httpx.Response(303, headers={"Location": "/", **kept})
            case "/v1/me":
                return httpx.Response(200, json={"csrf_token": f"token-{self.signed_in}", "name": "Pat"})
            case _:
                self.asked.append(request)
                return self._next()

    def _next(self) -> httpx.Response:
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def visitor_at(portal: Portal) -> Visitor:
    return Visitor(PORTAL, "pc.sample", httpx.AsyncClient(transport=httpx.MockTransport(portal)))


@pytest.fixture(autouse=True)
def no_waiting() -> object:
    with stamina.set_testing(True, attempts=5):
        yield


async def test_a_change_carries_session_token_and_where_it_comes_from() -> None:
    portal = Portal(httpx.Response(201, json={"id": "1"}))
    assert await visitor_at(portal).post("/v1/referrals", {}, key="run/1") == {"id": "1"}
    sent = portal.asked[0].headers
    assert "__Host-refer=session-1" in sent["Cookie"]
    assert (sent["X-CSRF-Token"], sent["Sec-Fetch-Site"]) == ("token-1", "same-origin")
    assert sent["Idempotency-Key"] == "run/1"


@pytest.mark.parametrize(
    "away",
    [
        pytest.param(httpx.ConnectError("refused"), id="not there"),
        pytest.param(httpx.ReadError("reset"), id="gone in the middle"),
        pytest.param(httpx.Response(503), id="starting"),
        pytest.param(httpx.Response(429, headers={"Retry-After": "1"}), id="asking for time"),
    ],
)
async def test_a_portal_that_is_away_is_asked_again_with_the_same_key(
    away: httpx.Response | Exception,
) -> None:
    portal = Portal(away, httpx.Response(201, json={}))
    await visitor_at(portal).post("/v1/referrals", {}, key="run/1")
    assert [request.headers["Idempotency-Key"] for request in portal.asked] == ["run/1", "run/1"]


async def test_a_lost_session_is_begun_again() -> None:
    portal = Portal(httpx.Response(401), httpx.Response(200, json={}))
    await visitor_at(portal).get("/v1/cases")
    assert portal.asked[1].headers["X-CSRF-Token"] == "token-2"


@pytest.mark.parametrize("status", [409, 412])
async def test_what_has_moved_on_is_looked_at_again_and_not_repeated(status: int) -> None:
    portal = Portal(httpx.Response(status, json={"detail": "The case has changed."}))
    with pytest.raises(MovedOn, match="changed"):
        await visitor_at(portal).post("/v1/cases/1/reasonable-grounds", {}, version=3)
    assert portal.asked[0].headers["If-Match"] == '"3"'


async def test_a_refusal_is_told_by_place_and_code_without_what_was_sent() -> None:
    faults = [{"pointer": "/answers/pv-gender/pv-gender", "code": "required", "detail": "…"}]
    portal = Portal(httpx.Response(422, json={"detail": "Not complete.", "errors": faults}))
    with pytest.raises(NotWelcome, match=r"422 Not complete\. /answers/pv-gender/pv-gender required"):
        await visitor_at(portal).post("/v1/referrals", {"answers": {}}, key="run/1")


async def test_a_portal_that_stays_away_is_named() -> None:
    portal = Portal(*(httpx.Response(503) for _ in range(5)))
    with pytest.raises(GaveUp, match="Nothing answers at http://localhost:8001"):
        await visitor_at(portal).get("/v1/cases")


def test_a_portal_that_is_not_there_at_all_is_not_waited_for() -> None:
    address = f"http://localhost:{free_port()}"
    asked = ["simulate", "--referrals", "1", "--refer", address, "--decide", address, "--place", address]
    result = CliRunner().invoke(app, asked)
    assert isinstance(result.exception, GaveUp)


def test_a_drill_without_workers_is_refused(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["simulate", "--kill", "1", "--data", str(tmp_path)])
    assert isinstance(result.exception, NothingToKill)
