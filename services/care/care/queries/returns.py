"""What the monthly return counts, provider by provider; and the returns given so far.

Each table is one query beside this file. It names, for everything that is counted, whose it is and its group.
What it may use is said in `counted.py`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import TextClause, select

from care.domain.keeping_back import Cell, Table
from care.domain.monthly_return import Said, Version, tables_returned
from care.domain.months import Month
from care.queries.counted import answers, counted, whats_asked
from care.storage import Missing, UnitOfWork
from care.storage.return_tables import monthly_return, monthly_return_number

DECLINES = "declines"


@dataclass(frozen=True, kw_only=True)
class Given:
    """A version of a return: who gave it and when, and why it was corrected."""

    month: Month
    version: int
    given_at: datetime
    given_by: str
    contract: str
    reason: str | None


async def counts(uow: UnitOfWork, month: Month, *, now: datetime) -> Mapping[str, Table]:
    """By table. Only the prime sees them like this: small numbers are not kept back yet."""
    asked = whats_asked(month, now=now)
    return {each.id: await _counted(uow, each.id, asked) for each in tables_returned()}


async def declines(uow: UnitOfWork, month: Month, *, now: datetime) -> Table:
    """Offers by house and by why they were declined, of the houses one may see."""
    return await _counted(uow, DECLINES, whats_asked(month, now=now))


async def _counted(uow: UnitOfWork, table: str, asked: Mapping[str, Any]) -> Table:
    rows = await answers(uow, _query(table), asked)
    return {Cell(row.whose, row.category): row.times for row in rows}


@cache
def _query(table: str) -> TextClause:
    return counted("returned_sql", table, "whose, category, count(*) AS times", "whose, category")


async def given(uow: UnitOfWork, month: Month | None = None) -> Sequence[Given]:
    """Every version of every month's return, or of this month's: the newest first."""
    known = monthly_return.c
    query = select(monthly_return).order_by(known.month.desc(), known.version.desc())
    if month is not None:
        query = query.where(known.month == month.first)
    rows = (await uow.session.execute(query)).mappings()
    return [Given(**{**row, "month": Month(row["month"])}) for row in rows]


async def version(uow: UnitOfWork, month: Month, number: int) -> Version:
    """As it was given. A provider reads its own rows alone."""
    known = monthly_return_number.c
    query = select(monthly_return_number).where(known.month == month.first, known.version == number)
    tables: dict[str, dict[Cell, int | None]] = {}
    for row in await uow.session.execute(query):
        tables.setdefault(row.kind, {})[Cell(row.whose, row.category)] = row.number
    if not tables:
        raise Missing("return")
    said: Mapping[str, Said] = tables
    return Version(said)
