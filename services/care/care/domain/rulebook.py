"""The care contract's numbers and lists, read once from the files beside this one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import TypeVar

import yaml
from pydantic import BaseModel, ConfigDict

from care.domain.attempts import Hours
from care.domain.limits import ClosingLimits
from clocks.bank_holidays import BankHolidays, Calendars
from clocks.counting import Hold
from clocks.days import day_of, first_instant_after
from clocks.due import Due, start_clock
from clocks.published import calendars_as_shipped
from clocks.rules import RuleBook, read_rule_book

CLOCK_FILES = (
    "clocks.yaml",
    "leaving.yaml",
    "journey.yaml",
    "risk.yaml",
    "network.yaml",
    "inspections.yaml",
    "safety.yaml",
)
ValueT = TypeVar("ValueT", bool, int, date)


class Mark(StrEnum):
    SEEN = "S"
    OUR_DEFAULT = "D"
    UNCONFIRMED = "U"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Setting(_Strict):
    id: str
    title: str
    value: bool | int | date
    mark: Mark
    rule: str


class Entry(_Strict):
    """A code of a reference list and the words people see."""

    code: str
    words: str
    since: date | None = None
    until: date | None = None

    def is_active(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class Lists(_Strict):
    regions: tuple[Entry, ...]
    features: tuple[Entry, ...]
    departure_reasons: tuple[Entry, ...]
    destinations: tuple[Entry, ...]
    cancellation_reasons: tuple[Entry, ...]
    decline_reasons_provider: tuple[Entry, ...]
    decline_reasons_person: tuple[Entry, ...]
    void_reasons: tuple[Entry, ...]
    transition_pilots: tuple[Entry, ...]
    council_refusal_reasons: tuple[Entry, ...]


def is_active_code(entries: tuple[Entry, ...], code: str, day: date) -> bool:
    return any(entry.code == code and entry.is_active(day) for entry in entries)


@dataclass(frozen=True, kw_only=True)
class CareRules:
    book: RuleBook
    lists: Lists
    settings: Mapping[str, Setting]
    regions_of_counties: Mapping[str, str]
    calendars: Calendars

    def number(self, setting: str) -> int:
        return int(self._value(setting, int))

    def day(self, setting: str) -> date:
        return self._value(setting, date)

    def is_on(self, setting: str) -> bool:
        return self._value(setting, bool)

    def with_setting(self, name: str, value: bool | int | date) -> "CareRules":
        """As an operator sets it; the mark stays."""
        changed = self.settings[name].model_copy(update={"value": value})
        return replace(self, settings={**self.settings, name: changed})

    def region_of(self, place: str | None) -> str | None:
        """The region of a county, or of a region itself; nothing for a place outside England and Wales."""
        if any(place == region.code for region in self.lists.regions):
            return place
        return self.regions_of_counties.get(place or "")

    @property
    def working_days(self) -> BankHolidays:
        """Turnaround counts England and Wales bank holidays, which are the same days (§5.3)."""
        return self.calendars["england"]

    def contact_due(self, consent_at: datetime) -> Due:
        return self.count("CARE-CONTACT", consent_at)

    def offer_due(self, made_at: datetime, *, is_emergency: bool) -> Due:
        return self.count("CARE-OFFER-EMERGENCY" if is_emergency else "CARE-OFFER", made_at)

    @property
    def closing_limits(self) -> ClosingLimits:
        return ClosingLimits(
            days_back=self.number("close_days_back"),
            months_ahead=self.number("close_months_ahead"),
            reopen_days_either_side=self.number("reopen_days_either_side"),
        )

    @property
    def hours_to_call(self) -> Hours:
        parts = ("morning", "afternoon", "evening", "night")
        return Hours(*(self.number(f"{part}_from_hour") for part in parts))

    def arrival_due(self, arrival_on: date) -> Due:
        """From the end of the planned day of arrival, in London."""
        return self.count("CARE-NO-SHOW", first_instant_after(arrival_on), selected_on=arrival_on)

    def count(
        self,
        rule_id: str,
        start: date | datetime,
        *,
        selected_on: date | None = None,
        holds: Sequence[Hold] = (),
    ) -> Due:
        """The version in force on `selected_on`, by itself the day of the start, counted from the start."""
        rule = self.book.select(rule_id, on=selected_on or day_of(start))
        return start_clock(rule, start, self.working_days, holds=holds)

    def _value(self, setting: str, kind: type[ValueT]) -> ValueT:
        value = self.settings[setting].value
        assert isinstance(value, kind), f"the setting {setting} is not of the kind that is asked for"
        return value


@cache
def rules_as_shipped() -> CareRules:
    settings = [Setting.model_validate(row) for row in yaml.safe_load(_text("settings.yaml"))["settings"]]
    return CareRules(
        book=read_rule_book(_text(name) for name in CLOCK_FILES),
        lists=Lists.model_validate(yaml.safe_load(_text("lists.yaml"))),
        regions_of_counties=_regions_of_counties(),
        settings={setting.id: setting for setting in settings},
        calendars=calendars_as_shipped(),
    )


def _regions_of_counties() -> Mapping[str, str]:
    by_region: dict[str, list[str]] = yaml.safe_load(_text("counties.yaml"))["counties"]
    return {county: region for region, counties in by_region.items() for county in counties}


def _text(name: str) -> str:
    return (files("care.domain.rules") / name).read_text("utf-8")
