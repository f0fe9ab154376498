"""Recording inspections of subcontractors, what they recommend, and what was answered."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from care.commands.lives import By
from care.domain.inspections import Held, Recommendation
from care.domain.refusals import Code, Refused
from care.storage import UnitOfWork
from clocks.days import london_day
from contracts.care_inspections import ProviderInspected, RecommendationAnswered, RecommendationMade
from contracts.events import Event
from plumbing.identifiers import new_id


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is recommended, who is to do it and by when."""

    words: str
    owner: str
    due_on: date


async def record_inspection(uow: UnitOfWork, held: Held, by: By) -> UUID:
    """The prime inspects. The next is due from this day on."""
    _must_be_prime(by)
    made = held.as_inspection(new_id(), by.rules, by=by.actor.user, at=by.at, today=london_day(by.at))
    await uow.inspections.keep(made)
    event = ProviderInspected(
        provider_id=made.provider_id,
        inspection_id=made.id,
        kind=made.kind.value,
        held_on=made.held_on,
        next_due_on=made.next_due_on,
    )
    await _write_down(uow, "provider_inspected", made.id, event, by)
    return made.id


async def recommend(uow: UnitOfWork, inspection_id: UUID, asked: Asked, by: By) -> None:
    _must_be_prime(by)
    held = await uow.inspections.one(inspection_id)
    made = Recommendation(id=new_id(), inspection_id=held.id, provider_id=held.provider_id, **vars(asked))
    await uow.inspections.recommend(made)
    event = RecommendationMade(
        provider_id=held.provider_id, inspection_id=held.id, recommendation_id=made.id, due_on=made.due_on
    )
    await _write_down(uow, "recommendation_made", held.id, event, by)


async def answer(uow: UnitOfWork, recommendation_id: UUID, words: str, by: By) -> None:
    """By the manager of the provider that was inspected: the prime does not answer itself."""
    made = await uow.inspections.recommendation_locked(recommendation_id)
    if not by.actor.is_manager or by.actor.provider_id != made.provider_id:
        raise Refused(Code.FORBIDDEN)
    await uow.inspections.keep_answer(made.answered(words, by=by.actor.user, at=by.at))
    event = RecommendationAnswered(
        provider_id=made.provider_id, inspection_id=made.inspection_id, recommendation_id=made.id
    )
    await _write_down(uow, "recommendation_answered", made.inspection_id, event, by)


def _must_be_prime(by: By) -> None:
    if not by.actor.is_prime:
        raise Refused(Code.FORBIDDEN)


async def _write_down(uow: UnitOfWork, action: str, inspection_id: UUID, event: Event, by: By) -> None:
    await uow.outbox.add(event, at=by.at)
    uow.audit.add(action=action, actor=by.actor.user, subject=str(inspection_id), at=by.at)
