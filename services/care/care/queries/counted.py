"""Counting a month: each thing that is counted is one query in a file of its own.

A query may use `:first`, `:last` (days), `:first_at`, `:next_at`, `:now`, the states of support `:supported`
and `:ended`, and begin with `supported`: the cases in support at any time in the month; `decided_assessment`:
those whose decision came in the month; or `due_clock`: those due in the month that are met or missed by now.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from importlib.resources import files
from typing import Any

from sqlalchemy import Row, TextClause, text

from care.domain.months import Month
from care.domain.support_states import ENDED, SUPPORTED, SupportState
from care.storage import UnitOfWork

BEGINNINGS = ("supported", "decided_assessment", "due_clock")


def whats_asked(month: Month, *, now: datetime) -> dict[str, Any]:
    return {
        "first": month.first,
        "last": month.last,
        "first_at": month.first_at,
        "next_at": month.next_at,
        "now": now,
        "supported": [*SUPPORTED, SupportState.SUSPENDED],
        "ended": list(ENDED),
    }


def counted(folder: str, name: str, columns: str, grouping: str) -> TextClause:
    rows = _read(folder, name)
    begun = "".join(_read("counted_sql", each) for each in BEGINNINGS if f"FROM {each}" in rows)
    return text(f"{begun} SELECT {columns} FROM ({rows}) AS counted GROUP BY {grouping}")  # noqa: S608 our own files  # nosec B608


async def answers(uow: UnitOfWork, query: TextClause, asked: Mapping[str, Any]) -> Sequence[Row[Any]]:
    used = {name: asked[name] for name in query.compile().params}
    return (await uow.session.execute(query, used)).all()


def _read(folder: str, name: str) -> str:
    return (files("care.queries") / folder / f"{name}.sql").read_text("utf-8")
