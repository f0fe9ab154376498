"""The monthly return to the Home Office: counts by group, with small ones kept back (§11, VI-7)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import product

import yaml
from pydantic import BaseModel, ConfigDict, Field

from care.domain.keeping_back import (
    ALL,
    Cell,
    Table,
    cells_kept_back,
    hide_each_other,
    is_small,
    rows_kept_back,
    with_all,
)
from care.domain.months import Month

NOBODYS = "none"  # the row of people who are not yet with a provider
TOTAL = "total"
OF_ALL = Cell(ALL, TOTAL)
MERGED = "others"

Said = Mapping[Cell, int | None]  # None is kept back


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ReturnTable(_Strict):
    """What one table counts. `columns` are the groups and their words."""

    id: str
    title: str
    counted: str
    columns: Mapping[str, str]


class _Contract(_Strict):
    first_on: date = Field(alias="from")
    words: str


class _Content(_Strict):
    contracts: tuple[_Contract, ...]
    tables: tuple[ReturnTable, ...]


@dataclass(frozen=True)
class Version:
    """A return as it is given: by table, what is said of each provider, and of all."""

    tables: Mapping[str, Said]

    @property
    def rows(self) -> tuple[str, ...]:
        return tuple(sorted({cell.row for said in self.tables.values() for cell in said} - {ALL}))


NOTHING_GIVEN = Version({})


def tables_returned() -> tuple[ReturnTable, ...]:
    return _content().tables


def contract_of(month: Month) -> str:
    """The one in force when the month ended."""
    begun = [each for each in _content().contracts if each.first_on <= month.last]
    return max(begun, key=lambda each: each.first_on).words if begun else ""


def as_given(counted: Mapping[str, Table], before: Version = NOTHING_GIVEN) -> Version:
    """What of a month's counts may be said. What an earlier version of the return kept back stays so."""
    rows = {cell.row for table in counted.values() for cell in table} | set(before.rows)
    return Version(
        {
            each.id: said(
                _filled(counted.get(each.id, {}), rows, each.columns), before.tables.get(each.id, {})
            )
            for each in tables_returned()
        }
    )


def said(table: Table, before: Said | None = None) -> Said:
    """A table of providers' counts with the row of all and the totals, less what is kept back."""
    was = {cell for cell, number in (before or {}).items() if number is None}
    totals = _totals(table)
    kept_rows = rows_kept_back(totals, {cell.row for cell in was if cell.column == TOTAL})
    whole = {**with_all(table), **{Cell(row, TOTAL): number for row, number in totals.items()}}
    whole[OF_ALL] = sum(totals.values())
    is_alone = bool(kept_rows) and not hide_each_other([totals[row] for row in kept_rows])
    if is_small(whole[OF_ALL]) or is_alone or OF_ALL in was:
        return dict.fromkeys(whole)
    hidden = cells_kept_back(_merged(table, kept_rows), was)
    return {
        cell: None if cell.row in kept_rows or cell in hidden else number for cell, number in whole.items()
    }


def _merged(table: Table, kept_rows: Collection[str]) -> Table:
    """Rows kept back are still known together, from what is said of all and of the others."""
    merged: dict[Cell, int] = {}
    for cell, number in table.items():
        known = Cell(MERGED, cell.column) if cell.row in kept_rows else cell
        merged[known] = merged.get(known, 0) + number
    return with_all(merged)


def _totals(table: Table) -> dict[str, int]:
    totals: dict[str, int] = {}
    for cell, number in table.items():
        totals[cell.row] = totals.get(cell.row, 0) + number
    return totals


def _filled(table: Table, rows: Collection[str], columns: Iterable[str]) -> Table:
    """With a nought wherever nothing was counted."""
    return {Cell(*cell): table.get(Cell(*cell), 0) for cell in product(sorted(rows), columns)}


@cache
def _content() -> _Content:
    text = (files("care.domain.rules") / "returned.yaml").read_text("utf-8")
    return _Content.model_validate(yaml.safe_load(text))
