"""Contacts, plans, assessments and answers that are due in the next two weeks, or late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from fastapi import APIRouter, Request
from starlette.responses import Response

from care.queries.due import Due, due
from care.web import paths
from care.web.edge import AnyDesk, Desk
from clocks.days import london_day
from plumbing.govuk.parts import Column, Status
from plumbing.pages import page

router = APIRouter()
AHEAD = timedelta(days=14)
TO_DO = {
    "CARE-CONTACT-HOUSE": ("Speak with the person", "do/contact-log"),
    "CARE-CONTACT-OUTREACH": ("Speak with the person", "do/contact-log"),
    "CARE-ALLOCATION": ("Choose a provider", "provider"),
    "CARE-PLAN-FIRST": ("Agree the first plan", "plan"),
    "CARE-PLAN-REVIEW": ("Review the plan", "do/review"),
    "CARE-NEEDS-DETAILED": ("Hold the detailed assessment", "do/detailed-assessment"),
    "CARE-NEEDS-REVIEW": ("Review their needs and where they live", "do/needs-review"),
    "CARE-RNA-SUBMIT": ("Send the recovery needs assessment", "do/needs-assessment"),
    "CARE-RNA-DECIDE": ("Chase the decision on the assessment", "leaving"),
    "CARE-EXTENSION-ANSWER": ("Chase the answer to the extension request", "leaving"),
}


@dataclass(frozen=True)
class DueLine:
    reference: str
    person: str
    words: str
    href: str
    due_on: date
    status: Status


@dataclass(frozen=True)
class DueView:
    lines: Sequence[DueLine]
    columns: Sequence[Column] = (Column("Person"), Column("To do"), Column("Due"), Column("Status"))


@router.get(paths.DUE)
async def show_due(request: Request, desk: AnyDesk) -> Response:
    async with desk.work() as uow:
        found = await due(uow, until=desk.today + AHEAD)
    return page(request, "due.html", DueView([_line(each, desk) for each in found]))


def to_do(each: Due) -> tuple[str, str]:
    """What somebody does, and where."""
    words, part = TO_DO[each.rule]
    return words, paths.person(each.support_case_id, part)


def _line(each: Due, desk: Desk) -> DueLine:
    words, href = to_do(each)
    return DueLine(
        reference=each.reference,
        person=paths.person(each.support_case_id),
        words=words,
        href=href,
        due_on=each.due_on,
        status=_status(each, desk.today),
    )


def _status(each: Due, today: date) -> Status:
    if each.due_on < today:
        return Status("Overdue", "overdue")
    is_soon = each.warn_at is not None and london_day(each.warn_at) <= today
    return Status("Due soon", "waiting") if is_soon else Status("Running", "in-progress")
