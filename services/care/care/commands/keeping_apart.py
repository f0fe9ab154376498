"""Noting that two people are in danger from each other, and that they no longer are (VI-4)."""

from datetime import datetime
from uuid import UUID

from care.domain.kept_apart import Danger, KeptApart
from care.domain.people import Actor, PersonId
from care.domain.refusals import Code, Refused
from care.domain.tasks import TaskKind
from care.storage import UnitOfWork


async def keep_apart(
    uow: UnitOfWork,
    pair_id: UUID,
    people: frozenset[PersonId],
    danger: Danger,
    *,
    actor: Actor,
    at: datetime,
) -> None:
    """Those who are, or will be, in one house must be moved apart. Noting it twice changes nothing."""
    _check_prime(actor)
    pair = KeptApart.of(pair_id, people, danger, by=actor.user, at=at)
    if await uow.kept_apart.between(pair.one_id, pair.other_id) is not None:
        return
    uow.kept_apart.add(pair)
    for placement in await uow.tasks.sharing_a_house(pair.one_id, pair.other_id):
        await uow.tasks.raise_for(placement, TaskKind.MOVE_APART, at=at)
    _note(uow, "kept_apart", pair, actor=actor, at=at)


async def let_meet(uow: UnitOfWork, pair_id: UUID, *, actor: Actor, at: datetime) -> None:
    """The danger is over. What was noted stays on record."""
    _check_prime(actor)
    pair = await uow.kept_apart.locked(pair_id)
    pair.end(by=actor.user, at=at)
    for placement in await uow.tasks.sharing_a_house(pair.one_id, pair.other_id):
        await uow.tasks.finish(placement.id, [TaskKind.MOVE_APART], by=actor.user, at=at)
    _note(uow, "kept_apart_ended", pair, actor=actor, at=at)


def _check_prime(actor: Actor) -> None:
    """The prime knows both; a provider knows its own people only, and must not learn of the other."""
    if not actor.is_prime:
        raise Refused(Code.FORBIDDEN)


def _note(uow: UnitOfWork, action: str, pair: KeptApart, *, actor: Actor, at: datetime) -> None:
    for person in (pair.one_id, pair.other_id):
        uow.audit.add(action=action, actor=actor.user, subject=str(person), at=at)
