"""Small numbers are kept back, and what is said does not give them away (VI-7)."""

from collections.abc import Iterator, Sequence
from itertools import product

from hypothesis import given
from hypothesis import strategies as some

from care.domain.keeping_back import (
    ALL,
    FEWEST_SHOWN,
    Cell,
    Table,
    cells_kept_back,
    is_small,
    rows_kept_back,
    with_all,
)

COLUMNS = ("a", "b", "c")
numbers = some.integers(0, 7)
rows = some.lists(numbers, min_size=3, max_size=3).filter(lambda row: not is_small(sum(row)))
grids = some.lists(rows, min_size=1, max_size=3)


def table_of(grid: Sequence[Sequence[int]]) -> Table:
    cells = {
        Cell(f"provider {at}", column): number
        for at, row in enumerate(grid)
        for column, number in zip(COLUMNS, row, strict=True)
    }
    return with_all(cells)


def ways_to_share(total: int, least: Sequence[int]) -> Iterator[tuple[int, ...]]:
    if len(least) == 1:
        yield from [(total,)] if total >= least[0] else []
        return
    for first in range(least[0], total + 1):
        for others in ways_to_share(total - first, least[1:]):
            yield (first, *others)


def could_be(table: Table, hidden: frozenset[Cell]) -> Iterator[dict[Cell, int]]:
    """Every table that agrees with what is said, told even which of the hidden numbers are noughts."""
    names = sorted({cell.row for cell in table} - {ALL})
    inside = {name: [cell for cell in sorted(hidden) if cell.row == name] for name in names}
    shared = [
        list(ways_to_share(sum(table[cell] for cell in cells), [min(table[cell], 1) for cell in cells]))
        if cells
        else [()]
        for cells in inside.values()
    ]
    for chosen in product(*shared):
        other = {
            cell: number
            for cells, row in zip(inside.values(), chosen, strict=True)
            for cell, number in zip(cells, row, strict=True)
        }
        whole = with_all({cell: other.get(cell, table[cell]) for cell in table if cell.row != ALL})
        if all(whole[cell] == table[cell] for cell in table if cell not in hidden):
            yield whole


def worked_out(table: Table, hidden: frozenset[Cell]) -> set[Cell]:
    """The hidden numbers that can be nothing else than they are."""
    certain = set(hidden)
    for other in could_be(table, hidden):
        certain -= {cell for cell in certain if other[cell] != table[cell]}
        if not certain:
            break
    return certain


def is_all_ones_or_noughts(table: Table) -> bool:
    return all(number < 2 for cell, number in table.items() if cell.row != ALL)


@given(grids)
def test_vi_7_no_number_kept_back_can_be_worked_out(grid: list[list[int]]) -> None:
    table = table_of(grid)
    hidden = cells_kept_back(table)
    assert {cell for cell in table if is_small(table[cell])} <= hidden
    assert hidden == frozenset(table) or not worked_out(table, hidden)


@given(grids, some.sets(some.sampled_from([Cell("provider 0", each) for each in COLUMNS])))
def test_vi_7_what_was_kept_back_before_stays_so_and_cannot_be_worked_out(
    grid: list[list[int]], already: set[Cell]
) -> None:
    table = table_of(grid)
    hidden = cells_kept_back(table, already)
    assert already <= hidden
    assert hidden == frozenset(table) or not worked_out(table, hidden)


def test_vi_7_a_single_small_number_takes_others_with_it() -> None:
    table = table_of([[2, 20, 30], [9, 40, 50]])
    hidden = cells_kept_back(table)
    assert hidden == {
        Cell("provider 0", "a"),
        Cell("provider 0", "b"),
        Cell("provider 1", "a"),
        Cell("provider 1", "b"),
    }


def test_nothing_is_kept_back_of_a_table_without_small_numbers() -> None:
    assert cells_kept_back(table_of([[0, 20, 30], [9, 40, 50]])) == frozenset()


def test_a_small_number_that_no_ring_can_hide_takes_the_whole_table_with_it() -> None:
    table = with_all({Cell("provider 0", name): 1 for name in "abcde"})
    assert cells_kept_back(table) == frozenset(table)


totals = some.lists(some.integers(0, 12), min_size=1, max_size=5).filter(
    lambda each: sum(each) >= FEWEST_SHOWN
)


@given(totals)
def test_vi_7_no_providers_total_can_be_worked_out_from_that_of_all(said: list[int]) -> None:
    by_row = {str(at): number for at, number in enumerate(said)}
    hidden = rows_kept_back(by_row)
    assert {row for row in by_row if is_small(by_row[row])} <= hidden
    if hidden and hidden != set(by_row):
        left = sum(by_row[row] for row in hidden)
        assert left >= FEWEST_SHOWN
        assert len(hidden) > 1
        assert left > len(hidden), "all of them could be one, and nothing else"
    if not any(is_small(number) for number in said):
        assert not hidden
