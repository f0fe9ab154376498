"""How somebody was tried to be reached, by whom, and what was said."""

from collections.abc import Sequence
from dataclasses import dataclass

from care.domain.attempts import ContactAttempt
from care.queries.people import Person
from care.queries.reveals import names_of
from care.storage import UnitOfWork
from contracts.ids import SupportCaseId


@dataclass(frozen=True)
class Attempt:
    tried: ContactAttempt
    by: str
    note: str


async def attempts(uow: UnitOfWork, person: Person) -> Sequence[Attempt]:
    """In the order in which they were made."""
    made = await uow.attempts.of_case(SupportCaseId(person.id))
    texts = await uow.texts.of_case(person.id, person.referral_id)
    names = await names_of(uow, sorted({each.tried_by for each in made}))
    return [Attempt(each, names.get(each.tried_by, ""), texts.get((each.id, "attempt"), "")) for each in made]
