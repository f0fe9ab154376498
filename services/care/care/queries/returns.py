"""What the monthly return counts, provider by provider; and the returns given so far.

Each table is one query beside this file. It names, for everything that is counted, whose it is and its group.
What it may use: `supported`, the cases in support at any time in the month; `:first`, `:last` (days),
`:first_at`, `:next_at`, `:now`, and the states of support `:supported` and `:ended`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

from sqlalchemy import TextClause, select, text

from care.domain.keeping_back import Cell, Table
from care.domain.monthly_return import Said, Version, tables_returned
from care.domain.months import Month
from care.domain.support_states import ENDED, SUPPORTED, SupportState
from care.storage import Missing, UnitOfWork
from care.storage.return_tables import monthly_return, monthly_return_number

NEEDS_SUPPORTED = "FROM supported"


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
    asked = {
        "first": month.first,
        "last": month.last,
        "first_at": month.first_at,
        "next_at": month.next_at,
        "now": now,
        "supported": [*SUPPORTED, SupportState.SUSPENDED],
        "ended": list(ENDED),
    }
    return {each.id: await _counted(uow, each.id, asked) for each in tables_returned()}


async def _counted(uow: UnitOfWork, table: str, asked: Mapping[str, Any]) -> Table:
    query = _query(table)
    used = {name: asked[name] for name in query.compile().params}
    rows = await uow.session.execute(query, used)
    return {Cell(row.whose, row.category): row.times for row in rows}


@cache
def _query(table: str) -> TextClause:
    rows = _read(table)
    supported = _read("supported") if NEEDS_SUPPORTED in rows else ""
    return text(
        f"{supported} SELECT whose, category, count(*) AS times FROM ({rows}) AS counted"  # noqa: S608 our own files  # nosec B608
        " GROUP BY whose, category"
    )


def _read(name: str) -> str:
    return (files("care.queries") / "returned_sql" / f"{name}.sql").read_text("utf-8")


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
