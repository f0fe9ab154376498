"""A table as a file for a spreadsheet: CSV, or OpenDocument."""

import csv
from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO, StringIO

from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

CSV, ODS = "text/csv", "application/vnd.oasis.opendocument.spreadsheet"
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")

Cell = str | int | Decimal | None


def as_csv(rows: Sequence[Sequence[Cell]]) -> bytes:
    """In UTF-8 with the mark by which spreadsheets know it."""
    written = StringIO()
    csv.writer(written).writerows([_plain(cell) for cell in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")


def as_ods(title: str, rows: Sequence[Sequence[Cell]]) -> bytes:
    document = OpenDocumentSpreadsheet()
    table = Table(name=title)
    for row in rows:
        line = TableRow()
        for cell in row:
            line.addElement(_cell(cell))
        table.addElement(line)
    document.spreadsheet.addElement(table)
    written = BytesIO()
    document.write(written)
    return written.getvalue()


def _cell(value: Cell) -> TableCell:
    if isinstance(value, int | Decimal):
        cell = TableCell(valuetype="float", value=str(value))
    else:
        cell = TableCell(valuetype="string")
    cell.addElement(P(text=_plain(value)))
    return cell


def _plain(value: Cell) -> str:
    """A text that a spreadsheet would take for a formula is shown as what it is."""
    if isinstance(value, str) and value.startswith(STARTS_A_FORMULA):
        return f"'{value}"
    return "" if value is None else str(value)
