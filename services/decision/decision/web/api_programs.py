"""One request of a program about one case: what it had seen of it, and the case as it is afterwards."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Header, Response

from contracts.ids import CaseId
from decision.domain.case import Case
from decision.storage import CaseChanged, UnitOfWork
from decision.web.acts import Act, AnswersT, Sender
from decision.web.api_bodies import CaseBody
from decision.web.edge import CaseWork, Caseworker, Leader, Reviewer, Staff
from plumbing.access import User
from plumbing.clock import utcnow
from plumbing.database import Work
from plumbing.problems import Fault, Problem, code_of

STALE = "The case has changed since you read it. Read it again."
NEEDED = "Send the case's ETag, as you last read it, in If-Match."
IfMatch = Annotated[str | None, Header(description="The case's ETag as last read")]


class ByProgram:
    def __init__(
        self,
        case_id: UUID,
        user: User,
        work: Work[UnitOfWork],
        response: Response,
        if_match: str | None,
    ) -> None:
        self.case_id = CaseId(case_id)
        self.user = user
        self.work = work
        self.response = response
        self.if_match = if_match

    async def does(self, act: Act[AnswersT], answers: AnswersT) -> CaseBody:
        """What a page offers, with the same refusals."""

        async def record(uow: UnitOfWork, seen: int) -> None:
            await act.record(uow, answers, Sender(self.case_id, seen, self.user.id, utcnow()))

        try:
            return await self.records(record)
        except tuple(act.refused) as refused:
            refusal = act.refused[type(refused)]
            fault = Fault(f"/{refusal.field}", code_of(type(refused)), refusal.words)
            raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, refusal.words, faults=[fault]) from None

    async def records(self, record: Callable[[UnitOfWork, int], Awaitable[object]]) -> CaseBody:
        """`record` is given the version of the case that the program had seen."""
        seen = seen_version(self.if_match)
        with stale_is_refused():
            async with self.work() as uow:
                await record(uow, seen)
                return tagged(await uow.cases.get(self.case_id), self.response)


async def _by_staff(
    case_id: UUID, user: Staff, work: CaseWork, response: Response, if_match: IfMatch = None
) -> ByProgram:
    return ByProgram(case_id, user, work, response, if_match)


async def _by_caseworker(
    case_id: UUID, user: Caseworker, work: CaseWork, response: Response, if_match: IfMatch = None
) -> ByProgram:
    return ByProgram(case_id, user, work, response, if_match)


async def _by_reviewer(
    case_id: UUID, user: Reviewer, work: CaseWork, response: Response, if_match: IfMatch = None
) -> ByProgram:
    return ByProgram(case_id, user, work, response, if_match)


async def _by_leader(
    case_id: UUID, user: Leader, work: CaseWork, response: Response, if_match: IfMatch = None
) -> ByProgram:
    return ByProgram(case_id, user, work, response, if_match)


StaffProgram = Annotated[ByProgram, Depends(_by_staff)]
Program = Annotated[ByProgram, Depends(_by_caseworker)]
ReviewersProgram = Annotated[ByProgram, Depends(_by_reviewer)]
LeadersProgram = Annotated[ByProgram, Depends(_by_leader)]


@contextmanager
def stale_is_refused() -> Iterator[None]:
    try:
        yield
    except CaseChanged:
        raise _stale() from None


def seen_version(if_match: str | None) -> int:
    if if_match is None:
        fault = Fault("header:If-Match", "missing", NEEDED)
        raise Problem(HTTPStatus.PRECONDITION_REQUIRED, NEEDED, faults=[fault])
    version = if_match.strip().strip('"')
    if not version.isdecimal():
        raise _stale()
    return int(version)


def _stale() -> Problem:
    fault = Fault("header:If-Match", code_of(CaseChanged), STALE)
    return Problem(HTTPStatus.PRECONDITION_FAILED, STALE, faults=[fault])


def tagged(case: Case, response: Response) -> CaseBody:
    response.headers["ETag"] = f'"{case.version}"'
    return CaseBody.model_validate(case)
