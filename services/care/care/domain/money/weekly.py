"""What a household is paid for a week, as at one day, and of which rates that is made."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from care.domain.money.rates import UNVERIFIED, Item, Rate, Rates, Situation
from care.domain.refusals import Code, Refused
from clocks.days import birthday

NOTHING = Decimal("0.00")
ONE_RATE_FOR_ALL = date(2023, 3, 1)  # MO-10
ADULT_AT = 18
CHILDREN = frozenset(
    {Item.FIRST_CHILD, Item.FURTHER_CHILD, Item.CHILD, Item.CHILD_UNDER_1, Item.CHILD_1_TO_3}
)
PAID_WHILE = Situation.NOT_ON_ASYLUM_SUPPORT


@dataclass(frozen=True, kw_only=True)
class Household:
    """All that the amount depends on. Other income is not among it: it never reduces a payment (MO-7).

    `asylum_weekly` is what the asylum payment is: pounds a week, set outside this contract (MO-4).
    """

    situation: Situation
    asylum_weekly: Decimal | None = None
    children_born_on: tuple[date, ...] = ()
    is_pregnant: bool = False

    @property
    def is_on_asylum_support(self) -> bool:
        return self.situation is Situation.ASYLUM_SUPPORT_TOTAL or bool(self.asylum_weekly)


@dataclass(frozen=True)
class Part:
    """One rate within a weekly amount."""

    rate_id: str
    item: Item
    amount: Decimal


@dataclass(frozen=True, kw_only=True)
class Weekly:
    """A week's money in pounds. `total` is from both sources, `children` is the part of it for them."""

    parts: tuple[Part, ...] = ()
    asylum_offset: Decimal = NOTHING
    flags: tuple[str, ...] = ()

    @property
    def total(self) -> Decimal:
        return sum((part.amount for part in self.parts), NOTHING)

    @property
    def children(self) -> Decimal:
        return sum((part.amount for part in self.parts if part.item in CHILDREN), NOTHING)

    @property
    def contract_pays(self) -> Decimal:
        return max(NOTHING, self.total - self.asylum_offset)

    @property
    def needs_approval(self) -> bool:
        """An amount past its review date is paid only after somebody has looked (MO-12)."""
        return bool(self.flags)


def weekly(day: date, household: Household, rates: Rates) -> Weekly:
    """Raises Refused where no rate is known for the day, or the asylum payment is not."""
    used = list(_rates(day, household, rates))
    is_unverified = any(rate.is_unverified(day) for rate in used)
    return Weekly(
        parts=tuple(Part(rate.id, rate.item, rate.amount) for rate in used),
        asylum_offset=_asylum_offset(household),
        flags=(UNVERIFIED,) if is_unverified else (),
    )


def child_addition(day: date, born_on: date, rates: Rates) -> Decimal:
    """The weekly addition for one child on that day; none before birth, after three, or before July 2020."""
    return sum((rate.amount for rate in _child_additions(day, born_on, rates)), NOTHING)


def _asylum_offset(household: Household) -> Decimal:
    if not household.is_on_asylum_support:
        return NOTHING
    if household.asylum_weekly is None:
        raise Refused(Code.ASYLUM_AMOUNT_MISSING)
    return household.asylum_weekly


def _rates(day: date, household: Household, rates: Rates) -> Iterator[Rate]:
    yield _adult(day, household, rates)
    if household.is_on_asylum_support:
        return  # nothing from the contract for dependants (MO-5)
    yield from _children(day, household.children_born_on, rates)
    if household.is_pregnant and (addition := rates.find(day, Item.PREGNANCY, PAID_WHILE)):
        yield addition


def _adult(day: date, household: Household, rates: Rates) -> Rate:
    if day >= ONE_RATE_FOR_ALL:
        return rates.get(day, Item.ADULT_TOTAL, Situation.ANY)
    if household.is_on_asylum_support:
        return rates.get(day, Item.ADULT_TOTAL, Situation.ASYLUM_SUPPORT_TOTAL)
    return rates.get(day, Item.ADULT, household.situation)


def _children(day: date, born: tuple[date, ...], rates: Rates) -> Iterator[Rate]:
    """The oldest is the first child. A child counts from the day of birth until 18."""
    counted = sorted(born_on for born_on in born if born_on <= day < birthday(born_on, ADULT_AT))
    for position, born_on in enumerate(counted):
        yield _child(day, rates, is_first=position == 0)
        yield from _child_additions(day, born_on, rates)


def _child(day: date, rates: Rates, *, is_first: bool) -> Rate:
    one_rate = rates.find(day, Item.CHILD, PAID_WHILE)
    item = Item.FIRST_CHILD if is_first else Item.FURTHER_CHILD
    return one_rate or rates.get(day, item, PAID_WHILE)


def _child_additions(day: date, born_on: date, rates: Rates) -> Iterator[Rate]:
    """The first birthday counts as under one; the third as under three, which is unconfirmed (MO-6)."""
    if born_on <= day <= birthday(born_on, 1):
        rate = rates.find(day, Item.CHILD_UNDER_1, PAID_WHILE)
    elif birthday(born_on, 1) < day <= birthday(born_on, 3):
        rate = rates.find(day, Item.CHILD_1_TO_3, PAID_WHILE)
    else:
        rate = None
    if rate:
        yield rate
