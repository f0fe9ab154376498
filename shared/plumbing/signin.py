"""Signing in and out: OpenID Connect code flow with PKCE, state and nonce, ending in a session of our own."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from sqlalchemy import Row, delete, insert
from starlette.responses import RedirectResponse, Response

from contracts.ids import UserId
from plumbing.access import public
from plumbing.clock import utcnow
from plumbing.database import Transaction, Work
from plumbing.directory import Directory
from plumbing.languages import N_
from plumbing.oidc import Identity, Provider, SignInRefused
from plumbing.pages import page
from plumbing.problems import Problem
from plumbing.rate_limits import limited
from plumbing.return_paths import own_path
from plumbing.sessions import SessionLimits, Sessions, hashed, new_token
from plumbing.tables import PlumbingTables

UNFINISHED_FOR = timedelta(minutes=15)


@dataclass(frozen=True)
class SignInPage:
    start: str


@dataclass(frozen=True)
class SignedOutPage:
    provider_sign_out: str | None


@dataclass(frozen=True)
class Begun:
    """A sign-in on its way: where to send the browser, and the mark by which to know it again."""

    provider_url: str
    browser: str


class SignIn:
    def __init__(
        self,
        provider: Provider,
        work: Work[Transaction],
        tables: PlumbingTables,
        *,
        limits: SessionLimits,
        needs_second_factor: bool,
    ) -> None:
        self.provider = provider
        self._work = work
        self._tables = tables
        self._limits = limits
        self._needs_second_factor = needs_second_factor

    async def begin(self, next_path: str, *, browser: str | None, is_repeated: bool, at: datetime) -> Begun:
        """Each tab gets a row of its own, so that two started side by side both arrive."""
        browser, state, nonce, verifier = browser or new_token(), new_token(), new_token(), new_token()
        async with self._work() as uow:
            await uow.session.execute(
                insert(self._tables.signin).values(
                    state_hash=hashed(state),
                    nonce=nonce,
                    code_verifier=verifier,
                    next_path=next_path,
                    browser_hash=hashed(browser),
                    created_at=at,
                )
            )
        prompt = "login" if is_repeated else None
        url = await self.provider.sign_in_url(state=state, nonce=nonce, code_verifier=verifier, prompt=prompt)
        return Begun(url, browser)

    async def finish(
        self, code: str, state: str, *, browser: str, earlier: str, at: datetime
    ) -> tuple[str, str]:
        """The token of a new session, and where the person wanted to go. An earlier session ends."""
        begun = await self._take(state, browser, at)
        identity = await self.provider.identify(
            code, nonce=begun.nonce, code_verifier=begun.code_verifier, at=at
        )
        if self._needs_second_factor and not identity.has_second_factor:
            raise _second_step_needed()
        return await self._welcome(identity, earlier, at), begun.next_path

    async def _take(self, state: str, browser: str, at: datetime) -> Row[tuple[object, ...]]:
        """Only once, only soon, and only by the browser that began it."""
        signin = self._tables.signin
        statement = (
            delete(signin)
            .where(
                signin.c.state_hash == hashed(state),
                signin.c.browser_hash == hashed(browser),
                signin.c.created_at > at - UNFINISHED_FOR,
            )
            .returning(signin)
        )
        async with self._work() as uow:
            row = (await uow.session.execute(statement)).one_or_none()
        if row is None:
            raise SignInRefused("unknown_state")
        return row

    async def _welcome(self, identity: Identity, earlier: str, at: datetime) -> str:
        async with self._work() as uow:
            directory = Directory(uow.session, self._tables.directory)
            user_id = await directory.user_id(identity.issuer, identity.subject, at=at)
            if user_id is not None:
                uow.audit.add(action="signed_in", actor=str(user_id), subject=str(user_id), at=at)
                sessions = Sessions(uow.session, self._tables, self._limits)
                await sessions.end(earlier)
                return await sessions.begin(user_id, at=at)
        raise _not_known_here()

    async def leave(self, token: str, user_id: UserId, *, at: datetime) -> None:
        async with self._work() as uow:
            await Sessions(uow.session, self._tables, self._limits).end(token)
            uow.audit.add(action="signed_out", actor=str(user_id), subject=str(user_id), at=at)


def _not_known_here() -> Problem:
    return Problem(
        HTTPStatus.FORBIDDEN,
        N_("Ask the person who manages accounts in your organisation to add you."),
        heading=N_("Your account is not set up for this service"),
    )


def _second_step_needed() -> Problem:
    return Problem(
        HTTPStatus.FORBIDDEN,
        N_("This service needs more than a password, such as a code from an app. Set one up and try again."),
        heading=N_("You need a second step when you sign in"),
    )


Wanted = Annotated[str, Query(alias="next")]
router = APIRouter(dependencies=[public])


@router.get("/sign-in")
async def sign_in(request: Request, wanted: Wanted = "/") -> Response:
    """Leads on by a link and not by a form, because a form of ours may not end at another site."""
    if request.state.user is not None:
        return _see_other(own_path(wanted))
    return page(request, "pages/sign-in.html", SignInPage(_start_href(own_path(wanted))))


@router.get("/sign-in/start", dependencies=[limited("sign_in")])
async def start(request: Request, wanted: Wanted = "/") -> Response:
    mark = _browser_cookie(request)
    begun = await _sign_in(request).begin(
        own_path(wanted),
        browser=request.cookies.get(mark),
        is_repeated=request.state.user is not None,
        at=utcnow(),
    )
    response = _see_other(begun.provider_url)
    _keep(response, mark, begun.browser)
    return response


@router.get("/sign-in/callback", dependencies=[limited("sign_in")])
async def callback(request: Request, code: str = "", state: str = "", error: str = "") -> Response:
    if error:
        return _see_other("/sign-in")
    cookie = request.state.portal.cookie
    token, next_path = await _sign_in(request).finish(
        code,
        state,
        browser=request.cookies.get(_browser_cookie(request), ""),
        earlier=request.cookies.get(cookie, ""),
        at=utcnow(),
    )
    response = _see_other(next_path)
    _keep(response, cookie, token)
    return response


@router.post("/sign-out")
async def sign_out(request: Request) -> Response:
    cookie = request.state.portal.cookie
    if request.state.user is not None:
        await _sign_in(request).leave(request.cookies[cookie], request.state.user.id, at=utcnow())
    response = _see_other("/signed-out")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    response.delete_cookie(cookie, secure=True, httponly=True, samesite="lax")
    return response


@router.get("/signed-out")
async def signed_out(request: Request) -> Response:
    provider_sign_out = "/signed-out/provider" if _sign_in(request).provider.can_sign_out else None
    return page(request, "pages/signed-out.html", SignedOutPage(provider_sign_out))


@router.get("/signed-out/provider")
async def signed_out_at_provider(request: Request) -> Response:
    """The provider may keep its own session. This leads there, by a link, after ours has ended."""
    back_to = f"{request.app.state.settings.portal_url}/signed-out"
    return _see_other(await _sign_in(request).provider.sign_out_url(back_to) or "/signed-out")


def _sign_in(request: Request) -> SignIn:
    found: SignIn = request.app.state.sign_in
    return found


def _browser_cookie(request: Request) -> str:
    return f"{request.state.portal.cookie}-browser"


def _start_href(wanted: str) -> str:
    return "/sign-in/start" if wanted == "/" else f"/sign-in/start?next={quote(wanted, safe='/')}"


def _see_other(url: str) -> RedirectResponse:
    return RedirectResponse(url, HTTPStatus.SEE_OTHER)


def _keep(response: Response, name: str, value: str) -> None:
    """`__Host-`: this host only, encrypted only, out of reach of scripts. Gone when the browser closes."""
    response.set_cookie(name, value, path="/", secure=True, httponly=True, samesite="lax")
