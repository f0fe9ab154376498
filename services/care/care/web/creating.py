"""What programs create, once for each key they send: sent again, it is the same answer."""

from collections.abc import Awaitable, Callable
from http import HTTPStatus

from pydantic import BaseModel
from starlette.responses import Response

from care.storage import UnitOfWork
from care.web.edge import Desk
from care.web.refusals import problems
from plumbing.idempotency import Once

Create = Callable[[UnitOfWork], Awaitable[tuple[str, BaseModel]]]


async def created(desk: Desk, once: Once, create: Create) -> Response:
    """`create` answers with where it is from now on, and how it stands."""
    async with problems(), desk.work() as uow:
        if (answer := await once.earlier_answer(uow)) is not None:
            return answer
        location, made = await create(uow)
        return await once.keep(uow, HTTPStatus.CREATED, made.model_dump(mode="json"), location=location)
