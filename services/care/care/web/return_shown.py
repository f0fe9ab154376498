"""A month's return as a page, and as a sheet. A number that is kept back says so, and nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from care.domain.keeping_back import ALL, Cell
from care.domain.measures import KEPT_BACK
from care.domain.monthly_return import TOTAL, ReturnTable, Said, contract_of, tables_returned
from care.domain.months import Month
from care.queries.returns import Given
from care.web import paths
from care.web.one_return import ANEW, Found, ReturnForm
from care.web.sheets import Cell as SheetCell
from plumbing.forms import Filled, Form
from plumbing.govuk.parts import Entry, Option, Row

HEADINGS = ("Month", "Version", "Contract", "Provider", "Table", "Group", "Number")


@dataclass(frozen=True)
class TableShown:
    title: str
    counted: str
    rows: Sequence[Row]


@dataclass(frozen=True)
class ReturnView:
    found: Found
    filled: Filled[ReturnForm]
    names: Mapping[str, str]
    provider: str

    @property
    def month(self) -> Month:
        return self.found.asked.month

    @property
    def contract(self) -> str:
        return contract_of(self.month)

    @property
    def is_over(self) -> bool:
        return self.month.last < self.found.asked.desk.today

    @property
    def may_give(self) -> bool:
        return self.found.asked.desk.is_prime and self.is_over and self.found.shown is None

    @property
    def may_correct(self) -> bool:
        return self.found.asked.desk.is_prime and self.found.shown is not None

    @property
    def after(self) -> int:
        return self.found.versions[0].version if self.found.versions else 0

    @property
    def here(self) -> str:
        return paths.monthly_return(self.month)

    @property
    def version(self) -> str:
        return str(self.found.shown.version) if self.found.shown else ANEW

    @property
    def choice(self) -> Filled[Form]:
        return Filled.showing(provider=self.provider)

    @property
    def providers(self) -> Sequence[Option]:
        """All of them first; nobody but the prime may choose."""
        rows = self.found.what.rows if self.found.asked.desk.is_prime else ()
        return [Option(row, self.found.name_of(row)) for row in rows]

    @property
    def tables(self) -> Sequence[TableShown]:
        row = self.provider if self.provider in self.found.what.rows else ALL
        shown = [(each, said) for each, said in _tables(self.found) if (row, TOTAL) in said]
        return [TableShown(each.title, each.counted, _rows(said, row, each)) for each, said in shown]

    @property
    def history(self) -> Sequence[Entry]:
        return [
            Entry(f"Version {each.version}", each.given_at, name_of(self.names, each), each.reason or "")
            for each in self.found.versions
        ]

    @property
    def earlier(self) -> Sequence[int]:
        """Versions that can be looked at beside this one."""
        shown = self.found.shown
        return [each.version for each in self.found.versions if each != shown]


def name_of(names: Mapping[str, str], given: Given) -> str:
    return names.get(given.given_by, "Somebody no longer known")


def rows_of(found: Found) -> list[Sequence[SheetCell]]:
    """As a sheet: all first, then provider by provider. A provider has its own rows alone."""
    return [HEADINGS, *(line for row in (ALL, *found.what.rows) for line in _lines(found, row))]


def _lines(found: Found, row: str) -> Sequence[Sequence[SheetCell]]:
    version = found.shown.version if found.shown else "Not given"
    head = (str(found.asked.month), version, contract_of(found.asked.month), found.name_of(row))
    return [
        (*head, each.title, words, KEPT_BACK if (number := said[Cell(row, code)]) is None else number)
        for each, said in _tables(found)
        for code, words in _groups(each)
        if (row, code) in said
    ]


def _tables(found: Found) -> Sequence[tuple[ReturnTable, Said]]:
    return [(each, found.what.tables.get(each.id, {})) for each in tables_returned()]


def _groups(table: ReturnTable) -> Sequence[tuple[str, str]]:
    return [*table.columns.items(), (TOTAL, "Total")]


def _rows(said: Said, row: str, table: ReturnTable) -> Sequence[Row]:
    return [Row(words, _number(said.get(Cell(row, code)))) for code, words in _groups(table)]


def _number(number: int | None) -> str:
    return KEPT_BACK if number is None else f"{number:,}"
