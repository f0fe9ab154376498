"""Reads a published calendar from its file, and those that ship with the product."""

from datetime import date
from functools import cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict

from clocks.bank_holidays import NATIONS, BankHolidays, Calendars, Nation


class CalendarFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    nation: Nation
    version: str
    known_from: date
    known_until: date
    holidays: dict[date, str]


def read_calendar(text: str) -> BankHolidays:
    """From YAML or JSON, which is what `nrm calendar publish` is given."""
    file = CalendarFile.model_validate(yaml.safe_load(text))
    return BankHolidays(
        nation=file.nation,
        version=file.version,
        known_from=file.known_from,
        known_until=file.known_until,
        names=file.holidays,
    )


@cache
def calendars_as_shipped() -> Calendars:
    folder = files("clocks.calendars")
    return Calendars.of(read_calendar((folder / f"{nation}.yaml").read_text("utf-8")) for nation in NATIONS)
