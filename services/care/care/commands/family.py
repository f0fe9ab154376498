"""A person's dependants: who they are, and what each of them needs and risks."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypedDict

from care.domain.household import SEALED, Dependant, DependantId, Relation
from care.domain.people import Actor, Gender
from care.domain.refusals import Code, Refused, must_have_come
from care.domain.support import SupportCase
from care.domain.visibility import Data, may_read, role_of
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
    _check(case, actor)
    apart = {"dependant_id", *SEALED}
    values = {name: value for name, value in vars(new).items() if name not in apart}
    uow.dependants.add(Dependant(id=new.dependant_id, added_at=at, **values))
    await uow.session.flush()
    words = {"known_as": new.known_as, "school": new.school or ""}
    await uow.texts.keep(case, new.dependant_id, words, at=at)
    uow.audit.add(**_entry("dependant_added", case, new.dependant_id), actor=actor.user, at=at)


async def assess_dependant(
    uow: UnitOfWork, dependant_id: DependantId, found: NeedsAndRisks, *, actor: Actor, at: datetime
) -> None:
    """On their own record, with what is known now; the audit says when it was looked at before (RI-8)."""
    dependant = await uow.dependants.locked(dependant_id)
    case = await uow.cases.get(dependant.support_case_id)
    _check(case, actor)
    dependant.assess(by=actor.user, at=at)
    await uow.texts.keep(case, dependant_id, vars(found), at=at)
    uow.audit.add(**_entry("dependant_assessed", case, dependant_id), actor=actor.user, at=at)


def _check(case: SupportCase, actor: Actor) -> None:
    """A child's record is not for everybody who works for the provider."""
    role = role_of(actor, provider_id=case.provider_id, worker_id=case.worker_id)
    if not may_read(Data.CHILD, role):
        raise Refused(Code.FORBIDDEN)


class _Entry(TypedDict):
    action: str
    subject: str
    detail: dict[str, str]


def _entry(action: str, case: SupportCase, whose: DependantId) -> _Entry:
    return {"action": action, "subject": str(case.referral_id), "detail": {"dependant_id": str(whose)}}
