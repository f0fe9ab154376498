"""A portal with a handful of routes, to try the guards on: it belongs to no service."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, FastAPI, Request
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import MetaData
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response

from plumbing.access import CurrentUser, User, require, require_fresh
from plumbing.idempotency import OnceOnly
from plumbing.pages import create_environment
from plumbing.portal import NavigationItem, Parts, Portal, create_portal
from plumbing.rate_limits import limited
from plumbing.service_calls import called_by
from plumbing.tables import plumbing_tables

TABLES = plumbing_tables(MetaData())
PORTAL = Portal(
    key="small",
    title="Small portal",
    navigation=(NavigationItem("Start", "/"),),
    needs_second_factor=False,
    limits={"rare": "2/minute"},
)

Caseworker = Annotated[User, Depends(require("caseworker"))]
router = APIRouter()


class CaseClosed(Exception):
    """A refusal of a made-up domain."""


class Thing(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str = Field(max_length=5)


@router.get("/")
async def start(user: CurrentUser) -> Response:
    return PlainTextResponse(f"{user.name}, {', '.join(sorted(user.roles))}")


@router.get("/cases/{number}")
async def case(number: int, user: Caseworker) -> Response:
    return PlainTextResponse(f"case {number}")


things = APIRouter(prefix="/things")


@things.get("/{thing_id}/{name}")
async def thing_named(thing_id: UUID, name: str, user: Caseworker) -> Response:
    return PlainTextResponse(name)


router.include_router(things)


@router.post("/cases")
async def add_case(request: Request, user: Caseworker) -> Response:
    form = await request.form()
    request.app.state.written.append(form.get("text"))
    return RedirectResponse("/", 303)


@router.post("/cases/close")
async def close_case(user: Caseworker) -> Response:
    raise CaseClosed("about a person")


@router.post("/v1/things")
async def add_thing(request: Request, thing: Thing, user: CurrentUser, once: OnceOnly) -> Response:
    async with request.app.state.work() as uow:
        if (answer := await once.earlier_answer(uow)) is not None:
            return answer
        request.app.state.written.append(thing.name)
        return await once.keep(uow, 201, {"number": len(request.app.state.written)}, location="/v1/things/1")


@router.post("/v1/uploads")
async def upload(request: Request, user: CurrentUser) -> Response:
    return JSONResponse({"size": len(await request.body())})


@router.post("/v1/rare", dependencies=[limited("rare")])
async def rare(user: CurrentUser) -> dict[str, str]:
    return {}


@router.get("/reveal")
async def reveal(user: Annotated[User, Depends(require_fresh("caseworker"))]) -> Response:
    return PlainTextResponse("shown")


@router.get("/broken")
async def broken(user: CurrentUser) -> Response:
    raise RuntimeError("secret detail")


@router.get("/v1/broken")
async def broken_api(user: CurrentUser) -> Response:
    raise RuntimeError("secret detail")


@router.get("/v1/shared/{number}")
async def shared(
    number: int, user: Annotated[User, Depends(called_by("decision", roles=["caseworker"]))]
) -> dict[str, str]:
    return {"for": user.name, "organisation": user.organisation}


def small_portal(settings: Any, database: Any, portal: Portal = PORTAL, **network: Any) -> FastAPI:
    """`network` may hold a transport to stand for the way to the identity provider."""
    environment = create_environment()
    parts = Parts("referral", TABLES, [router], environment, refusals={CaseClosed: 409})
    app = create_portal(portal, settings, database, parts, **network)
    app.state.written = []
    return app
