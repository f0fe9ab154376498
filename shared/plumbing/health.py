"""Whether the process lives, and whether it can do its work."""

from collections.abc import Awaitable, Callable, Mapping
from functools import cache
from http import HTTPStatus

import structlog
from fastapi import APIRouter
from sqlalchemy import text
from starlette.responses import JSONResponse, Response

from plumbing.access import public
from plumbing.database import Transaction, Work
from plumbing.migrations import head

log = structlog.get_logger()

Check = Callable[[], Awaitable[bool]]

_REVISION = text("SELECT version_num FROM alembic_version")


def migrations_at_head(service: str, work: Work[Transaction]) -> Check:
    """Also shows that the database answers. The code's own newest revision is read once."""
    newest = cache(lambda: head(service))

    async def check() -> bool:
        async with work() as uow:
            return (await uow.session.execute(_REVISION)).scalar_one_or_none() == newest()

    return check


def health_routes(checks: Mapping[str, Check]) -> APIRouter:
    router = APIRouter(prefix="/health", dependencies=[public], include_in_schema=False)

    @router.get("/live")
    async def live() -> dict[str, str]:
        return {"status": "live"}

    @router.get("/ready")
    async def ready() -> Response:
        results = {name: await _passes(name, check) for name, check in checks.items()}
        is_ready = all(results.values())
        status = HTTPStatus.OK if is_ready else HTTPStatus.SERVICE_UNAVAILABLE
        return JSONResponse({"status": "ready" if is_ready else "not ready", "checks": results}, status)

    return router


async def _passes(name: str, check: Check) -> bool:
    """A check that raises has failed: what it raised goes to the log, not to whoever asked."""
    try:
        return await check()
    except Exception as error:
        log.warning("health_check_failed", reason=name, exc_info=error)
        return False
