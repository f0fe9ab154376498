"""Working out what somebody is due, again whenever a fact has changed (MO-15)."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime

from care.domain.money.facts import AsylumSupport, Entitlement, MoneyFacts
from care.domain.money.grant import grants
from care.domain.money.ledger import LineKind, NewLine, settle
from care.domain.money.pregnancy import Pregnancy
from care.domain.money.rates import rates_as_shipped
from care.domain.money.spells import without_days
from care.domain.money.travel import Travel
from care.domain.people import Actor
from care.domain.refusals import Code, Refused
from care.domain.support import SupportCase
from care.storage import UnitOfWork
from care.storage.pregnancies import Pregnancies
from clocks.days import london_day
from contracts.care_money import PaymentChanged, PaymentEntitled
from contracts.events import Event
from contracts.ids import SupportCaseId


async def work_out(
    uow: UnitOfWork, support_case_id: SupportCaseId, *, until: date | None, actor: Actor, at: datetime
) -> tuple[NewLine, ...]:
    """New lines up to that day; without one, corrections of days already settled and nothing else."""
    case = await uow.cases.locked(support_case_id)
    return await _settle(uow, case, await uow.money.facts(case), until=until, actor=actor, at=at)


async def record_asylum_support(
    uow: UnitOfWork, support_case_id: SupportCaseId, spell: AsylumSupport, *, actor: Actor, at: datetime
) -> tuple[NewLine, ...]:
    """Takes the place of what was known for these days."""
    case = await uow.cases.locked(support_case_id)
    known = without_days(await uow.money.asylum(case.id), spell.first_on, spell.last_on)
    await uow.money.keep_asylum(case.id, [*known, spell], by=actor.user, at=at)
    _audit(uow, "asylum_support_recorded", case, actor, at)
    return await _settle(uow, case, await uow.money.facts(case), until=None, actor=actor, at=at)


async def record_pregnancy(
    uow: UnitOfWork, support_case_id: SupportCaseId, known: Pregnancy, *, actor: Actor, at: datetime
) -> tuple[NewLine, ...]:
    """Takes the place of what was known of it. What is behind is paid with the next run."""
    case = await uow.cases.locked(support_case_id)
    await Pregnancies(uow.session).keep(case.id, known, by=actor.user, at=at)
    _audit(uow, "pregnancy_recorded", case, actor, at)
    return await _settle(uow, case, await uow.money.facts(case), until=None, actor=actor, at=at)


async def end_money(
    uow: UnitOfWork, support_case_id: SupportCaseId, last_on: date | None, *, actor: Actor, at: datetime
) -> tuple[NewLine, ...]:
    """The last day that is paid, or none: then money goes on after all."""
    case = await uow.cases.locked(support_case_id)
    facts = replace(await uow.money.facts(case), last_on=last_on)
    if last_on is not None and facts.entitlement is None:
        raise Refused(Code.BEFORE_ENTITLEMENT)
    _audit(uow, "money_ended" if last_on else "money_goes_on", case, actor, at)
    return await _settle(uow, case, facts, until=None, actor=actor, at=at)


async def record_travel(
    uow: UnitOfWork, support_case_id: SupportCaseId, travel: Travel, *, actor: Actor, at: datetime
) -> None:
    """Waits for a manager, who sees the receipt."""
    case = await uow.cases.locked(support_case_id)
    travel.check((await uow.money.facts(case)).starts_on)
    await uow.money.add_travel(case.id, travel, by=actor.user, at=at)
    _audit(uow, "travel_recorded", case, actor, at)


async def _settle(
    uow: UnitOfWork, case: SupportCase, facts: MoneyFacts, *, until: date | None, actor: Actor, at: datetime
) -> tuple[NewLine, ...]:
    """Raises Refused, and writes nothing, where a day has no rate."""
    known = await uow.money.settled(case.id)
    days = facts.days_to_settle(known, until)
    found = settle(days, facts.entitled(rates_as_shipped()), known) if days else ()
    events = await _keep_entitlement(uow, case, facts.entitlement, actor=actor, at=at)
    await uow.money.add_lines(case.id, found, by=actor.user, at=at)
    await _grant(uow, case, facts, actor=actor, at=at)
    await uow.outbox.add(*events, *_changes(case, found), at=at)
    return found


async def _grant(
    uow: UnitOfWork, case: SupportCase, facts: MoneyFacts, *, actor: Actor, at: datetime
) -> None:
    """Once in a pregnancy; what was granted is never taken back."""
    believed = await Pregnancies(uow.session).ever_believed(case.id)
    granted_on = await uow.money.granted_on(case.id)
    for each in grants(facts, believed, granted_on, rates_as_shipped(), today=london_day(at)):
        await uow.money.add_grant(case.id, each, by=actor.user, at=at)


async def _keep_entitlement(
    uow: UnitOfWork, case: SupportCase, found: Entitlement | None, *, actor: Actor, at: datetime
) -> list[Event]:
    if found == await uow.money.entitlement(case.id):
        return []
    await uow.money.keep_entitlement(case.id, found, by=actor.user, at=at)
    if found is None:
        return []
    return [
        PaymentEntitled(
            referral_id=case.referral_id,
            support_case_id=case.id,
            basis=found.basis.value,
            first_on=found.first_on,
            last_on=found.last_on,
        )
    ]


def _changes(case: SupportCase, found: Iterable[NewLine]) -> Iterator[Event]:
    for line in found:
        if line.kind is LineKind.UNDERPAYMENT or line.kind is LineKind.OVERPAYMENT:
            yield PaymentChanged(
                referral_id=case.referral_id,
                support_case_id=case.id,
                kind="underpayment" if line.kind is LineKind.UNDERPAYMENT else "overpayment",
                first_on=line.first_on,
                last_on=line.last_on,
            )


def _audit(uow: UnitOfWork, action: str, case: SupportCase, actor: Actor, at: datetime) -> None:
    uow.audit.add(action=action, actor=actor.user, subject=str(case.referral_id), at=at)
