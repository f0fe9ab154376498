"""The published rates, by day. A day without one is refused, never guessed (MO-12)."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from importlib.resources import files

from care.domain.refusals import Code, Refused

QUASHED = "sourced_quashed"
UNVERIFIED = "rate_unverified"


class Situation(StrEnum):
    """Where somebody lives and who else pays them, as the rates tell them apart."""

    SELF_CATERED_CONTRACT = "SELF_CATERED_CONTRACT"
    CATERED_CONTRACT = "CATERED_CONTRACT"
    OTHER_ACCOMMODATION = "OTHER_ACCOMMODATION"
    ASYLUM_SUPPORT_TOTAL = "ASYLUM_SUPPORT_TOTAL"
    NOT_ON_ASYLUM_SUPPORT = "NOT_ON_ASYLUM_SUPPORT"
    ANY = "ANY"


class Item(StrEnum):
    ADULT = "adult_weekly"
    ADULT_TOTAL = "adult_weekly_total"
    FIRST_CHILD = "child_weekly_first"
    FURTHER_CHILD = "child_weekly_subsequent"
    CHILD = "child_weekly"
    CHILD_UNDER_1 = "child_addition_under_1"
    CHILD_1_TO_3 = "child_addition_1_to_3"
    PREGNANCY = "pregnancy_addition"
    MATERNITY_GRANT = "maternity_grant"


@dataclass(frozen=True, kw_only=True)
class Rate:
    """An amount in pounds: a week, or once for the maternity grant."""

    id: str
    item: Item
    situation: Situation
    amount: Decimal
    effective_from: date
    effective_to: date | None
    review_after: date | None
    status: str
    source: str

    def covers(self, day: date) -> bool:
        return self.effective_from <= day and (self.effective_to is None or day <= self.effective_to)

    def is_unverified(self, day: date) -> bool:
        return self.review_after is not None and day > self.review_after


@dataclass(frozen=True)
class Rates:
    rows: tuple[Rate, ...]

    def find(self, day: date, item: Item, situation: Situation) -> Rate | None:
        asked = (rate for rate in self.rows if rate.item is item and rate.situation is situation)
        return next((rate for rate in asked if rate.covers(day)), None)

    def get(self, day: date, item: Item, situation: Situation) -> Rate:
        rate = self.find(day, item, situation)
        if rate is None:
            raise Refused(Code.NO_RATE)
        return rate

    def by_id(self, rate_id: str) -> Rate:
        return next(rate for rate in self.rows if rate.id == rate_id)


def read_rates(text: str) -> Rates:
    """Rows without a start date, an amount or an item we pay by the week are not loaded."""
    return Rates(tuple(_without_quashed(list(_rates(csv.DictReader(text.splitlines()))))))


@cache
def rates_as_shipped() -> Rates:
    return read_rates((files("care.data") / "support_rates.csv").read_text("utf-8"))


def _rates(rows: Iterable[Mapping[str, str]]) -> Iterator[Rate]:
    items = {item.value for item in Item}
    for row in rows:
        if row["item"] in items and row["effective_from"] and row["amount_gbp"]:
            yield _rate(row)


def _rate(row: Mapping[str, str]) -> Rate:
    return Rate(
        id=row["rate_id"],
        item=Item(row["item"]),
        situation=Situation(row["situation_code"]),
        amount=Decimal(row["amount_gbp"]),
        effective_from=date.fromisoformat(row["effective_from"]),
        effective_to=_day(row["effective_to"]),
        review_after=_day(row["review_after"]),
        status=row["status"],
        source=row["source"],
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _without_quashed(rates: list[Rate]) -> Iterator[Rate]:
    """Of the days of a rate that a court has quashed, the rate that came after it is paid (MO-8)."""
    quashed = {_kind(rate): rate for rate in rates if rate.status == QUASHED}
    for rate in rates:
        before = quashed.get(_kind(rate))
        if rate.status == QUASHED:
            continue
        follows = before is not None and before.effective_to is not None
        if follows and before is not None and rate.effective_from > before.effective_from:
            yield replace(rate, effective_from=before.effective_from)
        else:
            yield rate


def _kind(rate: Rate) -> tuple[Item, Situation]:
    return rate.item, rate.situation
