"""Why offers were declined in a month, and in which houses (§11)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from fastapi import APIRouter, Request
from starlette.responses import Response

from care.domain.declines import NOT_SAID, Declined, by_house, by_reason
from care.domain.measures import KEPT_BACK
from care.domain.months import Month
from care.domain.rulebook import rules_as_shipped
from care.queries.returns import declines
from care.web import paths
from care.web.edge import OverseersDesk
from care.web.months_asked import month_named
from plumbing.govuk.parts import Column, Row
from plumbing.pages import page

router = APIRouter()


@dataclass(frozen=True)
class DeclinedShown:
    what: str
    declined: str
    offers: str
    share: str


@dataclass(frozen=True)
class DeclinesView:
    month: Month
    reasons: Sequence[Row]
    houses: Sequence[DeclinedShown]

    @property
    def columns(self) -> Sequence[Column]:
        numbers = ("Declined", "Offers", "Share")
        return (Column("House"), *(Column(each, numeric=True) for each in numbers))

    @property
    def back(self) -> str:
        return f"{paths.FIGURES}?month={self.month}"


@router.get(f"{paths.FIGURES}/{{month}}/declines")
async def show_declines(request: Request, desk: OverseersDesk, month: str) -> Response:
    asked, words = month_named(month, desk.today), _reasons()
    async with desk.work() as uow:
        counted = await declines(uow, asked, now=desk.at)
    reasons = [Row(words[each.what], _of_offers(each)) for each in by_reason(counted, _codes())]
    houses = [_shown(each) for each in by_house(counted, _codes())]
    return page(request, "declines.html", DeclinesView(asked, reasons, houses))


def _codes() -> Sequence[str]:
    return [code for code in _reasons() if code != NOT_SAID]


@cache
def _reasons() -> Mapping[str, str]:
    lists = rules_as_shipped().lists
    known = (*lists.decline_reasons_provider, *lists.decline_reasons_person)
    return {each.code: each.words for each in known} | {NOT_SAID: "No reason is known"}


def _shown(house: Declined) -> DeclinedShown:
    share = "" if house.share is None else f"{house.share}%"
    return DeclinedShown(house.what, _number(house.declined), _number(house.offers), share)


def _of_offers(why: Declined) -> str:
    share = "" if why.share is None else f" ({why.share}% of offers)"
    return f"{_number(why.declined)}{share}"


def _number(number: int | None) -> str:
    return KEPT_BACK if number is None else f"{number:,}"
