"""Attempts to reach somebody: what was tried, how long is left, and when to try again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Request
from starlette.responses import Response

from care.commands import trying
from care.commands.trying import Tried
from care.domain.attempts import TO_THE_PERSON, ContactAttempt, Result, Way
from care.queries.attempts import Attempt, attempts
from care.queries.people import Person, person
from care.storage import UnitOfWork
from care.web import paths
from care.web.attempt_words import NO_DETAILS, RESULTS, WAYS, tried_in_words, when_to_try
from care.web.edge import Desk, PrimesDesk
from care.web.life.acts import Text
from care.web.life.words import choices
from care.web.people import contact_clock
from care.web.sending import send
from contracts.ids import SupportCaseId
from plumbing.form_words import Words
from plumbing.forms import FieldError, Filled, Form
from plumbing.govuk.parts import Clock, Entry, Option
from plumbing.identifiers import new_id
from plumbing.pages import form_page

router = APIRouter(prefix=f"{paths.PEOPLE}/{{support_case_id}}")

CALL_IN = "48 hours have passed. The person or their lawyer may call in to enter support. Go on trying."


class AttemptForm(Form):
    way: Annotated[Way, Words("Select how you tried")]
    result: Annotated[Result, Words("Select what came of it")]
    note: Annotated[Text, Words("Enter what was said", name="What was said")] = ""


@dataclass(frozen=True, kw_only=True)
class AttemptsView:
    reference: str
    back: str
    reached: str
    clock: Clock
    today: date
    is_open: bool
    advice: Sequence[str]
    tried: Sequence[Entry]
    filled: Filled[AttemptForm]
    ways: Sequence[Option] = tuple(choices(WAYS))
    results: Sequence[Option] = tuple(choices(RESULTS))

    @property
    def errors(self) -> Sequence[FieldError]:
        return self.filled.errors


@router.get("/attempts")
async def show_attempts(request: Request, desk: PrimesDesk, support_case_id: SupportCaseId) -> Response:
    return await _page(request, desk, support_case_id, Filled())


@router.post("/attempts")
async def log_attempt(request: Request, desk: PrimesDesk, support_case_id: SupportCaseId) -> Response:
    async def record(uow: UnitOfWork, form: AttemptForm) -> str:
        await trying.log_attempt(uow, support_case_id, Tried(id=new_id(), **dict(form)), desk.by)
        return paths.person(support_case_id, "attempts")

    again = partial(_page, request, desk, support_case_id)
    return await send(request, desk, AttemptForm, record, again, field="way")


async def _page(
    request: Request, desk: Desk, support_case_id: SupportCaseId, filled: Filled[AttemptForm]
) -> Response:
    async with desk.work() as uow:
        found = await person(uow, support_case_id)
        made = await attempts(uow, found)
    view = AttemptsView(
        reference=found.reference,
        back=paths.person(support_case_id),
        reached=paths.person(support_case_id, "contact"),
        clock=contact_clock(found, desk.rules, desk.at),
        today=desk.today,
        is_open=found.contact_made_at is None,
        advice=_advice(found, [each.tried for each in made], desk),
        tried=[_entry(each) for each in reversed(made)],
        filled=filled,
    )
    return form_page(request, "attempts.html", view)


def _entry(each: Attempt) -> Entry:
    tried = each.tried
    return Entry(tried_in_words(tried), tried.tried_at, each.by, each.note)


def _advice(found: Person, made: Sequence[ContactAttempt], desk: Desk) -> list[str]:
    """What to do next, in words."""
    if found.contact_made_at is not None:
        return ["The person has been reached. Hold the initial assessment."]
    when = when_to_try(made, desk.rules.hours_to_call, desk.at)
    said = [when] if found.has_safe_contact else [NO_DETAILS]
    if not any(each.way not in TO_THE_PERSON for each in made):
        said.append("Nobody else has been asked yet. Ask the first responder or a lawyer to confirm details.")
    return [*said, CALL_IN] if found.contact_due_at <= desk.at else said
