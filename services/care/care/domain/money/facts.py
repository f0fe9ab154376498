"""What a person's money depends on over time, and so what they are entitled to on any day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from care.domain.beds import Window
from care.domain.money.entitlement import entitlement_start
from care.domain.money.ledger import Entitled, Settled
from care.domain.money.rates import Rates, Situation
from care.domain.money.weekly import Household, Weekly, weekly


class AsylumKind(StrEnum):
    SECTION_95 = "section_95"
    SECTION_98 = "section_98"
    SECTION_4 = "section_4"


class Basis(StrEnum):
    EMERGENCY = "emergency"
    POSITIVE_RG = "positive_rg"


@dataclass(frozen=True, kw_only=True)
class Spell:
    """Days something held; without a last day it still does."""

    first_on: date
    last_on: date | None = None

    def covers(self, day: date) -> bool:
        return self.first_on <= day and (self.last_on is None or day <= self.last_on)


@dataclass(frozen=True, kw_only=True)
class ContractStay(Spell):
    situation: Situation


@dataclass(frozen=True, kw_only=True)
class AsylumSupport(Spell):
    kind: AsylumKind
    weekly: Decimal


@dataclass(frozen=True, kw_only=True)
class Entitlement(Spell):
    basis: Basis


@dataclass(frozen=True, kw_only=True)
class MoneyFacts:
    """A person is registered on the day they consented to support."""

    registered_on: date
    rg_on: date | None = None
    last_on: date | None = None
    stays: Sequence[ContractStay] = ()
    asylum: Sequence[AsylumSupport] = ()
    children_born_on: tuple[date, ...] = ()
    not_supported: Sequence[Spell] = ()
    pregnant: Sequence[Spell] = ()

    @property
    def accommodated_on(self) -> date | None:
        return min((stay.first_on for stay in self.stays), default=None)

    @property
    def starts_on(self) -> date | None:
        return entitlement_start(
            registered_on=self.registered_on, accommodated_on=self.accommodated_on, rg_on=self.rg_on
        )

    @property
    def basis(self) -> Basis:
        is_emergency = self.rg_on is None or (self.starts_on or self.rg_on) < self.rg_on
        return Basis.EMERGENCY if is_emergency else Basis.POSITIVE_RG

    @property
    def entitlement(self) -> Entitlement | None:
        starts_on = self.starts_on
        if starts_on is None or (self.last_on is not None and self.last_on < starts_on):
            return None
        return Entitlement(first_on=starts_on, last_on=self.last_on, basis=self.basis)

    def days_to_settle(self, known: Sequence[Settled], until: date | None) -> Window | None:
        """From the first day that is or was paid; days already settled are looked at again."""
        firsts = [line.first_on for line in known] + [day for day in [self.starts_on] if day]
        lasts = [line.last_on for line in known] + [day for day in [until] if day]
        if not firsts or not lasts or max(lasts) < min(firsts):
            return None
        return Window(min(firsts), max(lasts))

    def is_entitled(self, day: date) -> bool:
        """Before the decision only while in emergency accommodation (MO-1)."""
        starts_on = self.starts_on
        if starts_on is None or day < starts_on or (self.last_on is not None and day > self.last_on):
            return False
        if any(gap.covers(day) for gap in self.not_supported):
            return False
        has_decision = self.rg_on is not None and day >= self.rg_on
        return has_decision or any(stay.covers(day) for stay in self.stays)

    def household(self, day: date) -> Household:
        asylum = next((each for each in self.asylum if each.covers(day)), None)
        stay = next((each for each in self.stays if each.covers(day)), None)
        if asylum is not None:
            return Household(situation=Situation.ASYLUM_SUPPORT_TOTAL, asylum_weekly=asylum.weekly)
        return Household(
            situation=stay.situation if stay else Situation.OTHER_ACCOMMODATION,
            children_born_on=self.children_born_on,
            is_pregnant=any(spell.covers(day) for spell in self.pregnant),
        )

    def entitled(self, rates: Rates) -> Entitled:
        """Raises Refused on a day whose rate is not known."""
        return lambda day: weekly(day, self.household(day), rates) if self.is_entitled(day) else Weekly()


def catering(features: Sequence[str]) -> Situation:
    """Where the house says neither, only the one rate for all from 2023 is known (MO-12)."""
    if "self-catered" in features:
        return Situation.SELF_CATERED_CONTRACT
    return Situation.CATERED_CONTRACT if "catered" in features else Situation.ANY
