"""One question a page: shown, saved, refused with reasons, or left for later."""

from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from itertools import groupby

from fastapi import APIRouter, Request
from starlette.responses import Response

from plumbing.access import User
from plumbing.clock import utcnow
from plumbing.forms import MOST_FIELDS, PAGE, FieldError, Filled, Values, typed
from plumbing.forms import Form as PageForm
from plumbing.govuk.parts import Option
from plumbing.languages import N_, gettext
from plumbing.pages import page, see_other
from plumbing.problems import Problem
from referral import commands, queries
from referral.domain.drafts import AnswersChangedElsewhere, Draft, DraftId
from referral.domain.form.progress import Progress, Stop
from referral.domain.form.questions import Block, Field
from referral.domain.form.values import Value
from referral.web import paths, successors
from referral.web.controls import (
    Control,
    Lead,
    control_of,
    errors_of,
    names_of,
    read_controls,
    shown_values,
    suggestions_of,
)
from referral.web.edge import OwnWork, Responder
from referral.web.form import referral_form
from referral.web.onwards import onwards
from referral.web.two_windows import both_versions

router = APIRouter(prefix="/drafts/{draft_id}/questions/{page_id}")

LEAVE, MORE, KEEP, SEEN = "leave", "more", "keep", "seen"
ASIDE = frozenset({LEAVE, MORE, KEEP})
SLOTS_AT_FIRST = 3
NOT_ASKED = N_(
    "Nothing was saved. This question is not asked now, because of another answer. "
    "Go to ‘Your referrals’ and continue from there."
)
CHANGED = N_("This page has changed since you opened it. Check your answers and save them again")


@dataclass(frozen=True)
class QuestionPage:
    filled: Filled[PageForm]
    question: str
    caption: str
    back: str
    guidance: tuple[Block, ...]
    controls: list[Control]
    suggestions: dict[str, list[Option]] = field(default_factory=dict)
    can_have_more: bool = False

    @property
    def groups(self) -> list[list[Control]]:
        grouped = [each for each in self.controls if each.group]
        return [list(members) for _, members in groupby(grouped, key=lambda each: each.group)]

    @property
    def is_question_the_label(self) -> bool:
        return self.lead == "heading"

    @property
    def lead(self) -> Lead:
        if len(self.controls) != 1:
            return "plain"
        return "hidden" if self.guidance else "heading"


@dataclass(frozen=True)
class Visit:
    """A page of a draft, opened by its author."""

    draft: Draft
    way: Progress
    stop: Stop
    is_changing: bool

    @property
    def back(self) -> str:
        if self.is_changing:
            return paths.check_answers(self.draft.id)
        before = self.way.before(self.stop.page.id)
        return paths.question(self.draft.id, before.page.id) if before else paths.task_list(self.draft.id)


def _visit(draft: Draft, page_id: str, at: datetime, *, is_changing: bool) -> Visit | None:
    way = draft.way_to(referral_form(), page_id, at)
    stop = way.find(page_id)
    return None if stop is None else Visit(draft, way, stop, is_changing)


@router.get("")
async def show_question(
    request: Request,
    draft_id: DraftId,
    page_id: str,
    user: Responder,
    work: OwnWork,
    change: str = "",
    more: str = "",
) -> Response:
    at = utcnow()
    async with work() as uow:
        draft = await queries.open_draft(uow, draft_id, user, at=at)
    visit = _visit(draft, page_id, at, is_changing=bool(change))
    if visit is None:
        return see_other(paths.task_list(draft.id))
    values = shown_values(visit.stop.fields, _prefilled(visit, user))
    values |= {SEEN: (draft.mark(visit.stop),)}
    return _page(request, visit, Filled(values), extra=SLOTS_AT_FIRST if more else 0)


