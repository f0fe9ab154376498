"""Saved views: a queue as somebody narrowed it, under a name, opened again and shared by leaders."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from decision.storage import UnitOfWork
from decision.storage.queue_tables import Queue
from decision.storage.saved_views import MOST, NAME_LIMIT, ListedView, NameTaken, SavedView, TooManyViews
from decision.web import paths
from decision.web.edge import CaseWork, Leader, Staff
from decision.web.queue_filters import Narrowed, Ticked
from decision.web.queue_words import WORDS
from decision.web.view_links import in_words, narrowed_by, ticked_boxes
from plumbing.access import User
from plumbing.clock import utcnow
from plumbing.form_words import Words
from plumbing.forms import Filled, Form, MaxLen, fill
from plumbing.govuk.parts import Column, Link
from plumbing.identifiers import new_id
from plumbing.pages import page, see_other
from plumbing.problems import Problem

router = APIRouter(prefix=paths.VIEWS)

NO_MORE = "Holds a filter that there is no more"
TAKEN = "Enter another name: you have a view of this name already"
TOO_MANY = f"You have {MOST} saved views. Delete one that you no longer need first"
DONE = {
    "saved": "The view is saved. It stands beside every queue.",
    "renamed": "The view has its new name.",
    "deleted": "The view is deleted.",
    "shared": "Everybody who decides cases can open this view now.",
    "kept": "Only you can open this view now.",
}
COLUMNS = [Column(title) for title in ("View", "Queue", "Filters", "Who can open it", "Change")]


class NameForm(Form):
    name: Annotated[str, MaxLen(NAME_LIMIT), Words("Enter a name for the view", name="The name of the view")]


@dataclass(frozen=True)
class NamePage:
    filled: Filled[NameForm]
    title: str
    button: str
    back: str
    queue: str
    filters: Sequence[str]


@dataclass(frozen=True)
class ViewLine:
    name: str
    href: str
    queue: str
    filters: Sequence[str]
    seen_by: str
    changes: Sequence[Link]


@dataclass(frozen=True)
class ViewsPage:
    lines: Sequence[ViewLine]
    columns: Sequence[Column]
    done: str
    queue: str = paths.REASONABLE_GROUNDS_QUEUE


@dataclass(frozen=True)
class ConfirmPage:
    """What is about to happen to a view, before it does."""

    title: str
    text: str
    button: str
    is_warning: bool = False
    back: str = paths.VIEWS


@router.get("")
async def list_views(request: Request, user: Staff, work: CaseWork, done: str = "") -> Response:
    async with work() as uow:
        views = await uow.saved_views.seen_by(user.id)
    lines = [_line(each, user) for each in views]
    shown = ViewsPage(lines, COLUMNS, DONE.get(done, ""))
    return page(request, "views/list.html", shown)


@router.get("/save/{queue}")
async def ask_name(request: Request, queue: Queue, _: Staff, ticked: Annotated[Ticked, Query()]) -> Response:
    return _saving(request, _narrowed(queue, ticked), Filled[NameForm]())


@router.post("/save/{queue}")
async def save(
    request: Request, queue: Queue, user: Staff, work: CaseWork, ticked: Annotated[Ticked, Query()]
) -> Response:
    narrowed = _narrowed(queue, ticked)
    filled = await fill(NameForm, request)
    if filled.form is None:
        return _saving(request, narrowed, filled)
    try:
        async with work() as uow:
            await add_view(uow, filled.form.name, narrowed, user)
    except (NameTaken, TooManyViews) as refusal:
        words = TAKEN if isinstance(refusal, NameTaken) else TOO_MANY
        return _saving(request, narrowed, filled.refused("name", words, code="taken"))
    return see_other(f"{paths.VIEWS}?done=saved")


@router.get("/{view_id}/rename")
async def ask_new_name(request: Request, view_id: UUID, user: Staff, work: CaseWork) -> Response:
    view = await _own(work, view_id, user)
    return _renaming(request, view, Filled[NameForm].showing(name=view.name))


@router.post("/{view_id}/rename")
async def rename(request: Request, view_id: UUID, user: Staff, work: CaseWork) -> Response:
    view = await _own(work, view_id, user)
    filled = await fill(NameForm, request)
    if filled.form is None:
        return _renaming(request, view, filled)
    try:
        async with work() as uow:
            await uow.saved_views.rename(view_id, filled.form.name, owner=user.id)
            note(uow, "view_renamed", view_id, user)
    except NameTaken:
        return _renaming(request, view, filled.refused("name", TAKEN, code="taken"))
    return see_other(f"{paths.VIEWS}?done=renamed")


@router.get("/{view_id}/delete")
async def ask_whether_to_delete(request: Request, view_id: UUID, user: Staff, work: CaseWork) -> Response:
    view = await _own(work, view_id, user)
    title, button = f"Delete the view “{view.name}”?", "Delete the view"
    text = (
        "You share it: nobody else can open it any more either." if view.is_shared else "No case is changed."
    )
    return page(request, "views/confirm.html", ConfirmPage(title, text, button, is_warning=True))


@router.post("/{view_id}/delete")
async def delete(view_id: UUID, user: Staff, work: CaseWork) -> Response:
    async with work() as uow:
        await uow.saved_views.delete(view_id, owner=user.id)
        note(uow, "view_deleted", view_id, user)
    return see_other(f"{paths.VIEWS}?done=deleted")


@router.get("/{view_id}/share")
async def ask_whether_to_share(request: Request, view_id: UUID, user: Leader, work: CaseWork) -> Response:
    view = await _own(work, view_id, user)
    title, button = f"Share the view “{view.name}” with everybody?", "Share the view"
    text = "Everybody who decides cases finds it beside their queues. “Me” in it means whoever opens it."
    return page(request, "views/confirm.html", ConfirmPage(title, text, button))


@router.post("/{view_id}/share")
async def share(view_id: UUID, user: Leader, work: CaseWork) -> Response:
    await share_view(work, view_id, user, is_shared=True)
    return see_other(f"{paths.VIEWS}?done=shared")


@router.get("/{view_id}/keep")
async def ask_whether_to_keep(request: Request, view_id: UUID, user: Staff, work: CaseWork) -> Response:
    view = await _own(work, view_id, user)
    title, button = f"Keep the view “{view.name}” to yourself?", "Keep it to myself"
    text = "Nobody else finds it beside their queues any more."
    return page(request, "views/confirm.html", ConfirmPage(title, text, button))


@router.post("/{view_id}/keep")
async def keep_to_oneself(view_id: UUID, user: Staff, work: CaseWork) -> Response:
    """Also for somebody who leads no more."""
    await share_view(work, view_id, user, is_shared=False)
    return see_other(f"{paths.VIEWS}?done=kept")


async def add_view(uow: UnitOfWork, name: str, narrowed: Narrowed, user: User) -> SavedView:
    """Raises NameTaken and TooManyViews."""
    view = SavedView(
        id=new_id(),
        owner=user.id,
        name=name,
        queue=narrowed.queue.value,
        ticked=ticked_boxes(narrowed),
        saved_at=utcnow(),
    )
    await uow.saved_views.add(view)
    note(uow, "view_saved", view.id, user)
    return view


async def share_view(work: CaseWork, view_id: UUID, user: User, *, is_shared: bool) -> None:
    async with work() as uow:
        await uow.saved_views.share(view_id, is_shared=is_shared, owner=user.id)
        note(uow, "view_shared" if is_shared else "view_kept", view_id, user)


def note(uow: UnitOfWork, action: str, view_id: UUID, user: User) -> None:
    """By id: a name is whatever somebody typed."""
    uow.audit.add(action=action, actor=str(user.id), subject=str(view_id), at=utcnow())


async def _own(work: CaseWork, view_id: UUID, user: User) -> SavedView:
    async with work() as uow:
        view: SavedView = await uow.saved_views.own(view_id, user.id)
        return view


def _narrowed(queue: Queue, ticked: Ticked) -> Narrowed:
    if queue not in WORDS:
        raise Problem(HTTPStatus.NOT_FOUND)
    return Narrowed(queue, ticked)


def _saving(request: Request, narrowed: Narrowed, filled: Filled[NameForm]) -> Response:
    title, button = "Save this view", "Save the view"
    queue = WORDS[narrowed.queue].title
    shown = NamePage(filled, title, button, narrowed.address, queue, in_words(narrowed))
    return page(request, "views/name.html", shown, status=_status(filled))


def _renaming(request: Request, view: SavedView, filled: Filled[NameForm]) -> Response:
    narrowed = narrowed_by(view)
    queue, filters = (WORDS[narrowed.queue].title, in_words(narrowed)) if narrowed else ("", [NO_MORE])
    shown = NamePage(filled, "Rename this view", "Save the name", paths.VIEWS, queue, filters)
    return page(request, "views/name.html", shown, status=_status(filled))


def _line(listed: ListedView, user: User) -> ViewLine:
    view, narrowed = listed.view, narrowed_by(listed.view)
    is_own = user.id == view.owner
    return ViewLine(
        name=view.name,
        href=narrowed.address if narrowed else "",
        queue=WORDS[narrowed.queue].label if narrowed else "",
        filters=in_words(narrowed) if narrowed else [NO_MORE],
        seen_by=_seen_by(listed, is_own=is_own),
        changes=_changes(view, user) if is_own else [],
    )


def _changes(view: SavedView, user: User) -> list[Link]:
    links = [_change(view, "Rename", "rename"), _change(view, "Delete", "delete")]
    if view.is_shared:
        return [*links, _change(view, "Keep to yourself", "keep")]
    return [*links, _change(view, "Share", "share")] if user.has_any("leader") else links


def _change(view: SavedView, label: str, part: str) -> Link:
    return Link(label, f"{paths.VIEWS}/{view.id}/{part}", hidden=view.name)


def _seen_by(listed: ListedView, *, is_own: bool) -> str:
    if not listed.view.is_shared:
        return "Only you"
    return "Everybody, shared by you" if is_own else f"Everybody, shared by {listed.owner_name}"


def _status(filled: Filled[NameForm]) -> int:
    return HTTPStatus.UNPROCESSABLE_ENTITY if filled.errors else HTTPStatus.OK
