"""A form that is sent: shown again with what is wrong or refused, or recorded, and on from there."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeVar

from fastapi import Request
from starlette.responses import Response

from care.domain.refusals import Code, Refused
from care.storage import UnitOfWork
from care.web import words
from care.web.edge import Desk
from plumbing.forms import PAGE, Filled, Form, fill
from plumbing.govuk.dates import day
from plumbing.pages import see_other

FormT = TypeVar("FormT", bound=Form)
Show = Callable[[Filled[Any]], Awaitable[Response]]
ANYWHERE: Mapping[Code, str] = {}


async def send(
    request: Request,
    desk: Desk,
    form: type[FormT],
    record: Callable[[UnitOfWork, FormT], Awaitable[str]],
    show: Show,
    *,
    field: str = PAGE,
    field_of: Mapping[Code, str] = ANYWHERE,
) -> Response:
    """`record` answers with the address to go on to; a refusal is shown at its `field_of`, or at `field`."""
    filled = await fill(form, request, today=desk.today)
    if filled.form is None:
        return await show(filled)
    try:
        async with desk.work() as uow:
            address = await record(uow, filled.form)
    except Refused as refused:
        return await show(refused_at(filled, refused, field_of.get(refused.code, field)))
    return see_other(address)


def refused_at(filled: Filled[Any], refused: Refused, field: str = PAGE) -> Filled[Any]:
    return filled.refused(field, why(refused), refused.code)


def why(refused: Refused) -> str:
    said = words.REFUSALS[refused.code]
    return f"{said}. The first possible is {day(refused.first_possible)}" if refused.first_possible else said
