"""Which subcontractors are to be inspected when, and which recommendations wait for an answer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, select

from care.domain.inspections import Inspection, Kind, Recommendation, next_due
from care.domain.rulebook import CareRules
from care.storage import UnitOfWork
from care.storage.tables import provider
from contracts.ids import ProviderId


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How one kind of inspection stands at one subcontractor; without a start nothing is due."""

    provider_id: ProviderId
    provider_name: str
    kind: Kind
    last_on: date | None
    due_on: date | None
    warn_on: date | None


@dataclass(frozen=True)
class Inspected:
    standings: Sequence[Standing]
    held: Sequence[Inspection]
    recommendations: Sequence[Recommendation]


async def inspected(uow: UnitOfWork, *, rules: CareRules, only: ProviderId | None) -> Inspected:
    """Of every subcontractor, or only of one: what is due first comes first."""
    held = await uow.inspections.all()
    query = select(provider.c.id, provider.c.name, provider.c.valid_from).where(
        provider.c.role == "subcontractor", provider.c.valid_to.is_(None)
    )
    rows = [row for row in await uow.session.execute(query) if only in (None, row.id)]
    standings = [each for row in rows for each in _standings(row, held, rules)]
    standings.sort(key=lambda each: (each.due_on or date.max, each.provider_name, each.kind))
    return Inspected(standings, held, await uow.inspections.recommendations())


def _standings(row: Row[Any, Any, Any], held: Sequence[Inspection], rules: CareRules) -> Iterator[Standing]:
    for kind in Kind:
        last = next((each for each in held if (each.provider_id, each.kind) == (row.id, kind)), None)
        since = last.held_on if last else row.valid_from
        due = next_due(rules, kind, since) if since else None
        yield Standing(
            provider_id=ProviderId(row.id),
            provider_name=row.name,
            kind=kind,
            last_on=last.held_on if last else None,
            due_on=due.due_on if due else None,
            warn_on=due.warn_on if due else None,
        )
