"""The figures of a month as the prime and a provider's manager see them, and as files."""

import csv
from io import BytesIO, StringIO

import httpx
from fastapi import FastAPI
from odf.opendocument import load
from odf.table import TableCell, TableRow
from odf.teletype import extractText
from tests.care.bookings import a_booking, arrive
from tests.care.portal import prime, read, worker
from tests.care.test_money_pages import manager
from tests.care.town import Town

from care.domain.measures import measures_as_shipped
from care.web.sheets import as_csv, as_ods

MARCH = "/figures?month=2025-03"


def rows_of_csv(response: httpx.Response) -> list[list[str]]:
    return list(csv.reader(StringIO(response.content.decode("utf-8-sig"))))


def rows_of_ods(content: bytes) -> list[list[str]]:
    rows = load(BytesIO(content)).getElementsByType(TableRow)
    return [[extractText(cell) for cell in row.getElementsByType(TableCell)] for row in rows]


async def test_the_prime_sees_a_month_of_all_and_of_each_provider(app: FastAPI, town: Town) -> None:
    await arrive(town, await a_booking(town), "10", at="10")
    async with prime(app) as client:
        shown = await read(client, MARCH)
        assert all(measure.title in shown for measure in measures_as_shipped().values())
        assert "Figures of March 2025" in shown
        assert "5.4% 93" in shown, "five nights in three beds"
        assert "90.0% (our setting)" not in shown
        assert "90% (our setting)" in shown
        assert "8.1% 62" in await read(client, f"{MARCH}&provider=HEST")
        sheet, spread = await client.get("/figures/2025-03.csv"), await client.get("/figures/2025-03.ods")
    assert rows_of_csv(sheet) == rows_of_ods(spread.content)
    beds = [row for row in rows_of_csv(sheet) if row[2] == "Beds slept in"]
    assert [(row[1], row[4], row[5]) for row in beds] == [
        ("All", "5.4", "93"),
        ("Hestia", "8.1", "62"),
        ("Medaille Trust", "0.0", "31"),
    ]


async def test_a_manager_sees_their_own_providers_figures_and_a_worker_none(app: FastAPI, town: Town) -> None:
    await arrive(town, await a_booking(town), "10", at="10")
    async with manager(app, "MED") as client:
        assert "0.0% 31" in await read(client, MARCH)
        sheet = await client.get("/figures/2025-03.csv")
        assert "Hestia" not in sheet.text
    async with worker(app) as client:
        assert (await client.get(MARCH)).status_code == 403


async def test_a_month_that_is_none_or_has_not_begun_is_not_found(app: FastAPI, town: Town) -> None:
    async with prime(app) as client:
        assert "written like 2026-10" in await read(client, "/figures?month=March", status=404)
        assert "has not begun" in await read(client, "/figures?month=2999-01", status=404)
        assert (await client.get("/figures")).status_code == 200


def test_a_spreadsheet_is_given_no_formulas() -> None:
    rows = [("=HYPERLINK(1)", -1, "plain", None)]
    assert as_csv(rows).decode("utf-8-sig").strip() == "'=HYPERLINK(1),-1,plain,"
    assert rows_of_ods(as_ods("Sheet", rows)) == [["'=HYPERLINK(1)", "-1", "plain", ""]]
