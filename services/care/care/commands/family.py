"""A person's dependants: who they are, and what each of them needs and risks."""

from dataclasses import dataclass
from datetime import date, datetime

from care.domain.household import Dependant, DependantId, Relation
from care.domain.people import Actor, Gender
from care.domain.refusals import must_have_come
from care.storage import UnitOfWork
from clocks.days import london_day
from contracts.ids import SupportCaseId


@dataclass(frozen=True, kw_only=True)
class NewDependant:
    """`own_reference` where they have been referred in their own right."""

    dependant_id: DependantId
    support_case_id: SupportCaseId
    known_as: str
    born_on: date
    relation: Relation
    gender: Gender | None = None
    own_reference: str | None = None
    school: str | None = None
    lives_with_person: bool = True


@dataclass(frozen=True)
class NeedsAndRisks:
    needs: str
    risks: str


async def add_dependant(uow: UnitOfWork, new: NewDependant, *, actor: Actor, at: datetime) -> None:
    must_have_come(new.born_on, london_day(at))
    case = await uow.cases.locked(new.support_case_id)
    values = {name: value for name, value in vars(new).items() if name != "dependant_id"}
    uow.dependants.add(Dependant(id=new.dependant_id, added_at=at, **values))
    detail = {"dependant_id": str(new.dependant_id)}
    uow.audit.add(
        action="dependant_added", actor=actor.user, subject=str(case.referral_id), at=at, detail=detail
    )


async def assess_dependant(
    uow: UnitOfWork, dependant_id: DependantId, found: NeedsAndRisks, *, actor: Actor, at: datetime
) -> None:
    """On their own record, with what is known now; the audit says when it was looked at before (RI-8)."""
    dependant = await uow.dependants.locked(dependant_id)
    case = await uow.cases.get(dependant.support_case_id)
    dependant.assess(needs=found.needs, risks=found.risks, by=actor.user, at=at)
    detail = {"dependant_id": str(dependant_id)}
    uow.audit.add(
        action="dependant_assessed", actor=actor.user, subject=str(case.referral_id), at=at, detail=detail
    )
