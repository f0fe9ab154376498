"""Housekeeping: what visits leave behind is deleted by age."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import Table, delete
from sqlalchemy.ext.asyncio import AsyncSession

from plumbing.idempotency import KEPT_FOR
from plumbing.sessions import LONGEST_SESSION
from plumbing.signin import UNFINISHED_FOR
from plumbing.tables import PlumbingTables


async def forget_old_visits(session: AsyncSession, tables: PlumbingTables, *, at: datetime) -> None:
    ages: Mapping[Table, timedelta] = {
        tables.session: LONGEST_SESSION,
        tables.signin: UNFINISHED_FOR,
        tables.idempotency: KEPT_FOR,
    }
    for table, age in ages.items():
        await session.execute(delete(table).where(table.c.created_at <= at - age))
