"""Open cases by group, so that unequal waiting is seen; small numbers are not said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Date,
    Integer,
    func,
    literal,
    literal_column,
    select,
    type_coerce,
)

from decision.domain.suppression import Said, suppressed
from decision.queries.queue import is_overdue
from decision.storage import UnitOfWork
from decision.storage.queue_tables import NOT_DECIDED
from decision.storage.tables import case_file

OLD_AFTER = (timedelta(days=90), timedelta(days=365))


@dataclass(frozen=True)
class Waiting:
    """One group: how many wait, how many of them too long, and the middle of their days since receipt."""

    group: str
    open: Said
    overdue: Said
    older: Said
    oldest: Said
    median_days: int | None


GROUPS: Mapping[str, ColumnElement[str]] = {
    "age_band": case_file.c.age_band,
    "nation": case_file.c.nation,
    "competent_authority": case_file.c.competent_authority,
    "region": func.coalesce(case_file.c.region, ""),
}


async def waiting_by_group(uow: UnitOfWork, today: date) -> Mapping[str, Sequence[Waiting]]:
    return {name: await _waiting(uow, column, today) for name, column in GROUPS.items()}


async def _waiting(uow: UnitOfWork, group: ColumnElement[str], today: date) -> list[Waiting]:
    some_days, many_days = OLD_AFTER
    received_on = case_file.c.received_on
    query = (
        select(
            group,
            func.count(),
            func.count().filter(is_overdue(today)),
            func.count().filter(received_on < today - some_days),
            func.count().filter(received_on < today - many_days),
            func.percentile_disc(0.5).within_group(type_coerce(literal(today, Date) - received_on, Integer)),
        )
        .where(literal_column(NOT_DECIDED, Boolean))
        .group_by(group)
        .order_by(group)
    )
    rows = [tuple(row) for row in await uow.session.execute(query)]
    counts = [suppressed(column) for column in zip(*(row[1:5] for row in rows), strict=True)]
    return [_group(row, said) for row, said in zip(rows, zip(*counts, strict=True), strict=True)]


def _group(row: Sequence[Any], said: Sequence[Said]) -> Waiting:
    """The middle of a number kept back would say something of very few people."""
    is_said = said[0].number is not None
    return Waiting(row[0], said[0], said[1], said[2], said[3], row[5] if is_said else None)
