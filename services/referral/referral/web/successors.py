"""An old name of an organisation was given: the one of today is offered, and the old one may stay (MH17)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from fastapi import APIRouter, Request
from starlette.responses import Response

from clocks.days import london_day
from plumbing.clock import utcnow
from plumbing.forms import MOST_FIELDS, FieldError, Filled, Form, Values, typed
from plumbing.govuk.parts import Option
from plumbing.languages import gettext as _
from plumbing.pages import page, see_other
from referral import commands, queries
from referral.domain.drafts import Draft, DraftId, PageOutOfReach
from referral.domain.form.progress import Stop
from referral.domain.form.values import Value
from referral.domain.successors import OldName, old_names
from referral.web import paths
from referral.web.edge import OwnWork, Responder
from referral.web.form import referral_form
from referral.web.onwards import onwards

router = APIRouter(prefix="/drafts/{draft_id}/questions/{page_id}/successor")


@dataclass(frozen=True)
class OfferedName:
    field: str
    question: str
    options: Sequence[Option]


@dataclass(frozen=True)
class SuccessorPage:
    filled: Filled[Form]
    offered: Sequence[OfferedName]
    back: str


def names_on(draft: Draft, stop: Stop, at: datetime) -> list[OldName]:
    answers = draft.answers.get(stop.page.step_id, {})
    return old_names(referral_form(), stop.fields, answers, london_day(at))


@router.get("")
async def offer(
    request: Request, draft_id: DraftId, page_id: str, user: Responder, work: OwnWork, change: str = ""
) -> Response:
    at = utcnow()
    async with work() as uow:
        draft = await queries.own_draft(uow, draft_id, user, at=at)
    old = names_on(draft, _stop(draft, page_id, at), at)
    if not old:
        return see_other(paths.question(draft_id, page_id, changing=bool(change)))
    return _page(request, paths.question(draft_id, page_id), old, Filled())


@router.post("")
async def choose(
    request: Request, draft_id: DraftId, page_id: str, user: Responder, work: OwnWork, change: str = ""
) -> Response:
    """What was changed in another window meanwhile is not asked about any more, and stays."""
    at, form, sent = utcnow(), referral_form(), await _sent(request)
    async with work() as uow:
        draft = await queries.own_draft(uow, draft_id, user, at=at)
        stop = _stop(draft, page_id, at)
        old = names_on(draft, stop, at)
        filled = Filled[Form](sent, tuple(_errors(old, sent)))
        if filled.errors:
            return _page(request, paths.question(draft_id, page_id), old, filled)
        answers = _with_chosen(draft, stop, old, filled)
        draft = await commands.save_page(uow, form, draft_id, page_id, answers, by=user, at=at)
    return see_other(onwards(draft, page_id, at, is_changing=bool(change)))


def _stop(draft: Draft, page_id: str, at: datetime) -> Stop:
    stop = draft.progress(referral_form(), at).find(page_id)
    if stop is None:
        raise PageOutOfReach(page_id)
    return stop


async def _sent(request: Request) -> Values:
    sent = await request.form(max_fields=MOST_FIELDS)
    return typed([(name, value) for name, value in sent.multi_items() if isinstance(value, str)])


def _errors(old: Sequence[OldName], sent: Values) -> Iterator[FieldError]:
    for each in old:
        if not set(sent.get(each.field, ())) & {*each.now, each.name}:
            yield FieldError(each.field, _("Select which name to use"), "required")


def _with_chosen(
    draft: Draft, stop: Stop, old: Sequence[OldName], filled: Filled[Form]
) -> Mapping[str, Value]:
    saved = draft.answers.get(stop.page.step_id, {})
    answers = {each.id: saved.get(each.id, "") for each in stop.fields}
    for each in old:
        answers |= each.replacing(filled.value(each.field))
    return answers


def _page(request: Request, back: str, old: Sequence[OldName], filled: Filled[Form]) -> Response:
    view = SuccessorPage(filled, [_offered(each) for each in old], back)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if filled.errors else HTTPStatus.OK
    return page(request, "successor.html", view, status=status)


def _offered(old: OldName) -> OfferedName:
    keep = Option(old.name, _("No, keep %(name)s") % {"name": old.name})
    use = [Option(name, _("Yes, use %(name)s") % {"name": name}) for name in old.now]
    return OfferedName(old.field, _question(old), [*use, keep])


def _question(old: OldName) -> str:
    if len(old.now) == 1:
        return _("%(old)s is now %(new)s. Use the new name?") % {"old": old.name, "new": old.now[0]}
    return _("%(old)s was divided. Use the name of one of its parts?") % {"old": old.name}
