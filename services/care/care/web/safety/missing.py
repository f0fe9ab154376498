"""Somebody is missing: the checklist, the bed, and that they came back."""

from datetime import date
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from care.commands.risk import missing
from care.commands.risk.incidents import Told
from care.domain.missing_people import Ending, EpisodeId, Telling
from care.queries.risks import one_episode
from care.storage import UnitOfWork
from care.web import paths
from care.web.edge import AnyDesk, Desk
from care.web.life.words import choices
from care.web.safety.record import Asking, ask_about, safety
from care.web.safety.times import TimeOfDay, instant_of
from care.web.safety.words import ENDINGS
from care.web.sending import send
from contracts.ids import SupportCaseId
from plumbing.form_words import Words
from plumbing.forms import NOT_AFTER_TODAY, Filled, Form, MaxLen
from plumbing.pages import see_other

router = APIRouter()
NEW = f"{paths.PEOPLE}/{{support_case_id}}/missing"
ONE = "/missing/{episode_id}"
MISSING = Asking("missing_new.html")
FOUND = Asking("missing_found.html", choices(ENDINGS))


class MissingForm(Form):
    seen_on: Annotated[
        date, NOT_AFTER_TODAY, Words("Enter the day they were last seen", name="Day they were last seen")
    ]
    seen_time: TimeOfDay
    what_happened: Annotated[str, MaxLen(5000), Words("Enter what you know", name="What you know")]


class FoundForm(Form):
    ending: Annotated[Ending, Words("Select where the person is")]


@router.get(NEW)
async def ask_missing(request: Request, desk: AnyDesk, support_case_id: SupportCaseId) -> Response:
    return await ask_about(request, desk, support_case_id, MISSING, Filled())


@router.post(NEW)
async def report_missing(request: Request, desk: AnyDesk, support_case_id: SupportCaseId) -> Response:
    async def record(uow: UnitOfWork, form: MissingForm) -> str:
        seen_at = instant_of(form.seen_on, form.seen_time)
        told = Told(what_happened=form.what_happened)
        await missing.report_missing(uow, support_case_id, seen_at, told, desk.by)
        return safety(support_case_id)

    again = partial(ask_about, request, desk, support_case_id, MISSING)
    return await send(request, desk, MissingForm, record, again, field="seen_time")


@router.post(f"{ONE}/told/{{whom}}")
async def tell(desk: AnyDesk, episode_id: EpisodeId, whom: Telling) -> Response:
    async with desk.work() as uow:
        await missing.tell(uow, episode_id, whom, desk.by)
        episode = await one_episode(uow, episode_id)
    return see_other(safety(episode.support_case_id))


@router.post(f"{ONE}/release")
async def release(desk: AnyDesk, episode_id: EpisodeId) -> Response:
    async with desk.work() as uow:
        await missing.release_bed(uow, episode_id, desk.by)
        episode = await one_episode(uow, episode_id)
    return see_other(safety(episode.support_case_id))


@router.get(f"{ONE}/found")
async def ask_found(request: Request, desk: AnyDesk, episode_id: EpisodeId) -> Response:
    return await _found_page(request, desk, episode_id, Filled())


@router.post(f"{ONE}/found")
async def found(request: Request, desk: AnyDesk, episode_id: EpisodeId) -> Response:
    async def record(uow: UnitOfWork, form: FoundForm) -> str:
        await missing.end(uow, episode_id, form.ending, desk.by)
        return safety((await one_episode(uow, episode_id)).support_case_id)

    return await send(request, desk, FoundForm, record, partial(_found_page, request, desk, episode_id))


async def _found_page(request: Request, desk: Desk, episode_id: EpisodeId, filled: Filled[Any]) -> Response:
    async with desk.work() as uow:
        episode = await one_episode(uow, episode_id)
    return await ask_about(request, desk, episode.support_case_id, FOUND, filled)
