"""Who must be asked before a negative decision on a case, and how it stands with each of them."""

from dataclasses import replace
from datetime import date

from clocks import london_day
from decision.domain.case import Case
from decision.domain.checklist import Checklist, Contacts, Known, checklist
from decision.domain.decisions import DecisionKind, Outcome, Ruling
from decision.storage import UnitOfWork


async def who_was_asked(
    uow: UnitOfWork, case: Case, *, before: DecisionKind, today: date
) -> tuple[Checklist, Contacts]:
    contacts = Contacts(
        await uow.information_requests.of_case(case.id),
        await uow.contact_attempts.of_case(case.id),
        await uow.contact_attempts.reasons_of_case(case.id),
    )
    is_supported = case.is_support_wanted or await uow.support.is_known_of(case.referral_id)
    known = Known(case.age_band, case.is_age_settled, is_supported)
    return checklist(known, contacts, before=before, today=today), contacts


async def checked(uow: UnitOfWork, case: Case, ruling: Ruling, *, before: DecisionKind) -> Ruling:
    """The ruling with whoever is still to be asked, unless somebody has looked already."""
    if ruling.outcome is Outcome.POSITIVE or ruling.gaps is not None:
        return ruling
    asked, _ = await who_was_asked(uow, case, before=before, today=london_day(ruling.at))
    return replace(ruling, gaps=tuple(asked.gaps))
