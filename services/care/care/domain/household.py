"""A person's dependants: people of their own, placed with the person, with needs and risks of their own."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from care.domain.people import Gender, PersonId
from clocks.days import birthday
from contracts.ids import SupportCaseId

DependantId = NewType("DependantId", UUID)
HouseholdId = NewType("HouseholdId", UUID)
ADULT_AT = 18
SEALED = ("known_as", "school", "needs", "risks")


class Relation(StrEnum):
    CHILD = "child"
    PARTNER = "partner"
    PARENT = "parent"
    OTHER = "other"


@dataclass(eq=False, kw_only=True)
class Dependant:
    """Supported through the person's case unless referred in their own right; then that reference is here.

    What they are called, where they go to school, what they need and risk is sealed apart from this.
    """

    id: DependantId
    support_case_id: SupportCaseId
    born_on: date
    relation: Relation
    added_at: datetime
    gender: Gender | None = None
    own_reference: str | None = None
    lives_with_person: bool = True
    risks_assessed_at: datetime | None = None
    risks_assessed_by: str | None = None

    @property
    def person_id(self) -> PersonId:
        return PersonId(self.id)

    def is_adult_on(self, day: date) -> bool:
        return day >= birthday(self.born_on, ADULT_AT)

    def gender_in_a_house(self, day: date) -> Gender | None:
        """A child lives with its parent whatever the house's policy, so only an adult's gender counts."""
        return self.gender if self.is_adult_on(day) else None

    def assess(self, *, by: str, at: datetime) -> None:
        """On the dependant's own record, never in the parent's notes (RI-8)."""
        self.risks_assessed_at, self.risks_assessed_by = at, by
