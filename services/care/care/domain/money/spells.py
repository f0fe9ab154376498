"""Putting a spell in place of what was known for its days: what sticks out on either side stays."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeVar

from care.domain.money.facts import Spell

S = TypeVar("S", bound=Spell)
ONE_DAY = timedelta(days=1)


def without_days(known: Iterable[S], first_on: date, last_on: date | None) -> Sequence[S]:
    return [piece for spell in known for piece in _pieces(spell, first_on, last_on)]


def _pieces(spell: S, first_on: date, last_on: date | None) -> Iterator[S]:
    end = spell.last_on or date.max
    if spell.first_on < first_on:
        yield replace(spell, last_on=min(end, first_on - ONE_DAY) if end >= first_on else spell.last_on)
    if last_on is not None and end > last_on:
        yield replace(spell, first_on=max(spell.first_on, last_on + ONE_DAY))
