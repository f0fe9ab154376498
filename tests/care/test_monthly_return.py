"""The monthly return to the Home Office: what it counts, what it keeps back, and that it stays as given."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as some

from care.domain.keeping_back import ALL, FEWEST_SHOWN, Cell, Table
from care.domain.monthly_return import TOTAL, Said, contract_of, said, tables_returned
from care.domain.months import Month

COLUMNS = ("a", "b", "c")
grids = some.lists(some.lists(some.integers(0, 9), min_size=3, max_size=3), min_size=1, max_size=6)


def table_of(grid: Sequence[Sequence[int]]) -> Table:
    return {
        Cell(f"p{at}", name): row[index] for at, row in enumerate(grid) for index, name in enumerate(COLUMNS)
    }


def shown(found: Said) -> dict[Cell, int]:
    return {cell: number for cell, number in found.items() if number is not None}


@given(grids)
def test_vi_7_a_table_says_nothing_small_and_what_it_says_is_true(grid: list[list[int]]) -> None:
    table = table_of(grid)
    found = said(table)
    assert all(number == 0 or number >= FEWEST_SHOWN for number in shown(found).values())
    assert all(table[cell] == number for cell, number in shown(found).items() if cell in table)


@given(grids)
def test_vi_7_a_line_never_lacks_a_single_number(grid: list[list[int]]) -> None:
    """One missing number would be the total less the others, in each row and in each column."""
    found = said(table_of(grid))
    rows = sorted({cell.row for cell in found})
    lines = [[Cell(row, column) for column in (*COLUMNS, TOTAL)] for row in rows]
    lines += [[Cell(row, column) for row in rows] for column in (*COLUMNS, TOTAL)]
    assert all([found[cell] for cell in line].count(None) != 1 for line in lines)


@given(grids, grids)
def test_vi_7_a_correction_keeps_back_what_was_kept_back(
    grid: list[list[int]], corrected: list[list[int]]
) -> None:
    first = said(table_of(grid))
    second = said({**dict.fromkeys(table_of(grid), 0), **table_of(corrected)}, first)
    assert {cell for cell in first if first[cell] is None} <= {
        cell for cell in second if second[cell] is None
    }


def test_vi_7_a_provider_with_few_people_is_not_counted_apart() -> None:
    found = said(table_of([[1, 1, 1], [20, 30, 40], [5, 5, 5]]))
    assert {cell.row for cell in found if found[cell] is None} == {"p0", "p2"}
    assert found[Cell(ALL, "a")] == 26


def test_vi_7_of_fewer_than_five_people_in_all_nothing_is_said() -> None:
    assert set(said(table_of([[1, 1, 0]])).values()) == {None}


def test_a_table_of_nobody_says_so() -> None:
    assert set(said(table_of([[0, 0, 0]])).values()) == {0}


def test_every_table_asked_for_is_returned() -> None:
    """victim-care.md §11, and the counts of RI-5."""
    assert [each.id for each in tables_returned()] == [
        "region",
        "gender",
        "nationality_group",
        "exploitation_type",
        "accommodation",
        "dependants",
        "movement",
        "length_of_stay",
        "exits",
        "clocks",
        "incidents",
        "beds",
        "missing",
        "back",
    ]


def test_a_return_names_the_contract_in_force_when_its_month_ended() -> None:
    named = [contract_of(Month.read(month)) for month in ("2020-12", "2021-01", "2010-01")]
    assert named == ["Victim Care Contract", "Modern Slavery Victim Care Contract", ""]
