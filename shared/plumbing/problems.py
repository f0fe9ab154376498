"""What people and programs are told when refused: never what they sent, never what broke inside."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import structlog
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import InterfaceError, OperationalError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from plumbing.access import RoleMissing, SignInNeeded
from plumbing.languages import N_, gettext
from plumbing.oidc import ProviderUnavailable, SignInRefused
from plumbing.pages import page
from plumbing.return_paths import sign_in_path
from plumbing.service_calls import PeerUnavailable

log = structlog.get_logger()


@dataclass(frozen=True)
class Refusal:
    """The status of a refusal, and why, in words for a program; its code is the name of the exception."""

    status: int
    words: str


Refusals = Mapping[type[Exception], int | Refusal]

RETRY_AFTER_SECONDS = "30"
TRY_AGAIN = N_(
    "Start again from the sign-in page. If it keeps happening, tell the person who manages your accounts."
)
ALWAYS_REFUSED: Refusals = {
    SignInNeeded: HTTPStatus.UNAUTHORIZED,
    RoleMissing: HTTPStatus.FORBIDDEN,
    ProviderUnavailable: HTTPStatus.SERVICE_UNAVAILABLE,
    PeerUnavailable: HTTPStatus.SERVICE_UNAVAILABLE,
    RequestValidationError: HTTPStatus.UNPROCESSABLE_ENTITY,
    OperationalError: HTTPStatus.SERVICE_UNAVAILABLE,
    InterfaceError: HTTPStatus.SERVICE_UNAVAILABLE,
    ConnectionError: HTTPStatus.SERVICE_UNAVAILABLE,
}


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a request: where, a code to act on, and words. Never the value."""

    pointer: str
    code: str
    detail: str


class Problem(Exception):
    """A refusal that says more than its status."""

    def __init__(
        self,
        status: int,
        detail: str = "",
        *,
        heading: str = "",
        faults: Sequence[Fault] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.heading = heading
        self.faults = tuple(faults)
        self.headers = dict(headers or {})


@dataclass(frozen=True)
class ErrorPage:
    """What an error page shows. Without words of its own it says what the status means."""

    status: int
    reference: str
    heading: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Answers:
    """Turns an exception into a response, by the service's own table after the shared one."""

    refusals: Refusals = field(default_factory=dict)

    async def __call__(self, request: Request, error: Exception) -> Response:
        problem = self.problem(error)
        if problem.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            log.error("request_failed", request_id=request.state.request_id, exc_info=error)
        if is_api(request):
            return problem_response(request, problem)
        if isinstance(error, SignInNeeded):
            return RedirectResponse(sign_in_path(request), HTTPStatus.SEE_OTHER)
        return error_page(request, Problem(HTTPStatus.NOT_FOUND) if _is_mistyped(error) else problem)

    def problem(self, error: Exception) -> Problem:
        if isinstance(error, Problem):
            return error
        if isinstance(error, HTTPException):
            return Problem(error.status_code, headers=error.headers)
        if isinstance(error, SignInRefused):
            return Problem(HTTPStatus.BAD_REQUEST, TRY_AGAIN, heading=N_("Signing in did not work"))
        faults = _faults(error) if isinstance(error, RequestValidationError) else ()
        status, said = self._refusal(type(error))
        return Problem(status, faults=faults or said, headers=_headers(status))

    def _refusal(self, kind: type[Exception]) -> tuple[int, tuple[Fault, ...]]:
        for parent in kind.__mro__:
            for table in (self.refusals, ALWAYS_REFUSED):
                if parent in table:
                    return _said(parent, table[parent])
        return HTTPStatus.INTERNAL_SERVER_ERROR, ()


def _said(kind: type[Exception], refusal: int | Refusal) -> tuple[int, tuple[Fault, ...]]:
    if isinstance(refusal, Refusal):
        return refusal.status, (Fault("", code_of(kind), refusal.words),)
    return refusal, ()


def refused(status: int, why: Mapping[type[Exception], str]) -> Refusals:
    return {kind: Refusal(status, words) for kind, words in why.items()}


def code_of(kind: type[Exception]) -> str:
    """`TakenBySomebodyElse` is `taken_by_somebody_else`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()


def _is_mistyped(error: Exception) -> bool:
    """An address that cannot be one of ours; to whoever typed it the page is simply not there."""
    return isinstance(error, RequestValidationError) and any(
        found["loc"][0] == "path" for found in error.errors()
    )


def is_api(request: Request) -> bool:
    return request.url.path.startswith(("/v1/", "/health/"))


def problem_response(request: Request, problem: Problem) -> Response:
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": problem.heading or HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "instance": request.state.request_id,
    }
    if problem.detail:
        body["detail"] = problem.detail
    if problem.faults:
        body["errors"] = [vars(fault) for fault in problem.faults]
    return JSONResponse(body, problem.status, problem.headers, media_type="application/problem+json")


def error_page(request: Request, problem: Problem) -> Response:
    heading, detail = gettext(problem.heading), gettext(problem.detail)
    view = ErrorPage(problem.status, request.state.request_id, heading, detail)
    response = page(request, "errors/error.html", view, status=problem.status)
    response.headers.update(problem.headers)
    return response


def _headers(status: int) -> dict[str, str]:
    if status == HTTPStatus.UNAUTHORIZED:
        return {"WWW-Authenticate": "Bearer"}
    return {"Retry-After": RETRY_AFTER_SECONDS} if status == HTTPStatus.SERVICE_UNAVAILABLE else {}


def _faults(error: RequestValidationError) -> tuple[Fault, ...]:
    return tuple(_fault(found) for found in error.errors())


def _fault(found: Mapping[str, Any]) -> Fault:
    words = WORDS.get(found["type"], "This is not accepted.")
    return Fault(pointer=_pointer(found), code=found["type"], detail=words)


def _pointer(found: Mapping[str, Any]) -> str:
    """A JSON pointer into the body, or the name of what else was sent: `query:after`, `header:If-Match`."""
    source, *steps = found["loc"]
    if source != "body":
        return f"{source}:{steps[0]}"
    return "" if found["type"] == "json_invalid" else "".join(f"/{_escaped(step)}" for step in steps)


def _escaped(step: object) -> str:
    return str(step).replace("~", "~0").replace("/", "~1")


# pydantic's own messages can quote what was sent, so only these words ever leave.
WORDS = {
    "missing": "This must be given.",
    "extra_forbidden": "This is not known here.",
    "json_invalid": "This is not JSON.",
    "string_too_long": "This is too long.",
    "string_too_short": "This is too short.",
    "uuid_parsing": "This must be a UUID.",
    "enum": "This must be one of the known codes.",
    "literal_error": "This must be one of the known codes.",
}
