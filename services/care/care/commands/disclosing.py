"""Answering somebody outside with named facts, and showing an address once (VI-1 to VI-5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from care.commands.lives import By, locked, write_down
from care.domain.disclosure import Asker, DisclosureRequest, Item, extract
from care.domain.refusals import must_have_come
from care.domain.revealing import reveal
from care.storage import UnitOfWork
from care.storage.addresses import open_address
from clocks.days import london_day
from contracts.ids import PremisesId, ProviderId, SupportCaseId
from plumbing.encryption import KeyRing
from plumbing.identifiers import new_id

LINE = "\n"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A request as it came in: by whom, when, why, on what basis, for which facts."""

    asker: Asker
    asked_on: date
    who: str
    purpose: str
    basis: str
    facts: tuple[str, ...]
    has_privileged: bool = False

    @property
    def items(self) -> Sequence[Item]:
        return [Item(fact, is_marked_privileged=self.has_privileged) for fact in self.facts]


async def record_request(
    uow: UnitOfWork, support_case_id: SupportCaseId, asked: Asked, *, by: By
) -> DisclosureRequest:
    """Kept also when it is refused at once, with the reason."""
    must_have_come(asked.asked_on, london_day(by.at))
    case = await locked(uow, support_case_id, by)
    request = DisclosureRequest(
        id=new_id(),
        support_case_id=case.id,
        provider_id=case.provider_id or ProviderId(by.actor.provider_id),
        asker=asked.asker,
        asked_on=asked.asked_on,
        recorded_at=by.at,
        recorded_by=by.actor.user,
    )
    request.judge(asked.items, at=by.at)
    uow.disclosures.add(request)
    said = {"who": asked.who, "purpose": asked.purpose, "basis": asked.basis}
    await uow.texts.keep(case, request.id, said | {"facts": LINE.join(asked.facts)}, at=by.at)
    write_down(uow, "disclosure_asked", case.referral_id, by)
    return request


async def refuse(uow: UnitOfWork, request_id: UUID, why: str, *, by: By) -> None:
    request = await uow.disclosures.locked(request_id)
    case = await locked(uow, request.support_case_id, by)
    request.refuse(by=by.actor.user, at=by.at)
    await uow.texts.keep(case, request.id, {"why_refused": why}, at=by.at)
    write_down(uow, "disclosure_refused", case.referral_id, by)


async def release(uow: UnitOfWork, request_id: UUID, answers: Sequence[str], *, by: By) -> None:
    """Answers in the order of the facts that were asked for. What nobody answered is left out."""
    request = await uow.disclosures.locked(request_id)
    case = await locked(uow, request.support_case_id, by)
    until = by.at + timedelta(days=by.rules.number("disclosure_days"))
    request.release(by=by.actor.user, until=until, at=by.at)
    known = await uow.texts.of_case(case.id, case.referral_id)
    facts = known[(request.id, "facts")].split(LINE)
    told = {f"answer {number}": answer for number, answer in extract(facts, answers).items()}
    await uow.texts.keep(case, request.id, told, at=by.at)
    write_down(uow, "disclosure_released", case.referral_id, by)


async def reveal_address(
    uow: UnitOfWork, premises_id: PremisesId, reason: str, ring: KeyRing, *, by: By
) -> str:
    """The address, once: whoever needs it again says why again."""
    provider_id = await uow.addresses.provider_of(premises_id)
    looked = reveal(premises_id, provider_id, reason, actor=by.actor, at=by.at)
    await uow.disclosures.keep_reveal(looked, ring)
    uow.audit.add(action="address_revealed", actor=by.actor.user, subject=str(premises_id), at=by.at)
    return open_address(await uow.addresses.get(premises_id), premises_id, ring)
