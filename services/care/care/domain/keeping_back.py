"""Which numbers of a table are kept back, so that none of them can be worked out from the others (VI-7).

A table has a row for each provider and one for all of them, and a column for each group of people; the total
of each row is said. A small number is kept back in a ring with others: along a ring every second number could
be one more and every other one less, and no total would change. So nobody can tell what any of them is.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import NamedTuple

FEWEST_SHOWN = 5  # VI-7: a smaller number could point at somebody
ALL = "all"


class Cell(NamedTuple):
    row: str
    column: str


Table = Mapping[Cell, int]


def is_small(number: int) -> bool:
    return 0 < number < FEWEST_SHOWN


def rows_kept_back(totals: Mapping[str, int], already: Collection[str] = ()) -> frozenset[str]:
    """The rows of which nothing is said, the total neither: small ones, and others beside a single one.

    What is left of the total of all is theirs together, so that must not be small either. Rows kept back
    `already`, in an earlier version of the same table, stay so.
    """
    waiting = sorted(totals, key=lambda row: (not totals[row], totals[row], row))
    kept = {row for row in waiting if is_small(totals[row]) or row in already}
    for row in waiting:
        if not kept or hide_each_other([totals[each] for each in kept]):
            break
        kept.add(row)
    return frozenset(kept)


def hide_each_other(totals: Sequence[int]) -> bool:
    return len(totals) > 1 and sum(totals) >= max(FEWEST_SHOWN, len(totals) + 1)


def cells_kept_back(table: Table, already: Collection[Cell] = ()) -> frozenset[Cell]:
    """Of a table whose rows are all said. Where no ring can be had, that is the whole table.

    `table` has the row ALL, which adds up the others. What was kept back `already` in an earlier version of
    the same table stays so.
    """
    rings = _Rings(table, hidden={cell for cell in table if is_small(table[cell]) or cell in already})
    for cell in sorted(rings.hidden):
        if not rings.close(cell):
            return frozenset(table)
    return frozenset(rings.hidden)


def with_all(table: Table) -> dict[Cell, int]:
    """With the row that adds up the others."""
    added: dict[Cell, int] = dict(table)
    for (_, column), number in table.items():
        added[Cell(ALL, column)] = added.get(Cell(ALL, column), 0) + number
    return added


class Place(NamedTuple):
    """A row or a column."""

    name: str
    is_column: bool


class _Way(NamedTuple):
    cost: int
    place: Place
    cells: list[Cell]


@dataclass
class _Rings:
    """`unknown` are the numbers that a ring goes through already."""

    table: Table
    hidden: set[Cell]
    unknown: set[Cell] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.rows = sorted({cell.row for cell in self.table})
        self.columns = sorted({cell.column for cell in self.table})

    def close(self, cell: Cell) -> bool:
        """Keeps back what is the least to lose, so that a ring goes through this number."""
        if cell in self.unknown:
            return True
        found = [ring for up in (True, False) if (ring := self._ring(cell, is_up=up))]
        if not found:
            return False
        _, cheapest = min(found)
        self.hidden |= set(cheapest)
        self.unknown |= set(cheapest)
        return True

    def _ring(self, start: Cell, *, is_up: bool) -> tuple[int, list[Cell]] | None:
        """The cheapest way from the number's column back to its row; Dijkstra's algorithm."""
        ways = (
            [_Way(0, Place(start.column, is_column=True), [start])]
            if self._may_turn(start, is_up=is_up)
            else []
        )
        been: set[Place] = set()
        while ways:
            way = heappop(ways)
            if way.place == Place(start.row, is_column=False):
                return way.cost, way.cells
            if way.place not in been:
                been.add(way.place)
                for longer in self._longer(way, is_up=is_up):
                    heappush(ways, longer)
        return None

    def _longer(self, way: _Way, *, is_up: bool) -> Iterator[_Way]:
        is_column = way.place.is_column
        for other in self.rows if is_column else self.columns:
            cell = Cell(other, way.place.name) if is_column else Cell(way.place.name, other)
            if cell in way.cells or cell not in self.table:
                continue
            if self._may_turn(cell, is_up=is_up != is_column):
                to = Place(other, is_column=not is_column)
                yield _Way(way.cost + self._loss(cell), to, [*way.cells, cell])

    def _may_turn(self, cell: Cell, *, is_up: bool) -> bool:
        """One less must still be somebody: a nought is mostly shown. What all are is on the other side."""
        is_more = is_up != (cell.row == ALL)
        return is_more or self.table[cell] > 1

    def _loss(self, cell: Cell) -> int:
        return 0 if cell in self.hidden else self.table[cell] + 1
