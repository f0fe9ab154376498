"""Inspections of subcontractors: what is due, what was recommended, and the answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from care.commands import inspecting
from care.commands.inspecting import Asked
from care.domain.inspections import Held, Inspection, Kind, Recommendation
from care.domain.refusals import Code
from care.queries.inspections import Inspected, Standing, inspected
from care.queries.providers import names_of_providers
from care.storage import UnitOfWork
from care.web import columns, paths
from care.web.edge import Desk, ManagersDesk, OverseersDesk, PrimesDesk
from care.web.sending import send
from contracts.ids import ProviderId
from plumbing.form_words import Words
from plumbing.forms import NOT_AFTER_TODAY, NOT_BEFORE_TODAY, Filled, Form, MaxLen
from plumbing.govuk.dates import day
from plumbing.govuk.parts import Column, Option, Status
from plumbing.pages import form_page

router = APIRouter(prefix=paths.INSPECTIONS)
KINDS = {
    Kind.SAFEGUARDING: "Safeguarding visit",
    Kind.ACCOMMODATION: "Inspection of accommodation standards",
}


class HeldForm(Form):
    provider_id: Annotated[str, Words("Select the provider")]
    kind: Annotated[Kind, Words("Select what was inspected")]
    held_on: Annotated[date, NOT_AFTER_TODAY, Words("Enter the day", name="Day of the inspection")]


class RecommendationForm(Form):
    words: Annotated[str, MaxLen(1000), Words("Enter what is recommended", name="What is recommended")]
    owner: Annotated[str, MaxLen(100), Words("Enter who does it", name="Who does it")]
    due_on: Annotated[date, NOT_BEFORE_TODAY, Words("Enter by when", name="By when")]


class AnswerForm(Form):
    words: Annotated[str, MaxLen(2000), Words("Enter what was done", name="Answer")]


@dataclass(frozen=True)
class StandingLine:
    provider: str
    what: str
    last: str
    due: str
    status: Status


@dataclass(frozen=True)
class HeldLine:
    what: str
    recommend: str


@dataclass(frozen=True)
class RecommendationLine:
    provider: str
    words: str
    owner: str
    due: str
    status: Status
    said: str
    answer: str


@dataclass(frozen=True, kw_only=True)
class InspectionsView:
    next: str
    standings: Sequence[StandingLine]
    recommendations: Sequence[RecommendationLine]
    held: Sequence[HeldLine]
    is_prime: bool
    filled: Filled[HeldForm]
    providers: Sequence[Option]
    kinds: Sequence[Option] = tuple(Option(each.value, said) for each, said in KINDS.items())
    recommendation_columns: Sequence[Column] = columns.RECOMMENDATIONS
    columns: Sequence[Column] = columns.INSPECTIONS


@dataclass(frozen=True)
class OneFormView:
    title: str
    before: str
    filled: Filled[RecommendationForm] | Filled[AnswerForm]
    back: str = paths.INSPECTIONS


@router.get("")
async def show_inspections(request: Request, desk: OverseersDesk) -> Response:
    return await _page(request, desk, Filled())


@router.post("")
async def record_inspection(request: Request, desk: PrimesDesk) -> Response:
    async def record(uow: UnitOfWork, form: HeldForm) -> str:
        held = Held(provider_id=ProviderId(form.provider_id), kind=form.kind, on=form.held_on)
        made = await inspecting.record_inspection(uow, held, desk.by)
        return f"{paths.INSPECTIONS}/{made}/recommend"

    return await send(request, desk, HeldForm, record, partial(_page, request, desk), field="held_on")


@router.get("/{inspection_id}/recommend")
async def ask_recommendation(request: Request, desk: PrimesDesk, inspection_id: UUID) -> Response:
    return await _recommend_page(request, desk, inspection_id, Filled())


@router.post("/{inspection_id}/recommend")
async def recommend(request: Request, desk: PrimesDesk, inspection_id: UUID) -> Response:
    async def record(uow: UnitOfWork, form: RecommendationForm) -> str:
        await inspecting.recommend(uow, inspection_id, Asked(**form.model_dump()), desk.by)
        return paths.INSPECTIONS

    again = partial(_recommend_page, request, desk, inspection_id)
    return await send(request, desk, RecommendationForm, record, again)


@router.get("/recommendations/{recommendation_id}")
async def ask_answer(request: Request, desk: ManagersDesk, recommendation_id: UUID) -> Response:
    return await _answer_page(request, desk, recommendation_id, Filled())


@router.post("/recommendations/{recommendation_id}")
async def answer(request: Request, desk: ManagersDesk, recommendation_id: UUID) -> Response:
    async def record(uow: UnitOfWork, form: AnswerForm) -> str:
        await inspecting.answer(uow, recommendation_id, form.words, desk.by)
        return paths.INSPECTIONS

    again = partial(_answer_page, request, desk, recommendation_id)
    field_of = {Code.REASON_REQUIRED: "words"}
    return await send(request, desk, AnswerForm, record, again, field_of=field_of)


async def _page(request: Request, desk: Desk, filled: Filled[HeldForm]) -> Response:
    async with desk.work() as uow:
        only = None if desk.is_prime else desk.actor.provider_id
        found = await inspected(uow, rules=desk.rules, only=only)
        names = await names_of_providers(uow)
    view = InspectionsView(
        next=_next(found, desk),
        standings=[_standing(each, desk.today) for each in found.standings],
        recommendations=[_recommendation(each, names, desk) for each in found.recommendations],
        held=[_held(each, names) for each in found.held],
        is_prime=desk.is_prime,
        filled=filled,
        providers=sorted(
            {Option(each.provider_id, each.provider_name) for each in found.standings},
            key=lambda option: option.label,
        ),
    )
    return form_page(request, "inspections.html", view)


async def _recommend_page(
    request: Request, desk: Desk, inspection_id: UUID, filled: Filled[RecommendationForm]
) -> Response:
    async with desk.work() as uow:
        held = await uow.inspections.one(inspection_id)
    before = f"{KINDS[held.kind]} of {day(held.held_on)}. If nothing is recommended, go back."
    view = OneFormView("Record a recommendation", before, filled)
    return form_page(request, "recommendation.html", view)


async def _answer_page(
    request: Request, desk: Desk, recommendation_id: UUID, filled: Filled[AnswerForm]
) -> Response:
    async with desk.work() as uow:
        made = await uow.inspections.recommendation_locked(recommendation_id)
    view = OneFormView("Answer a recommendation", made.words, filled)
    return form_page(request, "recommendation_answer.html", view)


def _next(found: Inspected, desk: Desk) -> str:
    overdue = sum(each.due_on is not None and each.due_on < desk.today for each in found.standings)
    waiting = sum(each.answered_at is None for each in found.recommendations)
    if desk.is_prime and overdue:
        return f"{overdue} overdue: report it under the contract and inspect, the longest overdue first."
    if waiting:
        return f"{waiting} waiting for an answer."
    return "Nothing is overdue and every recommendation has its answer."


def _standing(each: Standing, today: date) -> StandingLine:
    last = day(each.last_on) if each.last_on else "None recorded"
    due = day(each.due_on) if each.due_on else "Not known: the contract’s first day was not seen"
    return StandingLine(each.provider_name, KINDS[each.kind], last, due, _status(each, today))


def _status(each: Standing, today: date) -> Status:
    if each.due_on is None:
        return Status("Not known", "waiting")
    if each.due_on < today:
        return Status("Overdue", "overdue")
    is_soon = each.warn_on is not None and each.warn_on <= today
    return Status("Due soon", "waiting") if is_soon else Status("Done", "done")


def _held(each: Inspection, names: Mapping[ProviderId, str]) -> HeldLine:
    what = f"{names.get(each.provider_id, each.provider_id)}: {KINDS[each.kind].lower()}, {day(each.held_on)}"
    return HeldLine(what, f"{paths.INSPECTIONS}/{each.id}/recommend")


def _recommendation(each: Recommendation, names: Mapping[ProviderId, str], desk: Desk) -> RecommendationLine:
    is_own = each.provider_id == desk.actor.provider_id and each.answered_at is None
    waits = Status("Overdue", "overdue") if each.is_late(desk.today) else Status("To be answered", "waiting")
    return RecommendationLine(
        provider=names.get(each.provider_id, each.provider_id),
        words=each.words,
        owner=each.owner,
        due=day(each.due_on),
        status=Status("Answered", "done") if each.answered_at else waits,
        said=each.answer or "",
        answer=f"{paths.INSPECTIONS}/recommendations/{each.id}" if is_own else "",
    )
