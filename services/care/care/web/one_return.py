"""One month's return: a version as it was given, or what would be given now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Self

from fastapi import Depends
from pydantic import model_validator

from care.commands.giving_returns import Giving, give_return
from care.domain.keeping_back import ALL
from care.domain.monthly_return import NOBODYS, NOTHING_GIVEN, Version, as_given
from care.domain.months import Month
from care.queries.providers import names_of_providers
from care.queries.returns import Given, counts, given, version
from care.storage import UnitOfWork
from care.web.edge import Desk, OverseersDesk
from care.web.months_asked import month_named
from contracts.ids import ProviderId
from plumbing.form_words import Words
from plumbing.forms import Form, MaxLen, fault
from plumbing.problems import Problem

ANY, ANEW = "", "new"
NAMES = {ALL: "All", NOBODYS: "Not yet with a provider"}


class ReturnForm(Form):
    after: Annotated[int, Words("Open the page again")]
    reason: Annotated[str | None, MaxLen(300), Words("Enter what was wrong", name="What was wrong")] = None

    @model_validator(mode="after")
    def _says_what_was_wrong(self) -> Self:
        if self.after and not self.reason:
            raise fault("reason", "required", "Enter what was wrong with the return that was given")
        return self


@dataclass(frozen=True)
class Asked:
    """`version` is a number, or ANEW for what would be given now, or ANY: the newest given, or else that."""

    desk: Desk
    month: Month
    version: str

    @classmethod
    def of(cls, desk: Desk, month: str, version: str) -> "Asked":
        return cls(desk, month_named(month, desk.today), version)


def _asked(desk: OverseersDesk, month: str, version: str = ANY) -> Asked:
    return Asked.of(desk, month, version)


AskedFor = Annotated[Asked, Depends(_asked)]


@dataclass(frozen=True, kw_only=True)
class Found:
    """`shown` is none for what has not been given."""

    asked: Asked
    what: Version
    shown: Given | None
    versions: Sequence[Given]
    providers: Mapping[ProviderId, str]

    @property
    def file_name(self) -> str:
        return f"return-{self.asked.month}-{self.shown.version if self.shown else 'draft'}"

    def name_of(self, row: str) -> str:
        return NAMES.get(row) or self.providers.get(ProviderId(row), row)


async def read(asked: Asked) -> Found:
    async with asked.desk.work() as uow:
        return await read_in(uow, asked)


async def read_in(uow: UnitOfWork, asked: Asked) -> Found:
    known = await given(uow, asked.month)
    shown = _chosen(asked, known)
    return Found(
        asked=asked,
        what=await version(uow, asked.month, shown.version) if shown else await _anew(uow, asked, known),
        shown=shown,
        versions=known,
        providers=await names_of_providers(uow),
    )


async def give(uow: UnitOfWork, asked: Asked, *, after: int, reason: str | None) -> None:
    """`after` is the newest version that whoever gives it has seen."""
    what = await _anew(uow, asked, await given(uow, asked.month))
    await give_return(uow, Giving(month=asked.month, after=after, reason=reason), what, asked.desk.by)


def _chosen(asked: Asked, known: Sequence[Given]) -> Given | None:
    if asked.version == ANY:
        return known[0] if known else None
    found = next((each for each in known if str(each.version) == asked.version), None)
    if found is None and asked.version != ANEW:
        raise Problem(HTTPStatus.NOT_FOUND, "There is no such version of the return.")
    return found


async def _anew(uow: UnitOfWork, asked: Asked, known: Sequence[Given]) -> Version:
    """Only the prime sees all rows, without which nobody can say what has to be kept back."""
    if not asked.desk.is_prime:
        return NOTHING_GIVEN
    before = await version(uow, asked.month, known[0].version) if known else NOTHING_GIVEN
    return as_given(await counts(uow, asked.month, now=asked.desk.at), before)
