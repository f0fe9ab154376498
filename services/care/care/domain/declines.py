"""Offers that were declined, by why and by house, as far as it may be said (§11, VI-7)."""

from collections.abc import Sequence
from dataclasses import dataclass

from care.domain.keeping_back import ALL, Cell, Table
from care.domain.monthly_return import TOTAL, Said, said

NOT_DECLINED, NOT_SAID = "not_declined", "not_said"


@dataclass(frozen=True)
class Declined:
    """Of how many offers how many were declined; none where it is kept back."""

    what: str
    declined: int | None
    offers: int | None

    @property
    def share(self) -> int | None:
        """In whole percent; of no offers there is none."""
        if not self.offers or self.declined is None:
            return None
        return round(100 * self.declined / self.offers)


def by_house(table: Table, reasons: Sequence[str]) -> list[Declined]:
    found = _said(table, reasons)
    return [
        Declined(
            house,
            _less(found[Cell(house, TOTAL)], found[Cell(house, NOT_DECLINED)]),
            found[Cell(house, TOTAL)],
        )
        for house in sorted({cell.row for cell in table})
    ]


def by_reason(table: Table, reasons: Sequence[str]) -> list[Declined]:
    """Of all offers, and none for a reason that was not given."""
    found = _said(table, reasons)
    of_all = [(reason, found.get(Cell(ALL, reason), 0)) for reason in (*reasons, NOT_SAID)]
    return [Declined(reason, number, found[Cell(ALL, TOTAL)]) for reason, number in of_all if number != 0]


def _said(table: Table, reasons: Sequence[str]) -> Said:
    houses = sorted({cell.row for cell in table})
    cells = [Cell(house, why) for house in houses for why in (NOT_DECLINED, *reasons, NOT_SAID)]
    return {Cell(ALL, TOTAL): 0, **said({cell: table.get(cell, 0) for cell in cells})}


def _less(whole: int | None, part: int | None) -> int | None:
    return None if whole is None or part is None else whole - part
