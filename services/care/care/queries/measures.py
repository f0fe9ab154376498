"""Figures of a month, provider by provider and for all of them. Each measure is one query beside this file.

A query names, for everything that is counted, the provider and a value: true or false for a share, a number
for a median or an average. What it may use is said in `counted.py`.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import Row, TextClause

from care.domain.measures import Figure, Measure, Unit, keep_back, measures_as_shipped
from care.domain.months import Month
from care.domain.rulebook import CareRules
from care.queries.counted import answers, counted, whats_asked
from care.storage import UnitOfWork
from contracts.ids import ProviderId

PARTS = {
    Unit.SHARE: "count(*) FILTER (WHERE value)",
    Unit.COUNT: "count(*)",
    Unit.MEDIAN: "percentile_cont(0.5) WITHIN GROUP (ORDER BY value)",
    Unit.AVERAGE: "avg(value)",
}


async def figures(
    uow: UnitOfWork, month: Month, *, rules: CareRules, now: datetime
) -> Mapping[str, Sequence[Figure]]:
    """By measure: of all whose rows one may see first, then provider by provider."""
    asked = whats_asked(month, now=now) | {"emergency_offer_hours": rules.number("emergency_offer_hours")}
    return {measure.id: await _of(uow, measure, asked) for measure in measures_as_shipped().values()}


async def _of(uow: UnitOfWork, measure: Measure, asked: Mapping[str, Any]) -> Sequence[Figure]:
    rows = await answers(uow, _query(measure.id, measure.unit), asked)
    return keep_back([_figure(measure, row) for row in rows])


def _figure(measure: Measure, row: Row[Any]) -> Figure:
    return Figure(
        measure=measure,
        provider_id=None if row.is_all else ProviderId(row.provider_id or ""),
        part=Decimal(str(row.part or 0)),
        whole=None if measure.unit is Unit.COUNT else row.whole,
    )


@cache
def _query(measure_id: str, unit: Unit) -> TextClause:
    return counted(
        "measured_sql",
        measure_id,
        f"provider_id, grouping(provider_id) = 1 AS is_all, {PARTS[unit]} AS part, count(*) AS whole",
        "GROUPING SETS ((), (provider_id)) ORDER BY is_all DESC, provider_id",
    )
