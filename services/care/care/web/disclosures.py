"""Requests from outside: written down, answered with named facts by a colleague, or refused (VI-1, VI-2)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import create_model, model_validator
from starlette.responses import Response

from care.commands import disclosing
from care.commands.disclosing import LINE, Asked
from care.domain.disclosure import MOST_FACTS, Asker, DisclosureRequest, DisclosureState
from care.queries.risks import one_request, requests_of
from care.storage import UnitOfWork
from care.web import columns, paths, words
from care.web.edge import AnyDesk, Desk
from care.web.life.words import choices
from care.web.person_parts import parts_of
from care.web.safety.record import Asking, ask_about, case_of
from care.web.safety.words import instant
from care.web.sending import send
from contracts.ids import SupportCaseId
from plumbing.form_words import Words
from plumbing.forms import NOT_AFTER_TODAY, Filled, Form, MaxLen, fault
from plumbing.govuk.parts import Column, Link, Option, Row, Status
from plumbing.pages import form_page, page

router = APIRouter()
OF_PERSON = f"{paths.PEOPLE}/{{support_case_id}}/disclosures"
ONE = "/disclosures/{request_id}"
ASKERS = {
    Asker.COMPETENT_AUTHORITY: "The competent authority",
    Asker.POLICE: "The police",
    Asker.COUNCIL: "A council",
    Asker.OTHER: "Somebody else",
}
STATES = {
    DisclosureState.ASKED: Status("To be answered", "waiting"),
    DisclosureState.RELEASED: Status("Answered", "done"),
    DisclosureState.REFUSED: Status("Refused", "blocked"),
}
YES_NO = (Option("yes", "Yes"), Option("no", "No"))
NEW = Asking("disclosure_new.html", choices(ASKERS), YES_NO, part="disclosures")


class RequestForm(Form):
    asker: Annotated[Asker, Words("Select who asks")]
    who: Annotated[str, MaxLen(300), Words("Enter their name and office", name="Name and office")]
    asked_on: Annotated[date, NOT_AFTER_TODAY, Words("Enter the day they asked", name="Day they asked")]
    purpose: Annotated[str, MaxLen(1000), Words("Enter what it is for", name="Purpose")]
    basis: Annotated[str, MaxLen(1000), Words("Enter the legal basis they give", name="Legal basis")]
    facts: Annotated[str, MaxLen(4000), Words("Enter the facts they ask for", name="Facts")]
    has_privileged: Annotated[Literal["yes", "no"], Words("Select whether any of it is legally privileged")]

    @model_validator(mode="after")
    def _few_enough(self) -> Self:
        if len(self.named) > MOST_FACTS:
            raise fault("facts", "too-many", f"Enter {MOST_FACTS} facts or fewer, one on each line")
        return self

    @property
    def named(self) -> tuple[str, ...]:
        lines = (line.strip() for line in self.facts.splitlines())
        return tuple(dict.fromkeys(line for line in lines if line))

    @property
    def asked(self) -> Asked:
        return Asked(
            asker=self.asker,
            asked_on=self.asked_on,
            who=self.who,
            purpose=self.purpose,
            basis=self.basis,
            facts=self.named,
            has_privileged=self.has_privileged == "yes",
        )


class WhyForm(Form):
    why: Annotated[str, MaxLen(1000), Words("Enter why it is refused", name="Why it is refused")]


_ANSWER = Annotated[str, MaxLen(2000), Words("Enter the answer", name="The answer")]
_FIELDS: dict[str, Any] = {f"answer_{number}": (_ANSWER, "") for number in range(MOST_FACTS)}
ANSWERS = create_model("ANSWERS", __base__=Form, **_FIELDS)


@dataclass(frozen=True)
class RequestLine:
    asker: str
    href: str
    asked_on: str
    status: Status


@dataclass(frozen=True, kw_only=True)
class RequestsView:
    reference: str
    back: str
    new: str
    parts: Sequence[Link]
    lines: Sequence[RequestLine]
    columns: Sequence[Column] = columns.DISCLOSURES


@dataclass(frozen=True)
class FactShown:
    """A fact that was asked for, the field its answer is typed in, and what was answered."""

    words: str
    field: str
    answer: str


@dataclass(frozen=True, kw_only=True)
class RequestView:
    reference: str
    back: str
    here: str
    status: Status
    rows: Sequence[Row]
    facts: Sequence[FactShown]
    is_extract: bool
    is_open: bool
    is_own: bool
    filled: Filled[Any]


@router.get(OF_PERSON)
async def list_requests(request: Request, desk: AnyDesk, support_case_id: SupportCaseId) -> Response:
    async with desk.work() as uow:
        case = await case_of(uow, desk, support_case_id)
        found = await requests_of(uow, support_case_id)
    view = RequestsView(
        reference=case.reference,
        back=paths.person(case.id),
        new=paths.person(case.id, "disclosures/new"),
        parts=parts_of(case, desk, "disclosures"),
        lines=[_line(each) for each in found],
    )
    return page(request, "disclosures.html", view)


@router.get(f"{OF_PERSON}/new")
async def ask_request(request: Request, desk: AnyDesk, support_case_id: SupportCaseId) -> Response:
    return await ask_about(request, desk, support_case_id, NEW, Filled())


@router.post(f"{OF_PERSON}/new")
async def record_request(request: Request, desk: AnyDesk, support_case_id: SupportCaseId) -> Response:
    async def record(uow: UnitOfWork, form: RequestForm) -> str:
        made = await disclosing.record_request(uow, support_case_id, form.asked, by=desk.by)
        return f"/disclosures/{made.id}"

    again = partial(ask_about, request, desk, support_case_id, NEW)
    return await send(request, desk, RequestForm, record, again)


@router.get(ONE)
async def show_request(request: Request, desk: AnyDesk, request_id: UUID) -> Response:
    return await _request_page(request, desk, request_id, Filled())


@router.post(f"{ONE}/release")
async def release(request: Request, desk: AnyDesk, request_id: UUID) -> Response:
    async def record(uow: UnitOfWork, form: Form) -> str:
        await disclosing.release(uow, request_id, list(form.model_dump().values()), by=desk.by)
        return f"/disclosures/{request_id}"

    again = partial(_request_page, request, desk, request_id)
    return await send(request, desk, ANSWERS, record, again, field="answer_0")


@router.post(f"{ONE}/refuse")
async def refuse(request: Request, desk: AnyDesk, request_id: UUID) -> Response:
    async def record(uow: UnitOfWork, form: WhyForm) -> str:
        await disclosing.refuse(uow, request_id, form.why, by=desk.by)
        return f"/disclosures/{request_id}"

    return await send(request, desk, WhyForm, record, partial(_request_page, request, desk, request_id))


async def _request_page(request: Request, desk: Desk, request_id: UUID, filled: Filled[Any]) -> Response:
    async with desk.work() as uow:
        found = await one_request(uow, request_id)
        case = await case_of(uow, desk, found.support_case_id)
        texts = await uow.texts.of_case(case.id, case.referral_id)
    said = {purpose: words for (subject, purpose), words in texts.items() if subject == found.id}
    view = _view(found, case.reference, said, desk=desk, filled=filled)
    return form_page(request, "disclosure.html", view)


def _line(request: DisclosureRequest) -> RequestLine:
    asked_on = f"{request.asked_on:%-d %B %Y}"
    return RequestLine(ASKERS[request.asker], f"/disclosures/{request.id}", asked_on, STATES[request.state])


def _view(
    request: DisclosureRequest, reference: str, said: dict[str, str], *, desk: Desk, filled: Filled[Any]
) -> RequestView:
    facts = said.get("facts", "").split(LINE)
    is_extract = request.is_open_to_read(desk.at)
    return RequestView(
        reference=reference,
        back=paths.person(request.support_case_id, "disclosures"),
        here=f"/disclosures/{request.id}",
        status=STATES[request.state],
        rows=list(_rows(request, said)),
        facts=[
            FactShown(fact, f"answer_{number}", said.get(f"answer {number}", "") if is_extract else "")
            for number, fact in enumerate(facts)
        ],
        is_extract=is_extract,
        is_open=request.state is DisclosureState.ASKED,
        is_own=request.recorded_by == desk.actor.user,
        filled=filled,
    )


def _rows(request: DisclosureRequest, said: dict[str, str]) -> Iterator[Row]:
    yield Row("Who asks", f"{ASKERS[request.asker]}: {said.get('who', '')}")
    yield Row("Asked on", f"{request.asked_on:%-d %B %Y}")
    yield Row("What for", said.get("purpose", ""))
    yield Row("Legal basis", said.get("basis", ""))
    if request.refused_for is not None:
        yield Row("Refused because", words.REFUSALS[request.refused_for])
    if "why_refused" in said:
        yield Row("Refused because", said["why_refused"])
    if request.expires_at is not None:
        yield Row("The answer can be read until", f"{instant(request.expires_at)} (our setting)")
