"""The maternity grant: once in a pregnancy, apart from the weekly money (MO-3)."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from care.domain.beds import Window
from care.domain.money.facts import MoneyFacts, Spell
from care.domain.money.lines import days_of
from care.domain.money.rates import Item, Rate, Rates
from care.domain.money.weekly import PAID_WHILE


@dataclass(frozen=True)
class Grant:
    """Due on the first day on which she is pregnant, paid by the contract and not on asylum support.

    On which day of a pregnancy it is paid was seen nowhere: the first is ours (D).
    """

    on: date
    rate: Rate


def grants(
    facts: MoneyFacts, believed: Sequence[Window], granted_on: Collection[date], rates: Rates, *, today: date
) -> Iterator[Grant]:
    """`believed` are the days of every pregnancy as it was ever recorded, corrected since or not.

    Records that touch the same days are one pregnancy, so a corrected date brings no second grant.
    """
    for spell in facts.pregnant:
        whole = _whole(spell, believed)
        if any(whole.first <= day <= whole.last for day in granted_on):
            continue
        found = (_on(facts, day, rates) for day in _days(spell, today))
        yield from (grant for grant in [next(filter(None, found), None)] if grant)


def _whole(spell: Spell, believed: Iterable[Window]) -> Window:
    first, last = spell.first_on, spell.last_on or spell.first_on
    for window in sorted(believed, key=lambda each: each.first, reverse=True):
        if window.first <= last and first <= window.last:
            first, last = min(first, window.first), max(last, window.last)
    return Window(first, last)


def _days(spell: Spell, today: date) -> Iterable[date]:
    last = min(spell.last_on or today, today)
    return days_of(Window(spell.first_on, last)) if spell.first_on <= last else ()


def _on(facts: MoneyFacts, day: date, rates: Rates) -> Grant | None:
    if not facts.is_entitled(day) or facts.household(day).is_on_asylum_support:
        return None
    rate = rates.find(day, Item.MATERNITY_GRANT, PAID_WHILE)
    return Grant(day, rate) if rate else None
