"""Linking and merging the cases of one person, for programs: the same answers under the same rules."""

from uuid import UUID

from fastapi import APIRouter
from pydantic import AwareDatetime, BaseModel, ConfigDict

from contracts.ids import CaseId
from decision.domain.overlays import Lineage
from decision.queries.joined import JoinedView, joined_to
from decision.web.api_bodies import CaseBody
from decision.web.api_programs import Program
from decision.web.case_frame import read_case
from decision.web.edge import CaseWork, Staff
from decision.web.joining import LinkForm, MergeForm, UndoForm, link_with, merge_with, undo_of
from plumbing.clock import utcnow

router = APIRouter(prefix="/v1/cases/{case_id}/same-person")


class JoinedBody(BaseModel):
    """A link or merge, and whether it was undone. Why it was made is for people, on the page."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    later_id: UUID
    earlier_id: UUID
    is_merged: bool
    lineage: Lineage | None
    joined_by: UUID
    joined_at: AwareDatetime
    undone_by: UUID | None
    undone_at: AwareDatetime | None


class JoinedList(BaseModel):
    items: list[JoinedBody]


@router.get("")
async def list_joined(case_id: UUID, user: Staff, work: CaseWork) -> JoinedList:
    """Newest first, undone ones among them."""
    async with work() as uow:
        view = await read_case(uow, CaseId(case_id), user, page="same-person", at=utcnow())
        joined: list[JoinedView] = await joined_to(uow, view.case)
    return JoinedList(items=[JoinedBody.model_validate(each.joined) for each in joined])


@router.post("/{other_id}/link")
async def link(program: Program, other_id: UUID, body: LinkForm) -> CaseBody:
    """Each case goes on by itself; the later one may say how it relates to the earlier."""
    return await program.does(link_with(CaseId(other_id)), body)


@router.post("/{other_id}/merge")
async def merge(program: Program, other_id: UUID, body: MergeForm) -> CaseBody:
    """Whichever was received later becomes part of the other, and says so in `merged_into`."""
    return await program.does(merge_with(CaseId(other_id)), body)


@router.post("/undo/{join_id}")
async def undo(program: Program, join_id: UUID, body: UndoForm) -> CaseBody:
    return await program.does(undo_of(join_id), body)
