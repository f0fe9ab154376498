"""The task list of one draft: its sections, and how far each has come."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from fastapi import APIRouter, Request
from starlette.responses import Response

from plumbing.clock import utcnow
from plumbing.govuk.parts import Status, Task, TaskGroup
from plumbing.languages import N_
from plumbing.languages import gettext as _
from plumbing.pages import page
from referral import queries
from referral.domain.drafts import Draft, DraftId
from referral.domain.form.progress import Progress
from referral.domain.form.pruning import open_sections
from referral.domain.form.questions import Section
from referral.web import paths
from referral.web.edge import OwnWork, Responder
from referral.web.form import referral_form

router = APIRouter()

DONE = Status(N_("Completed"))
IN_PROGRESS = Status(N_("In progress"), "in-progress")
NOT_STARTED = Status(N_("Not yet started"), "not-started")
CANNOT_START = Status(N_("Cannot start yet"), "blocked")


@dataclass(frozen=True)
class TaskListPage:
    label: str
    groups: list[TaskGroup]
    done: int
    tasks: int
    next: str
    days_left: int
    deleted_on: date


@router.get("/drafts/{draft_id}")
async def task_list(request: Request, draft_id: DraftId, user: Responder, work: OwnWork) -> Response:
    at = utcnow()
    async with work() as uow:
        draft = await queries.open_draft(uow, draft_id, user, at=at)
    progress = draft.progress(referral_form(), at)
    return page(request, "task_list.html", _shown(draft, progress, draft.days_left(at)))


def _shown(draft: Draft, progress: Progress, days_left: int) -> TaskListPage:
    groups = [*_groups(draft, progress), TaskGroup(_("Send"), [_sending(draft, progress)])]
    tasks = [task for group in groups[:-1] for task in group.tasks]
    done = sum(task.status == DONE for task in tasks)
    return TaskListPage(
        label=draft.label,
        groups=groups,
        done=done,
        tasks=len(tasks),
        next=_next(draft, progress),
        days_left=days_left,
        deleted_on=draft.deleted_on,
    )


def _next(draft: Draft, progress: Progress) -> str:
    stop = progress.first_open
    return paths.question(draft.id, stop.page.id) if stop else paths.check_answers(draft.id)


def _groups(draft: Draft, progress: Progress) -> Iterator[TaskGroup]:
    sections = open_sections(referral_form(), draft.answers)
    for part, members in groupby(sections, key=lambda section: section.part):
        yield TaskGroup(part, [_task(draft, progress, section) for section in members])


def _task(draft: Draft, progress: Progress, section: Section) -> Task:
    stops = progress.in_section(section.id)
    first_open = progress.first_open
    if not stops or progress.find(stops[0].page.id) is None:
        return Task(section.title, CANNOT_START)
    status = _status(any(stop.is_seen for stop in stops), is_done=progress.is_section_done(section.id))
    page_id = first_open.page.id if first_open in stops and first_open else stops[0].page.id
    return Task(section.title, status, paths.question(draft.id, page_id))


def _status(is_begun: bool, *, is_done: bool) -> Status:
    if is_done:
        return DONE
    return IN_PROGRESS if is_begun else NOT_STARTED


def _sending(draft: Draft, progress: Progress) -> Task:
    title = _("Check your answers and send")
    if progress.is_finished:
        return Task(title, NOT_STARTED, paths.check_answers(draft.id))
    return Task(title, CANNOT_START)