@router.post("")
async def save_answer(
    request: Request,
    draft_id: DraftId,
    page_id: str,
    user: Responder,
    work: OwnWork,
    change: str = "",
) -> Response:
    at, form, sent = utcnow(), referral_form(), await _sent(request)
    seen = next(iter(sent.get(SEEN, ())), "")
    async with work() as uow:
        draft = await commands.take_up(uow, draft_id, by=user, at=at)
        visit = _visit(draft, page_id, at, is_changing=bool(change))
        if visit is None:
            raise Problem(HTTPStatus.CONFLICT, gettext(NOT_ASKED))
        answers = read_controls(visit.stop.fields, sent)
        errors = _errors(visit, sent, draft.preview(form, visit.stop, answers, at=at))
        if errors and not sent.keys() & ASIDE:
            return _page(request, visit, Filled(sent, errors), status=HTTPStatus.UNPROCESSABLE_ENTITY)
        try:
            await commands.save_answers(uow, form, draft, visit.stop, answers, by=user, at=at, seen=seen)
        except AnswersChangedElsewhere as changed:
            return both_versions(request, changed.draft, visit.stop, sent, answers)
    if KEEP in sent:
        return _kept(draft, visit.stop)
    return see_other(_next(draft, visit, sent, at))


def _kept(draft: Draft, stop: Stop) -> Response:
    """For the script that saves on leaving: the page stays, and is now as old as what it saved."""
    return Response(status_code=HTTPStatus.NO_CONTENT, headers={"Answers-Seen": draft.mark(stop)})


async def _sent(request: Request) -> Values:
    sent = await request.form(max_fields=MOST_FIELDS)
    return typed([(name, value) for name, value in sent.multi_items() if isinstance(value, str)])


def _errors(visit: Visit, sent: Values, stop: Stop) -> tuple[FieldError, ...]:
    if sent.keys() - names_of(visit.stop.fields) - ASIDE - {SEEN}:
        return (FieldError(PAGE, gettext(CHANGED), "unknown-field"),)
    return errors_of(referral_form().steps[stop.page.step_id], stop.faults)


def _next(draft: Draft, visit: Visit, sent: Values, at: datetime) -> str:
    here = visit.stop.page.id
    if LEAVE in sent:
        return f"{paths.OWN_REFERRALS}?saved=yes"
    if MORE in sent:
        return f"{paths.question(draft.id, here)}?more=yes"
    if successors.names_on(draft, visit.stop, at):
        return paths.successor(draft.id, here, changing=visit.is_changing)
    return onwards(draft, here, at, is_changing=visit.is_changing)


def _prefilled(visit: Visit, user: User) -> dict[str, Value]:
    """Their own organisation is suggested, and kept only when they save the page."""
    saved = dict(visit.draft.answers.get(visit.stop.page.step_id, {}))
    if visit.stop.page.id == "organisation":
        saved.setdefault("user-organisation", user.organisation_name)
    return saved


def _page(
    request: Request,
    visit: Visit,
    filled: Filled[PageForm],
    *,
    extra: int = 0,
    status: int = HTTPStatus.OK,
) -> Response:
    form, asked = referral_form(), visit.stop.page
    shown, has_more = _fields_to_show(visit, filled.values, extra)
    alone = len(shown) == 1
    controls = [
        control_of(each, form, asked.question if alone else each.caption, filled.chosen(each.id))
        for each in shown
    ]
    view = QuestionPage(
        filled=filled,
        question=asked.question,
        caption=form.sections[asked.section_id].title,
        back=visit.back,
        guidance=asked.guidance,
        controls=controls,
        suggestions=_suggestions(shown),
        can_have_more=has_more,
    )
    return page(request, "question_page.html", view, status=status)


def _suggestions(fields: list[Field]) -> dict[str, list[Option]]:
    names = {control_of(each, referral_form(), "").suggestions for each in fields} - {""}
    return {name: suggestions_of(referral_form().lists[name], name) for name in names}


def _fields_to_show(visit: Visit, values: Values, extra: int) -> tuple[list[Field], bool]:
    """Of ten places, those filled and a few empty ones."""
    slots = referral_form().steps[visit.stop.page.step_id].slots
    filled = max((number for number, slot in enumerate(slots, 1) if values.get(slot)), default=0)
    most = max(SLOTS_AT_FIRST, filled + extra)
    shown = [each for each in visit.stop.fields if each.id not in slots[most:]]
    return shown, len(slots) > most
