"""Every fact of a case in the order it happened, written in the transaction that made it true."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from contracts.events import Event
from contracts.ids import CaseId, UserId
from decision.domain.case import Case
from decision.storage.tables import case_history, plumbing


@dataclass(frozen=True)
class HistoryEntry:
    name: str
    fact: dict[str, Any]
    at: datetime
    actor_name: str | None
    case_version: int


class History:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, case: Case, events: Sequence[Event], *, by: UserId | None, at: datetime) -> None:
        rows = [
            {
                "case_id": case.id,
                "case_version": case.version,
                "at": at,
                "actor": by,
                "name": event.name,
                "fact": event.model_dump(mode="json"),
            }
            for event in events
        ]
        if rows:
            await self._session.execute(insert(case_history), rows)

    async def of_case(self, case_id: CaseId, *, after_version: int = 0) -> list[HistoryEntry]:
        directory = plumbing.directory
        query = (
            select(case_history, directory.c.name.label("actor_name"))
            .outerjoin(directory, directory.c.user_id == case_history.c.actor)
            .where(case_history.c.case_id == case_id, case_history.c.case_version > after_version)
            .order_by(case_history.c.position)
        )
        return [
            HistoryEntry(row.name, row.fact, row.at, row.actor_name, row.case_version)
            for row in await self._session.execute(query)
        ]
