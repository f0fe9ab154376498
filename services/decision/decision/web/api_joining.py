"""Linking and merging the cases of one person, for programs: the same answers under the same rules."""

from uuid import UUID

from fastapi import APIRouter

from contracts.ids import CaseId
from decision.web.api_bodies import CaseBody
from decision.web.api_circumstances import Program
from decision.web.joining import LinkForm, MergeForm, UndoForm, link_with, merge_with, undo_of

router = APIRouter(prefix="/v1/cases/{case_id}/same-person")


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
