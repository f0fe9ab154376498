"""A rule's refusal as a problem that programs can act on: its code, in words, and what stands in the way."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus

from care.domain.refusals import Code, Refused
from care.web import words
from plumbing.problems import Fault, Problem

ABOUT_THE_REQUEST = frozenset(
    {
        Code.DEPARTURE_BEFORE_ARRIVAL,
        Code.ARRIVAL_IN_FUTURE,
        Code.IN_FUTURE,
        Code.ARRIVAL_TOO_OLD,
        Code.UNKNOWN_REASON,
        Code.UNKNOWN_DESTINATION,
        Code.INVALID_TURNAROUND,
        Code.DURATION_TOO_SHORT,
        Code.NO_REGION,
        Code.TOO_MANY_REGIONS,
        Code.REASON_REQUIRED,
        Code.HALF_AN_ANSWER,
        Code.VOID_END_BEFORE_START,
        Code.CLOSE_TOO_OLD,
        Code.CLOSE_TOO_FAR,
        Code.REOPEN_TOO_OLD,
        Code.REOPEN_TOO_FAR,
    }
)


@asynccontextmanager
async def problems() -> AsyncIterator[None]:
    try:
        yield
    except Refused as refused:
        raise problem(refused) from refused


def problem(refused: Refused) -> Problem:
    pointer = f"/conflicting/{refused.conflicting}" if refused.conflicting else ""
    said = words.REFUSALS[refused.code]
    if refused.first_possible is not None:
        said = f"{said}. The first possible is {refused.first_possible.isoformat()}"
    return Problem(status_of(refused.code), said, faults=[Fault(pointer, refused.code, said)])


def status_of(code: Code) -> int:
    if code is Code.FORBIDDEN:
        return HTTPStatus.FORBIDDEN
    return HTTPStatus.UNPROCESSABLE_ENTITY if code in ABOUT_THE_REQUEST else HTTPStatus.CONFLICT
