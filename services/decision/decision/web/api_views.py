"""Saved views for programs: one's own and the shared ones, saved, renamed, shared and deleted."""

from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import AwareDatetime, BaseModel, ConfigDict, StringConstraints

from decision.storage import UnitOfWork
from decision.storage.queue_tables import Queue
from decision.storage.saved_views import NAME_LIMIT, ListedView, NameTaken, SavedView, TooManyViews
from decision.web.edge import CaseWork, Staff
from decision.web.queue_filters import Narrowed, Ticked
from decision.web.saved_views import TAKEN, TOO_MANY, add_view, note
from decision.web.view_links import narrowed_by
from plumbing.access import RoleMissing, User
from plumbing.idempotency import OnceOnly
from plumbing.problems import Problem

router = APIRouter(prefix="/v1/views")

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=NAME_LIMIT)]


class Boxes(Ticked):
    """What a queue is narrowed to, as in the address of its page."""

    model_config = ConfigDict(extra="forbid")


class NewView(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: Name
    queue: Queue
    ticked: Boxes = Boxes()


class ViewChange(BaseModel):
    """What is not said stays as it is."""

    model_config = ConfigDict(extra="forbid")

    name: Name | None = None
    is_shared: bool | None = None


class ViewBody(BaseModel):
    """`path` opens it; there is none when it holds a filter that is no more."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    name: str
    queue: str
    ticked: dict[str, list[str]]
    is_shared: bool
    owner: UUID
    saved_at: AwareDatetime
    path: str | None


class ViewList(BaseModel):
    items: list[ViewBody]


@router.get("")
async def list_views(user: Staff, work: CaseWork) -> ViewList:
    """One's own first."""
    async with work() as uow:
        views: list[ListedView] = await uow.saved_views.seen_by(user.id)
    return ViewList(items=[_body(each.view) for each in views])


@router.post("", status_code=HTTPStatus.CREATED, response_model=ViewBody)
async def save(body: NewView, user: Staff, work: CaseWork, once: OnceOnly) -> Response:
    """Refused with a conflict when there is one of this name, or as many as anybody may have."""
    narrowed = Narrowed(body.queue, body.ticked)
    try:
        async with work() as uow:
            if (answer := await once.earlier_answer(uow)) is not None:
                return answer
            view = await add_view(uow, body.name, narrowed, user)
            saved = _body(view).model_dump(mode="json")
            return await once.keep(uow, HTTPStatus.CREATED, saved, location=f"/v1/views/{view.id}")
    except NameTaken:
        raise Problem(HTTPStatus.CONFLICT, TAKEN) from None
    except TooManyViews:
        raise Problem(HTTPStatus.CONFLICT, TOO_MANY) from None


@router.patch("/{view_id}")
async def change(view_id: UUID, body: ViewChange, user: Staff, work: CaseWork) -> ViewBody:
    """One's own only. To share is for leaders; to share no more is for whoever shared it."""
    if body.is_shared and not user.has_any("leader"):
        raise RoleMissing
    try:
        async with work() as uow:
            await _change(uow, view_id, body, user)
            return _body(await uow.saved_views.own(view_id, user.id))
    except NameTaken:
        raise Problem(HTTPStatus.CONFLICT, TAKEN) from None


@router.delete("/{view_id}", status_code=HTTPStatus.NO_CONTENT)
async def delete(view_id: UUID, user: Staff, work: CaseWork) -> None:
    async with work() as uow:
        await uow.saved_views.delete(view_id, owner=user.id)
        note(uow, "view_deleted", view_id, user)


async def _change(uow: UnitOfWork, view_id: UUID, body: ViewChange, user: User) -> None:
    if body.name is not None:
        await uow.saved_views.rename(view_id, body.name, owner=user.id)
        note(uow, "view_renamed", view_id, user)
    if body.is_shared is not None:
        await uow.saved_views.share(view_id, is_shared=body.is_shared, owner=user.id)
        note(uow, "view_shared" if body.is_shared else "view_kept", view_id, user)


def _body(view: SavedView) -> ViewBody:
    narrowed = narrowed_by(view)
    return ViewBody.model_validate(vars(view) | {"path": narrowed.address if narrowed else None})
