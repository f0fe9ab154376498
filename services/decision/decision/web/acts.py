"""One act on a case: a page that asks, what is recorded, and what is said when it cannot be.

The same act is open to programs (`api_circumstances`), which send the same answers without the page.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from http import HTTPStatus
from typing import Annotated, Any, Generic, Literal, TypeVar, get_args

from fastapi import APIRouter, Depends
from starlette.responses import Response

from clocks import CalendarHorizon, london_day
from contracts.ids import CaseId, UserId
from decision.domain.closing import CaseIsClosed
from decision.domain.delay import AnotherDelayIsOpen, DelayNotOpen, NotDelayed
from decision.domain.receipt import NoReviewDue, NothingToAcknowledge
from decision.domain.reconsideration import Judgement
from decision.domain.turning_18 import NothingToConsentTo
from decision.domain.withdrawal import NothingWasAsked
from decision.queries.case import CaseView
from decision.storage import UnitOfWork
from decision.web import paths
from decision.web.case_frame import CaseFrame, frame, read_case
from decision.web.conflicts import CONFLICTS, case_has_changed
from decision.web.visits import Visit, by_caseworker
from plumbing.clock import utcnow
from plumbing.forms import AS_TYPED, Filled, Form, MaxLen, read
from plumbing.govuk.parts import Option
from plumbing.pages import page, see_other
from plumbing.problems import Problem

AnswersT = TypeVar("AnswersT", bound=Form)
WORDS_LIMIT = 5_000
FreeText = Annotated[str, AS_TYPED, MaxLen(WORDS_LIMIT)]
BEYOND = "The bank holidays of that day are not known, so it cannot be counted. Enter a day nearer to today"
DONE_ALREADY = (
    CaseIsClosed,
    AnotherDelayIsOpen,
    DelayNotOpen,
    NotDelayed,
    NoReviewDue,
    NothingToAcknowledge,
    NothingToConsentTo,
    NothingWasAsked,
)


class NotYetSo(Exception):
    """What somebody says has happened lies on a day that has not come."""


@dataclass(frozen=True)
class Question:
    """One control of the page."""

    kind: Literal["radios", "checkboxes", "date", "words"]
    name: str
    label: str
    hint: str = ""
    options: Sequence[Option] = ()
    most: int = WORDS_LIMIT


@dataclass(frozen=True)
class Refusal:
    """Where to put it right, and in which words."""

    field: str
    words: str


@dataclass(frozen=True)
class Sender:
    """Who sent it, when, and the version of the case they had seen."""

    case_id: CaseId
    seen: int
    by: UserId
    at: datetime

    @property
    def today(self) -> date:
        return london_day(self.at)

    def judgement(self, words: str) -> Judgement:
        return Judgement(words=words, by=self.by, at=self.at)


def _nothing(_: CaseView) -> Sequence[str]:
    return ()


def _nothing_known(_: CaseView) -> Mapping[str, str]:
    return {}


def _no_reason(_: CaseView, __: date) -> str:
    return ""


@dataclass(frozen=True, kw_only=True)
class Act(Generic[AnswersT]):
    """`why_not` says, before anything is asked, why it cannot be done now; empty when it can.

    `part` is the page of the case it belongs to; `already` says that what was seen is so no more.
    """

    title: str
    button: str
    done: str
    form: type[AnswersT]
    questions: Callable[[CaseView, date], Sequence[Question]]
    record: Callable[[UnitOfWork, AnswersT, Sender], Awaitable[None]]
    refusals: Mapping[type[Exception], Refusal] = field(default_factory=dict)
    why_not: Callable[[CaseView, date], str] = _no_reason
    before: Callable[[CaseView], Sequence[str]] = _nothing
    known: Callable[[CaseView], Mapping[str, str]] = _nothing_known
    part: str = "circumstances"
    already: tuple[type[Exception], ...] = ()

    @property
    def refused(self) -> Mapping[type[Exception], Refusal]:
        """A day beyond the calendars is refused where it was typed."""
        fields = self.form.model_fields.items()
        days = [name for name, each in fields if date in (each.annotation, *get_args(each.annotation))]
        return {**({CalendarHorizon: Refusal(days[-1], BEYOND)} if days else {}), **self.refusals}


Let = Callable[..., Awaitable[Visit]]


def offer(router: APIRouter, path: str, act: Act[Any], *, to: Let = by_caseworker) -> None:
    """Asks at this path, and records what is sent to it. `to` lets in who may."""

    async def the_act() -> Act[Any]:
        return act

    offer_one_of(router, path, the_act, to=to)


def offer_one_of(
    router: APIRouter,
    path: str,
    find: Callable[..., Act[Any] | Awaitable[Act[Any]]],
    *,
    to: Let = by_caseworker,
) -> None:
    """Where the path says what the act is about: `find` takes that from it."""

    async def ask(visit: Annotated[Visit, Depends(to)], act: Annotated[Act[Any], Depends(find)]) -> Response:
        return await show(visit, act)

    async def record(
        visit: Annotated[Visit, Depends(to)], act: Annotated[Act[Any], Depends(find)]
    ) -> Response:
        return await send(visit, act)

    router.get(path)(ask)
    router.post(path)(record)


@dataclass(frozen=True)
class ActPage:
    frame: CaseFrame
    filled: Filled[Any]
    title: str
    button: str
    questions: Sequence[Question]
    before: Sequence[str]
    version: int
    back: str
    example: str


async def show(
    visit: Visit, act: Act[AnswersT], *, known: Mapping[str, str | Sequence[str]] | None = None
) -> Response:
    view = await _read(visit, act)
    filled = Filled[Any].showing(**(known or act.known(view)))
    return _page(visit, act, view, filled, version=view.case.version)


async def send(visit: Visit, act: Act[AnswersT]) -> Response:
    filled, seen = await _typed(visit, act)
    if filled.form is None:
        return await _again(visit, act, filled, seen)
    sender = Sender(visit.case_id, seen, visit.user.id, utcnow())
    try:
        async with visit.work() as uow:
            await act.record(uow, filled.form, sender)
    except tuple(act.refused) as refused:
        refusal = act.refused[type(refused)]
        return await _again(visit, act, filled.refused(refusal.field, refusal.words), seen)
    except _already(act):
        return await _changed(visit, act, filled, seen)
    return see_other(f"{paths.case(visit.case_id, act.part)}?done={act.done}")


def _already(act: Act[AnswersT]) -> tuple[type[Exception], ...]:
    return (*CONFLICTS, *DONE_ALREADY, *act.already)


async def _typed(visit: Visit, act: Act[AnswersT]) -> tuple[Filled[AnswersT], int]:
    """A page that does not say what it saw has seen nothing."""
    sent = await visit.request.form()
    pairs = [(name, value) for name, value in sent.multi_items() if isinstance(value, str)]
    seen = next((value for name, value in pairs if name == "version"), "")
    filled = read(act.form, [pair for pair in pairs if pair[0] != "version"], today=visit.today)
    return filled, int(seen) if seen.isdecimal() else 0


async def _again(visit: Visit, act: Act[AnswersT], filled: Filled[AnswersT], seen: int) -> Response:
    view = await _read(visit, act)
    return _page(visit, act, view, filled, version=seen, status=HTTPStatus.UNPROCESSABLE_ENTITY)


async def _changed(visit: Visit, act: Act[AnswersT], filled: Filled[AnswersT], seen: int) -> Response:
    view = await _read(visit)
    words = [each.name for each in act.questions(view, visit.today) if each.kind == "words"]
    typed = "\n\n".join(filled.value(name) for name in words if filled.value(name))
    return await case_has_changed(visit, seen=seen, typed=typed)


async def _read(visit: Visit, act: Act[AnswersT] | None = None) -> CaseView:
    async with visit.work() as uow:
        view = await read_case(uow, visit.case_id, visit.user, page="acting", at=utcnow())
    if act and (reason := act.why_not(view, visit.today)):
        raise Problem(HTTPStatus.CONFLICT, reason, heading="You cannot do this now")
    return view


def _page(
    visit: Visit,
    act: Act[AnswersT],
    view: CaseView,
    filled: Filled[Any],
    *,
    version: int,
    status: int = HTTPStatus.OK,
) -> Response:
    shown = ActPage(
        frame(view, act.part, visit.user, visit.today),
        filled,
        act.title,
        act.button,
        act.questions(view, visit.today),
        act.before(view),
        version,
        paths.case(visit.case_id, act.part),
        f"For example, {visit.today.day} {visit.today.month} {visit.today.year}",
    )
    return page(visit.request, "circumstances/act.html", shown, status=status)
