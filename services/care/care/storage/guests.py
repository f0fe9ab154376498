"""Whom a bed is for, as the booking rules see them: the person, or one of their dependants."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from care.domain.booking import Guest
from care.domain.household import Dependant, DependantId, HouseholdId
from care.domain.refusals import Code, Refused
from care.domain.support import SupportCase
from care.storage.households import Dependants, KeptApartPairs


class Guests:
    def __init__(self, session: AsyncSession) -> None:
        self._dependants = Dependants(session)
        self._kept_apart = KeptApartPairs(session)

    async def person(self, case: SupportCase, household_id: HouseholdId | None = None) -> Guest:
        avoided = await self._kept_apart.with_whom_not(case.person_id)
        return Guest.of(case, kept_apart_from=avoided, household_id=household_id)

    async def one_of(
        self,
        case: SupportCase,
        household_id: HouseholdId | None,
        dependant_id: DependantId | None,
        *,
        on: date,
    ) -> Guest:
        """A dependant of somebody else has no place in this household."""
        person = await self.person(case, household_id)
        if dependant_id is None:
            return person
        dependant = await self._dependants.get(dependant_id)
        if dependant.support_case_id != case.id:
            raise Refused(Code.NOT_ELIGIBLE)
        return await self._bringing(person, dependant, on=on)

    async def household(self, case: SupportCase, *, on: date) -> Sequence[Guest]:
        """The person first, then every dependant who lives with them, the eldest first."""
        person = await self.person(case)
        dependants = await self._dependants.of_case(case.id)
        together = [each for each in dependants if each.lives_with_person]
        return [person, *[await self._bringing(person, each, on=on) for each in together]]

    async def _bringing(self, person: Guest, dependant: Dependant, *, on: date) -> Guest:
        avoided = await self._kept_apart.with_whom_not(dependant.person_id)
        return person.bringing(dependant, avoided, on=on)
