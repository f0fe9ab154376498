"""Reading what is not shown to one as a matter of course: once, with a reason that managers see (VI-5)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from care.domain.people import Actor
from care.domain.refusals import Code, Refused
from care.domain.support import SupportCase
from care.domain.visibility import Data, on_reason, role_of
from contracts.ids import ProviderId, SupportCaseId


@dataclass(eq=False, kw_only=True)
class Reading:
    """What was read of whose record, by whom. Why is sealed beside it; what was read is not repeated."""

    id: UUID
    support_case_id: SupportCaseId
    provider_id: ProviderId
    read_at: datetime
    read_by: str
    of_organisation: str
    what: list[str]

    @property
    def opened(self) -> frozenset[Data]:
        return frozenset(Data(each) for each in self.what)


def read_with_reason(
    case: SupportCase, reading_id: UUID, reason: str, *, actor: Actor, at: datetime
) -> Reading:
    """Raises Refused without a reason, and for whoever may read nothing more whatever their reason."""
    role = role_of(actor, provider_id=case.provider_id, worker_id=case.worker_id)
    what = on_reason(role)
    if not what or case.provider_id is None:
        raise Refused(Code.FORBIDDEN)
    if not reason.strip():
        raise Refused(Code.REASON_REQUIRED)
    return Reading(
        id=reading_id,
        support_case_id=case.id,
        provider_id=case.provider_id,
        read_at=at,
        read_by=actor.user,
        of_organisation=actor.provider_id,
        what=sorted(what),
    )


@dataclass(eq=False, kw_only=True)
class PrivilegedItem:
    """Something between the person and their lawyer. Only whoever wrote it reads it; nobody is given it."""

    id: UUID
    support_case_id: SupportCaseId
    written_at: datetime
    written_by: str
