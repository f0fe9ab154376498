"""What is looked up before a decision: who was asked, and whether what it relies on is of the case."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from clocks import london_day
from decision.domain.case import Case
from decision.domain.checklist import Checklist, Contacts, Known, checklist
from decision.domain.decisions import DecisionKind, NotOfThisCase, Outcome, Relied, Ruling, Source
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


async def check_relied_on(uow: UnitOfWork, case: Case, relied_on: Iterable[Relied]) -> None:
    """Files are kept by the referral service, which alone can say whose they are: the edge asks it."""
    answers = {each.id for each in relied_on if each.source is Source.ANSWER}
    referrals = {each.id for each in relied_on if each.source is Source.REFERRAL}
    asked = await uow.information_requests.of_case(case.id) if answers else []
    if referrals - {case.referral_id} or answers - {each.id for each in asked if each.answered_at}:
        raise NotOfThisCase
