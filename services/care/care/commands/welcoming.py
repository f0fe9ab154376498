"""What somebody is given when they arrive, and the task until they have all of it (AC-8)."""

from datetime import datetime
from uuid import UUID

from care.commands.judging import locked_placement
from care.commands.lives import By
from care.domain.placement import STAYING, Placement
from care.domain.refusals import Code, Refused
from care.domain.tasks import TaskKind
from care.domain.welcome import Given, MaterialIssue
from care.storage import UnitOfWork
from contracts.ids import PlacementId


async def expect_welcome(uow: UnitOfWork, placement: Placement, *, at: datetime) -> None:
    """Whoever moves on to another house has theirs already."""
    if not await uow.materials.has_all(placement.case_id, placement.person_id):
        await uow.tasks.raise_for(placement, TaskKind.WELCOME_PACK, at=at)


async def issue(uow: UnitOfWork, placement_id: PlacementId, issue_id: UUID, given: Given, by: By) -> None:
    """Something less than all is recorded too, and the task stays."""
    _, placement = await locked_placement(uow, placement_id, by.actor)
    if placement.state not in STAYING:
        raise Refused(Code.WRONG_STATE)
    is_complete = given.is_complete(sets_needed=by.rules.number("clothing_sets"))
    uow.materials.add(
        MaterialIssue(
            id=issue_id,
            support_case_id=placement.case_id,
            placement_id=placement.id,
            person_id=placement.person_id,
            pack=sorted(given.pack),
            clothing_sets=given.clothing_sets,
            is_age_appropriate=given.is_age_appropriate,
            is_complete=is_complete,
            issued_at=by.at,
            issued_by=by.actor.user,
        )
    )
    uow.audit.add(action="welcome_given", actor=by.actor.user, subject=str(placement.referral_id), at=by.at)
    if is_complete:
        await uow.tasks.finish(placement.id, (TaskKind.WELCOME_PACK,), by=by.actor.user, at=by.at)
